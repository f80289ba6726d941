"""``onrecord export``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from onrecord.cli.options import record_option
from onrecord.cli.terminal import printed_json
from onrecord.export import export_lines, training_lines
from onrecord.store import open_record


@click.command("export")
@click.option("--format", "_format", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@click.option("--training", is_flag=True, help="Only what people have corrected, as articles to learn from.")
@record_option
def command(record_path: Path, _format: str, *, training: bool) -> None:
    """Print everything in a record as JSON Lines: each line an object with a "type".

    Statements and positions are given as they were found, then what people corrected in them. With --training
    each line is an article in which somebody corrected something: what was accepted, changed or added in the
    form of annotated articles, and apart from it what was rejected.

    \b
    Examples:
      onrecord export --record elections.record > elections.jsonl
      onrecord export --training > reviewed.jsonl
    """
    lines = training_lines if training else export_lines
    with open_record(record_path) as record:
        out = sys.stdout.buffer
        for line in lines(record):
            out.write(printed_json(line.decode()).encode() + b"\n")
        out.flush()
