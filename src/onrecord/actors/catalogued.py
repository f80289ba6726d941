"""Whom in the catalogue a name stands for."""

from __future__ import annotations

from functools import lru_cache

from onrecord.actors.catalogue import Catalogue, Entry
from onrecord.records import Actor, ActorKind, Spans

_CACHED_NAMES = 20_000


def catalogued(name: str, language: str, catalogue: Catalogue, *, person: bool) -> Entry | None:
    """The one actor, a person or something else, that bears a name written in a language."""
    found = bearers(name, language, catalogue, person=person)
    return found[0] if len(found) == 1 else None


def bearers(name: str, language: str, catalogue: Catalogue, *, person: bool) -> tuple[Entry, ...]:
    """All actors, persons or something else, that bear a name written in a language."""
    named = everyone(name, language, catalogue)
    return tuple(entry for entry in named if (entry.kind is ActorKind.PERSON) is person)


@lru_cache(maxsize=_CACHED_NAMES)
def everyone(name: str, language: str, catalogue: Catalogue) -> tuple[Entry, ...]:
    """All actors, persons or not, that bear a name written in a language."""
    return catalogue.named(name, language=language)


def actor_of(entry: Entry, language: str, mentions: Spans, written: str | None = None) -> Actor:
    """The actor of an entry, shown by its preferred name in ``language``.

    Shown as ``written`` where the catalogue's spelling in that language was only derived.
    """
    names = {code: forms[0] for code, forms in entry.names.items() if forms}
    if written and language in entry.assumed:
        names[language] = written
    return Actor(entry.id, names.get(language, entry.name), entry.kind, names, mentions)
