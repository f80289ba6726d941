"""The work of watching, one step after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from onrecord.follow.looking import look_at, read_waiting
from onrecord.follow.patience import back_off
from onrecord.follow.web import NotNowError, Web
from onrecord.reading import Source, Unreadable
from onrecord.store import (
    Record,
    Waiting,
    Watched,
    due_item,
    due_watched,
    next_due,
    postpone_item,
    settle_item,
)

_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=2), timedelta(hours=6)
# Some fourteen hours.
_MOST_TRIES = 10


@dataclass(frozen=True, slots=True)
class Looked:
    """A feed or folder was looked at: how many articles are new or changed, and what went wrong."""

    source: Watched
    new: int
    problem: str | None


@dataclass(slots=True)
class Arrived:
    """A document that is to be stored; ``note`` tells where it was not read as it should be.

    Who cannot store it says why in ``problem``.
    """

    source: Source
    note: str | None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing can be done before ``until``; without it there is nothing to do at all."""

    until: datetime | None


def rounds(record: Record, web: Web) -> Iterator[Looked | Arrived | Idle]:
    """What happens, without end.

    What arrives counts as dealt with when the next is asked for, not before: should the process end in
    between, it arrives again.
    """
    while True:
        now = datetime.now(UTC)
        if source := due_watched(record, now):
            yield Looked(source, *look_at(record, web, source))
        elif waiting := due_item(record, now):
            yield from _arrivals(record, web, waiting)
        else:
            yield Idle(next_due(record))


def _arrivals(record: Record, web: Web, waiting: Waiting) -> Iterator[Arrived]:
    failures = waiting.failures + 1
    problem: str | None = None
    try:
        for source, note in read_waiting(web, waiting, last_time=failures >= _MOST_TRIES):
            arrived = Arrived(source, note)
            yield arrived
            unread = source.document.error if isinstance(source.document, Unreadable) else None
            problem = problem or arrived.problem or unread or note
    except NotNowError as error:
        due = datetime.now(UTC) + back_off(failures, _FIRST_WAIT, _LONGEST_WAIT)
        postpone_item(record, waiting, max(due, error.until or due), str(error))
    else:
        settle_item(record, waiting, datetime.now(UTC), problem)
