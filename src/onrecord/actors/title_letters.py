"""What each word beside a name is, as one letter: the alphabet of ``titles.txt`` of its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from onrecord.actors.demonyms import demonym_country
from onrecord.actors.names import is_family_name, is_patronymic
from onrecord.actors.title_words import title_words
from onrecord.actors.word_roles import is_country, is_place, word_role
from onrecord.languages import Language
from onrecord.records import Span
from onrecord.romanisation import fold_word

HEADS = frozenset("HhTtLB")
_TOKEN = re.compile(
    r"«[^«»\n]{1,60}»|“[^“”\n]{1,60}”|(?<=\s)\"[^\"\s][^\"\n]{0,60}\"|(?:[^\W\d_]\.){2,}|[^\W\d_][\w’'ʼ-]*"
    r"|\d[\w-]*|\n|[^\w\s]"
)
_QUOTES = tuple('«“"')
_MARKS = {mark: mark for mark in ",()"} | dict.fromkeys(".;:!?…\n", ".") | dict.fromkeys("-–—", "-")
_BORDER = "x"
_LATIN = re.compile("[A-Za-z]")
# Of a Kyrgyz noun; not the end of башчы, катчы, ажы.
_POSSESSIVE = re.compile(r"(?<![чж])[ыиуү]$")
_POSSESSIVE_GENITIVE = re.compile(r"(?<![чж])[ыиуү]н[ыиуү]н$")
_MAYBE_GENITIVE = re.compile("[аяиы]$")
_CACHED_WORDS = 30_000


class TitleWord(NamedTuple):
    """A word, a quotation or a mark beside a name: where it stands, as written, and its letter."""

    span: Span
    written: str
    letter: str


def title_letters(text: str, span: Span, language: Language) -> Iterator[TitleWord]:
    """The words and marks of ``text[span]`` in order, an abbreviation with its stop.

    Half a word at the beginning of ``span`` is left out.
    """
    last: re.Match[str] | None = None
    for token in _TOKEN.finditer(text, *span):
        if last:
            ended = token[0] == "." and token.start() == last.end()
            if ended and last[0].lower() in language.abbreviations:
                yield _word(last, token.end(), language)
                last = None
                continue
            yield _word(last, last.end(), language)
        cut = token.start() == span.start > 0 and (text[span.start - 1] + token[0][0]).isalnum()
        last = None if cut else token
    if last:
        yield _word(last, last.end(), language)


@lru_cache(maxsize=_CACHED_WORDS)
def title_letter(word: str, language: Language) -> str:
    """The letter of a word by itself."""
    if word.startswith(_QUOTES) and len(word) > 1:
        return "Q"
    if not word[0].isalpha():
        return "n" if word.isdigit() else _MARKS.get(word, _BORDER)
    found = (
        _listed(word, language)
        or _head(word, language)
        or _closed_class(word, language)
        or (_capitalised(word, language) if word[0].isupper() else None)
        or _by_form(word, language)
    )
    owned = found == "g" and language.code == "ky" and _POSSESSIVE_GENITIVE.search(word)
    return "P" if owned else found


def _word(token: re.Match[str], end: int, language: Language) -> TitleWord:
    return TitleWord(Span(token.start(), end), token[0], title_letter(token[0], language))


def _listed(word: str, language: Language) -> str | None:
    entries = title_words(language.code).entries
    if entries.get(word.lower().rpartition("-")[2]) == _BORDER:
        return _BORDER
    if found := entries.get(word.lower()):
        # In English a capital tells more of a noun than the list.
        small = language.code == "en" and found == "H" and word[0].islower()
        return "h" if small else found
    # Of an English noun there are possessives only, and they are words of another kind.
    bare = (each.lower() for each in language.nominatives(word)) if language.code != "en" else ()
    found = next((entries[each] for each in bare if each in entries), None)
    if language.code == "ky" and found != _BORDER:
        # What ending it has matters more.
        return None
    return found.lower() if found in ("H", "T") else found


def _head(word: str, language: Language) -> str | None:
    """The letter of a noun for one person."""
    role = word_role(word, language) or (None if word[0].isupper() else language.noun_role(word))
    if role != "person" or demonym_country(word, language):
        return None
    bare = language.nominatives(word)[0] == word
    if language.code == "ky":
        tagged = title_words("ky").tags.get(language.tag(word)[0], "")
        if tagged in ("g", _BORDER):
            return tagged
        return "L" if _POSSESSIVE.search(word.lower()) else "H"
    if language.code == "en":
        return ("H" if word[0].isupper() else "h") if bare else None
    # Премьера is a first night as well, but no person then.
    return "H" if bare and _names_role(word.lower(), language) else "h"


def _names_role(word: str, language: Language) -> bool:
    listed = {language.roles.get(each) for each in (word, word.rpartition("-")[2])}
    return not listed.isdisjoint(("person", "head")) or language.noun_role(word) == "person"


def _closed_class(word: str, language: Language) -> str | None:
    tag, cue_class = language.tag(word)
    if cue_class or word.lower() in language.words:
        return title_words(language.code).tags.get(tag, _BORDER)
    return None


def _capitalised(word: str, language: Language) -> str | None:
    """C of an acronym and, in Russian, a foreign word or place; F of what is formed like a personal name."""
    place = is_country(word, language) or is_place(word, language)
    acronym = len(word) > 1 and word[:2].isupper()
    if acronym or (language.code == "ru" and (place or _LATIN.match(word))):
        tagged = title_words(language.code).tags.get(language.tag(word)[0], _BORDER)
        return "C" if tagged == _BORDER else tagged
    return "F" if not place and _names_person(word, language) else None


def _names_person(word: str, language: Language) -> bool:
    # A Kyrgyz genitive ends as family names do.
    bare = language.nominatives(word)[: 1 if language.code == "ky" else None]
    if any(map(language.name_gender, bare)):
        return True
    return any(is_family_name(form) or is_patronymic(form) for form in map(fold_word, bare))


def _by_form(word: str, language: Language) -> str:
    known, tag, capital = title_words(language.code), language.tag(word)[0], word[0].isupper()
    if demonym_country(word, language):
        return known.tags.get(tag, _BORDER) if language.code == "ru" else "a"
    if language.code == "en" and tag == "G":
        return _english_possessive(language.nominatives(word)[0], language)
    if not capital or language.code == "ky":
        ended = next((letter for letter, ending in known.endings if ending.search(word)), None)
        if ended:
            return ended
    if language.code == "ru" and tag == "P" and _MAYBE_GENITIVE.search(word):
        return "g" if len(language.nominatives(word)) > 1 else _BORDER
    return (known.tags.get(f"{tag}^") if capital else None) or known.tags.get(tag, _BORDER)


def _english_possessive(bare: str, language: Language) -> str:
    """A body's or country's belongs to a title, a person's only leads up to it."""
    return "g" if bare.isupper() or is_place(bare, language) else "G"
