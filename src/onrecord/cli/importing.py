"""``onrecord import``."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import click

from onrecord.cli.options import record_option
from onrecord.export import import_lines
from onrecord.store import RecordError, is_empty, open_record


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
    is_new = not record_path.exists()
    try:
        with open_record(record_path, create=True) as record:
            documents = import_lines(record, file)
    except BaseException:
        if is_new:
            _remove_if_empty(record_path)
        raise
    click.echo(f"{documents} document{'' if documents == 1 else 's'} imported.")


def _remove_if_empty(record_path: Path) -> None:
    # Asked once more: another process may have added to it since.
    with suppress(RecordError):
        with open_record(record_path) as record:
            empty = is_empty(record)
        if empty:
            record_path.unlink()
