"""Results for programs: a JSON array, or CSV."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

import click

from onrecord import wire
from onrecord.cli.terminal import printed_json, visible
from onrecord.wire.spreadsheets import csv_lines


def print_json(values: Iterable[object]) -> None:
    """A JSON array, an element a line, written as the elements come."""
    before = "[\n"
    for value in values:
        click.echo(before + printed_json(wire.encode(value)), nl=False)
        before = ",\n"
    click.echo("[\n]" if before.startswith("[") else "\n]")


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """CSV with a heading; on a terminal control characters are replaced by ones that show."""
    for line in csv_lines(columns, rows):
        sys.stdout.write(visible(line) if sys.stdout.isatty() else line)
