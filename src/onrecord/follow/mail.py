"""What saved searches find, as mail."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

from onrecord.follow.findings import Finding, headline_of, plain, source_of, words_of

_TIMEOUT_S = 30.0
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """A server that takes mail, and from whom the mail is.

    With ``smtps`` all is encrypted; else STARTTLS is asked for, unless the server is on this machine.
    """

    scheme: str
    host: str
    port: int
    user: str | None
    password: str
    sender: str


def mail_server(address: str, sender: str) -> MailServer:
    """The server of ``smtp://user:password@host:587`` or ``smtps://…``, user, password and port as needed.

    Raises:
        ValueError: it is no such address, or ``sender`` is no mail address.
    """
    parts = urlsplit(address)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("a mail server goes by smtp://HOST or smtps://HOST, with USER:PASSWORD@ before HOST")
    if not is_mail_address(sender):
        raise ValueError(f"{sender!r} is no mail address")
    return MailServer(
        parts.scheme,
        parts.hostname,
        parts.port or _PORTS[parts.scheme],
        unquote(parts.username) if parts.username else None,
        unquote(parts.password or ""),
        sender,
    )


def is_mail_address(written: str) -> bool:
    """Whether mail can be sent there, as far as the form tells."""
    name, at, domain = written.rpartition("@")
    return bool(name and at and domain) and written.isprintable() and not set(written) & set(' ,;<>"')


def sent_by_mail(
    server: MailServer, to: str, identifier: str, search: str, findings: Sequence[Finding]
) -> str | None:
    """Send one mail; why it was not taken, or ``None``. ``identifier`` makes its Message-ID."""
    mail = _written(server.sender, to, identifier, search, findings)
    try:
        connection = _connected(server)
        try:
            _introduced(connection, server)
            connection.send_message(mail, server.sender, [to])
        finally:
            # The mail is taken, or not; how the server takes leave changes neither.
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()
    except (OSError, smtplib.SMTPException) as error:
        return f"the mail server does not take it ({plain(str(error))})"
    return None


def _connected(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT_S, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT_S)


def _introduced(connection: smtplib.SMTP, server: MailServer) -> None:
    connection.ehlo()
    is_open = server.scheme == "smtp" and server.host not in _LOOPBACK
    # Nobody's password goes over an open line.
    if is_open and (server.user or connection.has_extn("starttls")):
        connection.starttls(context=ssl.create_default_context())
    if server.user:
        connection.login(server.user, server.password)


def _written(sender: str, to: str, identifier: str, search: str, findings: Sequence[Finding]) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    count = f"{len(findings)} new" if len(findings) > 1 else headline_of(findings[0])
    mail["Subject"] = f"{search}: {count}"
    mail["From"] = sender
    mail["To"] = to
    mail["Date"] = formatdate()
    mail["Message-ID"] = f"<{identifier}@onrecord.invalid>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("\n\n".join(map(_paragraph, findings)) + "\n", cte="quoted-printable")
    return mail


def _paragraph(finding: Finding) -> str:
    lines = (
        headline_of(finding),
        f"  {words_of(finding)}",
        f"  {plain(finding.title)}" if finding.title else "",
        f"  {source_of(finding)}",
        f"  {plain(finding.url)}" if finding.url else "",
    )
    return "\n".join(filter(None, lines))
