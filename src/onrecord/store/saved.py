"""Saved searches: questions that are asked again of whatever comes into the record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID, uuid4, uuid5

import msgspec

from onrecord.store.database import Record, transaction
from onrecord.store.deliveries import Delivery, Way, deliveries_of, insert_delivery
from onrecord.store.errors import NotFoundError, RecordError
from onrecord.store.matching import Found, found_in, key_of
from onrecord.store.positions import PositionFilter, positions
from onrecord.store.rows import RecordedPosition, RecordedStatement
from onrecord.store.statement_filter import StatementFilter
from onrecord.store.statements import statements
from onrecord.store.times import from_text, to_text

_NAME = re.compile(r"\w[\w.-]{0,59}")
_AT_FIRST = 50
_LOOKED_AT_UNSAVED = 200
_LOOKED_AT_ONCE = 500
_FILTERS: dict[str, type[StatementFilter] | type[PositionFilter]] = {
    "statement": StatementFilter,
    "position": PositionFilter,
}
_MATCH_KEYS = UUID("0d6f6b7c-5b3c-4d1e-9a55-2f2c8e6d7a41")


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A saved search; ``id`` is a UUID, ``matches`` how often it has found something."""

    number: int
    id: str
    name: str
    wanted: StatementFilter | PositionFilter
    saved: datetime
    looked: int
    matches: int
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What a saved search found; ``key`` is a UUID that stays when the article gets a new version.

    ``found`` is when the record learned last where the article was printed.
    """

    key: str
    found: datetime
    recorded: RecordedStatement | RecordedPosition


class Look(NamedTuple):
    """What was found anew, the first first, and whether there is more to look at."""

    new: list[Match]
    more: bool


def save_search(
    record: Record,
    name: str,
    wanted: StatementFilter | PositionFilter,
    now: datetime,
    send_to: Sequence[tuple[Way, str]] = (),
) -> SavedSearch:
    """Save a search. What the record holds already is in its list, the latest fifty, and is sent nowhere.

    Raises:
        RecordError: the name is taken or no name for a file, or nothing can be asked so.
    """
    if _NAME.fullmatch(name) is None:
        raise RecordError(f"{name!r} is no name for a search: use letters, digits, and - _ . between them.")
    # Asked now, so that what cannot be asked is told to whoever saves it.
    latest = list(islice(_all(record, wanted), _AT_FIRST))
    with transaction(record):
        if record.execute("SELECT 1 FROM saved_search WHERE name = ?", (name,)).fetchone():
            raise RecordError(f"There is a search {name} already; see: onrecord saved")
        (number,) = record.execute(
            _SAVE, (str(uuid4()), name, _subject(wanted), _encoded(wanted), to_text(now))
        ).fetchone()
        for way, address in send_to:
            insert_delivery(record, number, way, address, now)
        _keep(record, number, _matches(record, reversed(latest)))
    return find_search(record, name)


def saved_searches(record: Record) -> Iterator[SavedSearch]:
    """All saved searches, by name."""
    for row in record.execute(f"{_SEARCHES} ORDER BY name").fetchall():
        yield _search(record, row)


def find_search(record: Record, name: str) -> SavedSearch:
    """The saved search of this name.

    Raises:
        NotFoundError: there is none.
    """
    row = record.execute(f"{_SEARCHES} WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise NotFoundError(f"No search is saved as {name!r}; see: onrecord saved")
    return _search(record, row)


def remove_search(record: Record, name: str) -> None:
    """Forget the saved search of this name, with what was to be sent of it.

    Raises:
        NotFoundError: there is none.
    """
    if not record.execute("DELETE FROM saved_search WHERE name = ?", (name,)).rowcount:
        raise NotFoundError(f"No search is saved as {name!r}; see: onrecord saved")


def look(record: Record, search: SavedSearch) -> Look:
    """What the search finds in what came into the record since it last looked; it is kept.

    Callers hold a transaction, so that what is found is kept together with what is to be sent of it. Not all
    is looked at in one, where very much came: others want to write as well.
    """
    row = record.execute("SELECT looked FROM saved_search WHERE number = ?", (search.number,)).fetchone()
    (last,) = record.execute(_LAST_PRINTING).fetchone()
    if row is None or row[0] == last:
        return Look([], more=False)
    until = min(row[0] + _LOOKED_AT_ONCE, last)
    documents = [identifier for (identifier,) in record.execute(_COME_BETWEEN, (row[0], until)).fetchall()]
    new = _keep(record, search.number, _matches(record, found_in(record, search.wanted, documents)))
    record.execute("UPDATE saved_search SET looked = ? WHERE number = ?", (until, search.number))
    return Look(new, more=until < last)


def matches(record: Record, search: SavedSearch, limit: int) -> list[Match]:
    """The latest that the search has found, the last first.

    What has come and nobody has looked at yet is among them; nothing is changed. What corrections or a newer
    analysis have left out of the record since it was found is passed over.
    """
    rows = record.execute(_COME_LAST, (search.looked, _LOOKED_AT_UNSAVED)).fetchall()
    documents = [identifier for (identifier,) in reversed(rows)]
    come = {match.key: match for match in _matches(record, found_in(record, search.wanted, documents))}
    kept = record.execute(_LATEST, (search.number, limit)).fetchall()
    known = {key for key in come if _is_kept(record, search.number, key)}
    new = [match for key, match in come.items() if key not in known]
    return [*reversed(new), *_kept(record, search, kept)][:limit]


def _kept(record: Record, search: SavedSearch, rows: list[tuple[str, str, str]]) -> Iterator[Match]:
    documents = dict.fromkeys(document for _, document, _ in rows)
    found = found_in(record, search.wanted, documents, all_versions=True)
    by_key = {match.key: match for match in _matches(record, found)}
    for key, _, moment in rows:
        if key in by_key:
            yield replace(by_key[key], found=from_text(moment))


def _all(record: Record, wanted: StatementFilter | PositionFilter) -> Iterator[Found]:
    if isinstance(wanted, StatementFilter):
        return statements(record, wanted, _AT_FIRST)
    return positions(record, wanted, _AT_FIRST)


def _matches(record: Record, found: Iterable[Found]) -> Iterator[Match]:
    for recorded in found:
        (added,) = record.execute(_ADDED, (recorded.document.id,)).fetchone()
        yield Match(str(uuid5(_MATCH_KEYS, key_of(record, recorded))), from_text(str(added)), recorded)


def _is_kept(record: Record, search: int, key: str) -> bool:
    row = record.execute("SELECT 1 FROM saved_match WHERE search = ? AND key = ?", (search, key)).fetchone()
    return row is not None


def _keep(record: Record, search: int, found: Iterable[Match]) -> list[Match]:
    """Those that were not found before; of the others the latest version of the article is kept."""
    new = []
    for match in found:
        if not _is_kept(record, search, match.key):
            new.append(match)
        record.execute(
            "INSERT INTO saved_match (search, key, document, found) VALUES (?1, ?2, ?3, ?4)"
            " ON CONFLICT (search, key) DO UPDATE SET document = ?3",
            (search, match.key, match.recorded.document.id, to_text(match.found)),
        )
    return new


def _search(record: Record, row: Any) -> SavedSearch:
    number, identifier, name, subject, wanted, saved, looked, count = row
    return SavedSearch(
        number=number,
        id=identifier,
        name=name,
        wanted=msgspec.json.decode(wanted, type=_FILTERS[subject]),
        saved=from_text(str(saved)),
        looked=looked,
        matches=count,
        deliveries=tuple(deliveries_of(record, number)),
    )


def _subject(wanted: StatementFilter | PositionFilter) -> str:
    return "statement" if isinstance(wanted, StatementFilter) else "position"


def _encoded(wanted: StatementFilter | PositionFilter) -> str:
    """What is asked for, without what is not: a later version may ask in more ways."""
    plain = type(wanted)()
    asked = {each.name: getattr(wanted, each.name) for each in fields(wanted)}
    return msgspec.json.encode(
        {name: value for name, value in asked.items() if value != getattr(plain, name)}
    ).decode()


_SEARCHES = """
SELECT number, id, name, subject, wanted, saved, looked,
       (SELECT count(*) FROM saved_match WHERE search = saved_search.number)
FROM saved_search
"""

_SAVE = """
INSERT INTO saved_search (id, name, subject, wanted, saved, looked)
VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(number), 0) FROM printing))
RETURNING number
"""

_LAST_PRINTING = "SELECT coalesce(max(number), 0) FROM printing"

_ADDED = """
SELECT max(printing.added) FROM printing JOIN document ON document.number = printing.document
WHERE document.id = ?
"""

_COME_BETWEEN = """
SELECT document.id
FROM printing JOIN document ON document.number = printing.document
WHERE printing.number > ? AND printing.number <= ?
GROUP BY document.number ORDER BY max(printing.number)
"""

_COME_LAST = """
SELECT document.id
FROM printing JOIN document ON document.number = printing.document
WHERE printing.number > ?
GROUP BY document.number ORDER BY max(printing.number) DESC LIMIT ?
"""

_LATEST = """
SELECT key, document, found FROM saved_match WHERE search = ? ORDER BY number DESC LIMIT ?
"""
