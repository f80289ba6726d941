"""Invented actors, as many as asked for and always the same, and how news would mention them.

A hundred countries come first, each with ministries that go by the same names everywhere. Of the others four
in five are persons, who share given and family names as people do, and the rest organisations. All have names
in Kyrgyz, Russian and English.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from string import ascii_uppercase
from typing import Any, NamedTuple

from benchmarks.synthetic import read_syllables
from onrecord.languages.ky.inflection import attach

_COUNTRIES = 100
_PERSONS, _WOMEN, _PATRONYMICS, _REVERSED, _ABBREVIATED = 0.8, 0.4, 0.3, 0.3, 0.3
_GIVEN, _FAMILY, _BODIES = 280, 5_000, 80_000


class _Ending(NamedTuple):
    """What a name ends in, by language; ``declined`` in the Russian genitive, dative and instrumental."""

    ky: str
    ru: str
    en: str
    declined: tuple[str, str, str]


_MEN = (
    _Ending("бек", "бек", "bek", ("бека", "беку", "беком")),
    _Ending("бай", "бай", "bay", ("бая", "баю", "баем")),
    _Ending("жан", "жан", "jan", ("жана", "жану", "жаном")),
)
_WOMEN_S = (
    _Ending("гүл", "гуль", "gul", ("гуль", "гуль", "гуль")),
    _Ending("ида", "ида", "ida", ("иды", "иде", "идой")),
)
_FAMILIES = (
    _Ending("ов", "ов", "ov", ("ова", "ову", "овым")),
    _Ending("ова", "ова", "ova", ("овой", "овой", "овой")),
)
_FATHERS = (
    _Ending("ович", "ович", "ovich", ("овича", "овичу", "овичем")),
    _Ending("овна", "овна", "ovna", ("овны", "овне", "овной")),
)
_KINDS = (
    _Ending(
        " университети", "Университет ", " University", ("Университета ", "Университету ", "Университетом ")
    ),
    _Ending(" банкы", "Банк ", " Bank", ("Банка ", "Банку ", "Банком ")),
    _Ending(" фонду", "Фонд ", " Foundation", ("Фонда ", "Фонду ", "Фондом ")),
    _Ending(" комбинаты", "Комбинат ", " Works", ("Комбината ", "Комбинату ", "Комбинатом ")),
)
_MINISTRIES = (
    {"ky": "Суу", "ru": "воды", "en": "Water"},
    {"ky": "Токой", "ru": "леса", "en": "Forests"},
    {"ky": "Жол", "ru": "дорог", "en": "Roads"},
)
# The countries and their ministries, which come first.
_STATES = _COUNTRIES * (1 + len(_MINISTRIES))
_CASES = ("NIн", "GA", "DAн", "NI", "DA")
_POSSESSIVE_CASES = ("NIн", "нA", "нAн", "н")
_Named = tuple[dict[str, Any], str, str]
"""A row without its identifier, a mention of it, and the language of that."""


def write_actors(actors: Path, mentions: Path, count: int, mentioned: int) -> None:
    """Write a catalogue of ``count`` actors, and mentions of all states and ``mentioned`` of others.

    A mention, a line of JSON, is the name as a text writes it, the language of the text, and the identifier
    of who is meant.
    """
    every = max(1, count // mentioned)
    with actors.open("w", encoding="utf-8") as rows, mentions.open("w", encoding="utf-8") as lines:
        for number, (row, mention, language) in enumerate(islice(_invented(random.Random(0)), count)):
            identifier = f"invented-{number}"
            rows.write(_line(row | {"id": identifier, "source": "invented"}))
            if number % every == 0 or number < _STATES:
                lines.write(_line([mention, language, identifier]))


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _invented(rng: random.Random) -> Iterator[_Named]:
    stems = _Stems(rng)
    for letters in islice(product(ascii_uppercase, repeat=2), _COUNTRIES):
        yield from _country("".join(letters), stems.one_of(_FAMILY), rng)
    while True:
        yield _person(stems, rng) if rng.random() < _PERSONS else _body(stems, rng)


class _Stems:
    """Stems of names by language, of which some are far more frequent than others."""

    def __init__(self, rng: random.Random) -> None:
        self._rng, self._syllables = rng, read_syllables()

    def one_of(self, many: int) -> dict[str, str]:
        number, places = int(many * self._rng.random() ** 2), list[int]()
        while number or len(places) < 2:
            number, place = divmod(number, len(self._syllables["en"]))
            places.append(place)
        return {
            language: "".join(each[place] for place in places).capitalize()
            for language, each in self._syllables.items()
        }


def _country(code: str, stem: dict[str, str], rng: random.Random) -> Iterator[_Named]:
    ky, ru, en = stem["ky"] + "ия", stem["ru"] + "ия", stem["en"] + "ia"
    names = {
        "ky": [f"{ky} Республикасы", ky],
        "ru": [f"Республика {ru}", ru],
        "en": [f"Republic of {en}", en],
    }
    country = {"kind": "country", "country": code}
    yield country | {"names": names}, attach(ky, rng.choice(_CASES)), "ky"
    for what in _MINISTRIES:
        generic = {
            "ky": f"{what['ky']} министрлиги",
            "ru": f"Министерство {what['ru']}",
            "en": f"Ministry of {what['en']}",
        }
        alone = f"{generic['en']} of {en}"
        mentions = (
            (f"{attach(ky, 'NIн')} {attach(generic['ky'], rng.choice(_POSSESSIVE_CASES))}", "ky"),
            (f"Министерства {what['ru']} {stem['ru']}ии", "ru"),
            (f"the {alone}", "en"),
        )
        row = {"kind": "organisation", "country": code, "names": {"en": [alone]}}
        yield row | {"generic": {code: [name] for code, name in generic.items()}}, *rng.choice(mentions)


def _person(stems: _Stems, rng: random.Random) -> _Named:
    woman = rng.random() < _WOMEN
    parts = (
        (stems.one_of(_GIVEN), rng.choice(_WOMEN_S if woman else _MEN)),
        (stems.one_of(_FAMILY), _FAMILIES[woman]),
        (stems.one_of(_GIVEN), _FATHERS[woman]),
    )
    given, family, father = ({c: stem[c] + getattr(end, c) for c in stem} for stem, end in parts)
    names = {code: [f"{given[code]} {family[code]}"] for code in given}
    names["ru"].append(f"{family['ru']} {given['ru']} {father['ru']}")
    language = rng.choice(tuple(names))
    if language == "ru":
        case = rng.randrange(3)
        declined = [stem["ru"] + end.declined[case] for stem, end in parts]
        words = declined[:2] if rng.random() > _PATRONYMICS else [declined[0], declined[2], declined[1]]
    else:
        words = [given[language], family[language]]
    if rng.random() < _REVERSED:
        words = [words[-1], *words[:-1]]
    if language == "ky":
        words[-1] = attach(words[-1], rng.choice(_CASES))
    if language == "en":
        words[-1] += rng.choice(("", "'s"))
    return {"kind": "person", "names": names}, " ".join(words), language


def _body(stems: _Stems, rng: random.Random) -> _Named:
    stem, kind = stems.one_of(_BODIES), rng.choice(_KINDS)
    ky, ru, en = f"{stem['ky']}{kind.ky}", f"{kind.ru}{stem['ru']}", f"{stem['en']}{kind.en}"
    names = {"ky": [ky], "ru": [ru], "en": [en]}
    mentions = [
        (attach(ky, rng.choice(_POSSESSIVE_CASES)), "ky"),
        (f"{rng.choice(kind.declined)}«{stem['ru']}»", "ru"),
        (f"the {en}{rng.choice(('', chr(39) + 's'))}", "en"),
    ]
    if rng.random() < _ABBREVIATED:
        letters = "".join(rng.choices(ascii_uppercase, k=5))
        names["en"].append(letters)
        mentions = [(letters + rng.choice(("", "'s")), "en")]
    return {"kind": "organisation", "names": names}, *rng.choice(mentions)
