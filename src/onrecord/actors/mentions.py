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
_MOST_NAME_WORDS = 4


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
        words = [match for match in _WORD.finditer(text, run.start(), run.end())]
        while words and not _can_be_name(words[0][0], language):
            words.pop(0)
        cut = next((i for i, word in enumerate(words) if not _can_be_name(word[0], language)), len(words))
        words = words[:cut]
        if words and len(words) <= _MOST_NAME_WORDS and len(words[-1][0]) > 1:
            yield NameMention(
                Span(words[0].start(), words[-1].end()), tuple(_bare(word[0], language) for word in words)
            )


def role_of(text: str, span: Span, language: Language) -> str | None:
    """What the words of a noun phrase make of it: a heading of the language's ``roles.txt``."""
    found = [role for word in _WORD.findall(text, *span) if (role := word_role(word, language)) and role != "demonym"]
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
    if len(word) > 1 and word.isupper():
        return False
    if word.lower() in language.words or word_role(word, language) is not None:
        return False
    return _places(language.code).isdisjoint(map(fold, language.nominatives(word)))


def _bare(word: str, language: Language) -> tuple[str, ...]:
    return (word,) if is_patronymic(fold(word)) and not word[0].isupper() else language.nominatives(word)


@cache
def _places(code: str) -> frozenset[str]:
    """Folded one-word names of countries and territories (CLDR)."""
    return frozenset(fold(name) for name in Locale(code).territories.values() if " " not in name)
