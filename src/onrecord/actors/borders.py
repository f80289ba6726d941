"""Where a Kyrgyz name begins and ends, by the words that head it: Бишкек шаардык соту, «Ак-Сай» партиясы.

The head of a name of several words comes last, in the third person possessive, and takes the case ending. So
what follows the head is no part of the name, and a proper name right before a head is no whole name.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from onrecord.actors.mentions import Name
from onrecord.actors.names import is_patronymic
from onrecord.actors.word_roles import is_country, is_place, word_role
from onrecord.languages import language
from onrecord.languages.lexicon import read_sections
from onrecord.records import Span
from onrecord.romanisation import fold_word

_WORD = re.compile(r"[^\W_][\w’'ʼ-]*")
_ADJECTIVE = re.compile(r"(?:[лдт][ыиуү]к|ий)$")
_CASE = re.compile(r"н(?:[ыиуү]н?|[аеоө]|[дт][аеоө]н?(?:г[ыиуү])?|[аеоө]н)?$")
_MOST_ADJECTIVES = 3
_GIVEN_AWAY = 0.8  # how sure a name is that only its head tells of
_OPENING, _CLOSING = ("«", "“", "„", '"'), ("»", "”", '"')
_MARKS = "".join((*_OPENING, *_CLOSING, "'", " ", "\u00a0"))
_BODY, _PLACE = "body", "place"
_HONORIFIC, _PATRONYMIC, _NAMED_AFTER = "honorific", "patronymic", "named after"
_CACHED_WORDS = 30_000
_NAMES_OF_PLACES = frozenset(("country", "city", "place"))


class _Word(NamedTuple):
    span: Span
    written: str
    marks: frozenset[str]

    @property
    def is_bare(self) -> bool:
        """Whether it can be a nominative."""
        return _bare(self.written)[0] == self.written

    @property
    def is_apart(self) -> bool:
        """Whether it ends no person's name: a place, or an abbreviation (ЖМКга)."""
        kyrgyz = language("ky")
        place = kyrgyz is not None and (
            is_place(self.written, kyrgyz) or word_role(self.written, kyrgyz) == "place"
        )
        return place or (len(self.written) > 1 and self.written[:2].isupper())

    def is_any(self, names: Collection[str]) -> bool:
        """Whether it is one of some folded names, in whatever case."""
        return any(fold_word(form) in names for form in _bare(self.written))

    @property
    def is_adjective(self) -> bool:
        return self.written[0].islower() and bool(_ADJECTIVE.search(self.written))


def bordered(text: str, paragraph: Span, names: Sequence[Name], families: Collection[str]) -> list[Name]:
    """The names of a Kyrgyz paragraph in order, each as far as it goes, and those that a head gives away.

    ``families`` are the folded family names of the document, which stand side by side in no name.
    """
    words = [_Word(Span(*m.span()), m[0], _marks(m[0])) for m in _WORD.finditer(text, *paragraph)]
    parts = (part for name in names for part in _parts(text, words, name, families))
    found: list[Name] = []
    for name in sorted(parts):
        if not found or name.span.start >= found[-1].span.end:
            found.append(name)
    return sorted([*found, *_given_away(text, words, found)])


def family_names(text: str, names: Sequence[Name]) -> frozenset[str]:
    """The folded family names of the persons whom a text names in full."""
    full = (_WORD.findall(text, *name.span) for name in names if name.kind == "person")
    last = (words[-1] for words in full if len(words) > 1)
    return frozenset(fold_word(form) for word in last for form in _bare(word))


def _parts(text: str, words: Sequence[_Word], name: Name, families: Collection[str]) -> Iterator[Name]:
    first = bisect_right(words, name.span.start, key=lambda word: word.span.end)
    last = bisect_left(words, name.span.end, key=lambda word: word.span.start) - 1
    if last < first:
        return
    if name.kind == "person":
        named_after = _named_after(text, words, last)
        if named_after:
            span = _with_marks(text, _span(words, first, named_after[0]))
            yield name._replace(span=span, kind=named_after[1])
        else:
            for span in _persons(text, words, (first, last), families):
                yield name._replace(span=span)
        return
    if name.kind == "organisation" and first < last and _only_beside(text, words, first):
        yield name._replace(span=words[first].span, kind="country")
        first += 1
    head = _BODY if name.kind == "organisation" else _PLACE
    heads = [number for number in range(first, last + 1) if head in words[number].marks]
    if heads:
        last = heads[-1]
    elif (after := _head_after(text, words, last, _BODY)) is not None:
        last, name = after, name._replace(kind="organisation")
    elif name.kind in _NAMES_OF_PLACES and (after := _head_after(text, words, last, _PLACE)) == last + 1:
        last = after
    yield name._replace(span=_with_marks(text, _span(words, first, last)))


