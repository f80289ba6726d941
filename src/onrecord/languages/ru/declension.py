"""Russian words in the nominative: the dictionary of pymorphy3 (OpenCorpora), else the endings of names."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

# Several look at a word that is new, one after the other; what they find is remembered elsewhere.
_CACHED_READINGS = 1_000
_NAME_GRAMMEMES = ("Surn", "Name", "Patr")
# Declined endings of names that no dictionary holds → endings of the nominative, likeliest first. Guessing
# from similar dictionary words, as the analyser would, makes Талканбай of Талканбаев.
_NAME_ENDINGS = tuple(
    (re.compile(rf"(?<=\w\w){declined}$"), nominatives)
    for declined, nominatives in (
        ("(?<=[оеи][вн])ой", ("а",)),
        ("(?<=[оеи][вн])ым", ("",)),
        ("(?<=[оеи][вн])[уе]", ("", "а")),
        ("ск(?:ого|ому|им|ом)", ("ский",)),
        ("скую", ("ская",)),
        ("ской", ("ская", "ской")),
        ("(?<=[бвгджзйклмнпрстфхцчшщ])а", ("а", "")),
        ("(?<=[бвгджзйклмнпрстфхцчшщ])(?:у|ом|ем|е)", ("", "а")),
        ("ии", ("ия",)),
        ("(?<=[аеёиоуыэюя])(?:я|ю|ем)", ("й", "я")),
        ("(?:я|(?<!ь)ю|ем)", ("ь", "я")),
        ("и", ("и", "а")),
        ("ы", ("а",)),
    )
)

# Adjectives that tell where something belongs, without their suffix, and how the nouns may end.
_RELATIONAL = re.compile(r"(\w{2,})ск(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)")
_SUFFIX = re.compile(r"(?<=\w\w)[иа]н$")
_RELATED_ENDINGS = ("", "а", "о", "ь", "ы", "и", "е", "я", "ск", "ово")


def nominatives(word: str) -> tuple[str, ...]:
    """The nominatives that ``word`` can stand for: Тимаковой → Тимакова, Тимаковой.

    ``word`` itself comes first where it can be a nominative, last where it cannot.
    """
    if word[0].isupper() and not word.isupper() and not analyzer().word_is_known(word):
        return _undeclined(word)
    parses = parsed(word)
    names = [parse for parse in parses if any(grammeme in parse.tag for grammeme in _NAME_GRAMMEMES)]
    chosen = names or parses
    itself = any("nomn" in parse.tag and "plur" not in parse.tag for parse in chosen)
    found = [
        _like(word, form.word)
        for parse in chosen
        if parse.tag.POS in ("NOUN", "ADJF", "PRTF")
        if (form := parse.inflect({"nomn", "sing"} if names else {"nomn"}))
    ]
    return tuple(dict.fromkeys([word, *found] if itself else [*found, word]))


def is_common(word: str) -> bool:
    """Whether a capitalised word is one that the dictionary knows, and not as a name of persons."""
    if not analyzer().word_is_known(word):
        return False
    return not any(grammeme in parse.tag for parse in parsed(word) for grammeme in _NAME_GRAMMEMES)


def noun_role(word: str) -> str | None:
    """``person`` or ``group`` where the dictionary knows a word first as a noun for people (or animals)."""
    parses = parsed(word) if analyzer().word_is_known(word) else ()
    if not parses or "NOUN" not in parses[0].tag or "anim" not in parses[0].tag:
        return None
    if any(grammeme in parses[0].tag for grammeme in _NAME_GRAMMEMES):
        return None
    return "group" if "plur" in parses[0].tag else "person"


def name_gender(word: str) -> str | None:
    """``he`` or ``she`` where the dictionary knows a word in the nominative as a given name of one gender."""
    found = {
        parse.tag.gender
        for parse in known_readings(word)
        if "Name" in parse.tag and {"nomn", "sing"} <= parse.tag.grammemes
    }
    return {"masc": "he", "femn": "she"}.get(str(found.pop())) if len(found) == 1 else None


def forms(word: str) -> frozenset[str]:
    """All forms of a word that the dictionary knows, ё written as е; of any other those that it guesses."""
    plain = word.lower().replace("ё", "е")
    parses = parsed(plain)
    based = [parse for parse in parses if parse.normal_form.replace("ё", "е") == plain] or parses[:1]
    found = (form.word for parse in based for form in parse.lexeme)
    return frozenset((plain, *(form.replace("ё", "е") for form in found)))


def named_by(adjective: str) -> tuple[str, ...]:
    """What a relational adjective may be made of, in lower case: лондонский → лондон, лондона …"""
    if not (made := _RELATIONAL.fullmatch(adjective.lower())):
        return ()
    stems = dict.fromkeys((made[1], _SUFFIX.sub("", made[1])))
    return tuple(stem + ending for stem in stems for ending in _RELATED_ENDINGS)


def _undeclined(word: str) -> tuple[str, ...]:
    for ending, replacements in _NAME_ENDINGS:
        if match := ending.search(word):
            stem = word[: match.start()]
            return tuple(dict.fromkeys([*(stem + replacement for replacement in replacements), word]))
    return (word,)


@lru_cache(maxsize=_CACHED_READINGS)
def parsed(word: str) -> tuple[Any, ...]:
    """The readings of a word, likeliest first; none where it holds a letter that Unicode gives no name."""
    try:
        return tuple(analyzer().parse(word))
    except ValueError:
        return ()


def known_readings(word: str) -> tuple[Any, ...]:
    """The readings of a word that the dictionary holds, likeliest first; of any other none are guessed."""
    try:
        known = analyzer().word_is_known(word)
    except ValueError:
        return ()
    return tuple(reading for reading in parsed(word) if reading.is_known) if known else ()


def likely_readings(word: str) -> tuple[Any, ...]:
    """The readings of a word, likeliest first; none are guessed for a capitalised one, as it is a name."""
    try:
        guessed = word[0].isupper() and not analyzer().word_is_known(word)
    except ValueError:
        return ()
    return () if guessed else parsed(word)


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
