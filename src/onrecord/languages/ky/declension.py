"""Kyrgyz nouns and names: what the bare form can have been, and the forms that a noun takes."""

from __future__ import annotations

import re
from functools import cache

from onrecord.languages.ky.inflection import attach
from onrecord.languages.lexicon import read_sections

_VOICELESS = "кптсшчхцфщ"
_VOWELS = "аеёиоуыэюяөү"
_VOICED = "бвгджзйлмнңрь"
_HALF_VOICED = "бвгджз"
# Genitive, accusative, dative, locative, ablative and the adjective in -дагы, by the sound before them
# (Kyrgyz orthography, 2008); after the last group usage wavers.
_ENDINGS_AFTER = {
    _VOWELS: "нын нин нун нүн ны ни ну нү га ге го гө да де до дө дан ден дон дөн нан нен нон нөн"
    " нда нде ндо ндө дагы деги догу дөгү",
    _VOICED: "дын дин дун дүн ды ди ду дү га ге го гө да де до дө дан ден дон дөн дагы деги догу дөгү",
    _VOICELESS: "тын тин тун түн ты ти ту тү ка ке ко кө та те то тө тан тен тон төн тагы теги тогу төгү",
    _HALF_VOICED: "тын тин тун түн ка ке ко кө тан тен тон төн",
}
_ENDINGS = tuple(
    re.compile(rf"^(.*[{before}])(?:{'|'.join(endings.split())})$", re.IGNORECASE)
    for before, endings in _ENDINGS_AFTER.items()
)
_GENITIVE = "NIн"
_SHORTEST_STEM = 3
_SHORTEST_NAME = 2
# As what it is, the son or daughter of somebody, the last word of a name takes other endings.
_KIN = re.compile(r"^(уулу|кызы)(?:н|на|нда|нан)$")


def nominatives(word: str) -> tuple[str, ...]:
    """The bare forms that ``word`` can stand for, stripped ones first: Жапаровдун → Жапаров, Жапаровдун."""
    stripped = _stripped(word, _SHORTEST_STEM)
    abbreviation = re.match(r"^([А-ЯЁҢӨҮ]{2,})[а-яёңөү]{1,4}$", word)
    if abbreviation:
        stripped.insert(0, abbreviation[1])
    return tuple(dict.fromkeys([*stripped, word]))


def genitive(name: str, _gender: str | None = None) -> str:
    """The genitive of a personal name: Айбек Сариев → Айбек Сариевдин."""
    return attach(name, _GENITIVE)


def forms(word: str) -> frozenset[str]:
    """The forms of a noun in lower case: its number, whose it is, and its case; база → базабыздын."""
    stem = word.lower()
    # What an ending becomes, all from the last vowel on decides.
    last = max((at for at, letter in enumerate(stem) if letter in _VOWELS), default=0)
    return frozenset(stem[:last] + form for form in _forms_of_end(stem[last:]))


@cache
def _forms_of_end(stem: str) -> tuple[str, ...]:
    numbers = (stem, *_attached((stem,), "noun number"))
    owned = (*numbers, *_attached(numbers, "noun possessor"))
    his = _attached(numbers, "noun possessor, third person")
    declined = (*_attached(owned, "noun case"), *_attached(his, "noun case after the third person"))
    return (*owned, *his, *declined)


def bare_names(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The nominatives that a personal name, in lower case, can stand for; the name as it stands comes first.

    Only the last word of a name takes an ending: айбек сариевдин → айбек сариев.
    """
    *others, last = words
    stems = [match[1]] if (match := _KIN.match(last)) else _stripped(last, _SHORTEST_NAME)
    return tuple((*others, form) for form in dict.fromkeys((last, *stems)))


def _attached(stems: tuple[str, ...], section: str) -> tuple[str, ...]:
    """``stems`` with each suffix of a section of ``suffixes.txt``."""
    suffixes = [suffix for row in _suffixes()[section] for suffix in row]
    return tuple(attach(stem, suffix) for suffix in suffixes for stem in stems)


@cache
def _suffixes() -> dict[str, list[list[str]]]:
    return read_sections("ky", "suffixes.txt")


def _stripped(word: str, shortest: int) -> list[str]:
    return [match[1] for ending in _ENDINGS if (match := ending.match(word)) and len(match[1]) >= shortest]
