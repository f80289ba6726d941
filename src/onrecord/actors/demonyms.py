"""Which country a demonym belongs to: American, американский, америкалык → US."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import compress, count, repeat
from typing import NamedTuple

from onrecord.actors.group_words import variants
from onrecord.languages import Language
from onrecord.languages.lexicon import read_optional_sections
from onrecord.records import Span

_CACHED_WORDS = 30_000
_BEGINNING = 3
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_][\w’'ʼ-]*")


class DemonymMention(NamedTuple):
    """A demonym in a text, the ISO 3166-1 code of its country, and whether it names the people of it."""

    span: Span
    country: str
    people: bool


def demonym_mentions(text: str, span: Span, language: Language) -> Iterator[DemonymMention]:
    """The demonyms in ``text[span]``, in order: American, американский, америкалыктар."""
    openings = demonym_openings(language.code)
    words = list(_WORD.finditer(text, *span))
    end = 0
    for index in compress(count(), map(_can_begin, map(re.Match.group, words), repeat(language))):
        if index < end:
            continue
        for size in (2, 1) if words[index][0].lower() in openings else (1,):
            taken = words[index : index + size]
            written = " ".join(word[0] for word in taken)
            if country := demonym_country(written, language):
                place = Span(taken[0].start(), taken[-1].end())
                yield DemonymMention(place, country, is_people(written, language))
                end = index + size
                break


@lru_cache(maxsize=_CACHED_WORDS)
def demonym_country(word: str, language: Language) -> str | None:
    """The ISO 3166-1 code of the country that an adjective, or a noun for its people, belongs to.

    ``word`` is a word of ``language`` as written, or two where they are listed so, in any case form; ``None``
    where ``demonyms.txt`` of the language does not hold it.
    """
    # A word is declined at its end, and to find its bare forms takes long.
    beginnings = _beginnings(language.code)
    if beginnings.isdisjoint((word[:_BEGINNING].lower(), word[: _BEGINNING - 1].lower())):
        return None
    known = _countries(language.code)
    return next((known[form] for form in _forms(word, language) if form in known), None)


@lru_cache(maxsize=_CACHED_WORDS)
def _can_begin(word: str, language: Language) -> bool:
    """Whether a demonym, or one of two words, can begin with a word."""
    return demonym_country(word, language) is not None or word.lower() in demonym_openings(language.code)


def is_people(word: str, language: Language) -> bool:
    """Whether a demonym is a plural noun for people: Americans, американцы, америкалыктар."""
    return not _peoples(language.code).isdisjoint(_forms(word, language))


@cache
def demonym_openings(code: str) -> frozenset[str]:
    """The first words, in lower case, of demonyms of two."""
    return frozenset(form.split()[0].lower() for form in _countries(code) if " " in form)


def _forms(word: str, language: Language) -> list[str]:
    bare = (word, *language.nominatives(word)) if word else ()
    cases = dict.fromkeys(case for form in bare for case in (form, form.lower()))
    return [variant for case in cases for variant in variants(case)]


@cache
def _countries(code: str) -> dict[str, str]:
    """Demonyms as they are listed, Russian adjectives by their stem as well → code of their country."""
    return {
        variant: columns[0]
        for rows in read_optional_sections(code, "demonyms.txt").values()
        for columns in rows
        for form in columns[1:]
        for variant in variants(form)
    }


@cache
def _beginnings(code: str) -> frozenset[str]:
    """The first letters of demonyms, in lower case; all of those that have no more."""
    return frozenset(form[:_BEGINNING].lower() for form in _countries(code))


@cache
def _peoples(code: str) -> frozenset[str]:
    rows = read_optional_sections(code, "demonyms.txt").get("people", [])
    return frozenset(form for columns in rows for form in columns[1:])
