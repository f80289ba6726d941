"""Kyrgyz case endings off a noun or name: what the bare form can have been."""

from __future__ import annotations

import re

from onrecord.languages.ky.inflection import attach

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


def bare_names(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The nominatives that a personal name, in lower case, can stand for; the name as it stands comes first.

    Only the last word of a name takes an ending: айбек сариевдин → айбек сариев.
    """
    *others, last = words
    stems = [match[1]] if (match := _KIN.match(last)) else _stripped(last, _SHORTEST_NAME)
    return tuple((*others, form) for form in dict.fromkeys((last, *stems)))


def _stripped(word: str, shortest: int) -> list[str]:
    return [match[1] for ending in _ENDINGS if (match := ending.match(word)) and len(match[1]) >= shortest]
