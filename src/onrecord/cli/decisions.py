"""``onrecord decisions``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import click
from rich.console import Console
from rich.text import Text

from onrecord.cli.options import csv_option, json_option, record_option
from onrecord.cli.sentences import as_sentence
from onrecord.cli.tables import print_csv, print_json
from onrecord.cli.terminal import console, one_line
from onrecord.store import Decision, decisions, open_record, resolution, without_actor
from onrecord.wire.recorded import said_object

CONTRADICTED = "contradicts earlier ones and has no effect"
_COLUMNS = (
    "number", "verdict", "a", "a_id", "b", "b_id", "author", "decided", "because", "undone", "undone_by",
)  # fmt: skip


@click.command("decisions")
@json_option
@csv_option
@record_option
def command(record_path: Path, output: str | None) -> None:
    """What was decided on who is who, by whom, when and why, the first first; also what was undone.

    = stands for same, ≠ for differ. undo takes the numbers.

    \b
    Examples:
      onrecord decisions
      onrecord decisions --csv > decisions.csv
    """
    with open_record(record_path) as record:
        found = decisions(record)
        if output == "json":
            print_json(map(said_object, found))
        elif output == "csv":
            print_csv(_COLUMNS, map(_row, found))
        else:
            idle = dict.fromkeys(without_actor(record), "names an actor who is not in the record now")
            idle |= dict.fromkeys((each.number for each in resolution(record).set_aside), CONTRADICTED)
            print_decisions(console(), found, idle)


def print_decisions(
    out: Console, found: Iterable[Decision], idle: Mapping[int, str] = MappingProxyType({})
) -> None:
    """Decisions, one a line, with what became of them; ``idle`` says by number why one has no effect."""
    nothing = True
    for decision in found:
        nothing = False
        line = Text(f"{decision.number:>4}  ", style="bold")
        line.append(as_sentence(decision), style="not bold strike" if decision.undone else "not bold")
        about = f" · {one_line(decision.author)}, {one_line(decision.decided[:10])}"
        if decision.because:
            about += f" · {one_line(decision.because)}"
        line.append(about, style="not bold dim")
        if decision.undone and decision.undone_by:
            undone = f" · undone by {one_line(decision.undone_by)}, {one_line(decision.undone[:10])}"
            line.append(undone, style="not bold yellow")
        elif decision.number in idle:
            line.append(f" · {idle[decision.number]}", style="not bold red")
        out.print(line)
    if nothing:
        out.print("Nothing has been decided.")


def _row(decision: Decision) -> tuple[object, ...]:
    return (
        decision.number,
        decision.verdict.value,
        decision.a.name,
        decision.a.id,
        decision.b.name,
        decision.b.id,
        decision.author,
        decision.decided,
        decision.because,
        decision.undone,
        decision.undone_by,
    )
