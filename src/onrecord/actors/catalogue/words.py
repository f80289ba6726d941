"""The words of names: as the catalogue keys them, and what a word of a text can be a form of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.languages import language as language_of
from onrecord.romanisation import fold_word

_LANGUAGES = ("ky", "ru", "en")
_WORD = re.compile(r"[^\W_]+(?:[-’'ʼ.][^\W_]+)*")
# An abbreviation, bare or with a case ending: ОДКБ, ОДКБга, АКШ-нын, CSTO's.
_ABBREVIATION = re.compile(r"^([A-ZА-ЯЁҢӨҮ]{2,6})(?:[-’']?[a-zа-яёңөү]{1,5})?$")
# The Kyrgyz possessive of the third person, in which a body stands after its owner (Кыргызстандын Жогорку
# соту) and which many bear in their name (министрлиги); its dative and accusative.
_POSSESSIVE_CASE = re.compile(r"(?<=[ыиуү])н[аеоө]?$")
_POSSESSIVE = re.compile(r"(?:(?<=[аеёиоуыэюяөү])с|(?<=\w[бвгджзйклмнңпрстфхцчшщ]))[ыиуү]$")
# Legal forms of companies, with or without which one name is borne.
_LEGAL_FORMS = frozenset(
    (
        *("ААК", "ЖАК", "ЖЧК", "ОАО", "ЗАО", "ПАО", "ООО", "ОсОО", "ОСОО", "АО", "ГП"),
        *("LLC", "JSC", "OJSC", "CJSC", "Ltd", "Inc", "PLC"),
    )
)
_ARTICLES = frozenset(("of", "the"))

#: For each word of a written name the keys that it can have.
Forms = Sequence[frozenset[str]]


def key_of(name: str) -> tuple[str, ...]:
    """The keys of the words of a name as the catalogue writes it: folded, an abbreviation as it is."""
    return tuple(_word_key(word) for word in words_of(name))


def words_of(name: str) -> list[str]:
    """The words of a name, without quotation marks, dashes between them and the legal form of a company."""
    words = _WORD.findall(name)
    return [word for word in words if _legal_form(word) not in _LEGAL_FORMS] or words


def spelling_of(name: str) -> str:
    """The words of a name as they are written, a space between them."""
    return " ".join(words_of(name))


def word_forms(word: str, code: str | None) -> frozenset[str]:
    """The keys that a word of a text can have: of each bare form that it can stand for.

    ``code`` is the language of the text; all are tried without it.
    """
    known = [found for each in ((code,) if code else _LANGUAGES) if (found := language_of(each))]
    forms = {word, *(form for each in known for form in each.nominatives(word))}
    if any(each.code == "ky" for each in known):
        forms |= {_POSSESSIVE_CASE.sub("", form) for form in forms}
        forms |= {_POSSESSIVE.sub("", form) for form in forms}
    keys = {fold_word(form) for form in forms}
    if match := _ABBREVIATION.match(word):
        keys.add(match[1])
    return frozenset(keys)


def without_articles(words: Forms) -> Forms:
    """Without the "of the" between body and country, and without the article before a whole name."""
    start, end = 0, len(words)
    while start < end and words[start] & _ARTICLES:
        start += 1
    while end > start and words[end - 1] & _ARTICLES:
        end -= 1
    return words[start:end]


def _legal_form(word: str) -> str:
    match = _ABBREVIATION.match(word)
    return match[1] if match else word


def _word_key(word: str) -> str:
    if match := _ABBREVIATION.match(word):
        return match[1]
    return fold_word(word)
