"""Russian names of persons in the nominative: all words of a name stand in one case and one gender."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice, product

from pymorphy3.analyzer import Parse

from onrecord.languages.ru.declension import name_gender, parsed

_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_HARD = "бвгджзйклмнпрстфхцчшщ"
# Gender, what the stem ends in, then the endings of the six cases, several parted by a stroke.
_PARADIGMS = (
    ("m", f"[{_HARD}]", " а у а ом|ем е"),
    ("m", "[кгх]", "ий ого ому ого им ом"),
    ("m", "[бвдзлмнпрст]", "ый ого ому ого ым ом"),
    ("m", "[кгхжшбвдзлмнпрст]", "ой ого ому ого ым|им ом"),
    ("m", "и", "й я ю я ем и|е"),
    ("m", "[аеёоуыэюя]", "й я ю я ем е"),
    ("m", "[лнртд]", "ь я ю я ем е"),
    ("m", f"[{_HARD}]", "а ы|и е у ой|ей е"),
    ("m", "[аеёоуыэюяльн]", "я и е|и ю ей е|и"),
    ("f", f"[{_HARD}]", "а ы|и е у ой|ей е"),
    ("f", f"[{_HARD}]", "ая ой ой ую ой ой"),
    ("f", "[аеёоуыэюиьлнр]", "я и е|и ю ей е|и"),
    ("f", "[лртд]", "ь и и ь ью и"),
)
# Family names in -ов have these endings alone; those in -ин, which given names have too, these besides.
_FAMILY_PARADIGMS = (
    ("m", " а у а ым|ом е"),
    ("f", "а ой ой у ой ой"),
)
_OV = re.compile(r"..[оеё]в(?:а|у|ым|ом|е|ой)?$")
_FAMILY = re.compile(r"..(?:(?:[оеё]в|[иы]н)(?:а|у|ым|ом|е|ой)?|[сц]к(?:ий|ая|ую|ого|ому|им|ом|ой))$")
_UNDECLINED = {"m": re.compile(r"[еёоуиыэю]$"), "f": re.compile(f"[{_HARD}ьеёоуиыэю]$")}
# The father's name before them is not declined, and neither are they.
_KIN = frozenset(("уулу", "кызы"))
_GENDERS = {"masc": "m", "femn": "f"}
_PRONOUNS = {"m": "he", "f": "she"}
_MOST_READINGS = 24
_SHORTEST_STEM = 2
_GIVEN_AND_FAMILY = 2
# What ends so is declined of men alone, and there in the nominative; not Сариевой, Сариевым, Седых.
_CLOSED = re.compile(f"[{_HARD}й](?<![оеы]й|[оеыи]м|[ыи]х)$")
Sense = tuple[str, str]


def bare_names(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The nominatives that a name, in lower case, can stand for; the name as it stands comes first.

    айбека сариева → айбека сариева, айбек сариев; айбек сариева → айбек сариева.
    """
    strict = any(map(_FAMILY.search, words)) and _KIN.isdisjoint(words)
    senses = [_senses(word, strict) for word in words]
    found = [words]
    for sense in ((gender, case) for case in _CASES for gender in _GENDERS.values()):
        found += islice(product(*(each.get(sense, ()) for each in senses)), _MOST_READINGS)
    return tuple(dict.fromkeys(found))


def genitive(name: str, gender: str | None) -> str | None:
    """The genitive of a name in the nominative: Айбек Сариев → Айбека Сариева.

    ``gender`` is “he” or “she”; without it, and where the ending of a word leaves it open, ``None``.
    """
    sex = {"he": "m", "she": "f"}.get(gender or "")
    forms = [_genitive(word, sex) for word in name.split()] if sex else []
    return " ".join(form for form in forms if form) if forms and all(forms) else None


def name_readings(words: tuple[str, ...]) -> frozenset[tuple[str, tuple[str, ...]]]:
    """The genders (“he”, “she”) in which all words of a name can agree, with the nominatives, lower case.

    Initials are left out. Of a word that the dictionary knows as a name no other reading counts, if the rest
    agrees with those. None for a name with a particle, which nobody declines.
    """
    if not all(word[0].isupper() for word in words):
        return frozenset()
    whole = [word.lower() for word in words if len(word) > 1]
    known = _agreeing([_known_senses(word) or _senses(word, True) for word in whole])
    return known or _agreeing([_senses(word, True) for word in whole])


