"""Where a text names persons, and what the noun phrase of a speaker names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale

from onrecord.actors.names import is_patronymic, name_key
from onrecord.languages import Language
from onrecord.records import ActorKind, Span
from onrecord.romanisation import fold

_CAPITALISED = r"[A-ZÀ-ÖØ-ÞА-ЯЁҢӨҮІ][\w’'ʼ-]*"
_INITIAL = r"[A-ZА-ЯЁӨҮ]\.[ \u00a0]?"
_PARTICLE = r"(?:уулу|кызы|uulu|kyzy|аль|ибн|бин|al|bin|ibn|von|van|de|der)"
_RUN = re.compile(rf"(?:{_INITIAL})*{_CAPITALISED}(?:[ \u00a0](?:{_INITIAL})*(?:{_CAPITALISED}|{_PARTICLE}(?=[ \u00a0,.»]|$)))*")
_WORD = re.compile(r"[^\W\d_][\w’'ʼ-]*")
_WORD_BEFORE = re.compile(r"\w+[ \u00a0]$")
_LONGEST_PREPOSITION = 8
_MOST_NAME_WORDS = 4
_NO_HEADS = frozenset(("demonym", "thing", "place"))


@dataclass(frozen=True, slots=True)
class NameMention:
    """A personal name as written: its span, and the bare forms that each of its words can stand for."""

    span: Span
    words: tuple[tuple[str, ...], ...]

    @property
    def name(self) -> tuple[str, ...]:
        """The likeliest bare form, word by word."""
        return tuple(forms[0] for forms in self.words)

    @property
    def keys(self) -> frozenset[tuple[str, ...]]:
        """The keys that the name can have; more than one where a case ending cannot be told from the name."""
        *given, last = self.words
        heads = tuple(forms[0] for forms in given)
        return frozenset(name_key((*heads, form)) for form in last) | {name_key(self.written)}

    @property
    def written(self) -> tuple[str, ...]:
        """The words as they stand in the text."""
        return tuple(forms[-1] for forms in self.words)


def name_mentions(text: str, span: Span, language: Language) -> Iterator[NameMention]:
    """The capitalised runs of ``text[span]`` that can be personal names, titles and places stripped."""
    for run in _RUN.finditer(text, *span):
        pieces = list(_pieces(run, language))
        if len(pieces) == 1 and pieces[0][0].start() == run.start() and _names_thing(text, span, run, language):
            continue
        for words in pieces:
            if len(words) <= _MOST_NAME_WORDS and len(words[-1][0]) > 1:
                forms = tuple(_bare(word[0], language) for word in words)
                yield NameMention(Span(words[0].start(), words[-1].end()), forms)


def _names_thing(text: str, span: Span, run: re.Match[str], language: Language) -> bool:
    """Whether the word before, such as "in" or "the", makes the run the name of a place or thing."""
    before = _WORD_BEFORE.search(text, max(span.start, run.start() - _LONGEST_PREPOSITION), run.start())
    return bool(before) and language.roles.get(before[0].strip().lower()) == "thing"


def _pieces(run: re.Match[str], language: Language) -> Iterator[list[re.Match[str]]]:
    """The parts of a capitalised run between words that no name holds; one that a title ends is part of it."""
    piece: list[re.Match[str]] = []
    for word in _WORD.finditer(run.string, run.start(), run.end()):
        if _can_be_name(word[0], language):
            piece.append(word)
            continue
        if piece and word_role(word[0], language) is None:
            yield piece
        piece = []
    if piece:
        yield piece


def role_of(text: str, span: Span, language: Language) -> str | None:
    """What the words of a noun phrase make of it: a heading of the language's ``roles.txt``."""
    roles = (word_role(word, language) for word in _WORD.findall(text, *span))
    found = [role for role in roles if role and role not in _NO_HEADS]
    if not found:
        return None
    # The head of the phrase comes last where genitives precede it, first where "of" follows it.
    return found[0] if language.code in ("en", "ru") else found[-1]


def word_role(word: str, language: Language) -> str | None:
    """The role that a word gives a phrase, in whatever case form it stands."""
    for form in (word, *language.nominatives(word)):
        if role := language.roles.get(form.lower()):
            return role
    return None


def kind_of(role: str | None) -> ActorKind:
    """The kind of an unnamed or non-personal speaker by its role word."""
    return {"person": ActorKind.PERSON, "group": ActorKind.GROUP}.get(role or "", ActorKind.ORGANISATION)


def _can_be_name(word: str, language: Language) -> bool:
    if len(word) > 1 and word[:2].isupper():
        return False
    if word.lower() in language.words or word_role(word, language) is not None:
        return False
    return _places(language.code).isdisjoint(map(fold, language.nominatives(word)))


def _bare(word: str, language: Language) -> tuple[str, ...]:
    return (word,) if is_patronymic(fold(word)) and not word[0].isupper() else language.nominatives(word)


@cache
def _places(code: str) -> frozenset[str]:
    """Folded one-word names of countries and of the cities that name time zones (CLDR)."""
    locale = Locale(code)
    cities = (zone["city"] for zone in locale.time_zones.values() if "city" in zone)
    return frozenset(fold(name) for name in (*locale.territories.values(), *cities) if " " not in name)
