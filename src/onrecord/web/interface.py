"""The words of the pages in one language, and how it writes dates and numbers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent

LANGUAGES = {"en": "English", "ru": "Русский", "ky": "Кыргызча"}
"""The languages of the pages, in their own words."""

# Of English the kind that writes the day first, as the other two do.
_LOCALES = {"en": "en_GB", "ru": "ru_RU", "ky": "ky_KG"}
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?)?", re.ASCII)
_ACCEPTED = re.compile(r"\s*([a-z]{2,3})(?:-[\w-]*)?\s*(?:;\s*q=([\d.]+))?\s*", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Interface:
    """One language of the pages."""

    code: str
    locale: Locale
    words: Mapping[str, Any]

    def __call__(self, key: str, **values: object) -> str:
        """The words under ``key`` (``section.name``) with ``values`` put in.

        Raises:
            KeyError: the language has none.
        """
        return str(self._entry(key)).format_map(values)

    def count(self, key: str, number: int) -> str:
        """So many of something, in the plural form that the number asks for."""
        forms = self._entry(key)
        form = forms.get(self.locale.plural_form(number), forms["other"])
        return str(form).format(n=self.number(number))

    def number(self, number: float) -> str:
        """A number with the separators of the language."""
        return _number(self.code, number)

    def percent(self, share: float) -> str:
        """A share of one as whole percent; what is not quite all is never rounded up to it."""
        return _percent(self.code, int(share * 100))

    def date(self, written: str | None) -> str:
        """A date as precise as it was written; what is no plain ISO 8601 date stays as it is."""
        match = _DATE.fullmatch(written or "")
        if not written or match is None:
            return written or self("document.no-date")
        year, month, day = match.groups()
        try:
            when = date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            return written
        if day:
            return format_date(when, "long", locale=self.locale)
        return format_skeleton("yMMMM", when, locale=self.locale) if month else year

    def code_name(self, code: str) -> str:
        """What a language is called."""
        name = self.locale.languages.get(code.partition("-")[0])
        return str(name) if name else code

    def _entry(self, key: str) -> Any:
        section, _, name = key.partition(".")
        return self.words[section][name]


@cache
def interface(code: str) -> Interface:
    """The pages' words in one of :data:`LANGUAGES`."""
    text = files("onrecord.web").joinpath("languages", f"{code}.toml").read_text(encoding="utf-8")
    return Interface(code, Locale.parse(_LOCALES[code]), tomllib.loads(text))


# A page writes hundreds of numbers, and mostly the same ones.
@lru_cache(maxsize=4096)
def _number(code: str, number: float) -> str:
    return format_decimal(number, locale=_LOCALES[code])


@lru_cache(maxsize=1024)
def _percent(code: str, hundredths: int) -> str:
    return format_percent(hundredths / 100, locale=_LOCALES[code])


def chosen(wishes: Sequence[str | None], accepted: str) -> Interface:
    """The interface in the first wish that names a language of the pages, else by ``Accept-Language``."""
    for wish in (*wishes, *_by_preference(accepted)):
        if wish in LANGUAGES:
            return interface(wish)
    return interface("en")


def _by_preference(accepted: str) -> list[str]:
    parts = [_ACCEPTED.fullmatch(part) for part in accepted[:500].split(",")]
    weighed = [(_weight(match[2]), match[1].lower()) for match in parts if match]
    return [code for weight, code in sorted(weighed, key=lambda each: -each[0]) if weight > 0]


def _weight(written: str | None) -> float:
    try:
        return float(written or 1)
    except ValueError:
        return 0
