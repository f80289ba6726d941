"""Who in the catalogue a name stands for, where it stands for one actor only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from onrecord.actors.catalogue import Entry, shipped
from onrecord.records import Actor, ActorKind, Spans
from onrecord.romanisation import fold_word

_CACHED_NAMES = 20_000


@lru_cache(maxsize=_CACHED_NAMES)
def catalogued(name: str, language: str, *, person: bool) -> Entry | None:
    """The one actor, a person or something else, that bears a name written in a language."""
    found = [
        entry
        for entry in shipped().named(name, language=language)
        if (entry.kind is ActorKind.PERSON) is person
    ]
    return found[0] if len(found) == 1 else None


def by_family_name(forms: Iterable[str]) -> Entry | None:
    """The one person of the catalogue with a family name among the ``forms`` that a written word allows."""
    bearers = _by_family_name()
    found = {entry.id: entry for form in forms for entry in bearers.get(fold_word(form), ())}
    return next(iter(found.values())) if len(found) == 1 else None


@cache
def _by_family_name() -> Mapping[str, tuple[Entry, ...]]:
    bearers: dict[str, dict[str, Entry]] = defaultdict(dict)
    for entry in shipped().entries:
        if entry.kind is ActorKind.PERSON:
            # Preferred names have the family name last.
            for name in (names[0] for names in entry.names.values() if names):
                bearers[fold_word(name.split()[-1])][entry.id] = entry
    return {family: tuple(entries.values()) for family, entries in bearers.items()}


def actor_of(entry: Entry, language: str, mentions: Spans, written: str | None = None) -> Actor:
    """The actor of an entry, shown by its preferred name in ``language``.

    Shown as ``written`` where the catalogue's spelling in that language was only derived.
    """
    names = {code: forms[0] for code, forms in entry.names.items() if forms}
    if written and language in entry.assumed:
        names[language] = written
    return Actor(entry.id, names.get(language, entry.name), entry.kind, names, mentions)
