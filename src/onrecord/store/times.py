"""Moments as a record keeps them: UTC, to the millisecond, so that they compare as text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import overload


def to_text(moment: datetime) -> str:
    """``moment``, which knows its time zone, as it is stored."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


@overload
def from_text(stored: str) -> datetime: ...
@overload
def from_text(stored: str | None) -> datetime | None: ...
def from_text(stored: str | None) -> datetime | None:
    """The moment that is stored so."""
    return datetime.fromisoformat(stored) if stored is not None else None
