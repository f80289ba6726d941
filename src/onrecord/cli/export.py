"""``onrecord export``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from onrecord.cli.options import record_option
from onrecord.cli.terminal import printed_json
from onrecord.export import export_lines
from onrecord.store import open_record


@click.command("export")
@click.option("--format", "_format", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@record_option
def command(record_path: Path, _format: str) -> None:
    """Print everything in a record as JSON Lines: each line an object with a "type".

    \b
    Example:
      onrecord export --record elections.record > elections.jsonl
    """
    with open_record(record_path) as record:
        out = sys.stdout.buffer
        for line in export_lines(record):
            out.write(printed_json(line.decode()).encode() + b"\n")
        out.flush()
