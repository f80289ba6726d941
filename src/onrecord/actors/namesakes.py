"""Which bearer of a full name is meant: by what the text says the person is, where, and when.

A public figure shares its name with others. Where the text gives the person a station that no public figure
has (a driver, a schoolgirl), it is somebody else; where the catalogue knows several of the name, the one is
meant whose offices fit best, if one fits better than all others.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from onrecord.actors.catalogue import Entry, Role
from onrecord.languages.lexicon import read_sections
from onrecord.romanisation import fold, fold_word


def meant(
    bearers: Sequence[Entry], roles: Collection[str], countries: Collection[str], published: str | None
) -> Entry | None:
    """The one of the actors with a name whom a text means, if it means any.

    ``roles`` are the folded role words that it gives the person, ``countries`` the folded English names of
    the countries that it names, ``published`` its date (ISO 8601) where known.
    """
    if not _private().isdisjoint(roles):
        return None
    if len(bearers) < 2:
        return bearers[0] if bearers else None
    fits = [_fit(entry, roles, countries, published) for entry in bearers]
    best = max(fits)
    return bearers[fits.index(best)] if fits.count(best) == 1 else None


def _fit(
    entry: Entry, roles: Collection[str], countries: Collection[str], published: str | None
) -> tuple[int, int, int]:
    """How much speaks for an actor: that it held such an office, in such a country, at the time."""
    return (
        sum(not set(fold(role.role).split()).isdisjoint(roles) for role in entry.roles),
        sum(fold(role.organisation) in countries for role in entry.roles),
        sum(_held(role, published) for role in entry.roles) if published else 0,
    )


def _held(role: Role, date: str) -> bool:
    year = date[:4]
    return bool(role.start) and (role.start or "")[:4] <= year <= (role.end or "9999")[:4]


@cache
def _private() -> frozenset[str]:
    """Folded words for those who are no public figures."""
    return frozenset(fold_word(word) for row in read_sections("", "names.txt")["private"] for word in row)
