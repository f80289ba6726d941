"""Proof that a record still says what its sources say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from typing import Any

from onrecord.store.adding import is_false_hash
from onrecord.store.database import Record, as_made
from onrecord.store.derived import derived
from onrecord.store.errors import SqlError


def problems(record: Record) -> Iterator[str]:
    """What does not hold, a sentence each; nothing where all holds. Never raises on what a record contains.

    Checked are the file's structure, its tables and views, that nothing refers to what is not there, the hash
    of every source text, that every stored span stands in its source text, byte for byte, and that the search
    index holds what the tables give. Who rewrites a text with its spans, its hash and its index is not found.
    """
    decode = record.text_factory
    # Tampered text need not be UTF-8.
    record.text_factory = bytes
    try:
        for check in (_integrity, _schema, _references, _documents, _contents, derived):
            try:
                yield from check(record)
            except SqlError as error:
                yield f"The record's structure is damaged: {error}."
    finally:
        record.text_factory = decode


def count_checked(record: Record) -> tuple[int, int]:
    """How many documents and spans there are to check."""
    row: tuple[int, int] = record.execute(
        "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM source_span)"
    ).fetchone()
    return row


def _integrity(record: Record) -> Iterator[str]:
    for (message,) in record.execute("PRAGMA integrity_check"):
        if message != b"ok":
            yield f"SQLite's integrity check: {_shown(message)}."


def _schema(record: Record) -> Iterator[str]:
    with closing(as_made()) as made:
        expected = {name: (kind, sql) for kind, name, sql in made.execute(_OBJECTS)}
    found = {_shown(name): (_shown(kind), _shown(sql)) for kind, name, sql in record.execute(_OBJECTS)}
    for name, (kind, sql) in expected.items():
        if found.get(name) != (kind, sql):
            yield f"The {kind} {name} is missing or not as onrecord makes it."
    for name, (kind, _) in found.items():
        if kind == "trigger" and name not in expected:
            yield f"There is a trigger {name}, which onrecord did not make."


def _references(record: Record) -> Iterator[str]:
    for table, row, parent, _ in record.execute("PRAGMA foreign_key_check"):
        where = f"A row of {_shown(table)}" + (f" ({_shown(row)})" if row is not None else "")
        yield f"{where} refers to a row of {_shown(parent)} that is not there."


def _documents(record: Record) -> Iterator[str]:
    for number, identifier, digest, source in record.execute(_DOCUMENTS):
        name = f"Document {_shown(identifier)}"
        if not isinstance(source, bytes) or not isinstance(digest, bytes):
            yield f"{name} has no text or no hash."
            continue
        if is_false_hash(_shown(identifier), sha256(source).hexdigest()):
            yield f"{name}: the id looks like the SHA-256 of the text and is not."
        if sha256(source).hexdigest().encode() != digest:
            yield f"{name}: the text does not have the recorded SHA-256."
        try:
            text = source.decode()
        except UnicodeDecodeError as error:
            yield f"{name}: the text is not UTF-8 ({error.reason} at byte {error.start})."
            continue
        for role, owner, start, end, covered in record.execute(_SPANS, (number,)):
            if not _stands(text, start, end, covered):
                yield (
                    f"{name}: the {_shown(role)} span {_shown(start)}–{_shown(end)}"
                    f"{f' of {_shown(owner)}' if owner is not None else ''} does not stand in the text."
                )


def _contents(record: Record) -> Iterator[str]:
    for (document,) in record.execute(_WITHOUT_PRINTING):
        yield f"Document {_shown(document)} has no printing."
    for document, identifier in record.execute(_WITHOUT_CONTENT):
        yield f"Document {_shown(document)}: statement {_shown(identifier)} has no content."
    for document, identifier in record.execute(_WITHOUT_EVIDENCE):
        yield f"Document {_shown(document)}: position {_shown(identifier)} has no evidence."
    for document, identifier in record.execute(_STRAY_POSITIONS):
        yield f"Document {_shown(document)}: position {_shown(identifier)} is of a statement elsewhere."


def _stands(text: str, start: Any, end: Any, covered: Any) -> bool:
    if not isinstance(start, int) or not isinstance(end, int) or not isinstance(covered, bytes):
        return False
    return 0 <= start < end <= len(text) and text[start:end].encode() == covered


def _shown(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


# Without what SQLite makes by itself: indexes of keys and the tables behind the full-text search.
_OBJECTS = """
SELECT type, name, sql FROM sqlite_master
WHERE sql IS NOT NULL AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
"""

_WITHOUT_PRINTING = """
SELECT id FROM document WHERE NOT EXISTS (SELECT 1 FROM printing WHERE printing.document = document.number)
"""

_DOCUMENTS = "SELECT number, id, text_sha256, text FROM document ORDER BY number"

_SPANS = "SELECT role, owner, start, end, text FROM source_span WHERE document = ?"

_WITHOUT_CONTENT = """
SELECT document.id, statement.id FROM statement JOIN document ON document.number = statement.document
WHERE NOT EXISTS (SELECT 1 FROM statement_span WHERE statement = statement.number AND role = 'content')
"""

_WITHOUT_EVIDENCE = """
SELECT document.id, position.id FROM position JOIN document ON document.number = position.document
WHERE NOT EXISTS (SELECT 1 FROM position_span WHERE position = position.number AND role = 'evidence')
"""

_STRAY_POSITIONS = """
SELECT document.id, position.id
FROM position
JOIN document ON document.number = position.document
JOIN statement ON statement.number = position.statement
WHERE statement.document <> position.document
"""
