"""Results for programs: a JSON array, or CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence

import click

from onrecord import wire

# What spreadsheets take for the beginning of a formula, in either width.
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# What may stand before it.
_SKIPPED = " \t\r\n\u00a0\ufeff"


def print_json(values: Iterable[object]) -> None:
    """A JSON array, an element a line, written as the elements come."""
    click.echo("[", nl=False)
    for position, value in enumerate(values):
        click.echo(",\n" if position else "\n", nl=False)
        click.echo(wire.encode(value), nl=False)
    click.echo("\n]")


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """CSV with a heading; a cell that a spreadsheet would run as a formula gets an apostrophe before it."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(value) for value in row])


def _cell(value: object) -> object:
    if isinstance(value, str) and value.lstrip(_SKIPPED).startswith(_FORMULA_STARTS):
        return "'" + value
    return value
