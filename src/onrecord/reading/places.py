"""Names of countries and cities that headers of news articles give."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from onrecord.reading.entries import read_entries

_LANGUAGES = ("ky", "ru", "en")


def is_place(name: str) -> bool:
    """Whether ``name`` is that of a country, or of a city that CLDR or ``heading.txt`` knows."""
    return name.casefold() in _places()


@cache
def _places() -> frozenset[str]:
    return frozenset(name.casefold() for name in _names())


def _names() -> Iterator[str]:
    # Not needed to import the package.
    from babel import Locale  # noqa: PLC0415
    from babel.core import get_global  # noqa: PLC0415

    yield from read_entries("heading.txt")["places"]
    # In English most cities go by the last part of their zone: Asia/Bishkek.
    yield from (zone.rpartition("/")[2].replace("_", " ") for zone in get_global("zone_territories"))
    for language in _LANGUAGES:
        locale = Locale.parse(language)
        yield from locale.territories.values()
        yield from (zone["city"] for zone in locale.time_zones.values() if "city" in zone)
