"""Results for programs: a JSON array, or CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence

import click

from onrecord import wire
from onrecord.cli.terminal import printed_json, visible

# What spreadsheets take for the beginning of a formula, in either width.
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# What may stand before it.
_SKIPPED = " \t\r\n\u00a0\ufeff"


def print_json(values: Iterable[object]) -> None:
    """A JSON array, an element a line, written as the elements come."""
    before = "[\n"
    for value in values:
        click.echo(before + printed_json(wire.encode(value)), nl=False)
        before = ",\n"
    click.echo("[\n]" if before.startswith("[") else "\n]")


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """CSV with a heading; a cell that a spreadsheet would run as a formula gets an apostrophe before it.

    On a terminal control characters are replaced by ones that show.
    """
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(value) for value in row])


def _cell(value: object) -> object:
    if isinstance(value, str) and value.lstrip(_SKIPPED).startswith(_FORMULA_STARTS):
        value = "'" + value
    return visible(value) if isinstance(value, str) and sys.stdout.isatty() else value
