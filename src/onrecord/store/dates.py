"""Which days a written date may mean."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?[?~%]?", re.DOTALL | re.ASCII)


def days(written: str) -> tuple[str, str] | None:
    """The first and last day, ``YYYY-MM-DD``, of an ISO 8601 or EDTF date or interval; else ``None``.

    A time of day is passed over: the day counts as written, in the time zone it was written in.
    """
    begin, _, end = written.partition("/")
    first, last = _period(begin), _period(end or begin)
    if first is None or last is None:
        return None
    return first[0], last[1]


def _period(written: str) -> tuple[str, str] | None:
    match = _DATE.fullmatch(written.strip())
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        first = date.fromisoformat(f"{year}-{month or '01'}-{day or '01'}")
        length = monthrange(int(year), int(month or 12))[1]
        last = date.fromisoformat(f"{year}-{month or '12'}-{day or length}")
    except ValueError:
        return None
    return first.isoformat(), last.isoformat()
