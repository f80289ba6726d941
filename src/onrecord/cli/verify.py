"""``onrecord verify``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from onrecord.cli.options import record_option
from onrecord.cli.terminal import one_line
from onrecord.store import count_checked, open_record, problems


@click.command("verify")
@record_option
def command(record_path: Path) -> None:
    """Prove that a record says what its sources say.

    Checks the file's structure, its tables and views, that nothing refers to what is not there, the SHA-256
    of every source text, that every stored span stands in its source text, byte for byte, and that the search
    index holds the same words. Exit status 0 where all holds; 1 with a list of what does not.

    It cannot prove that nobody rewrote the record: who changes a text together with its spans, its hash and
    its index leaves a record that holds. Compare with an earlier export, or with the source itself.

    \b
    Example:
      onrecord verify --record elections.record
    """
    with open_record(record_path) as record:
        broken = False
        for problem in problems(record):
            broken = True
            click.echo(one_line(problem))
        if broken:
            click.echo(
                f"{one_line(str(record_path))} does not hold; restore it from a backup or an export.",
                err=True,
            )
            sys.exit(1)
        documents, spans = count_checked(record)
        click.echo(f"All holds: {documents} source texts have their hash, {spans} spans stand in them.")
