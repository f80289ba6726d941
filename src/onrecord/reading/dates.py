"""Dates that a text names, as ISO 8601, or as EDTF where a part is not known (``XXXX-05-16``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from typing import NamedTuple

from onrecord.reading.entries import read_entries
from onrecord.records import Span

_LANGUAGES = ("ky", "ru", "en")
# English month names are ordinary words without their capital: may, march.
_WEEKDAY_OF = re.compile(r",?[ \u00a0]\(?")
_MAIL_DATE = re.compile(r"\b\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d")
_LATIN_LOWER = re.compile("[a-z]")


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


class _Names(NamedTuple):
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    offsets: Mapping[str, int]


def find_dates(text: str, language: str, published: str | None = None) -> list[DateMention]:
    """The dates that ``text`` names, in order, without overlap.

    ``language`` decides only how ``05/06/2024`` is read: in English the month may stand first, so it is left
    out. Month names of all languages are known in all, since news mixes them. Days of unnamed years, weekdays
    and words such as *yesterday* are reckoned from ``published`` (ISO 8601) where it is given and has a day;
    without it the latter two are left out.
    """
    anchor = _day(published)
    found: list[DateMention] = []
    for match in _pattern().finditer(text):
        mention = _mention(match, language, anchor)
        if mention is None:
            continue
        if found and _names_day_of(found[-1], mention, text):
            found.pop()
        found.append(mention)
    return found


def _names_day_of(weekday: DateMention, mention: DateMention, text: str) -> bool:
    """Whether the two are one date, as in "on Wednesday, 16 October 2024"; then nothing is to be reckoned."""
    between = _WEEKDAY_OF.fullmatch(text, weekday.span.end, mention.span.start)
    return weekday.inferred and not mention.inferred and between is not None


def to_iso(written: str) -> str | None:
    """A date or time as a machine or a person wrote it, as ISO 8601; ``None`` where it is not understood.

    What is ISO 8601 or EDTF already comes back unchanged, at its own precision.
    """
    stripped = written.strip()
    if _is_iso(stripped):
        return stripped.replace(" ", "T", 1)
    if _MAIL_DATE.search(stripped):
        return _from_mail_date(stripped)
    mentions = [m.iso for m in find_dates(stripped, "ru") if not m.iso.startswith("X")]
    return mentions[0] if len(mentions) == 1 else None


def _is_iso(written: str) -> bool:
    if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", written):
        return True
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return False
    return written[4:5] == "-" and written[7:8] == "-"


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


def _mention(match: re.Match[str], language: str, anchor: date | None) -> DateMention | None:
    groups = {name.partition("_")[0]: value for name, value in match.groupdict().items() if value}
    span = Span(match.start(), match.end())
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
        if offset := groups.get("offset"):
            return anchor + timedelta(days=_names().offsets[offset.lower()])
        return _weekday(groups["weekday"].lower(), groups.get("lead", "").lower(), anchor)
    except OverflowError:
        return None


def _weekday(word: str, lead: str, anchor: date) -> date | None:
    data, weekdays = read_entries("dates.txt"), _names().weekdays
    if not lead and word in data["ambiguous weekday forms"]:
        return None
    weekday = weekdays[_without_ending(word, weekdays)]
    if lead in data["next weekday leads"]:
        return anchor + timedelta(days=(weekday - anchor.isoweekday() - 1) % 7 + 1)
    # News tells what has happened: the last such day, the day of publication among them.
    return anchor - timedelta(days=(anchor.isoweekday() - weekday) % 7)


def _month(groups: Mapping[str, str]) -> int | None:
    if "digits" in groups:
        return int(groups["digits"])
    if "month" not in groups or _LATIN_LOWER.match(groups["month"]):
        return None
    months = _names().months
    return months[_without_ending(groups["month"].lower(), months)]


def _without_ending(word: str, names: Mapping[str, int]) -> str:
    while word not in names:
        word = word[:-1]
    return word


def _number(groups: Mapping[str, str], name: str) -> int | None:
    return int(groups[name]) if name in groups else None


@cache
def _names() -> _Names:
    # Not needed to import the package.
    from babel import Locale  # noqa: PLC0415

    data = read_entries("dates.txt")
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for language in _LANGUAGES:
        locale = Locale.parse(language)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                months.update({_form(name): n for n, name in locale.months[context][width].items()})
            # CLDR counts weekdays from Monday as 0; short forms (ср, Wed) are too short for prose.
            weekdays.update({_form(name): n + 1 for n, name in locale.days[context]["wide"].items()})
    # Endings take the place of a soft sign: сентябрь, сентябрда.
    months.update({name.rstrip("ь"): n for name, n in tuple(months.items())})
    months.update(_numbered(data["month forms"]))
    weekdays.update(_numbered(data["weekday forms"]))
    return _Names(months, weekdays, dict(_numbered(data["day offsets"])))


def _form(name: str) -> str:
    return name.rstrip(".").lower()


def _numbered(entries: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    for entry in entries:
        number, _, form = entry.partition(" ")
        yield form.strip(), int(number)


@cache
def _pattern() -> re.Pattern[str]:
    data, names = read_entries("dates.txt"), _names()
    month = rf"(?P<month>(?:{_any(names.months)})(?:{_any(data['month endings'])})?)\b\.?"
    weekday = rf"(?P<weekday>(?:{_any(names.weekdays)})(?:{_any(data['weekday endings'])})?)\b"
    day = r"(?P<day>0?[1-9]|[12]\d|3[01])"
    leads = data["weekday leads"] + data["next weekday leads"]
    gap = r"[ \u00a0]?"
    ky_year = rf"(?P<year>\d{{4}}){gap}-?{gap}(?:жыл(?:дын|дагы|ы)?|ж\.),?[ \u00a0]"
    ordinal, range_start = "(?:st|nd|rd|th)", rf"(?:(?P<first>\d{{1,2}}){gap}[-–—]{gap})"
    year = rf"(?:,?[ \u00a0](?P<year>(?:19|20)\d\d)\b(?:{gap}-?{gap}(?:года|год|г\.|жыл\w*|ж\.))?)"
    alternatives = (
        r"(?<![\d.-])(?P<year>\d{4})-(?P<digits>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d|-\d)",
        rf"(?<![\d.,]){day}\.(?P<digits>0?[1-9]|1[0-2])\.(?P<year>(?:19|20)\d\d)(?!\d)",
        rf"(?<![\d/]){day}(?P<slash>/)(?P<digits>0?[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\d/])",
        rf"(?<!\d){ky_year}{range_start}?{day}{gap}-?{gap}{month}",
        rf"(?<!\d){ky_year}{month}",
        rf"(?<![\d.,:]){range_start}?{day}{ordinal}?{gap}-?{gap}(?:of )?{month}{year}?",
        rf"\b{month}[ \u00a0]{day}{ordinal}?\b(?![.:,]\d){year}?",
        rf"\b{month}{year}",
        rf"\b(?:(?P<lead>{_any(leads)})[ \u00a0])?{weekday}",
        rf"\b(?P<offset>{_any(names.offsets)})\b",
    )
    # A group name may stand once in a pattern: day_0, day_1.
    numbered = (re.sub(r"\(\?P<(\w+)>", rf"(?P<\1_{n}>", one) for n, one in enumerate(alternatives))
    return re.compile("|".join(numbered), re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
