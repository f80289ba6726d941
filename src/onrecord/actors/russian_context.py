"""What grammar, the words around it and the rest of the text tell of a Russian word as a part of a name.

It is added to what the tagger and lists make of the word (:mod:`onrecord.actors.evidence`). The tagger sees
a window, this the whole text: where a name is plain tells of where it is not (Chieu and Ng, "Named Entity
Recognition: A Maximum Entropy Approach Using Global Information", COLING 2002).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain, product
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.actors.demonyms import demonym_country
from onrecord.actors.evidence import FEATURES as LISTED
from onrecord.actors.evidence import cities, weighed, with_neighbours
from onrecord.languages import Language
from onrecord.languages.lexicon import read_sections
from onrecord.languages.ru.declension import likely_readings, named_by
from onrecord.records import Span
from onrecord.romanisation import fold_word
from onrecord.tagging.decoding import NAME_LABELS, Floats, log_softmax

_GRAMMEMES = (
    *("NOUN", "ADJF", "ADJS", "VERB", "INFN", "PRTF", "ADVB", "PREP", "CONJ", "NPRO", "NUMR", "PRCL", "GRND"),
    *("nomn", "gent", "datv", "accs", "ablt", "loct", "anim", "plur"),
)
_FORM = (
    *("latin", "digits", "small", "hyphen", "initial", "known", "for people"),
    *("adjective of a country", "people of a country", "adjective of a city", "region"),
    *_GRAMMEMES,
)
_MARKS = ("within quotes", "within brackets", "quotes close", "stop", "opens line")
_PHRASE = ("agrees", "of a person", "of a body")
_SINGLE = (*LISTED, *_FORM, *_MARKS, *_PHRASE)
_WINDOW = tuple(f"{name}{where}" for where in (" before", "", " behind") for name in _SINGLE)
_PAIRS = (
    *product(
        ("adjective of a country", "adjective of a city"), ("of a person", "of a body", "capital", "plur")
    ),
    *product(
        ("latin", "capital", "known"),
        (
            "person before",
            "organisation before",
            "quoted",
            "within quotes",
            "quotes close",
            "within brackets",
        ),
    ),
    *product(("capital",), ("agrees", "known", "opens", "gent", "organisation")),
    *(("capital before", "agrees"), ("known", "opens")),
)
FEATURES = (
    *_WINDOW,
    *map(" and ".join, _PAIRS),
    *(f"{label} elsewhere" for label in NAME_LABELS),
    *("elsewhere", "any"),
)
_REACH = 60  # characters behind a mark that opens, within which a word is taken to stand inside of it
_LEAST_LOG = -8.0
_LOG_SCALE = 4.0  # brings logarithms near the size of the other features
_READINGS = 4  # of a form, that are likely enough for it to agree with another
_FORMS = tuple(map(frozenset, product(("nomn", "gent", "datv", "accs", "ablt", "loct"), ("sing", "plur"))))
_NAMES = frozenset(("Surn", "Name", "Patr"))
_LISTED_GRAMMEMES = frozenset(_GRAMMEMES)
_CACHED_WORDS = 50_000
_COLUMNS = {name: number for number, name in enumerate(_FORM)}
_PAIRED = np.array([[_WINDOW.index(name) for name in pair] for pair in _PAIRS]).T
_NOUN, _PEOPLE = _COLUMNS["NOUN"], _COLUMNS["for people"]
_ADJECTIVES = frozenset((_COLUMNS["ADJF"], _COLUMNS["PRTF"]))
_PERSON, _BODY = LISTED.index("person"), LISTED.index("organisation")


class Weights(msgspec.Struct, frozen=True):
    """How much each feature counts for each label of names: ``weights`` (feature, label).

    They hold for one ``model``. How they are found stands in ``training/weigh_names.py``.
    """

    model: str
    features: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]


class _Known(NamedTuple):
    """What a word by itself shows: columns of ``_FORM``, a bit for each of ``_FORMS`` that it can be.

    ``bare`` are its folded nominatives, none for a word in small letters.
    """

    columns: tuple[int, ...]
    forms: int
    bare: tuple[str, ...]


class Heard(NamedTuple):
    """The words of a text, which of them open a line, their languages, and what is known of each.

    ``listed`` (word, feature) are the rows of :func:`onrecord.actors.evidence.evidence`, ``scores`` (word,
    label of names) what tagger and lists make of the words together.
    """

    words: Sequence[Span]
    opens: Sequence[bool]
    languages: Sequence[Language]
    listed: Floats
    scores: Floats


@cache
def weights() -> Weights:
    """The weights that come with onrecord."""
    written = files("onrecord.actors").joinpath("russian_weights.json").read_bytes()
    return msgspec.json.decode(written, type=Weights)


def context_scores(text: str, heard: Heard) -> Floats:
    """What is to be added to the scores of each word: (word, label of names), nothing outside of Russian."""
    return weighed(in_context(text, heard), _matrix())


def in_context(text: str, heard: Heard) -> NDArray[np.float32]:
    """A row for each word, a column for each of ``FEATURES``; zeros for words of other languages."""
    places = zip(heard.words, heard.languages, strict=True)
    known = [_known(text[start:end], language) for (start, end), language in places]
    forms = np.zeros((len(known), len(_FORM)), np.float32)
    held = [each.columns for each in known]
    forms[np.repeat(np.arange(len(held)), [*map(len, held)]), [*chain.from_iterable(held)]] = 1
    marks, phrases = _marks(text, heard), _phrases(heard, known)
    window = with_neighbours(np.concatenate([heard.listed, forms, marks, phrases], axis=1))
    pairs = window[:, _PAIRED[0]] * window[:, _PAIRED[1]]
    every = np.ones((len(known), 1), np.float32)
    rows = np.concatenate([window, pairs, _elsewhere(heard.scores, known), every], axis=1)
    rows[[language.code != "ru" for language in heard.languages]] = 0
    return rows


@lru_cache(maxsize=_CACHED_WORDS)
def _known(word: str, language: Language) -> _Known:
    if language.code != "ru" or not word[0].isalnum():
        return _Known((), 0, ())
    readings = likely_readings(word)
    columns = tuple(sorted(_COLUMNS[name] for name in _features(word, readings, language)))
    grammar = [reading.tag.grammemes for reading in readings[:_READINGS]]
    forms = sum(1 << bit for bit, form in enumerate(_FORMS) if any(form <= each for each in grammar))
    bare = map(fold_word, language.nominatives(word)) if word[0].isupper() else ()
    return _Known(columns, forms, tuple(dict.fromkeys(bare)))


def _features(word: str, readings: Sequence[Any], language: Language) -> Iterator[str]:
    likeliest = readings[0].tag.grammemes if readings else frozenset()
    shapes = {
        "latin": "A" <= word[0].upper() <= "Z",
        "digits": any(map(str.isdigit, word)),
        "small": word[0].islower(),
        "hyphen": "-" in word,
        "initial": len(word) == 1,
        "known": bool(readings),
        "for people": likeliest >= {"NOUN", "anim"} and likeliest.isdisjoint(_NAMES),
    }
    yield from (name for name, holds in shapes.items() if holds)
    yield from likeliest & _LISTED_GRAMMEMES
    if demonym_country(word, language):
        yield "people of a country" if likeliest.isdisjoint(("ADJF", "ADJS")) else "adjective of a country"
    if "ADJF" in likeliest and not cities().isdisjoint(map(fold_word, named_by(word))):
        yield "adjective of a city"
    if word[0].isupper() and not _regions().isdisjoint(map(fold_word, language.nominatives(word))):
        yield "region"


@cache
def _regions() -> frozenset[str]:
    rows = chain.from_iterable(read_sections("ru", "regions.txt").values())
    return frozenset(fold_word(name) for row in rows for name in row)


def _marks(text: str, heard: Heard) -> Floats:
    """The columns of ``_MARKS``."""
    letters = np.frombuffer((text + "\n").encode("utf-32-le", "surrogatepass"), np.uint32)
    starts, ends = np.fromiter(chain.from_iterable(heard.words), np.intp).reshape(-1, 2).T
    opens = np.array(heard.opens)
    lines = np.maximum.accumulate(np.where(opens, starts, 0))
    before_word = np.append(letters[1:] >= ord("0"), False)
    straight = letters == ord('"')
    closing = _any(letters, "»”") | (straight & ~before_word)
    quoted = _within(starts, lines, _any(letters, "«“„") | (straight & before_word), closing)
    bracketed = _within(starts, lines, letters == ord("("), letters == ord(")"))
    columns = (quoted, bracketed, closing[ends], letters[ends] == ord("."), opens)
    return np.stack(columns, axis=1).astype(np.float32)


def _any(letters: NDArray[np.uint32], wanted: str) -> NDArray[np.bool_]:
    return np.isin(letters, [*map(ord, wanted)])


def _within(
    starts: NDArray[np.intp], lines: NDArray[np.intp], opening: NDArray[np.bool_], closing: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Whether the last mark of its line before each word, and not far from it, is one that opens."""
    places = np.arange(len(opening))
    opened, closed = (
        np.maximum.accumulate(np.where(mark, places, -1))[starts] for mark in (opening, closing)
    )
    return (opened > closed) & (opened >= np.maximum(lines - 1, starts - _REACH))


