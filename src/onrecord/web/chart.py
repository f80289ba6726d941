"""The map of who is for and against whom, as lines between two columns of names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from onrecord.records import ActorReference, Polarity
from onrecord.store.side_rows import Sides
from onrecord.wire.recorded import SIDES

_MOST = 14
_STEP, _TOP = 30, 24
_THINNEST, _THICKEST = 2.0, 10.0
WIDTH, LEFT, RIGHT = 760, 250, 510
"""Of the drawing, and where its lines begin and end."""


@dataclass(frozen=True, slots=True)
class Name:
    """An actor of one column, how many stands it has there, and its height in the drawing."""

    actor: ActorReference
    count: int
    y: float


@dataclass(frozen=True, slots=True)
class Link:
    """The stands of one side between two: ``side`` is for, neutral or against."""

    line: Sides
    side: str
    count: int
    path: str
    width: float


@dataclass(frozen=True, slots=True)
class MapChart:
    """A drawing of ``WIDTH`` times ``height``; ``left_out`` counts the lines that found no place."""

    holders: tuple[Name, ...]
    targets: tuple[Name, ...]
    links: tuple[Link, ...]
    height: float
    left_out: int


def map_chart(lines: Sequence[Sides]) -> MapChart:
    """The chart of the holders and targets with most stands; a line of mixed sides is drawn once for each."""
    targets_of = [(ActorReference(line.target.id, line.target.name), _total(line)) for line in lines]
    holders = _column((line.holder, _total(line)) for line in lines)
    kept = {name.actor.id for name in holders}
    targets = _column(each for each, line in zip(targets_of, lines, strict=True) if line.holder.id in kept)
    at_left = {name.actor.id: name.y for name in holders}
    at_right = {name.actor.id: name.y for name in targets}
    drawn = [line for line in lines if line.holder.id in at_left and line.target.id in at_right]
    links = tuple(
        Link(
            line,
            SIDES[side],
            line.counts[side],
            _path(at_left[line.holder.id], at_right[line.target.id], _offset(line, side)),
            round(min(_THICKEST, _THINNEST * sqrt(line.counts[side])), 1),
        )
        for line in drawn
        for side in SIDES
        if line.counts.get(side)
    )
    height = _TOP + _STEP * max(len(holders), len(targets), 1)
    return MapChart(holders, targets, links, height, len(lines) - len(drawn))


def _total(line: Sides) -> int:
    return sum(line.counts.values())


def _column(actors: Iterable[tuple[ActorReference, int]]) -> tuple[Name, ...]:
    counts: Counter[str] = Counter()
    named: dict[str, ActorReference] = {}
    for actor, count in actors:
        counts[actor.id] += count
        named[actor.id] = actor
    ordered = sorted(counts, key=lambda each: (-counts[each], named[each].name))[:_MOST]
    return tuple(Name(named[each], counts[each], _TOP + _STEP * place) for place, each in enumerate(ordered))


def _offset(line: Sides, side: Polarity) -> float:
    """Lines of several sides between the same two lie beside one another."""
    present = [each for each in SIDES if line.counts.get(each)]
    return 5.0 * (present.index(side) - (len(present) - 1) / 2)


def _path(left: float, right: float, offset: float) -> str:
    middle = (LEFT + RIGHT) / 2
    return (
        f"M{LEFT} {left + offset:g}C{middle:g} {left + offset:g} {middle:g} {right + offset:g}"
        f" {RIGHT} {right + offset:g}"
    )
