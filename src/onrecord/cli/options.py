"""Options that several commands share."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.records import Kind

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


def one_of(parameter: str, *flags: str) -> Callable[[click.Context, click.Parameter, bool], None]:
    """The callback of flags of which one at most is given: its name is the value of ``parameter``."""

    def choose(context: click.Context, option: click.Parameter, asked: bool) -> None:
        chosen = context.params.setdefault(parameter, None)
        if asked and chosen:
            raise click.UsageError(f"Ask for {' or for '.join(flags)}, not for both.")
        if asked:
            context.params[parameter] = option.name

    return choose


_output = one_of("output", "--json", "--csv")
json_option = click.option(
    "--json", is_flag=True, expose_value=False, callback=_output, help="Print a JSON array."
)
csv_option = click.option(
    "--csv", is_flag=True, expose_value=False, callback=_output, help="Print CSV for a spreadsheet."
)


def _first_day(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    return value and _period(value)[0]


def _last_day(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    return value and _period(value)[1]


def _period(date: str) -> tuple[str, str]:
    from onrecord.store import days  # noqa: PLC0415 - extract has these options' module, but no record

    period = days(date)
    if period is None:
        raise click.BadParameter(f"{date!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD.")
    return period


def check_period(since: str | None, until: str | None) -> None:
    """Refuse a period in which there is no day."""
    if since and until and since > until:
        raise click.UsageError("--from is after --to; nothing is published in between.")


since_option = click.option(
    "--from", "--since", "since", metavar="DATE", callback=_first_day, help="Published on this day or later."
)
until_option = click.option(
    "--to", "--until", "until", metavar="DATE", callback=_last_day, help="Published on this day or earlier."
)
speaker_option = click.option(
    "--speaker", metavar="NAME", help="A name or part of one, in either script, or an actor's id."
)
about_option = click.option(
    "--about", metavar="WORDS", help='Words of the statement; "…" for words that follow one another.'
)
outlet_option = click.option(
    "--outlet", metavar="NAME", help="Where it was printed; the beginning of the name is enough."
)
language_option = click.option("--language", metavar="CODE", help="Language of the document: ky, ru, en …")
kind_option = click.option(
    "--kind", type=click.Choice([kind.value for kind in Kind]), help="In whose words it is given."
)
document_option = click.option("--document", metavar="ID", help="Only of this document, named as for show.")
holder_option = click.option(
    "--holder",
    metavar="NAME",
    help="Who stands so: a name or part of one, in either script, or an actor's id.",
)
target_option = click.option(
    "--target", metavar="NAME", help="The actor that it is about, by name or id as for --holder."
)
issue_option = click.option(
    "--issue", metavar="NAME", help="The issue that it is about: its key, or its name or part of it."
)
side_option = click.option("--side", type=click.Choice(["for", "neutral", "against"]), help="Only these.")
sure_option = click.option("--sure", is_flag=True, help="Only with a confidence of 0.75 and above.")
