"""What the words of personal names tell: their key, patronymics, family names, gender."""

from __future__ import annotations

from functools import cache

from onrecord.languages.lexicon import read_sections
from onrecord.romanisation import fold_word


def name_key(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """What stays the same of a name in the nominative: folded words in alphabetical order, no patronymic."""
    folded = [fold_word(token) for token in tokens]
    if len(folded) > 2:
        folded = [word for word in folded if not is_patronymic(word)] or folded
    return tuple(sorted(folded))


def is_patronymic(folded: str) -> bool:
    """Whether a folded word is formed like a patronymic (-ович, -овна, уулу, кызы)."""
    return folded.endswith(name_words("patronymic"))


def is_family_name(folded: str) -> bool:
    """Whether a folded word is formed like a family name of the region (-ов, -ева, -ский)."""
    return folded.endswith(name_words("family"))


def gender(tokens: tuple[str, ...]) -> str | None:
    """``"she"`` or ``"he"`` where the ending of a name tells, else ``None``."""
    folded = [fold_word(token) for token in tokens]
    if any(word.endswith(name_words("feminine")) for word in folded):
        return "she"
    if any(word.endswith(name_words("masculine")) for word in folded):
        return "he"
    return None


@cache
def name_words(section: str) -> tuple[str, ...]:
    """The entries of one section of ``names.txt``."""
    return tuple(entry for columns in read_sections("", "names.txt")[section] for entry in columns)