def _phrases(heard: Heard, known: Sequence[_Known]) -> Floats:
    """The columns of ``_PHRASE``: agreement with the word before, the noun that an adjective belongs to."""
    found = [(False, False, False)] * len(known)
    people, bodies = (heard.listed[:, column].tolist() for column in (_PERSON, _BODY))
    of_person = of_body = False  # the noun behind the word
    for number in range(len(known) - 1, -1, -1):
        word = known[number]
        agrees = False
        if number and not heard.opens[number] and word.forms:
            adjoin = heard.words[number].start - heard.words[number - 1].end <= 1
            agrees = adjoin and bool(word.forms & known[number - 1].forms)
        found[number] = (agrees, of_person, of_body)
        if _NOUN in word.columns:
            of_person = bool(people[number]) or _PEOPLE in word.columns
            of_body = bool(bodies[number]) and not of_person
        elif _ADJECTIVES.isdisjoint(word.columns):
            of_person = of_body = False
        if heard.opens[number]:
            of_person = of_body = False
    return np.array(found, np.float32)


def _elsewhere(scores: Floats, known: Sequence[_Known]) -> Floats:
    """What labels the same name has in its other places, in the mean, and whether there are any."""
    # Сариева is Сариев where the text has one: of the bare forms the one that most places can have.
    counts = Counter(form for word in known for form in word.bare)
    number_of: dict[str, int] = {}
    forms = (max(word.bare, key=counts.__getitem__, default="") for word in known)
    names = np.array([number_of.setdefault(form, len(number_of)) for form in forms], np.intp)
    logs = log_softmax(scores)
    sums = np.zeros((len(number_of), len(NAME_LABELS)), np.float32)
    np.add.at(sums, names, logs)
    others = np.bincount(names)[names] - 1
    repeated = (others > 0) & np.array([bool(word.bare) for word in known])
    mean = (sums[names] - logs) / np.maximum(others, 1)[:, None]
    found = np.ones((len(known), len(NAME_LABELS) + 1), np.float32)
    found[:, :-1] = np.maximum(mean, _LEAST_LOG) / _LOG_SCALE
    found[~repeated] = 0
    return found


@cache
def _matrix() -> Floats:
    if weights().features != FEATURES:
        raise ValueError("the weights of names were found with other features than this version has")
    return np.array(weights().weights, np.float32)
