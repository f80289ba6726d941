"""``onrecord save``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from onrecord.cli.deciding import record_argument
from onrecord.cli.options import (
    about_option,
    check_period,
    holder_option,
    issue_option,
    kind_option,
    language_option,
    outlet_option,
    record_option,
    side_option,
    since_option,
    speaker_option,
    sure_option,
    target_option,
    until_option,
)
from onrecord.cli.positions import asked_positions
from onrecord.cli.statements import check_language
from onrecord.cli.terminal import one_line
from onrecord.records import Kind
from onrecord.store import PositionFilter, StatementFilter, Way, open_record, save_search

_OF_STATEMENTS = ("speaker", "about", "outlet", "language", "kind")
_OF_POSITIONS = ("issue", "holder", "target", "side", "sure")


def _webhooks(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    from onrecord.follow.addresses import web_address  # noqa: PLC0415 - not for help

    for address in given:
        if web_address(address) is None:
            raise click.BadParameter(f"{one_line(address)} is no address of the web.")
    return given


def _mailboxes(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    from onrecord.follow.mail import is_mail_address  # noqa: PLC0415 - not for help

    for address in given:
        if not is_mail_address(address):
            raise click.BadParameter(f"{one_line(address)} is no mail address.")
    return given


@click.command("save")
@click.argument("name")
@speaker_option
@about_option
@outlet_option
@language_option
@kind_option
@issue_option
@holder_option
@target_option
@side_option
@sure_option
@since_option
@until_option
@click.option(
    "--mail",
    "mailboxes",
    metavar="ADDRESS",
    multiple=True,
    callback=_mailboxes,
    help="Mail what is found there.",
)
@click.option(
    "--webhook",
    "webhooks",
    metavar="URL",
    multiple=True,
    callback=_webhooks,
    help="Post it there as JSON.",
)
@record_option
def command(
    record_path: Path, name: str, mailboxes: tuple[str, ...], webhooks: tuple[str, ...], **wanted: Any
) -> None:
    """Save a search as NAME, to be told of what it finds from now on.

    The options are those of statements or those of positions, with the same meaning. What is found is a feed
    (onrecord feed NAME); onrecord watch also sends it, to as many mailboxes and webhooks as you name.

    \b
    Examples:
      onrecord save sarieva --speaker Sarieva --about water
      onrecord save neutrality --issue neutrality --sure --mail desk@newspaper.example
      onrecord save kemar --target Kemar --webhook https://desk.newspaper.example/hook
    """
    asked = _asked(wanted)
    send_to = [*((Way.MAIL, each) for each in mailboxes), *((Way.WEBHOOK, each) for each in webhooks)]
    with open_record(record_path) as record:
        if isinstance(asked, StatementFilter):
            check_language(record, asked.language)
        search = save_search(record, name, asked, datetime.now(UTC), send_to)
    ending = record_argument(record_path)
    click.echo(f"Saved as {search.name}; found so far: {search.matches}.")
    click.echo(f"Next: onrecord feed {search.name}{ending}")


def _asked(wanted: dict[str, Any]) -> StatementFilter | PositionFilter:
    of_statements = {key: wanted[key] for key in _OF_STATEMENTS}
    of_positions = {key: wanted[key] for key in _OF_POSITIONS}
    period = {"since": wanted["since"], "until": wanted["until"]}
    if not any(of_positions.values()):
        check_period(**period)
        kind = Kind(wanted["kind"]) if wanted["kind"] else None
        return StatementFilter(**{**of_statements, **period, "kind": kind})
    if any(of_statements.values()):
        raise click.UsageError(
            "A search is for statements or for positions: "
            f"{_options(of_statements)} asks for statements, {_options(of_positions)} for positions."
        )
    return asked_positions(**of_positions, **period)


def _options(given: dict[str, Any]) -> str:
    return ", ".join(f"--{key}" for key, value in given.items() if value)
