"""English possessives and plurals off a noun or name."""

from __future__ import annotations


def nominatives(word: str) -> tuple[str, ...]:
    """The bare forms that ``word`` can stand for: Masaliyev’s → Masaliyev."""
    for ending in ("'s", "’s", "s'", "s’"):
        if word.endswith(ending):
            return (word[: -len(ending)] + ("s" if ending[0] == "s" else ""),)
    return (word,)
