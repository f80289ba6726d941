"""All benchmarks in one table, each figure beside its floor; exit status 1 where one does not hold."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from benchmarks import (
    actors,
    attitudes,
    attribution,
    issues,
    language_identification,
    load,
    lookup,
    memory,
    names,
    positions,
    reading,
    recognition,
    resolution,
    speed,
)
from benchmarks.corpora import CORPORA
from benchmarks.floors import FAILURES, Floor, FloorError, Row, Status, judge, load_floors, set_floor
from onrecord.pipeline import Engine

_STYLES = {Status.HELD: "green", Status.SKIPPED: "yellow"} | dict.fromkeys(FAILURES, "bold red")


class Benchmark(NamedTuple):
    """What gives figures by name, and what a full run and a quick one pass to it."""

    measure: Callable[..., dict[str, float]]
    full: Mapping[str, Any] = {}
    quick: Mapping[str, Any] = {}


#: The first word of a measure's name in ``floors.toml`` is the benchmark it belongs to.
BENCHMARKS = {
    "actors": Benchmark(actors.measure),
    "attribution": Benchmark(attribution.measure),
    "attribution_rules": Benchmark(partial(attribution.measure, engine=Engine.RULES)),
    "issues": Benchmark(issues.measure),
    "language_identification": Benchmark(language_identification.measure),
    "names": Benchmark(names.measure),
    "attitudes": Benchmark(attitudes.measure),
    "positions": Benchmark(positions.measure),
    "recognition": Benchmark(recognition.measure),
    "resolution": Benchmark(resolution.measure),
    "lookup": Benchmark(lookup.measure, {"actors": 1_000_000}, {"actors": 100_000}),
    "reading": Benchmark(reading.measure, {"statements": 1_000_000}, {"statements": 20_000, "questions": 40}),
    "speed": Benchmark(speed.measure, {"rounds": 7}, {"rounds": 3}),
    "load": Benchmark(load.measure, {"rounds": 7}, {"rounds": 3}),
    "memory": Benchmark(
        memory.measure, {"added": 200_000, "extracted": 3_000}, {"added": 5_000, "extracted": 300}
    ),
}


@click.command()
@click.option("--quick", is_flag=True, help="Fewer rounds and fewer documents; the floors are the same.")
@click.option("--only", type=click.Choice(list(BENCHMARKS)), multiple=True, help="Run this one (repeatable).")
@click.option(
    "--set-floor", "new_floor", type=(str, float), metavar="MEASURE VALUE", help="Write a floor, run nothing."
)
@click.option("--because", default="", metavar="REASON", help="Why a floor is made easier to hold.")
def main(quick: bool, only: tuple[str, ...], new_floor: tuple[str, float] | None, because: str) -> None:
    """Measure onrecord and print every figure beside its floor.

    The annotated texts are looked for in ../shared, or in the folder that ONRECORD_CORPORA names; rows whose
    texts are absent are skipped. Exit status 1 where a floor is missed or its corpus has changed.
    """
    try:
        if new_floor:
            set_floor(*new_floor, because.strip(), CORPORA)
            return
        floors = load_floors()
    except FloorError as error:
        raise click.ClickException(str(error)) from error
    names = only or tuple(BENCHMARKS)
    rows = [row for name in names for row in _run(name, quick, floors)]
    print_table(rows)
    if any(row.status in FAILURES for row in rows):
        sys.exit(1)


def measured_rows(
    benchmark: str, figures: Mapping[str, float], floors: Mapping[str, Floor], reason: str = ""
) -> list[Row]:
    """The rows of one benchmark: what was measured, then the floors for which nothing was."""
    named = {f"{benchmark}.{name}": value for name, value in figures.items()}
    expected = (measure for measure in floors if measure.partition(".")[0] == benchmark)
    measures = dict.fromkeys([*named, *expected])
    return [judge(measure, named.get(measure), floors.get(measure), CORPORA, reason) for measure in measures]


def print_table(rows: Iterable[Row]) -> None:
    """Print the rows, a line between one group of measures and the next."""
    table = Table("Measure", box=box.SIMPLE_HEAD)
    table.add_column("Value", justify="right")
    table.add_column("Floor", justify="right")
    table.add_column("Status")
    table.add_column("Others")
    for _, group in groupby(rows, key=lambda row: row.measure.rpartition(".")[0]):
        for row in group:
            table.add_row(*_cells(row))
        table.add_section()
    # Piped output has no width of its own, and a log is easier to read with one row a line.
    Console(width=None if sys.stdout.isatty() else 180).print(table)


def _run(benchmark: str, quick: bool, floors: Mapping[str, Floor]) -> list[Row]:
    print(f"measuring {benchmark} …", file=sys.stderr, flush=True)
    measure, for_full, for_quick = BENCHMARKS[benchmark]
    try:
        figures = measure(**(for_quick if quick else for_full))
    except RuntimeError as error:  # the other benchmarks have figures all the same
        return measured_rows(benchmark, {}, floors, str(error))
    return measured_rows(benchmark, figures, floors)


def _cells(row: Row) -> tuple[Text, ...]:
    status = f"{row.status}: {row.remark}" if row.remark else str(row.status)
    return (
        Text(row.measure, style="" if row.floor else "dim"),
        Text("" if row.value is None else _figure(row.value)),
        Text(_bound(row.floor) if row.floor else ""),
        Text(status, style=_STYLES.get(row.status, "")),
        Text(row.floor.others if row.floor else ""),
    )


def _bound(floor: Floor) -> str:
    return f"{'≤' if floor.at_least is None else '≥'} {_figure(floor.bound)}"


def _figure(value: float) -> str:
    return f"{value:,.{3 if abs(value) < 10 else 0}f}"


if __name__ == "__main__":
    main()
