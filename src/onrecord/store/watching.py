"""Feeds and folders that are watched, and what of them is still to be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import msgspec

from onrecord.records import Document
from onrecord.store.database import Record, transaction
from onrecord.store.errors import NotFoundError
from onrecord.store.times import from_text, to_text

_KEPT_UNLISTED = timedelta(days=30)


class WatchedKind(StrEnum):
    """Where articles come from."""

    FEED = "feed"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is watched.

    ``every`` is how many seconds lie between two looks; ``pages`` tells that articles are read from the pages
    that a feed links to, ``private`` that these may stand in private networks.
    """

    every: int
    pages: bool = True
    private: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    """A feed or folder that is watched; ``due`` is ``None`` for what is gone for good.

    ``waiting``, ``settled`` and ``troubled`` count its articles: those to be read, those that were read or
    given up, and those of either with a problem.
    """

    number: int
    address: str
    kind: WatchedKind
    manner: Manner
    due: datetime | None
    asked: datetime | None
    title: str | None
    etag: str | None
    last_modified: str | None
    failures: int
    problem: str | None
    waiting: int
    settled: int
    troubled: int


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as it is listed: ``carried`` is what the feed itself has of it, ``due`` when to read it."""

    item: str
    stamp: str | None
    host: str | None
    carried: Document | None
    due: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article that is to be read."""

    watched: Watched
    item: str
    carried: Document | None
    failures: int


@dataclass(frozen=True, slots=True)
class Listing:
    """What a look at a feed or folder gave, and when to look again.

    ``again_after`` is how long an article is left alone after it was read, though its stamp changes.
    """

    items: tuple[Listed, ...]
    title: str | None
    etag: str | None
    last_modified: str | None
    due: datetime
    again_after: timedelta


def watch(
    record: Record, address: str, kind: WatchedKind, host: str | None, manner: Manner, now: datetime
) -> bool:
    """Watch ``address`` from ``now`` on, or in another manner than before; whether it is new."""
    parameters = {**asdict(manner), "address": address, "kind": kind, "host": host, "now": to_text(now)}
    with transaction(record):
        known = record.execute("SELECT 1 FROM watched WHERE address = ?", (address,)).fetchone() is not None
        record.execute(_CHANGE if known else _WATCH, parameters)
    return not known


def unwatch(record: Record, address: str) -> None:
    """Forget ``address`` and what it listed; what was read of it stays.

    Raises:
        NotFoundError: it is not watched.
    """
    if not record.execute("DELETE FROM watched WHERE address = ?", (address,)).rowcount:
        raise NotFoundError(f"{address} is not watched; see: onrecord watch --list")


def watched(record: Record) -> Iterator[Watched]:
    """All that is watched, in the order of adding."""
    return map(_watched, record.execute(f"{_WATCHED} ORDER BY number"))


def due_watched(record: Record, now: datetime) -> Watched | None:
    """The feed or folder that should have been looked at first, of those whose server may be asked."""
    row = record.execute(f"{_WATCHED} {_DUE_WATCHED}", {"now": to_text(now)}).fetchone()
    return _watched(row) if row else None


def due_item(record: Record, now: datetime) -> Waiting | None:
    """The article that should have been read first, of those whose server may be asked."""
    row = record.execute(_DUE_ITEM, {"now": to_text(now)}).fetchone()
    if row is None:
        return None
    number, item, carried, failures = row
    source = _watched(record.execute(f"{_WATCHED} WHERE number = ?", (number,)).fetchone())
    document = msgspec.json.decode(carried, type=Document) if carried else None
    return Waiting(source, item, document, failures)


def next_due(record: Record) -> datetime | None:
    """When there is something to look at or to read; ``None`` where nothing is watched."""
    (moment,) = record.execute(_NEXT_DUE).fetchone()
    return from_text(str(moment)) if moment else None


def note_listing(record: Record, source: Watched, listing: Listing, now: datetime) -> int:
    """Keep what was listed, in one transaction; how many articles are new or have changed.

    What was read long ago and is listed no more is forgotten.
    """
    common = {"watched": source.number, "now": to_text(now), "rest": _seconds(listing.again_after)}
    with transaction(record):
        waiting = _count_waiting(record, source)
        record.executemany(_LIST, ({**common, **_fields(each)} for each in listing.items))
        more = _count_waiting(record, source) - waiting
        record.execute(_FORGET, {**common, "before": to_text(now - _KEPT_UNLISTED)})
        record.execute(
            "UPDATE watched SET asked = ?, due = ?, title = ?, etag = ?, last_modified = ?, failures = 0,"
            " problem = NULL WHERE number = ?",
            (
                to_text(now), to_text(listing.due), listing.title, listing.etag, listing.last_modified,
                source.number,
            ),
        )  # fmt: skip
    return more


