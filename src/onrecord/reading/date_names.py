"""The names of months and weekdays in the languages of the news, and the forms in which dates are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from onrecord.reading.entries import any_of, read_entries

_LANGUAGES = ("ky", "ru", "en")


class DateNames(NamedTuple):
    """Words, in lower case, and what they stand for."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    """Monday is 1."""
    offsets: Mapping[str, int]
    """Days from the publication: yesterday is -1."""
    ambiguous_weekdays: frozenset[str]
    next_leads: frozenset[str]


@cache
def date_names() -> DateNames:
    """The names, from CLDR and ``dates.txt``."""
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
    return DateNames(
        months,
        weekdays,
        dict(_numbered(data["day offsets"])),
        frozenset(data["ambiguous weekday forms"]),
        frozenset(data["next weekday leads"]),
    )


def _form(name: str) -> str:
    return name.rstrip(".").lower()


def _numbered(entries: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    for entry in entries:
        number, _, form = entry.partition(" ")
        yield form.strip(), int(number)


@cache
def date_pattern() -> re.Pattern[str]:
    """Matches a date; its groups are ``year_0``, ``day_3`` …: a part, and the number of its form."""
    data, names, space = read_entries("dates.txt"), date_names(), "[ \u00a0\u202f]"
    month = rf"(?P<month>(?:{any_of(names.months)})(?:{any_of(data['month endings'])})?)\b\.?"
    weekday = rf"(?P<weekday>(?:{any_of(names.weekdays)})(?:{any_of(data['weekday endings'])})?)\b"
    day = r"(?P<day>0?[1-9]|[12]\d|3[01])"
    leads = data["weekday leads"] + data["next weekday leads"]
    gap = f"{space}?"
    ky_year = rf"(?P<year>\d{{4}}){gap}-?{gap}(?:{any_of(data['year words'])}),?{space}"
    ordinal, range_start = "(?:st|nd|rd|th)", rf"(?:(?P<first>\d{{1,2}}){gap}[-–—]{gap})"
    year = rf"(?:,?{space}(?P<year>(?:19|20)\d\d)\b(?:{gap}-?{gap}(?:{any_of(data['year words'])})(?!\w))?)"
    alternatives = (
        r"(?<![\d.-])(?P<year>\d{4})-(?P<digits>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d|-\d)",
        rf"(?<![\d.,]){day}\.(?P<digits>0?[1-9]|1[0-2])\.(?P<year>(?:19|20)\d\d)(?!\.?\d)",
        rf"(?<![\d/]){day}(?P<slash>/)(?P<digits>0?[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\d/])",
        rf"(?<!\d){ky_year}{range_start}?{day}{gap}-?{gap}{month}",
        rf"(?<!\d){ky_year}{month}",
        rf"(?<![\d.,:]){range_start}?{day}{ordinal}?{gap}-?{gap}(?:of )?{month}{year}?",
        rf"\b{month}{space}{day}{ordinal}?\b(?![.:,]\d){year}?",
        rf"\b{month}{year}",
        rf"\b(?:(?P<lead>{any_of(leads)}){space})?{weekday}",
        rf"\b(?P<offset>{any_of(names.offsets)})\b",
    )
    # A group name may stand once in a pattern: day_0, day_1.
    numbered = (re.sub(r"\(\?P<(\w+)>", rf"(?P<\1_{n}>", one) for n, one in enumerate(alternatives))
    return re.compile("|".join(numbered), re.IGNORECASE)
