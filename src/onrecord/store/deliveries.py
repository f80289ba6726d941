"""Where saved searches send what they find, and what is still to be sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from onrecord.store.database import Record, transaction
from onrecord.store.errors import RecordError
from onrecord.store.times import from_text, to_text


class Way(StrEnum):
    """How it is sent."""

    MAIL = "mail"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A receiver of a saved search; ``waiting`` counts messages that are to be sent, ``due`` is when."""

    number: int
    way: Way
    address: str
    due: datetime
    delivered: datetime | None
    failures: int
    problem: str | None
    waiting: int


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be sent; ``id`` is the same each time that it is, ``content`` is JSON."""

    number: int
    id: str
    content: str
    delivery: Delivery


def insert_delivery(record: Record, search: int, way: Way, address: str, now: datetime) -> None:
    """Another receiver of a search; callers hold a transaction.

    Raises:
        RecordError: it is one already.
    """
    inserted = record.execute(
        "INSERT INTO delivery (search, way, address, due) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (search, way, address, to_text(now)),
    )
    if not inserted.rowcount:
        raise RecordError(f"{address} is named twice.")


def insert_message(record: Record, delivery: Delivery, content: str) -> None:
    """Something to be sent; callers hold the transaction in which it was found."""
    record.execute(
        "INSERT INTO message (delivery, id, content) VALUES (?, ?, ?)",
        (delivery.number, str(uuid4()), content),
    )


def deliveries_of(record: Record, search: int) -> Iterator[Delivery]:
    """The receivers of a search, in the order of adding."""
    return map(_delivery, record.execute(f"{_DELIVERIES} WHERE search = ? ORDER BY number", (search,)))


def claim_message(record: Record, now: datetime, until: datetime) -> Message | None:
    """The message whose receiver has waited longest for it; ``until`` then nobody else gets it.

    Each receiver gets its messages in their order. Whoever claims one tells how that went by
    :func:`note_delivered` or :func:`note_undelivered`; if the process dies, the message is due again.
    """
    with transaction(record):
        row = record.execute(f"{_DELIVERIES} {_DUE}", {"now": to_text(now)}).fetchone()
        if row is None:
            return None
        delivery = _delivery(row)
        record.execute("UPDATE delivery SET due = ? WHERE number = ?", (to_text(until), delivery.number))
        number, identifier, content = record.execute(
            "SELECT number, id, content FROM message WHERE delivery = ? ORDER BY number LIMIT 1",
            (delivery.number,),
        ).fetchone()
    return Message(number, identifier, content, delivery)


def next_message_due(record: Record) -> datetime | None:
    """When there is something to send; ``None`` where there is nothing."""
    (due,) = record.execute(
        "SELECT min(due) FROM delivery WHERE number IN (SELECT delivery FROM message)"
    ).fetchone()
    return from_text(str(due)) if due else None


def note_delivered(record: Record, message: Message, now: datetime) -> None:
    """That the receiver has taken the message: it is forgotten, and the next one is due."""
    with transaction(record):
        record.execute("DELETE FROM message WHERE number = ? AND id = ?", (message.number, message.id))
        record.execute(
            "UPDATE delivery SET due = ?1, delivered = ?1, failures = 0, problem = NULL WHERE number = ?2",
            (to_text(now), message.delivery.number),
        )


def note_undelivered(record: Record, message: Message, problem: str, due: datetime) -> None:
    """That the receiver has not taken the message, and when to try again."""
    record.execute(
        "UPDATE delivery SET due = ?, failures = failures + 1, problem = ? WHERE number = ?",
        (to_text(due), problem, message.delivery.number),
    )


def _delivery(row: Any) -> Delivery:
    number, way, address, due, delivered, failures, problem, waiting = row
    return Delivery(
        number, Way(way), address, from_text(str(due)), from_text(delivered), failures, problem, waiting
    )


_DELIVERIES = """
SELECT number, way, address, due, delivered, failures, problem,
       (SELECT count(*) FROM message WHERE message.delivery = delivery.number)
FROM delivery
"""

_DUE = """
WHERE due <= :now AND number IN (SELECT delivery FROM message) ORDER BY due, number LIMIT 1
"""
