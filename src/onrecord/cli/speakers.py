"""``onrecord speakers``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from onrecord.cli.options import (
    all_versions_option,
    csv_option,
    json_option,
    limit_option,
    record_option,
)
from onrecord.cli.tables import print_csv, print_json
from onrecord.cli.terminal import console, one_line
from onrecord.store import count_unsettled, open_record, speakers
from onrecord.store.rows import Speaker

_COLUMNS = ("id", "name", "kind", "statements", "outlets", "languages", "first", "last")


@click.command("speakers")
@click.argument("name", required=False)
@all_versions_option
@limit_option
@json_option
@csv_option
@record_option
def command(
    record_path: Path, name: str | None, all_versions: bool, limit: int | None, output: str | None
) -> None:
    """Who is on record, with the number of statements by outlet and by language; most statements first.

    NAME, or a part of it in either script, asks for some of them.

    \b
    Examples:
      onrecord speakers
      onrecord speakers Сариева
      onrecord speakers --limit 20 --csv > speakers.csv
    """
    with open_record(record_path) as record:
        found = speakers(record, name, all_versions=all_versions, limit=limit)
        if output == "json":
            print_json(map(_fields, found))
        elif output == "csv":
            print_csv(_COLUMNS, (_row(speaker) for speaker in found))
        else:
            _print_table(found)
            unsettled = 0 if name else count_unsettled(record, all_versions=all_versions)
            if unsettled:
                click.echo(f"Statements whose speaker the text does not settle: {unsettled}.")


def _print_table(found: Iterable[Speaker]) -> None:
    table = Table("Speaker", "Statements", "Outlets", "Languages", "From", "To", box=None, pad_edge=False)
    for speaker in found:
        _, name, _, count, *others = map(_cell, _row(speaker))
        table.add_row(*(Text(cell) for cell in (name, count, *others)))
    console().print(table)


def _fields(speaker: Speaker) -> dict[str, object]:
    # JSON has no null for a key: what was printed without an outlet stands under "".
    outlets = {outlet or "": count for outlet, count in speaker.outlets.items()}
    return {**{column: getattr(speaker, column) for column in _COLUMNS}, "outlets": outlets}


def _row(speaker: Speaker) -> tuple[object, ...]:
    return (
        speaker.id,
        speaker.name,
        speaker.kind,
        speaker.statements,
        _counts(speaker.outlets),
        _counts(speaker.languages),
        speaker.first,
        speaker.last,
    )


def _counts(counts: Mapping[str | None, int] | Mapping[str, int]) -> str:
    return ", ".join(f"{name or 'no outlet'} {count}" for name, count in counts.items())


def _cell(value: object) -> str:
    return "" if value is None else one_line(str(value))
