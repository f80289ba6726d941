"""Options that several commands share."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from onrecord.actors.catalogue import Catalogue

record_option = click.option(
    "--record",
    "record_path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("onrecord.record"),
    envvar="ONRECORD_RECORD",
    show_default=True,
    show_envvar=True,
    help="The record's file.",
)
limit_option = click.option("-n", "--limit", type=click.IntRange(1), help="At most so many.")
all_versions_option = click.option(
    "--all-versions", is_flag=True, help="Also texts that a newer version has replaced."
)


def _author(_context: click.Context, _option: click.Parameter, given: str | None) -> str:
    if given is not None:
        return given
    try:
        return getpass.getuser()
    # Without a login name Python 3.11 and 3.12 raise KeyError, later versions OSError.
    except (OSError, KeyError):
        raise click.UsageError("Say who decides: --author NAME, or set ONRECORD_AUTHOR.") from None


author_option = click.option(
    "--author",
    metavar="NAME",
    envvar="ONRECORD_AUTHOR",
    show_envvar=True,
    callback=_author,
    help="Who decides; without it your login name.",
)


def _catalogue(context: click.Context, option: click.Parameter, given: Path | None) -> Catalogue | None:
    # Nobody waits for it who presses the tab key or asks a record.
    if context.resilient_parsing:
        return None
    from onrecord.actors.catalogue import CatalogueError, shipped  # noqa: PLC0415
    from onrecord.cli.terminal import one_line, waiting  # noqa: PLC0415

    if given is None:
        return shipped()
    try:
        with waiting(f"Reading {given}"):
            return shipped().with_own(given)
    except CatalogueError as error:
        raise click.BadParameter(one_line(str(error)), context, option) from error
    except (OSError, RuntimeError) as error:
        # The latter where nobody knows whose home it is.
        raise click.ClickException(
            f"{one_line(str(given))} cannot be used as a catalogue: {one_line(str(error))}. "
            "Its index is kept in the folder that XDG_CACHE_HOME names, else in ~/.cache."
        ) from error


catalogue_option = click.option(
    "--catalogue",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    envvar="ONRECORD_CATALOGUE",
    show_envvar=True,
    callback=_catalogue,
    help="Actors of your own, one a line in JSON; they add to those that onrecord knows, or replace them.",
)


def _output(context: click.Context, option: click.Parameter, asked: bool) -> None:
    output = context.params.setdefault("output", None)
    if asked and output:
        raise click.UsageError("Ask for --json or for --csv, not for both.")
    if asked:
        context.params["output"] = option.name


json_option = click.option(
    "--json", is_flag=True, expose_value=False, callback=_output, help="Print a JSON array."
)
csv_option = click.option(
    "--csv", is_flag=True, expose_value=False, callback=_output, help="Print CSV for a spreadsheet."
)
