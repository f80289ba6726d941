"""Kyrgyz: word lists, verb forms by suffix and vowel harmony, and tags by the endings of a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from babel import Locale

from onrecord.languages.ky.declension import forms, genitive, nominatives
from onrecord.languages.ky.inflection import BACK, VOICELESS, VOWELS, attach
from onrecord.languages.language import CueForm, Language, load
from onrecord.languages.lexicon import read_sections

_CODE = "ky"
# Letters of endings.txt. An acronym or number, the sounds of whose end are not written, admits any ending.
_OPEN = "•"
_CLASSES = {
    "A": "[аеоө]", "I": "[ыиуү]", "U": "[уү]", "D": "[дт]", "G": "[гк]", "B": "[бп]", "L": "[лдт]",
    "F": f"[{VOWELS}{_OPEN}]", "S": f"[бвгджзйлмнңр{_OPEN}]", "T": f"[{VOICELESS}{_OPEN}]",
    "E": "[бвгжзйкмнңпрсфхцчшщ]",
}  # fmt: skip
_UNREADABLE = re.compile(r"^(?:[А-ЯЁҢӨҮA-Z][А-ЯЁҢӨҮA-Z\d]+|[\d.,:]+)(?=[а-яёңөү-]*$)")
_LATIN = re.compile(r"[A-Za-z]")
_FAMILY = re.compile(r"(?:[оеё]ва?|ина?|цын|ский|ская|кызы|уулу|зода|дзе|швили|енко|тегин)$")
_GIVEN = re.compile(r"(?:вич|вна|бек|бай|гүл|гуль|жан|ян)$")
_LAST_VOWELS = re.compile(rf"([{VOWELS}])[^{VOWELS}]*([{VOWELS}])[^{VOWELS}]*$")
_POSSESSIVE = re.compile(r"(?:(?<=[аеёиоуыэюяөү])с)?[ыиуү]$")
_PLURAL = re.compile(r"(?<=\w\w)[лдт][аеоө]р$")
_PLURAL_NOUN = re.compile(r"\w{3}[лдт][аеоө]р(?:[ыиуү])?$")
_HARD_STEM = re.compile(r"[гб]$")
_CACHED_NOUNS = 20_000
# Of the endings, those that a capitalised word may be read by.
_CASES = frozenset("gbdlo")


@cache
def language() -> Language:
    """The Kyrgyz language data."""
    kyrgyz = load(_CODE, inflect=_inflect, shape=_shape, nominatives=nominatives)
    return replace(kyrgyz, noun_role=lru_cache(_CACHED_NOUNS)(_noun_role), genitive=genitive, forms=forms)


@cache
def _suffixes(section: str) -> tuple[str, ...]:
    return tuple(each for row in read_sections(_CODE, "suffixes.txt")[section] for each in row)


def _inflect(form: str, cue_class: str) -> Iterator[CueForm]:
    """Forms of a cue entry: of a stem, which ends in a hyphen, all; of any other, itself."""
    if not form.endswith("-"):
        yield CueForm(form, cue_class, "B" if cue_class in _FIXED else "V")
        return
    stem = form[:-1]
    yield from _forms(stem, cue_class)
    yield from _forms(attach(stem, *_suffixes("plural")), cue_class)
    yield from _forms(attach(stem, *_suffixes("passive")), cue_class + "+passive")


_FIXED = frozenset(("source", "report", "rumour"))


def _forms(base: str, cue_class: str) -> Iterator[CueForm]:
    passive = cue_class.endswith("+passive")
    moods = (("finite", "W" if passive else "V"), ("converb", "v"), ("conditional", "c"), ("similative", "B"))
    for mood, tag in moods:
        of_mood = cue_class if mood == "finite" else f"{cue_class}+{mood}"
        for suffix in _suffixes(mood):
            yield CueForm(attach(base, suffix), of_mood, tag)
    for suffix in _suffixes("manner"):
        yield CueForm(attach(base, suffix), "source", "B")


@cache
def _actors() -> dict[str, str]:
    """Forms of nouns for persons and bodies → g, r (ablative, which names a body as a source), L, R."""
    stems = [stem for rows in read_sections(_CODE, "actors.txt").values() for row in rows for stem in row]
    suffixes = (
        ("g", _suffixes("actor genitive")),
        ("r", _suffixes("actor ablative")),
        ("L", _suffixes("actor possessive")),
        ("R", ("", *_suffixes("actor nominative"))),
    )
    return {attach(stem, suffix): tag for tag, given in suffixes for suffix in given for stem in stems}


def _noun_role(word: str) -> str | None:
    """The role of a noun for persons or bodies in any form; many of whatever kind are a group."""
    for form in nominatives(word.lower()):
        for stem in (form, _POSSESSIVE.sub("", form)):
            singular = _PLURAL.sub("", stem)
            role = _stems().get(singular) or _stems().get(_HARD_STEM.sub(_hardened, singular))
            if role:
                return "group" if role == "person" and singular != stem else role
    return "group" if any(map(_PLURAL_NOUN.search, nominatives(word.lower()))) else None


@cache
def _stems() -> dict[str, str]:
    roles = {"roles": "person", "bodies": "organisation"}
    sections = read_sections(_CODE, "actors.txt").items()
    return {
        stem: roles[heading] for heading, rows in sections if heading in roles for row in rows for stem in row
    }


def _hardened(match: re.Match[str]) -> str:
    return {"г": "к", "б": "п"}[match[0]]


@cache
def _names() -> dict[str, str]:
    """Names → P, F, or K for places, the last words of the names of countries included."""
    names = {territory.split()[-1]: "K" for territory in Locale(_CODE).territories.values()}
    for heading, rows in read_sections(_CODE, "names.txt").items():
        names.update((name, heading[:1]) for row in rows for name in row)
    return names


@cache
def _endings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    def compiled(template: str) -> str:
        letters = (_CLASSES.get(letter, letter) for letter in template)
        stem = "." if template[0] in "FSTE" else ".."
        return stem + "".join(letters).replace(")", ")?")

    sections = read_sections(_CODE, "endings.txt").items()
    return tuple(
        (heading.split()[0], re.compile(rf"(?:{'|'.join(compiled(e) for row in rows for e in row)})$"))
        for heading, rows in sections
        if rows
    )


def _shape(word: str) -> str:
    """The tag of a word that no list holds."""
    lower = word.lower()
    if known := _actors().get(lower):
        return known
    if known := _names().get(word):
        return known
    if unreadable := _UNREADABLE.match(word):
        rest = lower[unreadable.end() :]
        bare = "n" if word[0].isdigit() else "A"
        tag = _ending(_OPEN * 3 + rest) if len(rest) > 1 else None
        return "r" if bare == "A" and tag == "b" else tag or bare
    return _shape_of_capitalised(word, lower) if word[0].isupper() else _ending(lower) or "N"


def _shape_of_capitalised(word: str, lower: str) -> str:
    if _LATIN.match(word):
        return "N"
    tag = _ending(lower)
    vowels = _LAST_VOWELS.search(lower)
    harmonic = vowels is None or (vowels[1] in BACK) == (vowels[2] in BACK)
    if tag in _CASES and harmonic:
        return tag or "M"
    if _FAMILY.search(lower):
        return "F"
    if _GIVEN.search(lower):
        return "P"
    return tag if tag in ("H", "a", "i", "z", "Z") and len(word) > 6 else "M"


def _ending(lower: str) -> str | None:
    return next((tag for tag, pattern in _endings() if pattern.search(lower)), None)
