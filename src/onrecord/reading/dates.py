"""Dates that a text names, as ISO 8601, or as EDTF where a part is not known (``XXXX-05-16``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

from onrecord.reading.date_names import date_names, date_pattern
from onrecord.reading.edtf import is_edtf
from onrecord.records import Span

# English month names are ordinary words without their capital: may, march.
_WEEKDAY_OF = re.compile(r",?[ \u00a0\u202f]\(?")
_MAIL_DATE = re.compile(r"\b\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d")
_LATIN_LOWER = re.compile("[a-z]")
_EXTENDED = re.compile(r"\d{4}-\d\d-\d\d[T ]")


@dataclass(frozen=True, slots=True)
class DateMention:
    """Where a text names a date.

    ``iso`` is a day, a month, an interval ``2024-05-15/2024-05-16``, or a day of an unnamed year
    ``XXXX-05-16``. ``inferred`` says that the year, or the day itself, was reckoned from the publication date
    and does not stand in the text.
    """

    span: Span
    iso: str
    inferred: bool = False


def find_dates(text: str, language: str, published: str | None = None) -> list[DateMention]:
    """The dates that ``text`` names, in order, without overlap.

    ``language`` decides only how ``05/06/2024`` is read: in English the month may stand first, so it is left
    out. Month names of all languages are known in all, since news mixes them. Days of unnamed years, weekdays
    and words such as *yesterday* are reckoned from ``published`` (ISO 8601) where it is given and has a day;
    without it the latter two are left out.
    """
    anchor = _day(published)
    found: list[DateMention] = []
    weekday: Span | None = None
    for match in date_pattern().finditer(text):
        span, groups = Span(match.start(), match.end()), _groups(match)
        if "weekday" in groups:
            weekday = span
        mention = _mention(span, groups, language, anchor)
        if mention is None:
            continue
        if weekday and weekday != span and _WEEKDAY_OF.fullmatch(text, weekday.end, span.start):
            # "On Wednesday, 16 October 2024" is one date, and nothing is to be reckoned.
            mention = replace(mention, span=Span(weekday.start, span.end))
            if found and found[-1].span == weekday:
                found.pop()
        found.append(mention)
    return found


def to_iso(written: str) -> str | None:
    """A date or time as a machine or a person wrote it, as ISO 8601; ``None`` where it is not understood.

    What is ISO 8601 or EDTF already comes back at its own precision, ``20241016`` as ``2024-10-16``.
    """
    stripped = written.strip()
    if is_edtf(stripped):
        return stripped
    if iso := _iso_time(stripped):
        return iso
    if _MAIL_DATE.search(stripped):
        return _from_mail_date(stripped)
    mentions = [m.iso for m in find_dates(stripped, "ru") if not m.iso.startswith("X")]
    return mentions[0] if len(mentions) == 1 else None


def _iso_time(written: str) -> str | None:
    try:
        time = datetime.fromisoformat(written)
    except ValueError:
        return None
    if _EXTENDED.match(written):
        return written.replace(" ", "T", 1)
    # The basic format, or a day of a week.
    return time.isoformat() if ":" in written or "T" in written else time.date().isoformat()


def _from_mail_date(written: str) -> str | None:
    try:
        return parsedate_to_datetime(written).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _day(published: str | None) -> date | None:
    if published is None:
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def _groups(match: re.Match[str]) -> dict[str, str]:
    return {name.partition("_")[0]: value for name, value in match.groupdict().items() if value}


def _mention(span: Span, groups: Mapping[str, str], language: str, anchor: date | None) -> DateMention | None:
    if "weekday" in groups or "offset" in groups:
        relative = _relative(groups, anchor)
        return DateMention(span, relative.isoformat(), inferred=True) if relative else None
    if "slash" in groups and language == "en":
        return None
    month = _month(groups)
    if month is None:
        return None
    year = _number(groups, "year")
    day = _number(groups, "day")
    if day is None:
        return DateMention(span, f"{year:04}-{month:02}") if year is not None else None
    first = _number(groups, "first")
    return _day_mention(span, year, month, (first, day), anchor)


def _day_mention(
    span: Span, year: int | None, month: int, days: tuple[int | None, int], anchor: date | None
) -> DateMention | None:
    nearest = _nearest_year(month, days[1], anchor) if year is None and anchor else None
    year = year or nearest
    try:
        # A leap year lets 29 February of an unnamed year pass.
        written = [date(year or 2000, month, day) for day in days if day is not None]
    except ValueError:
        return None
    if len(written) == 2 and written[0] >= written[1]:
        return None
    iso = "/".join(day.isoformat() if year else f"XXXX-{day:%m-%d}" for day in written)
    return DateMention(span, iso, inferred=nearest is not None)


def _nearest_year(month: int, day: int, anchor: date) -> int | None:
    """The year that puts the day nearest to the publication: news of January speaks of last December."""
    candidates = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    return min(candidates, key=lambda candidate: abs(candidate - anchor)).year if candidates else None


def _relative(groups: Mapping[str, str], anchor: date | None) -> date | None:
    if anchor is None:
        return None
    try:
        if word := groups.get("offset"):
            days = date_names().offsets.get(word.casefold())
            return None if days is None else anchor + timedelta(days)
        return _weekday(groups["weekday"].casefold(), groups.get("lead", "").casefold(), anchor)
    except OverflowError:
        return None


def _weekday(word: str, lead: str, anchor: date) -> date | None:
    names = date_names()
    weekday = _number_of(word, names.weekdays)
    if weekday is None or (not lead and word in names.ambiguous_weekdays):
        return None
    if lead in names.next_leads:
        return anchor + timedelta(days=(weekday - anchor.isoweekday() - 1) % 7 + 1)
    # News tells what has happened: the last such day, the day of publication among them.
    return anchor - timedelta(days=(anchor.isoweekday() - weekday) % 7)


def _month(groups: Mapping[str, str]) -> int | None:
    if "digits" in groups:
        return int(groups["digits"])
    if "month" not in groups or _LATIN_LOWER.match(groups["month"]):
        return None
    return _number_of(groups["month"].casefold(), date_names().months)


def _number_of(word: str, names: Mapping[str, int]) -> int | None:
    """The number of the name that ``word`` is, endings aside."""
    beginnings = (word[:end] for end in range(len(word), 0, -1))
    return next((names[beginning] for beginning in beginnings if beginning in names), None)


def _number(groups: Mapping[str, str], name: str) -> int | None:
    return int(groups[name]) if name in groups else None
