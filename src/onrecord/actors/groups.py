"""Where a text names actors that bear no name: Russian banks, жители Бишкека, орус аскерлери, the West.

What a word can be in such a phrase is told by ``groups.txt`` and ``demonyms.txt`` of its language: each word
becomes one letter, and patterns over these letters find the phrases, as frames find statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import repeat
from typing import NamedTuple

from onrecord.actors.catalogue import shipped
from onrecord.actors.catalogued import catalogued
from onrecord.actors.demonyms import demonym_country, demonym_openings, is_people
from onrecord.actors.group_words import GroupWords, group_words, variants
from onrecord.languages import Language
from onrecord.records import ActorKind, Span
from onrecord.romanisation import fold

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_][\w’'ʼ-]*|\d+(?:[.,]\d+)*|\n|[^\w\s]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_PHRASE = 3
_CACHED_WORDS = 30_000
# After these any word has a capital.
_OPENING = frozenset('.!?…:\n«“„"—–-•')
_OTHER, _ACRONYM, _OFFICE, _ARTICLE = "x", "Y", "q", "t"
# Of these a capital makes no part of a name.
_CAPITAL_OR_NOT = frozenset("bx")
# What tells one group from another; articles, other determiners, numbers and prepositions do not.
_TELLING = frozenset("DdAaVvNoPMYGKSLQBHhIesEUCcpW")
_DEMONYMS = frozenset("DdU")
_PEOPLES = frozenset("EU")
# Adjectives that stand in the case of their noun.
_AGREEING = {"ru": frozenset("DAVQ")}


@dataclass(frozen=True, slots=True)
class GroupMention:
    """A noun phrase that names a group, or a person by office alone.

    ``span`` is the whole phrase and ``head`` the noun that heads it, whose nominative is ``base``; ``name``
    is the phrase in the nominative, without an article. ``countries`` are the ISO 3166-1 codes of the
    countries that it names, or whose demonym it holds, in alphabetical order. Mentions with one ``key`` name
    one group. The key is the head and then, in alphabetical order, what tells the group from others:
    countries by their code, common words by their English counterpart, so that it is the same in all
    languages as far as the words are listed.
    """

    span: Span
    head: Span
    base: str
    name: str
    kind: ActorKind
    countries: tuple[str, ...]
    key: tuple[str, ...]


class _Reading(NamedTuple):
    """What a word is: its letter, what it is called in all languages, its bare form."""

    letter: str
    concept: str
    base: str


class _Word(NamedTuple):
    """A word, or a fixed phrase, of a text."""

    span: Span
    written: str
    letter: str
    concept: str
    base: str


def group_mentions(text: str, span: Span, language: Language) -> Iterator[GroupMention]:
    """The groups and unnamed office holders that ``text[span]`` names, in order, none inside another.

    ``span`` is best a paragraph; a line break ends a phrase. The time taken is linear in its length.
    """
    tokens = list(_TOKEN.finditer(text, *span))
    readings, firsts = _readings([*map(re.Match.group, tokens)], language)
    letters = "".join([reading.letter for reading in readings])

    def word(number: int) -> _Word:
        place = Span(tokens[firsts[number]].start(), tokens[firsts[number + 1] - 1].end())
        return _Word(place, text[place.start : place.end], *readings[number])

    end = 0
    for match, kind in _matches(letters, group_words(language.code)):
        if match.start() < end:
            continue
        words = [word(number) for number in range(*match.span())]
        found = _mention(words, match.start(1) - match.start(), kind, language)
        # Whose office it is has to be said: "the ambassador" points back to somebody.
        if found.countries or match[1] != _OFFICE:
            end = match.end()
            yield found


def _matches(letters: str, known: GroupWords) -> list[tuple[re.Match[str], ActorKind]]:
    """What the patterns match, from left to right, of those that begin together the longest first."""
    present = frozenset(letters)
    found = [
        (match, kind)
        for kind, heads, pattern in known.patterns
        if not heads.isdisjoint(present)
        for match in pattern.finditer(letters)
    ]
    return sorted(found, key=lambda each: (each[0].start(), -each[0].end()))


def _mention(words: Sequence[_Word], head: int, kind: ActorKind, language: Language) -> GroupMention:
    others = [word for index, word in enumerate(words) if index != head and word.letter in _TELLING]
    countries = {word: _country(word, language) for word in others}
    own = demonym_country(words[head].base, language) if words[head].letter in _PEOPLES else None
    return GroupMention(
        span=Span(words[0].span.start, words[-1].span.end),
        head=words[head].span,
        base=words[head].base,
        name=_name(words, head, language),
        kind=kind,
        countries=tuple(sorted({code for code in (own, *countries.values()) if code})),
        key=(own or words[head].concept, *sorted({code or word.concept for word, code in countries.items()})),
    )


def _country(word: _Word, language: Language) -> str | None:
    """The code of the country that a word names or is the demonym of."""
    if word.letter in _DEMONYMS:
        return demonym_country(word.written, language)
    if not word.written[0].isupper():
        return None
    entry = catalogued(word.written, language.code, shipped(), person=False)
    return entry.country if entry and entry.kind is ActorKind.COUNTRY else None


def _name(words: Sequence[_Word], head: int, language: Language) -> str:
    """The phrase with its head, and what stands before it in the same case, in the nominative."""
    declined = words[head].written != words[head].base
    agreeing = _AGREEING.get(language.code, frozenset()) if declined else frozenset()
    first = 1 if words[0].letter == _ARTICLE else 0
    parts = [
        language.nominatives(word.written)[0] if word.letter in agreeing else word.written for word in words
    ]
    return " ".join([*parts[first:head], words[head].base, *(word.written for word in words[head + 1 :])])


def _readings(tokens: Sequence[str], language: Language) -> tuple[list[_Reading], list[int]]:
    """The words and fixed phrases of a text that is cut into tokens, and where each begins.

    The numbers of their first tokens are followed by the number of all tokens.
    """
    opens = (True, *map(_OPENING.__contains__, tokens))
    readings = [*map(_read, tokens, repeat(language), opens)]
    firsts = [*range(len(tokens) + 1)]
    openings = _phrase_openings(language.code)
    end = 0
    for index in [index for index, token in enumerate(tokens) if token.lower() in openings]:
        if index >= end and (found := _phrase(tokens[index : index + _LONGEST_PHRASE], language)):
            length, reading = found
            end = index + length
            # Phrases before have drawn tokens together.
            at = index - len(tokens) + len(readings)
            readings[at : at + length] = [reading]
            del firsts[at + 1 : at + length]
    return readings, firsts


@cache
def _phrase_openings(code: str) -> frozenset[str]:
    """The first words, in lower case, of listed phrases."""
    return frozenset((*group_words(code).phrase_openings, *demonym_openings(code)))


def _phrase(words: Sequence[str], language: Language) -> tuple[int, _Reading] | None:
    """The longest listed phrase with which ``words`` begin and the number of its words."""
    for length in range(len(words), 1, -1):
        lead = " ".join(words[: length - 1])
        forms = (f"{lead} {form}" for form in _forms(words[length - 1], language))
        if reading := next(filter(None, (_read_phrase(form, language) for form in forms)), None):
            return length, reading
    return None


def _read_phrase(words: str, language: Language) -> _Reading | None:
    entries = group_words(language.code).entries
    if found := entries.get(words) or entries.get(words.lower()) or _demonym(words, language):
        return _Reading(*found, words)
    return None


@lru_cache(maxsize=_CACHED_WORDS)
def _read(word: str, language: Language, opens: bool) -> _Reading:
    """What a word is by itself; ``opens`` where any word has a capital."""
    if not word[0].isalpha():
        counts = word[0].isdigit() and not _YEAR.fullmatch(word)
        return _Reading("n" if counts else "," if word in ",;" else ".", word, word)
    known = group_words(language.code)
    base = language.nominatives(word)[0]
    letter, concept, base = _listed(word, language, opens) or (
        _unlisted(word, language, opens),
        fold(base),
        base,
    )
    if letter in "ADV" and any(ending.search(word.lower()) for ending in known.singular):
        letter = letter.lower()
    bare = "*" if base.lower() == word.lower() else "+"
    return _Reading(known.tags.get(f"{language.tag(word)[0]}{bare}{letter}", letter), concept, base)


def _unlisted(word: str, language: Language, opens: bool) -> str:
    known = group_words(language.code)
    lower, capital = word.lower(), word[0].isupper()
    if lower not in language.words:
        if word[:2].isupper() and len(word) > 1:
            return _ACRONYM
        if (opens or not capital) and (
            found := [each for each, ending in known.endings if ending.search(lower)]
        ):
            return found[0]
    tag = language.tag(word)[0]
    if capital and len(language.nominatives(word)) > 1 and (letter := known.tags.get(f"{tag}^?")):
        return letter
    return (known.tags.get(f"{tag}^") if capital else None) or known.tags.get(tag, _OTHER)


def _listed(word: str, language: Language, opens: bool) -> _Reading | None:
    """What the lists say of a word; a capital in the middle of a sentence makes it a part of a name."""
    forms = _forms(word, language)
    for form in forms:
        if found := _with_capital(form, language):
            return _Reading(*found, form)
    named = word[0].isupper() and not opens
    for form in (word, *forms):
        found = _entry(form.lower(), language)
        if found and not (named and found[0] not in _CAPITAL_OR_NOT):
            return _Reading(*found, form)
    return None if named else _possessed(forms, language)


def _with_capital(form: str, language: Language) -> tuple[str, str] | None:
    """What an entry says that has the capitals of the text, or a demonym."""
    if form != form.lower() and (found := group_words(language.code).entries.get(form)):
        return found
    return _demonym(form, language)


def _demonym(form: str, language: Language) -> tuple[str, str] | None:
    country = demonym_country(form, language)
    return ("E" if is_people(form, language) else "D", country) if country else None


def _possessed(forms: Sequence[str], language: Language) -> _Reading | None:
    """A listed plural with a possessive ending; its base keeps that and loses the case."""
    for form in forms:
        for possessive in group_words(language.code).possessives:
            ending = possessive.search(form)
            if ending and (found := _entry(form[: ending.start()].lower(), language)):
                return _Reading("I" if found[0] in "Hh" else found[0], found[1], form[: ending.end(1)])
    return None


def _entry(form: str, language: Language) -> tuple[str, str] | None:
    entries = group_words(language.code).entries
    return next((entries[each] for each in variants(form) if each in entries), None)


def _forms(word: str, language: Language) -> tuple[str, ...]:
    """The forms that a word can stand for, the bare ones first; itself alone where it can be one."""
    bare = language.nominatives(word)
    return (word,) if bare[0] == word else tuple(dict.fromkeys((*bare, word)))
