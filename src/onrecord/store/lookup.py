"""Whole documents, found by what a user calls them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.records import ActorKind, Document, Span
from onrecord.store.actor_rows import RecordedActor
from onrecord.store.database import Record
from onrecord.store.errors import AmbiguousDocumentError, NotFoundError, RecordError
from onrecord.store.rows import Printing, RecordedDocument
from onrecord.store.statements import mentions_of

_SHOWN_CANDIDATES = 5


def find_document(record: Record, name: str, path: Path | None = None) -> RecordedDocument:
    """The document with this id, address, given id or beginning of an id, or read from this file.

    Of several texts at one place it is the current one.

    Raises:
        NotFoundError: there is none.
        AmbiguousDocumentError: the beginning fits several ids.
    """
    for query in (_BY_ID, _BY_PLACE):
        row = record.execute(query, {"name": name, "path": str(path)}).fetchone()
        if row is not None:
            return load(record, row[0])
    found = record.execute(_BY_PREFIX, {"name": name, "limit": _SHOWN_CANDIDATES + 1}).fetchall()
    if not found:
        raise NotFoundError(f"No document goes by {name!r} in this record.")
    if len(found) > 1:
        shown = ", ".join(identifier for _, identifier in found[:_SHOWN_CANDIDATES])
        more = ", …" if len(found) > _SHOWN_CANDIDATES else ""
        raise AmbiguousDocumentError(f"{name!r} fits several documents; write more of the id: {shown}{more}")
    return load(record, found[0][0])


def load(record: Record, number: int) -> RecordedDocument:
    """The document with this number.

    Raises:
        RecordError: the record is damaged and does not say where it was printed.
    """
    identifier, language, analysed_with, digest, text = record.execute(_DOCUMENT, (number,)).fetchone()
    printings = tuple(_printings(record, number))
    if not printings:
        raise RecordError(
            f"The record is damaged: document {identifier} has no printing; see onrecord verify."
        )
    shown = next((printing for printing in printings if printing.current), printings[0])
    boilerplate = record.execute(_BOILERPLATE, (number,)).fetchall()
    document = Document(
        id=identifier,
        text=text,
        language=language,
        title=shown.title,
        url=shown.url,
        outlet=shown.outlet,
        authors=shown.authors,
        published=shown.published,
        boilerplate=tuple(Span(start, end) for start, end in boilerplate),
    )
    return RecordedDocument(document, digest, analysed_with, printings, mentions_of(record, number))


def all_documents(record: Record) -> Iterator[RecordedDocument]:
    """Every document, in the order of adding, one held at a time."""
    for (number,) in record.execute("SELECT number FROM document ORDER BY number"):
        yield load(record, number)


def all_actors(record: Record) -> Iterator[RecordedActor]:
    """Every actor, by id."""
    for number, identifier, name, kind, named_with in record.execute(_ACTORS):
        names = dict(record.execute(_NAMES, (number,)))
        formerly = tuple(former for (former,) in record.execute(_FORMERLY, (number,)))
        yield RecordedActor(identifier, name, ActorKind(kind) if kind else None, names, named_with, formerly)


def actor_name(record: Record, identifier: str) -> str:
    """What the actor with this id is called.

    Raises:
        NotFoundError: there is none.
    """
    row = record.execute("SELECT name FROM actor WHERE id = ?", (identifier,)).fetchone()
    if row is None:
        raise NotFoundError(f"there is no actor {identifier}")
    name: str = row[0]
    return name


def actor_name_in(record: Record, identifier: str, language: str) -> str | None:
    """What the actor with this id is called in a language, if the record has a name for it there."""
    row = record.execute(_NAME_IN, {"id": identifier, "language": language}).fetchone()
    return row[0] if row else None


def actor_kinds(record: Record, identifiers: Iterable[str]) -> dict[str, ActorKind | None]:
    """What the actors with these ids are, of those that are in the record."""
    asked = json.dumps(sorted(set(identifiers)))
    return {
        identifier: ActorKind(kind) if kind else None for identifier, kind in record.execute(_KINDS, (asked,))
    }


def is_empty(record: Record) -> bool:
    """Whether nothing has been added."""
    return record.execute("SELECT 1 FROM document UNION ALL SELECT 1 FROM actor").fetchone() is None


def _printings(record: Record, number: int) -> Iterator[Printing]:
    for given_id, url, outlet, title, authors, published, path, added, current, replaces in record.execute(
        _PRINTINGS, (number,)
    ):
        yield Printing(
            given_id=given_id,
            url=url,
            outlet=outlet,
            title=title,
            authors=tuple(json.loads(authors)),
            published=published,
            source_path=path,
            added=added,
            current=bool(current),
            replaces=replaces,
        )


_BY_ID = "SELECT number FROM document WHERE id = :name"

_BY_PLACE = """
SELECT document FROM printing WHERE url = :name OR given_id = :name OR source_path = :path
ORDER BY current DESC, number DESC
"""

_BY_PREFIX = """
SELECT number, id FROM document
WHERE :name <> '' AND substr(id, 1, length(:name)) = :name
ORDER BY id LIMIT :limit
"""

_DOCUMENT = "SELECT id, language, analysed_with, text_sha256, text FROM document WHERE number = ?"

_PRINTINGS = """
SELECT given_id, url, outlet, title, authors, published, source_path, added, current, replaces
FROM printing WHERE document = ? ORDER BY number
"""

_BOILERPLATE = "SELECT start, end FROM boilerplate WHERE document = ? ORDER BY part"

_ACTORS = "SELECT number, id, name, kind, named_with FROM actor ORDER BY id"

_KINDS = "SELECT id, kind FROM actor WHERE id IN (SELECT value FROM json_each(?))"

_FORMERLY = "SELECT id FROM actor_former WHERE actor = ? ORDER BY id"

_NAMES = "SELECT language, name FROM actor_name WHERE actor = ? ORDER BY language"

_NAME_IN = """
SELECT actor_name.name FROM actor_name JOIN actor ON actor.number = actor_name.actor
WHERE actor.id = :id AND actor_name.language = :language
"""
