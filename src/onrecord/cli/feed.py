"""``onrecord feed``."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from onrecord.cli.options import record_option
from onrecord.cli.output import replacing
from onrecord.cli.terminal import one_line
from onrecord.follow.addresses import web_address
from onrecord.follow.atom import atom_feed
from onrecord.follow.sending import gather
from onrecord.store import open_record


@click.command("feed")
@click.argument("name")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Write it there, whole or not at all; without it to standard output.",
)  # fmt: skip
@click.option("--site", metavar="URL", help="Where the pages of this record are served; entries lead there.")
@record_option
def command(record_path: Path, name: str, output: Path | None, site: str | None) -> None:
    """What the search saved as NAME has found, as an Atom feed: the latest fifty.

    \b
    Examples:
      onrecord feed neutrality
      onrecord feed neutrality -o public/neutrality.atom
    """
    if site is not None and web_address(site) is None:
        raise click.UsageError(f"{one_line(site)} is no address of the web.")
    with open_record(record_path) as record:
        gather(record, datetime.now(UTC))
        written = atom_feed(record, name, site)
    if output is None:
        sys.stdout.buffer.write(written)
        return
    # Whoever reads it meanwhile reads the one before.
    with replacing(output) as part:
        part.write_bytes(written)
