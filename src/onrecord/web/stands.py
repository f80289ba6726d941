"""Positions in numbers, for tables and charts: courses summed by holder and target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.records import ActorReference, Polarity, Target
from onrecord.store.rows import Course, Stand
from onrecord.web.tables import Table

SIDES = {Polarity.FOR: "for", Polarity.NEUTRAL: "neutral", Polarity.AGAINST: "against"}
SIGNS = {Polarity.FOR: "+", Polarity.NEUTRAL: "0", Polarity.AGAINST: "−"}


@dataclass(frozen=True, slots=True)
class Line:
    """How one holder stands to one target: the stands of each side, the latest first."""

    holder: ActorReference
    target: Target
    sides: dict[Polarity, tuple[Stand, ...]]

    @property
    def total(self) -> int:
        """How many stands there are."""
        return sum(map(len, self.sides.values()))

    def count(self, side: Polarity) -> int:
        """How many stands are of this side."""
        return len(self.sides[side])


def lines_of(courses: Iterable[Course]) -> list[Line]:
    """A line for each course, those with most stands first."""
    lines = [
        Line(
            course.holder,
            course.target,
            {side: tuple(s for s in reversed(course.stands) if s.polarity is side) for side in SIDES},
        )
        for course in courses
    ]
    return sorted(lines, key=lambda line: (-line.total, line.holder.name, line.target.name))


def table_of(name: str, lines: Iterable[Line]) -> Table:
    """The lines as rows, with how many stands there are of each side."""
    columns = ("holder", "holder_id", "target", "target_id", "target_kind", "for", "neutral", "against")
    return Table(
        name,
        columns,
        [
            (
                line.holder.name, line.holder.id, line.target.name, line.target.id, line.target.kind.value,
                *map(line.count, SIDES),
            )
            for line in lines
        ],
    )  # fmt: skip


def by_month(lines: Iterable[Line]) -> list[tuple[str | int, ...]]:
    """Month (``YYYY-MM``) and how many stands of each side are in it; without those that tell no month."""
    counts: Counter[tuple[str, Polarity]] = Counter()
    for line in lines:
        for side, stands in line.sides.items():
            counts.update((month, side) for stand in stands if (month := month_of(stand.published)))
    months = sorted({month for month, _ in counts})
    return [(month, *(counts[month, side] for side in SIDES)) for month in months]


def month_of(published: str | None) -> str | None:
    """The month of a date that tells one."""
    month = (published or "")[:7]
    return month if len(month) == 7 and month[4] == "-" and (month[:4] + month[5:]).isdigit() else None