def _persons(
    text: str, words: Sequence[_Word], within: tuple[int, int], families: Collection[str]
) -> Iterator[Span]:
    """A person, with the patronymic and without “Mr”; or two, side by side."""
    first, last = within
    while last > first and (_HONORIFIC in words[last].marks or (last - first > 1 and words[last].is_apart)):
        last -= 1
    own = words[first : last + 1]
    if last + 1 < len(words) and _PATRONYMIC in words[last + 1].marks and _adjoin(text, words, last):
        last += own[-1].is_bare
    initials = any(len(word.written) == 1 for word in own)
    two = len(own) == 4 and not initials and not any(is_patronymic(fold_word(word.written)) for word in own)
    if two or (len(own) == 2 and all(word.is_any(families) for word in own)):
        yield _span(words, first, first + len(own) // 2 - 1)
        first += len(own) // 2
    span = _span(words, first, last)
    stop = initials and text.startswith(".", span.end) and len(words[last].written) == 1
    yield Span(span.start, span.end + stop)


def _named_after(text: str, words: Sequence[_Word], last: int) -> tuple[int, str] | None:
    """The head of what bears a person's name, and of what kind it is: Айбек Сариев атындагы фонд."""
    if last + 1 >= len(words) or _NAMED_AFTER not in words[last + 1].marks:
        return None
    for head, kind in ((_BODY, "organisation"), (_PLACE, "place")):
        if (number := _head_after(text, words, last + 1, head)) is not None:
            return number, kind
    return None


def _only_beside(text: str, words: Sequence[_Word], first: int) -> bool:
    """Whether a country only stands beside a body: Кыргызстан Wool Board компаниясынын."""
    country, behind = words[first], words[first + 1]
    quoted = country.span.start and text.startswith(_OPENING, country.span.start - 1)
    kyrgyz = language("ky")
    if quoted or not behind.written[0].isupper() or kyrgyz is None:
        return False
    return is_country(country.written, kyrgyz)


def _head_after(text: str, words: Sequence[_Word], last: int, head: str) -> int | None:
    """The number of the head that a name lacks: right behind it, or with adjectives between."""
    for number in range(last + 1, min(last + 2 + _MOST_ADJECTIVES, len(words))):
        if not _adjoin(text, words, number - 1):
            return None
        if head in words[number].marks:
            return number
        if not words[number].is_adjective:
            return None
    return None


def _given_away(text: str, words: Sequence[_Word], found: Sequence[Name]) -> Iterator[Name]:
    """A proper name before a head, with or without adjectives: Лейлек району, Ош мамлекеттик университети."""
    end = 0
    for number, word in enumerate(words):
        kind = "place" if _PLACE in word.marks else "organisation" if _BODY in word.marks else None
        first = number
        while first > 0 and _adjoin(text, words, first - 1) and words[first - 1].is_adjective:
            first -= 1
        first -= 1
        if kind is None or first < 0 or not _adjoin(text, words, first):
            continue
        proper = words[first].written[0].isupper() and not words[first].is_adjective
        if proper and (kind == "place" or number - first > 1):
            span = _span(words, first, number)
            last = bisect_left(found, span.end, key=lambda name: name.span.start) - 1
            if span.start >= end and (last < 0 or found[last].span.end <= span.start):
                end = span.end
                yield Name(span, kind, _GIVEN_AWAY)


def _adjoin(text: str, words: Sequence[_Word], number: int) -> bool:
    """Whether only a space or quotation marks stand between a word and the next."""
    between = text[words[number].span.end : words[number + 1].span.start]
    return len(between) <= 3 and not between.strip(_MARKS)


def _span(words: Sequence[_Word], first: int, last: int) -> Span:
    return Span(words[first].span.start, words[last].span.end)


def _with_marks(text: str, span: Span) -> Span:
    """With the quotation marks that belong to the name: those that open before it or close behind it."""
    start, end = span
    inside = text[start:end]
    closed = any(mark in inside for mark in _CLOSING[:-1]) or text.startswith(_CLOSING, end)
    if start and text.startswith(_OPENING, start - 1) and closed:
        start -= 1
    opened = text.startswith(_OPENING, start) and not any(mark in inside for mark in _CLOSING[:-1])
    return Span(start, end + (opened and text.startswith(_CLOSING, end)))


@lru_cache(maxsize=_CACHED_WORDS)
def _marks(word: str) -> frozenset[str]:
    """What a word, in whatever case form, can be to a name."""
    lowered = word.lower()
    forms = {lowered, *_bare(lowered), _CASE.sub("", lowered)}
    return frozenset(role for role, listed in _listed().items() if not listed.isdisjoint(forms))


@cache
def _listed() -> dict[str, frozenset[str]]:
    return {
        section: frozenset(word for row in rows for word in row)
        for section, rows in read_sections("ky", "borders.txt").items()
        if section
    }


def _bare(word: str) -> tuple[str, ...]:
    kyrgyz = language("ky")
    return kyrgyz.nominatives(word) if kyrgyz else (word,)
