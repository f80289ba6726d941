"""Statements and positions of a few documents that are as a filter asks, and what tells them from others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.records import ActorReference
from onrecord.store.database import Record
from onrecord.store.errors import NotFoundError
from onrecord.store.keys import search_key
from onrecord.store.naming import asked_actors
from onrecord.store.positions import PositionFilter, positions
from onrecord.store.rows import RecordedPosition, RecordedStatement
from onrecord.store.statement_filter import StatementFilter
from onrecord.store.statements import statements

Found = RecordedStatement | RecordedPosition


def found_in(
    record: Record,
    wanted: StatementFilter | PositionFilter,
    documents: Iterable[str],
    *,
    all_versions: bool = False,
) -> Iterator[Found]:
    """What is wanted, of the documents with these ids, in their order.

    Whom the names of the filter mean is found out once, not for each document.
    """
    if isinstance(wanted, StatementFilter):
        speakers = _asked_ids(record, wanted.speaker)
        nameless = replace(wanted, speaker=None, all_versions=all_versions or wanted.all_versions)
        for document in documents:
            for said in statements(record, replace(nameless, document=document)):
                if _is_one_of(said.speaker, speakers):
                    yield said
    else:
        yield from _positions_in(record, wanted, documents, all_versions)


def _positions_in(
    record: Record, wanted: PositionFilter, documents: Iterable[str], all_versions: bool
) -> Iterator[Found]:
    holders, targets = _asked_ids(record, wanted.holder), _asked_ids(record, wanted.target)
    nameless = replace(wanted, holder=None, target=None, all_versions=all_versions or wanted.all_versions)
    for document in documents:
        try:
            held = list(positions(record, replace(nameless, document=document)))
        except NotFoundError:
            # Nobody has taken a stand on the issue yet.
            return
        for each in held:
            target = ActorReference(each.target.id, each.target.name)
            if _is_one_of(each.holder, holders) and _is_one_of(target, targets):
                yield each


def key_of(record: Record, found: Found) -> str:
    """What tells what was found from all else, and is the same in a new version of the article."""
    (first,) = record.execute(_FIRST_VERSION, (found.document.id,)).fetchone()
    if isinstance(found, RecordedStatement):
        return f"statement\n{first}\n{search_key(' '.join(found.words['content']))}"
    position = found.position
    side = f"{position.target.id}\n{position.polarity:d}"
    return f"position\n{first}\n{side}\n{search_key(' '.join(found.words['evidence']))}"


def _asked_ids(record: Record, name: str | None) -> set[str] | None:
    numbers = asked_actors(record, name)
    if numbers is None:
        return None
    rows = record.execute("SELECT id FROM actor WHERE number IN (SELECT value FROM json_each(?))", (numbers,))
    return {identifier for (identifier,) in rows}


def _is_one_of(actor: ActorReference | None, asked: set[str] | None) -> bool:
    return asked is None or (actor is not None and actor.id in asked)


_FIRST_VERSION = """
WITH RECURSIVE version (id, number) AS (
    SELECT id, number FROM document WHERE id = ?
    UNION
    SELECT former.id, former.number
    FROM version
    JOIN printing ON printing.document = version.number
    JOIN document AS former ON former.id = printing.replaces
)
SELECT id FROM version ORDER BY number LIMIT 1
"""
