"""Sides as they are read of a record: counted, over time, and where one changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.records import ActorReference, Polarity, Target
from onrecord.store.rows import RecordedPosition


@dataclass(frozen=True, slots=True)
class Stand:
    """A position without its words, as one point of a course; ``published`` is its document's date."""

    id: str
    document: str
    published: str | None
    polarity: Polarity
    past: bool
    conditional: bool
    claimed_by: ActorReference | None
    confidence: float

    @property
    def qualified(self) -> bool:
        """Whether it tells less than a stand: one of the past, on a condition, or according to others."""
        return self.past or self.conditional or self.claimed_by is not None


@dataclass(frozen=True, slots=True)
class Course:
    """How one holder stood to one target, the earliest first, what has no date last."""

    holder: ActorReference
    target: Target
    stands: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """How often one holder stands on which side of one target; ``latest`` is the latest stand of each side.

    Sides without a stand are missing.
    """

    holder: ActorReference
    target: Target
    counts: Mapping[Polarity, int]
    latest: Mapping[Polarity, Stand]


@dataclass(frozen=True, slots=True)
class IssueSides:
    """How often anybody stands on which side of an issue."""

    target: Target
    counts: Mapping[Polarity, int]


@dataclass(frozen=True, slots=True)
class MonthSides:
    """How many positions of each side are of a month, ``YYYY-MM``; ``None``: of no date."""

    month: str | None
    counts: Mapping[Polarity, int]


@dataclass(frozen=True, slots=True)
class Change:
    """Two positions of one holder on one target that differ, one after the other.

    Whether the line changed is for a reader to judge. ``in_order`` is false where the dates do not tell which
    came first.
    """

    holder: ActorReference
    target: Target
    before: RecordedPosition
    after: RecordedPosition
    in_order: bool
