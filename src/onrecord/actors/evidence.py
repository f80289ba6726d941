"""What lists and the shape of a word tell of it, as evidence for a name that the tagger alone may not know.

Gazetteer features beside a neural tagger, after Ratinov and Roth, "Design Challenges and Misconceptions in
Named Entity Recognition", CoNLL 2009. A word is evidence in whatever case form it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain

import numpy as np
from babel import Locale
from numpy.typing import NDArray

from onrecord.actors.catalogue import shipped
from onrecord.actors.demonyms import demonym_country
from onrecord.actors.names import is_family_name, is_patronymic
from onrecord.languages import Language
from onrecord.languages.lexicon import read_sections
from onrecord.languages.ru.declension import known_readings
from onrecord.records import ActorKind, Span
from onrecord.romanisation import fold_word

FEATURES = (
    *("capital", "capitals", "opens", "quoted"),
    *("country", "country part", "demonym", "city", "geographic"),
    *("given name", "family name", "family ending", "patronymic"),
    *("person", "organisation", "place", "body", "body abbreviation"),
)
_CACHED_WORDS = 50_000
_PART = 14_000  # numbers
_CONTEXTUAL = {name: FEATURES.index(name) for name in ("opens", "quoted")}
_GRAMMEMES = {"Name": "given name", "Surn": "family name", "Geox": "geographic", "Orgn": "body"}
_ROLES = {
    "person": "person",
    "head": "person",
    "organisation": "organisation",
    "place": "place",
}
_OPENING = "«“„\"'(["
_ENDING = ".!?…:\n"
_BLANK = " \u00a0\t"


def evidence(text: str, words: Sequence[Span], languages: Sequence[Language]) -> NDArray[np.float32]:
    """A row for each word, a column for each of ``FEATURES``: 1 where it holds, else 0.

    ``words`` are in order, each with the language of its paragraph.
    """
    held: list[tuple[int, ...]] = []
    for (start, end), language in zip(words, languages, strict=True):
        word = text[start:end]
        held.append(_columns(word, language) + _place(text, start) if word[0].isalnum() else ())
    rows = np.zeros((len(words), len(FEATURES)), np.float32)
    rows[np.repeat(np.arange(len(held)), [*map(len, held)]), [*chain.from_iterable(held)]] = 1
    return rows


def with_neighbours(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each word's row between that of the word before and that of the word after: (word, 3 * feature)."""
    padded = np.pad(rows, ((1, 1), (0, 0)))
    return np.concatenate([padded[:-2], padded[1:-1], padded[2:]], axis=1)


def weighed(rows: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Their product, part by part: for many rows numpy starts threads that mostly wait on the processor."""
    part = _PART // rows.shape[1]
    return np.concatenate([rows[at : at + part] @ weights for at in range(0, len(rows), part)])


def _place(text: str, start: int) -> tuple[int, ...]:
    """The features of where a word stands: behind a quotation mark, at the beginning of a sentence."""
    if text[start - 1 : start] == " " and text[start - 2 : start - 1].isalnum():
        return ()
    before = text[max(0, start - 6) : start].rstrip(_BLANK)
    quoted = (_CONTEXTUAL["quoted"],) if before.endswith(tuple(_OPENING)) else ()
    before = before.rstrip(_OPENING + _BLANK)
    return (*quoted, _CONTEXTUAL["opens"]) if not before or before[-1] in _ENDING else quoted


@lru_cache(maxsize=_CACHED_WORDS)
def _columns(word: str, language: Language) -> tuple[int, ...]:
    return tuple(sorted(FEATURES.index(name) for name in _features(word, language)))


def _features(word: str, language: Language) -> set[str]:
    forms = (word, *language.nominatives(word))
    found = {_ROLES[role] for form in forms if (role := language.roles.get(form.lower())) in _ROLES}
    if demonym_country(word, language):
        found.add("demonym")
    if not word[0].isupper():
        return found
    found.add("capital")
    folded = {fold_word(form) for form in forms}
    if len(word) > 1 and word[:2].isupper():
        found.add("capitals")
        letters = "".join(letter for letter in word.partition("-")[0] if letter.isupper())
        if letters in _abbreviations():
            found.add("body abbreviation")
    lists = {
        "country": _countries(language.code)[0],
        "country part": _countries(language.code)[1],
        "city": cities(),
        "given name": _persons()[0],
        "family name": _persons()[1],
        "body": _bodies(),
    }
    found |= {name for name, known in lists.items() if not known.isdisjoint(folded)}
    if any(map(is_family_name, folded)):
        found.add("family ending")
    if any(map(is_patronymic, folded)):
        found.add("patronymic")
    return found | (_grammemes(word, forms) if language.code != "en" else set())


def _grammemes(word: str, forms: Sequence[str]) -> set[str]:
    """What pymorphy's dictionary, which holds many names of the region, knows of a word's bare forms."""
    return {
        name
        for form in dict.fromkeys((word, forms[1] if len(forms) > 1 else word))
        for parse in known_readings(form)
        for grammeme, name in _GRAMMEMES.items()
        if grammeme in parse.tag
    }


@cache
def _countries(code: str) -> tuple[frozenset[str], frozenset[str]]:
    """Folded names of countries of one word, and the words of longer names (CLDR, the catalogue)."""
    names = [name for key, name in Locale(code).territories.items() if len(key) == 2]
    for entry in shipped().entries:
        if entry.kind is ActorKind.COUNTRY:
            names += entry.names.get(code, ())
    whole = {fold_word(name) for name in names if " " not in name}
    parts = {fold_word(word) for name in names if " " in name for word in name.split() if word[0].isupper()}
    return frozenset(whole), frozenset(parts)


@cache
def cities() -> frozenset[str]:
    """Folded names of cities of one word (GeoNames)."""
    columns = (column for row in read_sections("", "cities.txt")[""] for column in row)
    return frozenset(fold_word(name) for name in columns if " " not in name)


@cache
def _persons() -> tuple[frozenset[str], frozenset[str]]:
    """Folded given and family names of the persons in the catalogue."""
    names = [
        forms[0].split()
        for entry in shipped().entries
        if entry.kind is ActorKind.PERSON
        for forms in entry.names.values()
        if forms
    ]
    given = (words[0] for words in names if len(words) > 1)
    family = (words[-1] for words in names if len(words) > 1)
    return frozenset(map(fold_word, given)), frozenset(map(fold_word, family))


@cache
def _bodies() -> frozenset[str]:
    """Folded names of organisations of one word."""
    return frozenset(fold_word(name) for name in _body_names() if " " not in name and not name.isupper())


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(name for name in _body_names() if name.isupper())


@cache
def _body_names() -> tuple[str, ...]:
    return tuple(
        name
        for entry in shipped().entries
        if entry.kind is ActorKind.ORGANISATION
        for names in (*entry.names.values(), *entry.generic.values())
        for name in names
    )