def _agreeing(senses: Sequence[Mapping[Sense, Sequence[str]]]) -> frozenset[tuple[str, tuple[str, ...]]]:
    return frozenset(
        (pronoun, reading)
        for gender, pronoun in _PRONOUNS.items()
        for case in _CASES
        for reading in islice(product(*(each.get((gender, case), ()) for each in senses)), _MOST_READINGS)
    )


def is_bare_name(words: tuple[str, ...]) -> bool:
    """Whether given and family name together show that they stand as in the nominative.

    A man's given name that ends in a consonant would be declined, so that Нил Басу stands as it is; a man's
    family name would, so that Ильза Раум is no Ильз. Of three words, as Korean names have, only the last one
    is declined.
    """
    if len(words) != _GIVEN_AND_FAMILY:
        return False
    given, family = words
    closed = bool(_CLOSED.search(family))
    return (closed or name_gender(given) == "he") if _CLOSED.search(given) else closed and given[-1] in "ая"


def _genitive(word: str, gender: str) -> str | None:
    lower = word.lower()
    for parse in parsed(lower):
        named = parse.is_known and {"Name", "Surn", "Patr"} & parse.tag.grammemes
        if named and "nomn" in parse.tag and _GENDERS.get(parse.tag.gender or "") == gender:
            return _as_written(word, parse.inflect({"gent", "sing"}))
    if gender in _UNDECLINED and _UNDECLINED[gender].search(lower):
        return word
    paradigms = _FAMILY_PARADIGMS if _OV.search(lower) else ()
    for sex, nominative, genitive_ending in ((sex, *forms.split(" ")[:2]) for sex, forms in paradigms):
        if sex == gender and lower.endswith(nominative):
            return word.removesuffix(nominative) + genitive_ending
    return word + "а" if gender == "m" and lower[-1] in _HARD else None


def _as_written(word: str, form: Parse | None) -> str | None:
    if form is None:
        return None
    parts = zip(form.word.split("-"), word.split("-"), strict=False)
    return "-".join(part.capitalize() if old[:1].isupper() else part for part, old in parts)


@lru_cache(maxsize=20_000)
def _senses(word: str, strict: bool) -> dict[Sense, tuple[str, ...]]:
    """By gender and case the nominatives of which ``word`` is the form.

    ``strict`` holds that a man's name that ends in a consonant is declined.
    """
    found: dict[Sense, list[str]] = defaultdict(list)
    for sense, nominative, _ in _known(word):
        found[sense].append(nominative)
    family, others = _table()
    for sense, pattern, nominative in family if _OV.search(word) else family + others:
        if (match := pattern.search(word)) and match.start("ending") >= _SHORTEST_STEM:
            found[sense].append(word[: match.start("ending")] + nominative)
    for gender, pattern in _UNDECLINED.items():
        if not strict or (pattern.search(word) and not _OV.search(word)):
            for case in _CASES:
                found[gender, case].append(word)
    return {sense: tuple(dict.fromkeys(each)) for sense, each in found.items()}


Ending = tuple[Sense, re.Pattern[str], str]


@cache
def _table() -> tuple[tuple[Ending, ...], tuple[Ending, ...]]:
    family = tuple(_endings((gender, "[оеё]в|[иы]н", endings) for gender, endings in _FAMILY_PARADIGMS))
    return family, tuple(_endings(_PARADIGMS))


def _endings(paradigms: Iterable[tuple[str, str, str]]) -> Iterator[Ending]:
    for gender, stem, endings in paradigms:
        forms = endings.split(" ")
        for case, ending in zip(_CASES, forms, strict=True):
            yield (gender, case), re.compile(rf"(?:{stem})(?P<ending>{ending})$"), forms[0]


def _known_senses(word: str) -> dict[Sense, tuple[str, ...]]:
    """By gender and case the nominatives of which the dictionary knows ``word`` as a form in the singular."""
    known = [(sense, nominative) for sense, nominative, plural in _known(word) if not plural]
    return {sense: tuple(name for other, name in known if other == sense) for sense, _ in known}


def _known(word: str) -> list[tuple[Sense, str, bool]]:
    """What the dictionary knows as a name, and whether in the plural; vowels come and go: павла → павел."""
    known = []
    for parse in parsed(word):
        gender = _GENDERS.get(parse.tag.gender or "")
        name = parse.is_known and {"Name", "Surn", "Patr"} & parse.tag.grammemes
        if name and gender and parse.tag.case in _CASES and (form := parse.inflect({"nomn", "sing"})):
            known.append(((gender, parse.tag.case), form.word, parse.tag.number == "plur"))
    return known
