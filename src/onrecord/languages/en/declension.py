"""English possessives and plurals: off a noun or name, and the forms of a word."""

from __future__ import annotations

_POSSESSIVES = ("'s", "’s")
_SIBILANTS = ("s", "sh", "ch", "x", "z")


def nominatives(word: str) -> tuple[str, ...]:
    """The bare forms that ``word`` can stand for: Masaliyev’s → Masaliyev."""
    for ending in ("'s", "’s", "s'", "s’"):
        if word.endswith(ending):
            return (word[: -len(ending)] + ("s" if ending[0] == "s" else ""),)
    return (word,)


def bare_names(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The bare forms that a personal name can stand for: its last word may be a possessive."""
    *others, last = words
    return tuple((*others, form) for form in nominatives(last))


def forms(word: str) -> frozenset[str]:
    """A noun in singular and plural, and the possessive of either: base → base, bases, base’s."""
    stem = word.lower()
    consonant_y = stem[-1:] == "y" and stem[-2:-1] not in tuple("aeiou")
    plural = stem[:-1] + "ies" if consonant_y else stem + ("es" if stem.endswith(_SIBILANTS) else "s")
    return frozenset(noun + ending for noun in (stem, plural) for ending in ("", *_POSSESSIVES))