def note_unchanged(record: Record, source: Watched, now: datetime, due: datetime) -> None:
    """That the server says that nothing has changed."""
    record.execute(
        "UPDATE watched SET asked = ?, due = ?, failures = 0, problem = NULL WHERE number = ?",
        (to_text(now), to_text(due), source.number),
    )


def note_failure(record: Record, source: Watched, problem: str, now: datetime, due: datetime | None) -> None:
    """That the feed or folder could not be read; without ``due`` it is never looked at again."""
    record.execute(
        "UPDATE watched SET asked = ?, due = ?, failures = failures + 1, problem = ? WHERE number = ?",
        (to_text(now), due and to_text(due), problem, source.number),
    )


def settle_item(record: Record, waiting: Waiting, now: datetime, problem: str | None = None) -> None:
    """That the article was read, or given up because of ``problem``."""
    record.execute(
        "UPDATE watched_item SET due = NULL, carried = NULL, settled = ?, problem = ?"
        " WHERE watched = ? AND item = ?",
        (to_text(now), problem, waiting.watched.number, waiting.item),
    )


def postpone_item(record: Record, waiting: Waiting, due: datetime, problem: str) -> None:
    """That the article could not be read yet."""
    record.execute(
        "UPDATE watched_item SET due = ?, failures = failures + 1, problem = ?"
        " WHERE watched = ? AND item = ?",
        (to_text(due), problem, waiting.watched.number, waiting.item),
    )


def _count_waiting(record: Record, source: Watched) -> int:
    count: int = record.execute(
        "SELECT count(*) FROM watched_item WHERE watched = ? AND due IS NOT NULL", (source.number,)
    ).fetchone()[0]
    return count


def _fields(listed: Listed) -> dict[str, Any]:
    carried = msgspec.json.encode(listed.carried).decode() if listed.carried else None
    return {
        "item": listed.item,
        "stamp": listed.stamp,
        "host": listed.host,
        "carried": carried,
        "due": to_text(listed.due),
    }


def _seconds(duration: timedelta) -> str:
    """As a modifier of SQLite's date functions."""
    return f"+{duration.total_seconds():.0f} seconds"


def _watched(row: Any) -> Watched:
    number, address, kind, every, pages, private, due, asked, *rest = row
    manner = Manner(every, bool(pages), bool(private))
    return Watched(number, address, WatchedKind(kind), manner, from_text(due), from_text(asked), *rest)


_WATCH = """
INSERT INTO watched (address, kind, every, pages, private, added, host, due)
VALUES (:address, :kind, :every, :pages, :private, :now, :host, :now)
"""

# What was gone for good is tried once more when somebody asks for it.
_CHANGE = """
UPDATE watched SET every = :every, pages = :pages, private = :private, due = coalesce(due, :now)
WHERE address = :address
"""

_WATCHED = """
SELECT number, address, kind, every, pages, private, due, asked, title, etag, last_modified, failures,
       problem,
       (SELECT count(*) FROM watched_item WHERE watched = number AND due IS NOT NULL),
       (SELECT count(*) FROM watched_item WHERE watched = number AND due IS NULL),
       (SELECT count(*) FROM watched_item WHERE watched = number AND watched_item.problem IS NOT NULL)
FROM watched
"""

_DUE_WATCHED = """
WHERE due <= :now AND NOT EXISTS (SELECT 1 FROM web_host WHERE web_host.host = watched.host AND ready > :now)
ORDER BY due, number LIMIT 1
"""

_DUE_ITEM = """
SELECT watched, item, carried, failures FROM watched_item
WHERE due <= :now
  AND NOT EXISTS (SELECT 1 FROM web_host WHERE web_host.host = watched_item.host AND ready > :now)
ORDER BY due, watched, item LIMIT 1
"""

_NEXT_DUE = """
SELECT min(max(due, coalesce(ready, due)))
FROM (SELECT due, host FROM watched WHERE due IS NOT NULL
      UNION ALL SELECT due, host FROM watched_item WHERE due IS NOT NULL) AS awaited
LEFT JOIN web_host ON web_host.host = awaited.host
"""

# What is still waiting keeps its turn; what has a new stamp gets a turn, though not right after it was read.
_LIST = """
INSERT INTO watched_item (watched, item, stamp, host, carried, due, listed)
VALUES (:watched, :item, :stamp, :host, :carried, :due, :now)
ON CONFLICT (watched, item) DO UPDATE SET
    listed = :now,
    carried = iif(:stamp IS stamp, carried, :carried),
    host = iif(:stamp IS stamp, host, :host),
    failures = iif(:stamp IS stamp, failures, 0),
    due = iif(:stamp IS stamp, due, coalesce(
        due, max(:due, strftime('%Y-%m-%dT%H:%M:%f+00:00', coalesce(settled, :due), :rest)))),
    stamp = :stamp
"""

_FORGET = """
DELETE FROM watched_item WHERE watched = :watched AND due IS NULL AND listed < :before
"""
