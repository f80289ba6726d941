"""How long to wait before something is tried again."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_LONGEST_ASKED = timedelta(days=1)
_MOST_DOUBLINGS = 12


def back_off(failures: int, first: timedelta, longest: timedelta) -> timedelta:
    """The wait after so many failures in a row, at least one: doubled each time, and somewhat by chance.

    Chance spreads those who failed together; the wait is between half and the whole of what it might be.
    """
    doublings: int = 1 << min(failures - 1, _MOST_DOUBLINGS)
    return min(first * doublings, longest) * random.uniform(0.5, 1.0)


def retry_after(header: str | None, now: datetime) -> timedelta | None:
    """For how long a server asks to be left alone, a day at most; ``None`` where it does not say."""
    written = (header or "").strip()
    if written.isascii() and written.isdigit():
        return min(timedelta(seconds=int(written[:9])), _LONGEST_ASKED)
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(timedelta(), min(moment - now, _LONGEST_ASKED))
