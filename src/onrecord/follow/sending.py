"""What saved searches find, sent by mail or to a webhook: kept until it is taken, and then forgotten."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
import msgspec

from onrecord.follow.findings import Finding, finding_of
from onrecord.follow.mail import MailServer, sent_by_mail
from onrecord.follow.patience import back_off, retry_after
from onrecord.store import (
    Delivery,
    Match,
    Message,
    Record,
    SavedSearch,
    Way,
    claim_message,
    insert_message,
    look,
    note_delivered,
    note_undelivered,
    saved_searches,
    transaction,
)
from onrecord.version import VERSION

_AT_MOST = 50
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
# Longer than any receiver is waited for: until then nobody else sends the message.
_CLAIMED = timedelta(minutes=5)
_TIMEOUT_S = 30.0
_SECRET_MARK = "whsec_"
_UNSET = "there is no {}: set {}"


class NotTakenError(Exception):
    """A receiver has not taken a message; ``wait`` is how long it asks to be left alone."""

    def __init__(self, problem: str, wait: timedelta = timedelta()) -> None:
        super().__init__(problem)
        self.wait = wait


class UnsetError(NotTakenError):
    """What is needed to send was not given."""


@dataclass(frozen=True, slots=True)
class Senders:
    """With what messages are sent; without a mail server or a webhook secret they wait."""

    mail: MailServer | None = None
    secret: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A message was sent, or was not because of ``problem``."""

    delivery: Delivery
    findings: int
    problem: str | None


class Told(msgspec.Struct, frozen=True):
    """The content of a message: the name of the search, and what it has found."""

    search: str
    findings: tuple[Finding, ...]


class Envelope(msgspec.Struct, frozen=True):
    """A message in JSON, of the form that https://www.standardwebhooks.com recommends."""

    type: str
    timestamp: str
    data: Told


def gather(record: Record, now: datetime) -> int:
    """Look at what has come into the record with all saved searches; how much they have found.

    What is found and the messages that tell of it are one transaction.
    """
    found = 0
    for search in list(saved_searches(record)):
        more = True
        while more:
            with transaction(record):
                new, more = look(record, search)
                _tell(record, search, new, now)
            found += len(new)
    return found


def send_waiting(record: Record, senders: Senders) -> Iterator[Sent]:
    """Send what is due, each receiver's messages in their order. A failure of one stops no other."""
    while message := claim_message(record, now := datetime.now(UTC), now + _CLAIMED):
        told = msgspec.json.decode(message.content, type=Envelope).data
        problem = None
        try:
            _send(message, told, senders)
        except NotTakenError as error:
            problem = str(error)
            failures = 1 if isinstance(error, UnsetError) else message.delivery.failures + 1
            wait = max(error.wait, back_off(failures, _FIRST_WAIT, _LONGEST_WAIT))
            note_undelivered(record, message, problem, datetime.now(UTC) + wait)
        else:
            note_delivered(record, message, datetime.now(UTC))
        yield Sent(message.delivery, len(told.findings), problem)


def signature(secret: str, identifier: str, timestamp: str, body: bytes) -> str:
    """What proves to the receiver of a webhook that whoever knows the secret has sent ``body``.

    Raises:
        NotTakenError: what follows ``whsec_`` in the secret is not Base64.
    """
    key = secret.encode()
    if secret.startswith(_SECRET_MARK):
        try:
            key = base64.b64decode(secret.removeprefix(_SECRET_MARK), validate=True)
        except ValueError:
            raise NotTakenError("what follows whsec_ in the secret is not Base64") from None
    signed = f"{identifier}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def _tell(record: Record, search: SavedSearch, new: list[Match], now: datetime) -> None:
    for start in range(0, len(new), _AT_MOST):
        findings = tuple(map(finding_of, new[start : start + _AT_MOST]))
        moment = now.isoformat(timespec="seconds")
        content = msgspec.json.encode(Envelope("search.found", moment, Told(search.name, findings))).decode()
        for delivery in search.deliveries:
            insert_message(record, delivery, content)


def _send(message: Message, told: Told, senders: Senders) -> None:
    if message.delivery.way is Way.WEBHOOK:
        if not senders.secret:
            raise UnsetError(_UNSET.format("secret to sign with", "ONRECORD_WEBHOOK_SECRET"))
        _post(message, senders.secret)
        return
    if senders.mail is None:
        raise UnsetError(_UNSET.format("mail server", "ONRECORD_SMTP and ONRECORD_MAIL_FROM"))
    problem = sent_by_mail(senders.mail, message.delivery.address, message.id, told.search, told.findings)
    if problem:
        raise NotTakenError(problem)


def _post(message: Message, secret: str) -> None:
    body = message.content.encode()
    now = datetime.now(UTC)
    timestamp = f"{now.timestamp():.0f}"
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"onrecord/{VERSION}",
        "webhook-id": message.id,
        "webhook-timestamp": timestamp,
        "webhook-signature": signature(secret, message.id, timestamp, body),
    }
    try:
        # What the receiver says besides is not read.
        with httpx.stream(
            "POST", message.delivery.address, content=body, headers=headers, timeout=_TIMEOUT_S
        ) as answer:
            status, wait = answer.status_code, retry_after(answer.headers.get("retry-after"), now)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotTakenError(f"the receiver cannot be reached ({error})") from error
    if not 200 <= status < 300:
        raise NotTakenError(f"the receiver answers with status {status}", wait or timedelta())
