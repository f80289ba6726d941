"""Russian words in the nominative, by the dictionary of pymorphy3 (OpenCorpora)."""

from __future__ import annotations

from functools import cache
from typing import Any

_NAME_GRAMMEMES = ("Surn", "Name", "Patr")


def nominatives(word: str) -> tuple[str, ...]:
    """The nominatives that ``word`` can stand for, those of personal names first: Тимаковой → Тимакова."""
    parses = analyzer().parse(word)
    names = [parse for parse in parses if any(grammeme in parse.tag for grammeme in _NAME_GRAMMEMES)]
    found = [
        form.word
        for parse in names or parses
        if "NOUN" in parse.tag or "ADJF" in parse.tag
        if (form := parse.inflect({"nomn", "sing"} if names else {"nomn"}))
    ]
    capitalised = [_like(word, form) for form in found]
    return tuple(dict.fromkeys([*capitalised, word]))


@cache
def analyzer() -> Any:
    """The one morphological analyser; building it takes a moment, so only when Russian is met."""
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415

    return MorphAnalyzer(lang="ru")


def _like(word: str, form: str) -> str:
    if word.isupper() and len(word) > 1:
        return form.upper()
    if "-" in word and word[0].isupper():
        return "-".join(part.capitalize() for part in form.split("-"))
    return form.capitalize() if word[0].isupper() else form
