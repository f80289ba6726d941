"""English possessives and plurals off a noun or name."""

from __future__ import annotations


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
