"""How holders stood to targets over time: a question to the record, never a stored thing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from onrecord.records import Polarity
from onrecord.store.database import Record
from onrecord.store.positions import (
    PositionFilter,
    PositionRow,
    position_rows,
    shown_claimant,
    shown_holder,
    shown_target,
)
from onrecord.store.side_rows import Course, Stand


def courses(
    record: Record, wanted: PositionFilter | None = None, limit: int | None = None
) -> Iterator[Course]:
    """The courses of the positions wanted, by the names of holder and target; one course is held at a time.

    Positions whose holder the text does not settle belong to none.

    Raises:
        NotFoundError: no position is on the issue asked for.
        RecordError: a name to look for has no letter or digit.
    """
    rows = position_rows(record, wanted or PositionFilter(), by_course=True)
    for number, (_, group) in enumerate(groupby(rows, key=_pair)):
        if number == limit:
            return
        ordered = sorted(group, key=_time)
        holder = shown_holder(ordered[0])
        if holder is not None:
            yield Course(holder, shown_target(ordered[0]), tuple(map(stand_of, ordered)))


def _pair(row: PositionRow) -> tuple[str | None, str | None, str | None]:
    return row.holder_id, row.issue, row.target_id


def _time(row: PositionRow) -> tuple[bool, str, int, int]:
    return row.first_day is None, row.first_day or "", row.document_number, row.number


def stand_of(row: PositionRow) -> Stand:
    """The position of a row as a point of a course."""
    identifier, _, _, _, _, published, _ = row.label
    return Stand(
        id=row.id,
        document=identifier,
        published=published if row.first_day else None,
        polarity=Polarity(row.polarity),
        past=bool(row.past),
        conditional=bool(row.conditional),
        claimed_by=shown_claimant(row),
        confidence=row.confidence,
    )
