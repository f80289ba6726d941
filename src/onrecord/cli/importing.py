"""``onrecord import``."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import click

from onrecord.cli.options import record_option
from onrecord.export import import_lines
from onrecord.store import open_record


@click.command("import")
@click.argument("file", type=click.File("rb"))
@record_option
def command(record_path: Path, file: BinaryIO) -> None:
    """Make a record from an export: all of FILE or, if anything in it does not hold, nothing.

    FILE is JSON Lines as export prints them, or - for standard input. The record must be new or empty.

    \b
    Example:
      onrecord import elections.jsonl --record copy.record
    """
    with open_record(record_path, create=True) as record:
        documents = import_lines(record, file)
    click.echo(f"{documents} document{'' if documents == 1 else 's'} imported.")
