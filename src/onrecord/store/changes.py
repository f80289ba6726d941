"""Holders whose line on one target may have changed: questions for a reader, no verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby, pairwise
from typing import NamedTuple

from onrecord.records import ActorReference, Target
from onrecord.store.courses import courses
from onrecord.store.database import Record
from onrecord.store.dates import days
from onrecord.store.positions import PositionFilter, find_position
from onrecord.store.rows import RecordedPosition
from onrecord.store.side_rows import Change, Course, Stand


class _Turn(NamedTuple):
    """Where a course turns, ordered as it is shown."""

    qualified: int
    doubt: float
    latest: str
    holder: ActorReference
    target: Target
    before: Stand
    after: Stand


def changes(record: Record, wanted: PositionFilter | None = None, limit: int | None = None) -> list[Change]:
    """Pairs of neighbouring positions of one holder on one target that differ, the most confident first.

    Pairs in which one is past, conditional or claimed by somebody else come after those in which none is. Of
    several alike in a row the most confident stands for them.

    Raises:
        NotFoundError: no position is on the issue asked for.
        RecordError: a name to look for has no letter or digit.
    """
    found = [turn for course in courses(record, wanted) for turn in _turns(course)]
    found.sort(key=_rank)
    return [_change(record, turn) for turn in found[:limit]]


def _turns(course: Course) -> Iterator[_Turn]:
    # What qualifies a position must neither hide that those beside it differ nor be hidden by them; nor what
    # other texts say, that one text says both.
    plain = _neighbours(stand for stand in course.stands if not stand.qualified)
    others = (pair for pair in _neighbours(course.stands) if any(stand.qualified for stand in pair))
    texts = (_neighbours(text) for _, text in groupby(course.stands, key=lambda stand: stand.document))
    for before, after in dict.fromkeys(chain(plain, others, *texts)):
        yield _Turn(
            qualified=before.qualified + after.qualified,
            doubt=-min(before.confidence, after.confidence),
            latest=after.published or "",
            holder=course.holder,
            target=course.target,
            before=before,
            after=after,
        )


def _neighbours(stands: Iterable[Stand]) -> Iterator[tuple[Stand, Stand]]:
    runs = [_best(run) for _, run in groupby(stands, key=lambda stand: stand.polarity)]
    return pairwise(runs)


def _best(run: Iterable[Stand]) -> Stand:
    return min(run, key=lambda stand: (stand.qualified, -stand.confidence))


def _rank(turn: _Turn) -> tuple[object, ...]:
    names = (turn.holder.name, turn.holder.id, turn.target.name, turn.target.id)
    return turn.qualified, turn.doubt, *names, turn.latest, turn.before.id, turn.after.id


def _change(record: Record, turn: _Turn) -> Change:
    before, after = (find_position(record, stand.id, stand.document) for stand in (turn.before, turn.after))
    return Change(turn.holder, turn.target, before, after, _in_order(before, after))


def _in_order(before: RecordedPosition, after: RecordedPosition) -> bool:
    if before.document.id == after.document.id:
        return True
    first, second = (each.document.published and days(each.document.published) for each in (before, after))
    return bool(first and second and first[1] < second[0])
