"""What single words are beside names: roles, places, countries, in whatever case form they stand."""

from __future__ import annotations

from functools import cache, lru_cache

from babel import Locale

from onrecord.languages import Language
from onrecord.romanisation import fold_word

_CACHED_WORDS = 30_000


@lru_cache(maxsize=_CACHED_WORDS)
def word_role(word: str, language: Language) -> str | None:
    """The role that a word gives a phrase, in whatever case form it stands."""
    for form in (word, *language.nominatives(word)):
        lowered = form.lower()
        # A compound is what its last part is: вице-спикер, ex-minister.
        if role := language.roles.get(lowered) or language.roles.get(lowered.rpartition("-")[2]):
            return "person" if role == "head" else role
    return None


def is_place(word: str, language: Language) -> bool:
    """Whether a word, in whatever case form, is the name of a country or of a city that CLDR knows."""
    forms = set(map(fold_word, language.nominatives(word)))
    return not (forms.isdisjoint(_countries(language.code)) and forms.isdisjoint(_cities(language.code)))


def is_country(word: str, language: Language) -> bool:
    """Whether a word, in whatever case form, is the one-word name of a country or territory."""
    return not _countries(language.code).isdisjoint(map(fold_word, language.nominatives(word)))


@cache
def _countries(code: str) -> frozenset[str]:
    """Folded one-word names of countries and territories (CLDR)."""
    return frozenset(fold_word(name) for name in Locale(code).territories.values() if " " not in name)


@cache
def _cities(code: str) -> frozenset[str]:
    """Folded one-word names of the cities that name time zones (CLDR)."""
    zones = Locale(code).time_zones.values()
    return frozenset(fold_word(zone["city"]) for zone in zones if " " not in zone.get("city", " "))
