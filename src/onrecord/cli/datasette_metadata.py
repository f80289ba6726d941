"""``onrecord datasette-metadata``."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord import wire
from onrecord.cli.options import record_option
from onrecord.cli.output import output_option, write_text
from onrecord.export.datasette import metadata


@click.command("datasette-metadata", params=[output_option("The file to write; without it standard output.")])
@record_option
def command(record_path: Path, output: Path | None) -> None:
    """Describe a record's views, tables and columns for Datasette.

    A record is an SQLite file that Datasette can open; its views have names in place of numbers. What
    Datasette shows is for reading: a record is changed by onrecord alone.

    \b
    Example:
      onrecord datasette-metadata -o metadata.json
      datasette onrecord.record -m metadata.json
    """
    write_text([wire.encode(metadata(record_path)) + "\n"], output, is_json=True)
