"""Where a text names actors: one value for a whole document, whoever found the names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from onrecord.actors.groups import GroupMention
from onrecord.actors.names import name_key
from onrecord.actors.word_roles import word_role
from onrecord.languages import Language
from onrecord.records import Span, Spans

_WORD = re.compile(r"[^\W\d_][\w’'ʼ-]*")
_WORD_BEFORE = re.compile(r"\w+[ \u00a0]$")
_LONGEST_WORD_BEFORE = 25


class Name(NamedTuple):
    """A name as it stands in the text, case endings included.

    ``kind`` is one of ``NAME_KINDS``; ``certainty``, 0 to 1, how probable the labels of its words are (their
    geometric mean).
    """

    span: Span
    kind: str
    certainty: float


@dataclass(frozen=True, slots=True)
class NameMention:
    """A personal name: its span, its words as written, and the bare forms that each can stand for.

    The written form of a word comes first among its forms where it can be the bare one, last where not.
    ``oblique`` tells that the words before demand a case ending; ``language`` is that of the text;
    ``bracketed`` that the name opens a bracket.
    """

    span: Span
    written: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    oblique: bool
    language: str
    bracketed: bool = False

    @property
    def name(self) -> tuple[str, ...]:
        """The likeliest bare form: as written, unless a word is declined or the words before demand it."""
        pairs = list(zip(self.written, self.words, strict=True))
        if self.oblique or any(forms[0] != word for word, forms in pairs):
            return tuple(next((form for form in forms if form != word), word) for word, forms in pairs)
        return self.written

    @property
    def bare(self) -> bool:
        """Whether every word can be a nominative and nothing before the name speaks against it."""
        declined = any(forms[0] != word for word, forms in zip(self.written, self.words, strict=True))
        return not (self.oblique or declined)

    @property
    def keys(self) -> frozenset[tuple[str, ...]]:
        """The keys that the name can have; more than one where a case ending cannot be told from the name."""
        return _keys(self.written, self.words)


@dataclass(frozen=True, slots=True)
class Mentions:
    """All names of a document, found once.

    ``persons`` stand in the order of the text, none inside another; ``bodies`` are the places of the names
    of organisations, ``countries`` those of countries, ``groups`` the groups and the holders of offices that
    bear no name, all in order. ``recognised`` tells that a model found the names: by rule a single
    capitalised word is no name as long as nothing else says so.
    """

    persons: tuple[NameMention, ...] = ()
    bodies: Spans = ()
    countries: Spans = ()
    groups: tuple[GroupMention, ...] = ()
    recognised: bool = False

    @classmethod
    def of(
        cls,
        persons: Iterable[NameMention],
        bodies: Iterable[Span] = (),
        countries: Iterable[Span] = (),
        groups: Iterable[GroupMention] = (),
        *,
        recognised: bool = False,
    ) -> Mentions:
        """The value for names in any order; of two persons that overlap the one that begins first stays."""
        kept: list[NameMention] = []
        for mention in sorted(persons, key=lambda each: each.span):
            if not kept or mention.span.start >= kept[-1].span.end:
                kept.append(mention)
        return cls(tuple(kept), tuple(sorted(bodies)), tuple(sorted(countries)), tuple(groups), recognised)

    def group_at(self, span: Span) -> GroupMention | None:
        """The group whose head stands in ``span``, the last one where there are several."""
        last = bisect_left(self.groups, span.end, key=lambda each: each.head.start) - 1
        found = self.groups[last] if last >= 0 else None
        return found if found and found.head.start >= span.start else None

    def bodies_in(self, span: Span) -> Spans:
        """The names of bodies that begin in ``span``, in order."""
        return _within(self.bodies, span)

    def countries_in(self, span: Span) -> Spans:
        """The names of countries that begin in ``span``, in order."""
        return _within(self.countries, span)

    def groups_in(self, span: Span) -> Sequence[GroupMention]:
        """The groups whose heads stand in ``span``, in order."""
        first, last = (bisect_left(self.groups, at, key=lambda each: each.head.start) for at in span)
        return self.groups[first:last]

    def bodies_before(self, at: int, farthest: int) -> Sequence[Span]:
        """The names of bodies in the ``farthest`` characters before ``at``, the last first."""
        first = bisect_left(self.bodies, at - farthest, key=lambda each: each.start)
        return self.bodies[first : bisect_left(self.bodies, at, key=lambda each: each.start)][::-1]

    def persons_in(self, span: Span) -> Sequence[NameMention]:
        """The personal names that stand wholly inside ``span``, in order."""
        first = bisect_left(self.persons, span.start, key=lambda each: each.span.start)
        last = bisect_left(self.persons, span.end, key=lambda each: each.span.start)
        return [each for each in self.persons[first:last] if each.span.end <= span.end]


def _within(spans: Spans, span: Span) -> Spans:
    first, last = (bisect_left(spans, at, key=lambda each: each.start) for at in span)
    return spans[first:last]


def name_mention(text: str, span: Span, language: Language, since: int = 0) -> NameMention:
    """The personal name that is written at ``span``; ``since`` is where the words that bear on it begin."""
    words = tuple(word[0] for word in _WORD.finditer(text, *span))
    bare = language.is_bare_name(words)
    forms = tuple(
        (word,) if bare else _forms(word, language, last=index == len(words))
        for index, word in enumerate(words, 1)
    )
    oblique = _demands_case(lead(text, span, since), language)
    return NameMention(span, words, forms, oblique, language.code, text.endswith("(", 0, span.start))


def lead(text: str, span: Span, since: int = 0) -> str:
    """The word right before ``span``, if only a space stands between."""
    before = _WORD_BEFORE.search(text, max(since, span.start - _LONGEST_WORD_BEFORE), span.start)
    return before[0].strip() if before else ""


@lru_cache(maxsize=10_000)
def _keys(written: tuple[str, ...], words: tuple[tuple[str, ...], ...]) -> frozenset[tuple[str, ...]]:
    *given, last = words
    heads = {tuple(forms[0] for forms in given), written[:-1]}
    return frozenset(name_key((*head, form)) for head in heads for form in last)


def _demands_case(word: str, language: Language) -> bool:
    """Whether a role word in an oblique case, or a phrase such as "по словам", stands before a name."""
    role = word_role(word, language) if word else None
    return role == "oblique" or (role == "person" and language.nominatives(word)[0] != word)


def _forms(word: str, language: Language, *, last: bool) -> tuple[str, ...]:
    """The bare forms of a word of a name; in Kyrgyz only its last word is declined."""
    return language.nominatives(word) if last or language.code != "ky" else (word,)
