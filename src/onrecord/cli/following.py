"""Options by which saved searches are sent, and settings of the program that fetches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from onrecord.follow.sending import Senders

smtp_option = click.option(
    "--smtp",
    metavar="URL",
    envvar="ONRECORD_SMTP",
    show_envvar=True,
    help="The mail server: smtp://USER:PASSWORD@HOST:587 or smtps://…; keep passwords in the variable.",
)
mail_from_option = click.option(
    "--mail-from", metavar="ADDRESS", envvar="ONRECORD_MAIL_FROM", show_envvar=True, help="Who sends mail."
)
webhook_secret_option = click.option(
    "--webhook-secret",
    metavar="SECRET",
    envvar="ONRECORD_WEBHOOK_SECRET",
    show_envvar=True,
    help="What webhooks are signed with; keep it in the variable.",
)


def _contact(_context: click.Context, _option: click.Parameter, given: str | None) -> str | None:
    if given is not None and not (given.isascii() and given.isprintable() and given.strip()):
        raise click.BadParameter("write a mail address, or the address of a page, in ASCII.")
    return given and given.strip()


contact_option = click.option(
    "--contact",
    metavar="WHERE",
    envvar="ONRECORD_CONTACT",
    show_envvar=True,
    callback=_contact,
    help="A mail address or page where whoever runs a server can complain; it goes with each request.",
)


def senders_of(smtp: str | None, mail_from: str | None, webhook_secret: str | None) -> Senders:
    """With what messages are sent."""
    from onrecord.follow.mail import mail_server  # noqa: PLC0415 - not for help
    from onrecord.follow.sending import Senders  # noqa: PLC0415

    if smtp is None:
        return Senders(None, webhook_secret)
    if mail_from is None:
        raise click.UsageError("Say who sends mail: --mail-from ADDRESS, or set ONRECORD_MAIL_FROM.")
    try:
        return Senders(mail_server(smtp, mail_from), webhook_secret)
    except ValueError as error:
        raise click.UsageError(f"Mail cannot be sent so: {error}.") from error
