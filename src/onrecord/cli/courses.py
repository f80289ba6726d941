"""Courses for reading: a line each, a sum of one, and a matrix of many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli.stands import COLOURS, SIGNS, notes_of_stand, pair_of, target_of
from onrecord.cli.terminal import one_line
from onrecord.records import ActorReference, Polarity, Target
from onrecord.store.side_rows import Course, Stand
from onrecord.wire.recorded import SIDES, latest

_Named = TypeVar("_Named", ActorReference, Target)

QUALIFIED = "* some only of the past, on a condition or according to somebody else"
_MOST_RUNS = 12
_MOST_HOLDERS, _MOST_TARGETS = 20, 6


@dataclass(frozen=True, slots=True)
class Sum:
    """A course in numbers: positions by side, those of them that are qualified, and the latest."""

    holder: ActorReference
    target: Target
    sides: Counter[Polarity]
    qualified: Counter[Polarity]
    latest: Stand
    course: Course


def summed(course: Course) -> Sum:
    """The course in numbers."""
    return Sum(
        holder=course.holder,
        target=course.target,
        sides=Counter(stand.polarity for stand in course.stands),
        qualified=Counter(stand.polarity for stand in course.stands if stand.qualified),
        latest=latest(course.stands),
        course=course,
    )


def told(cell: Sum) -> str:
    """A sum in words: 2 for, 1 against*; last − 2024-10-16."""
    counts = ", ".join(
        f"{cell.sides[side]} {SIDES[side]}{'*' if cell.qualified[side] else ''}"
        for side in SIDES
        if cell.sides[side]
    )
    return f"{counts}; last {_point(cell.latest.polarity, [cell.latest])}"


def print_timeline(out: Console, found: Iterable[Course]) -> bool:
    """A line for each course: the sides one after the other, with their dates; whether there is any."""
    any_found = False
    for course in found:
        any_found = True
        line = Text(f"{pair_of(one_line(course.holder.name), course.target)}: ", style="bold")
        for number, (side, written) in enumerate(_runs(course.stands)):
            line.append(", " if number else "", style="not bold")
            line.append(written, style=f"not bold {COLOURS[side]}" if side is not None else "not bold dim")
        out.print(line)
    return any_found


def sequence(course: Course) -> str:
    """All sides of a course one after the other, with their dates."""
    return ", ".join(written for _, written in _all_runs(course.stands))


def _runs(stands: Sequence[Stand]) -> list[tuple[Polarity | None, str]]:
    """The latest runs of one side, and how many there are before them."""
    runs: list[tuple[Polarity | None, str]] = list(_all_runs(stands))
    earlier = len(runs) - _MOST_RUNS
    return [(None, f"… {earlier} earlier"), *runs[earlier:]] if earlier > 0 else runs


def _all_runs(stands: Sequence[Stand]) -> Iterator[tuple[Polarity, str]]:
    alike = groupby(
        stands, key=lambda stand: (stand.polarity, notes_of_stand(stand), stand.published is None)
    )
    for (side, _, _), group in alike:
        yield side, _point(side, list(group))


def _point(side: Polarity, run: Sequence[Stand]) -> str:
    dates = dict.fromkeys(one_line(stand.published or "no date") for stand in (run[0], run[-1]))
    many = f" ×{len(run)}" if len(run) > 1 else ""
    notes = notes_of_stand(run[0])
    return f"{SIGNS[side]} {' – '.join(dates)}{many}" + (f" ({', '.join(notes)})" if notes else "")


@dataclass(frozen=True, slots=True)
class Matrix:
    """Holders and targets, those with most positions first, and what stands where they meet."""

    holders: tuple[ActorReference, ...]
    targets: tuple[Target, ...]
    cells: dict[tuple[str, str, str], Sum]

    def rows(self) -> Iterator[Sum]:
        """The sums, holder by holder."""
        for holder in self.holders:
            for target in self.targets:
                if cell := self.cells.get(_place(holder, target)):
                    yield cell


def matrix_of(found: Iterable[Course], limit: int | None) -> Matrix:
    """The matrix of the courses, of the ``limit`` holders with most positions."""
    cells = {_place(course.holder, course.target): summed(course) for course in found}
    holders = _most_first((cell.holder, cell.holder.id, cell.sides.total()) for cell in cells.values())[
        :limit
    ]
    kept = {holder.id for holder in holders}
    targets = _most_first(
        (cell.target, f"{cell.target.kind} {cell.target.id}", cell.sides.total())
        for cell in cells.values()
        if cell.holder.id in kept
    )
    return Matrix(tuple(holders), tuple(targets), cells)


def print_matrix(out: Console, matrix: Matrix, holders_asked: int | None) -> str | None:
    """The matrix as a table; what of it was left out, a sentence."""
    holders = matrix.holders[: holders_asked or _MOST_HOLDERS]
    targets = matrix.targets[:_MOST_TARGETS]
    table = Table("", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for target in targets:
        table.add_column(Text(target_of(target)), overflow="fold")
    starred = False
    for holder in holders:
        cells = [matrix.cells.get(_place(holder, target)) for target in targets]
        starred = starred or any(cell and cell.qualified for cell in cells)
        table.add_row(one_line(holder.name), *(Text(told(cell) if cell else "") for cell in cells))
    out.print(table)
    if starred:
        out.print(Text(QUALIFIED, style="dim"))
    left_out = len(matrix.holders) - len(holders), len(matrix.targets) - len(targets)
    if not any(left_out):
        return None
    return f"Left out: {left_out[0]} holders and {left_out[1]} targets with fewer positions."


def _place(holder: ActorReference, target: Target) -> tuple[str, str, str]:
    return holder.id, target.kind, target.id


def _most_first(found: Iterable[tuple[_Named, str, int]]) -> list[_Named]:
    counts: Counter[str] = Counter()
    named: dict[str, _Named] = {}
    for each, key, count in found:
        counts[key] += count
        named[key] = each
    keys = sorted(named, key=lambda key: (-counts[key], named[key].name, key))
    return [named[key] for key in keys]
