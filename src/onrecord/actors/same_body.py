"""Whether two written names can be one organisation's or country's, by the words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from onrecord.actors.names import name_words
from onrecord.actors.spelling import same_word
from onrecord.languages import CODES, language
from onrecord.languages.lexicon import read_sections
from onrecord.romanisation import fold_word

_WORD = re.compile(r"[^\W_]+(?:[’'ʼ][^\W_]+)*")
_ABBREVIATION = re.compile(r"^(?=.*[A-ZА-ЯЁҢӨҮ].*[A-ZА-ЯЁҢӨҮ])[A-ZА-ЯЁҢӨҮ]{2,7}$")
_SPELT_OUT = 0.6
_KIND_LEFT_OUT = 0.9
_SHORTEST_ABBREVIATION = 3
_SHORTEST_BEGINNING = 3
_LONGEST_NAME = 300
_MOST_WORDS = 14
#: The bare forms of each word, likeliest first.
Forms = tuple[tuple[str, ...], ...]


def same_body_name(a: str, b: str, *, a_language: str | None = None, b_language: str | None = None) -> float:
    """How surely two written forms can name one organisation or country: 0 to 1, at least 0.5 where they can.

    Word by word in the order written, whatever the case endings; a word for what the thing is may be missing
    (партия «Ак-Сай», «Ак-Сай»), and an abbreviation may stand for words that begin with its letters or parts.
    Knows nothing of translations.
    """
    forms_a, forms_b = _forms(a, a_language), _forms(b, b_language)
    if not forms_a or not forms_b:
        return 0.0
    if whole := _alike(forms_a, forms_b):
        return whole
    (kind_a, core_a), (kind_b, core_b) = _kind_and_core(forms_a), _kind_and_core(forms_b)
    # Two kinds of things that share a name are two things.
    if (kind_a == kind_b or None in (kind_a, kind_b)) and (bare := _alike(core_a, core_b)):
        return bare * _KIND_LEFT_OUT
    return _SPELT_OUT if _shortens(forms_a, forms_b) or _shortens(forms_b, forms_a) else 0.0


def joins_beginnings(word: str, name: str, code: str) -> bool:
    """Whether a word is made of how the words of a body's name begin: Минкульт, Министерство культуры."""
    return _joins(_forms(word, code), _forms(name, code))


@lru_cache(maxsize=20_000)
def _forms(name: str, code: str | None) -> Forms:
    words = _WORD.findall(name[:_LONGEST_NAME])
    if len(words) > _MOST_WORDS:
        return ()
    known = [found for each in ((code,) if code else CODES) if (found := language(each))]
    return tuple(
        tuple(dict.fromkeys([*(form for each in known for form in each.nominatives(word)), word]))
        for word in words
        if fold_word(word) not in _small()
    )


def _alike(a: Forms, b: Forms) -> float:
    if not a or len(a) != len(b):
        return 0.0
    return min(
        max(_same(form, other) for form in here for other in there) for here, there in zip(a, b, strict=True)
    )


def _same(a: str, b: str) -> float:
    # An abbreviation is no word: one letter more or less is another body.
    if _ABBREVIATION.match(a) and _ABBREVIATION.match(b):
        return float(fold_word(a) == fold_word(b))
    return same_word(a, b)


def _kind_and_core(forms: Forms) -> tuple[str | None, Forms]:
    """What the thing is, as its first or last word tells (партия, кыймылы), and the other words."""
    for index in (0, -1):
        kinds = (_kinds().get(fold_word(form)) for form in forms[index])
        if len(forms) > 1 and (kind := next(filter(None, kinds), None)):
            return kind, forms[1:] if index == 0 else forms[:-1]
    return None, forms


def _shortens(short: Forms, long: Forms) -> bool:
    return _abbreviates(short, long) or _joins(short, long)


def _abbreviates(short: Forms, long: Forms) -> bool:
    if len(short) != 1 or len(long) < _SHORTEST_ABBREVIATION:
        return False
    initials = "".join(forms[0][0] for forms in long).casefold()
    return any(_ABBREVIATION.match(form) and form.casefold() == initials for form in short[0])


def _joins(short: Forms, long: Forms) -> bool:
    words = [forms[0].casefold() for forms in long]
    return len(short) == 1 and any(
        form[0].isupper() and _begun(form.casefold(), words) and not words[0].startswith(form.casefold())
        for form in short[0]
    )


def _begun(word: str, words: Sequence[str]) -> bool:
    """Whether a word is nothing but beginnings of words, one after the other and none of them whole."""
    if not word or not words:
        return not word
    first, *others = words
    return any(
        word.startswith(first[:length]) and _begun(word[length:], others)
        for length in range(_SHORTEST_BEGINNING, len(first))
    )


@cache
def _kinds() -> dict[str, str]:
    """A folded word for a kind of thing → the word that its line in the list begins with."""
    lines = read_sections("", "names.txt")["kind"]
    return {fold_word(word): words[0] for words in lines for word in words}


@cache
def _small() -> frozenset[str]:
    return frozenset(map(fold_word, name_words("left out")))
