"""Which actors are worth comparing: those whose names share a key, so that no two lists meet in full."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from onrecord.actors.names import is_family_name, is_patronymic
from onrecord.records import ActorKind

Key = tuple[str, ...]

# What transliterations differ in: vowels, and й between them; a final в that is spoken as ф.
_UNSTABLE = re.compile(r"[aeiouyj'’-]+")
_STEM = 3
_LEAST_LIKENESS = 65.0


def block_keys(name_key: str, kind: ActorKind | None) -> Iterator[Key]:
    """The keys of a name, given in the spelling of search keys; the same name spelled otherwise shares one.

    A person's key is the consonants of the family name with the initial of another name. Where no word is
    formed like a family name any of them may be one. Other names share the beginnings of all their words,
    which case endings leave alone.
    """
    words = name_key.split()
    if not words:
        return
    if kind is not ActorKind.PERSON:
        yield tuple(sorted(word[:_STEM] for word in words))
        return
    if len(words) > 2:
        words = [word for word in words if not is_patronymic(word)] or words
    if len(words) == 1:
        yield (_skeleton(words[0]),)
        return
    for position, family in enumerate(words):
        if is_family_name(family) or not any(map(is_family_name, words)):
            others = words[:position] + words[position + 1 :]
            for other in others:
                yield (_skeleton(family), _initial(other))


def is_bare(key: Key) -> bool:
    """Whether a person's key is of a family name alone."""
    return len(key) == 1


def family(key: Key) -> Key:
    """The key of the bare family name in a person's key."""
    return key[:1]


def may_be_alike(a: str, b: str) -> bool:
    """Whether comparing two names, given in the spelling of search keys, can come to anything.

    Quick and generous: each word of the shorter one has one in the other that resembles it or its initial.
    """
    shorter, longer = sorted((a.split(), b.split()), key=len)
    return all(
        any(
            one[0] == other[0] if 1 in (len(one), len(other)) else fuzz.ratio(one, other) >= _LEAST_LIKENESS
            for other in longer
        )
        for one in shorter
    )


def _skeleton(word: str) -> str:
    """The consonants of a word that all spellings of it share, or the word if it has none."""
    return _UNSTABLE.sub("", word).replace("f", "v").replace("w", "v") or word


def _initial(word: str) -> str:
    return "" if _UNSTABLE.match(word) else word[0]
