"""``onrecord ambiguous``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shlex import quote
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from onrecord.cli.deciding import record_argument
from onrecord.cli.decisions import print_decisions
from onrecord.cli.options import json_option, record_option
from onrecord.cli.sentences import named
from onrecord.cli.tables import print_json
from onrecord.cli.terminal import console, one_line, short_id
from onrecord.store import likely_pairs, open_record, resolution, unsettled_names
from onrecord.store.actor_rows import Candidate, LikelyPair, UnsettledName

_SHOWN_FORMS = 4


@click.command("ambiguous")
@click.option(
    "-n", "--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many of each."
)
@json_option
@record_option
def command(record_path: Path, limit: int, output: str | None) -> None:
    """What needs a human look, the most valuable first.

    First pairs of actors whose names can name one: decide with same or differ, and they are not proposed
    again. What counts is how sure the name is, times the statements that hang on the decision. Then family
    names of speakers whom their texts do not settle, with those in the record who bear them: look at the
    documents with show.

    \b
    Examples:
      onrecord ambiguous
      onrecord ambiguous --limit 100 --json
    """
    with open_record(record_path) as record:
        pairs = likely_pairs(record, limit)
        names = unsettled_names(record, limit)
        contradicted = resolution(record).set_aside
    if output == "json":
        print_json([*map(_pair_fields, pairs), *map(_name_fields, names)])
        return
    out = console()
    if contradicted:
        out.print(Text("Decisions without effect, because earlier ones contradict them", style="bold red"))
        print_decisions(out, contradicted)
    if pairs:
        out.print(Text("One or two?", style="bold"))
    for number, pair in enumerate(pairs, 1):
        _print_pair(out, number, pair, record_argument(record_path))
    if names:
        out.print(Text("Who is it?", style="bold"))
    for name in names:
        _print_name(out, name)
    if not (contradicted or pairs or names):
        out.print("Nothing needs a look.")


def _print_pair(out: Console, number: int, pair: LikelyPair, ending: str) -> None:
    line = Text(f"{number:>4}  ", style="bold").append(
        _counted([pair.a, pair.b], " · "), style="not bold cyan"
    )
    out.print(line.append(f"  {pair.score:.0%} alike", style="not bold dim"))
    ids = " ".join(one_line(quote(each.actor.id)) for each in (pair.a, pair.b))
    out.print(Text(f"      onrecord same {ids}{ending}", style="dim"))
    out.print(Text(f"      onrecord differ {ids}{ending}", style="dim"))


def _print_name(out: Console, name: UnsettledName) -> None:
    forms = [one_line(written) for written in name.written]
    more = ", …" if len(forms) > _SHOWN_FORMS else ""
    line = Text(f"{name.statements:>4}  ", style="bold")
    line.append(f"“{'”, “'.join(forms[:_SHOWN_FORMS])}”{more}", style="not bold italic")
    candidates = _counted(name.candidates, ", ") or "nobody in the record bears it"
    out.print(line.append(f": {candidates}", style="not bold not italic"))
    out.print(Text(f"      onrecord show {', '.join(map(short_id, name.documents))}", style="dim"))


def _counted(candidates: Sequence[Candidate], between: str) -> str:
    return between.join(f"{named(each.actor)} {each.statements}" for each in candidates)


def _pair_fields(pair: LikelyPair) -> dict[str, Any]:
    return {"type": "pair", "score": round(pair.score, 3), "a": pair.a, "b": pair.b}


def _name_fields(name: UnsettledName) -> dict[str, Any]:
    return {
        "type": "name",
        "statements": name.statements,
        "written": name.written,
        "candidates": name.candidates,
        "documents": name.documents,
    }
