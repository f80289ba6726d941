"""Dates in the Extended Date/Time Format (ISO 8601-2): parts unknown, intervals, degrees of certainty."""

from __future__ import annotations

import re
from datetime import date

# Levels 0 and 1: 2024, 2024-10, 2024-10-16, 201X, 2024-XX, XXXX-05-16, 2024-21 (spring), 2024-05~.
_DATE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX|XXXX)"
    r"(?:-(?P<month>0[1-9]|1[0-2]|XX)(?:-(?P<day>\d\d|XX))?|-2[1-4])?[?~%]?",
    re.ASCII,
)
_OPEN_ENDS = frozenset({"", ".."})


def is_edtf(written: str) -> bool:
    """Whether ``written`` is a date, or an interval of dates, that the calendar has."""
    ends = written.split("/")
    if len(ends) == 1:
        return _is_date(written)
    return len(ends) == 2 and any(map(_is_date, ends)) and all(e in _OPEN_ENDS or _is_date(e) for e in ends)


def _is_date(written: str) -> bool:
    match = _DATE.fullmatch(written)
    if match is None:
        return False
    year, month, day = match.group("year", "month", "day")
    if day is None or day == "XX":
        return True
    try:
        # Where the year is not known it may be a leap year, and the month one of 31 days.
        date(int(year) if year.isdigit() else 2000, 12 if month == "XX" else int(month), int(day))
    except ValueError:
        return False
    return True
