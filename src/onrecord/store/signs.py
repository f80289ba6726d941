"""The statement index: the keys of its rows, and the signs by which they are filtered and counted."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache

BANDS = (0.0, 0.5, 0.75, 0.9)
"""Where the bands of confidence begin."""

_NUMBER_BITS = 36
_NEWEST = date.max.toordinal()
_MANY_DAYS = 20_000  # fifty years


class Sign(StrEnum):
    """What a sign begins with, or the whole of one that says yes; see the migration that makes the index."""

    ANY = "=a"
    DOCUMENT = "=d"
    SPEAKER = "=s"
    KIND = "=k"
    CONFIDENCE = "=c"
    LANGUAGE = "=l"
    OUTLET = "=o"
    ISSUE = "=i"
    YEAR = "=y"
    MONTH = "=m"
    OTHER_DAY = "=n"
    REPLACED = "=r"
    VAGUE = "=v"
    SEVERAL_PRINTINGS = "=p"


def day_key(day: str | None) -> int:
    """The least key of a day, ``YYYY-MM-DD``, or of what has no date. Later days have lesser keys."""
    return (_NEWEST - (date.fromisoformat(day).toordinal() if day else 0)) << _NUMBER_BITS


def day_of(key: int) -> str | None:
    """The day of a key."""
    return _day(_NEWEST - (key >> _NUMBER_BITS))


@lru_cache(maxsize=_MANY_DAYS)
def _day(ordinal: int) -> str | None:
    return date.fromordinal(ordinal).isoformat() if ordinal > 0 else None


def number_of(key: int) -> int:
    """The number of the statement or position with this key."""
    return key & ((1 << _NUMBER_BITS) - 1)


def end_of_day(day: str | None) -> int:
    """The key after all of a day."""
    return day_key(day) + (1 << _NUMBER_BITS)


def named(sign: Sign, name: str) -> str:
    """The sign of a name, which may hold any characters."""
    return sign + name.encode().hex().upper()


def name_in(sign: str) -> str:
    """The name of which :func:`named` made the sign."""
    return bytes.fromhex(sign[2:]).decode()
