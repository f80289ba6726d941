"""Proof that a record still says what its sources say."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from onrecord.store.database import Record
from onrecord.store.errors import SqlError


def problems(record: Record) -> Iterator[str]:
    """What does not hold, a sentence each; nothing where all holds. Never raises on what a record contains.

    Checked are the file's structure, the hash of every source text, and that every stored span stands in its
    source text, byte for byte.
    """
    decode = record.text_factory
    # Tampered text need not be UTF-8.
    record.text_factory = bytes
    try:
        for check in (_integrity, _references, _documents, _contents):
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


def _references(record: Record) -> Iterator[str]:
    for table, row, parent, _ in record.execute("PRAGMA foreign_key_check"):
        yield f"A row of {_shown(table)} ({_shown(row)}) refers to a {_shown(parent)} that is not there."


def _documents(record: Record) -> Iterator[str]:
    for number, identifier, digest, source in record.execute(_DOCUMENTS):
        name = f"Document {_shown(identifier)}"
        if not isinstance(source, bytes) or not isinstance(digest, bytes):
            yield f"{name} has no text or no hash."
            continue
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
    for document, identifier in record.execute(_WITHOUT_CONTENT):
        yield f"Document {_shown(document)}: statement {_shown(identifier)} has no content."


def _stands(text: str, start: Any, end: Any, covered: Any) -> bool:
    if not isinstance(start, int) or not isinstance(end, int) or not isinstance(covered, bytes):
        return False
    return 0 <= start < end <= len(text) and text[start:end].encode() == covered


def _shown(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


_DOCUMENTS = "SELECT number, id, text_sha256, text FROM document ORDER BY number"

_SPANS = "SELECT role, owner, start, end, text FROM source_span WHERE document = ?"

_WITHOUT_CONTENT = """
SELECT document.id, statement.id FROM statement JOIN document ON document.number = statement.document
WHERE NOT EXISTS (SELECT 1 FROM statement_span WHERE statement = statement.number AND role = 'content')
"""
