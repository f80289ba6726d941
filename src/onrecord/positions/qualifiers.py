"""Whether a stand is of the past only, and on what it depends, as its sentence says.

The words stand in ``qualifiers.txt`` of each language. A stand is taken for one that holds, and holds freely,
wherever the words are not plain.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from onrecord.languages.lexicon import read_optional_sections
from onrecord.records import Span, Spans

LONGEST_SENTENCE = 3000
"""In characters; what is longer is a table or a list."""

# Before a word stands no letter; before a stop there may be one.
_BORDER = r"(?<!\w(?![,;]))"
_WORDS_BETWEEN = r"(?:\s+\w[\w’'-]*){0,4}?"
_CAPITALISED = r"(?-i:[A-ZА-ЯЁҢӨҮ])\w*"
_QUOTE = re.compile('[«»“”„‟"‹›]')
_STOP = re.compile(rf"[,;:()]|{_QUOTE.pattern}|\s[—–-]\s|[.!?…]+(?=\s|$)")
_HARD_STOP = re.compile(rf"[;:()]|[.!?…]*{_QUOTE.pattern}|\s[—–-]\s|[.!?…]+(?=\s|$)")
_COMMA = re.compile(r",(?!\d)")
_PART = re.compile(r"[;:()]|[.!?…]\s")
# In characters: how far from a stand its condition, and the words that put it in the past, may stand.
_BEFORE, _BEHIND, _FROM_PAST = 120, 60, 40
_MOST_COMMAS = 3
_REMEMBERED = 64
_LEADING = 30


class Qualifiers(NamedTuple):
    """``past``: the stand is of the past only; ``condition``: the clause on which it depends."""

    past: bool = False
    condition: Spans = ()


def qualifiers(text: str, sentence: Span, evidence: Span, target: Span | None, code: str) -> Qualifiers:
    """What ``sentence`` says of the stand that ``evidence`` in it shows; ``code`` is its language's."""
    stand = _shifted(evidence, -sentence.start)
    said = text[sentence.start : sentence.end]
    if len(said) > LONGEST_SENTENCE or not 0 <= stand.start < stand.end <= len(said):
        return Qualifiers()
    about = _shifted(target, -sentence.start) if target else stand
    words = _words(code)
    clauses = list(words.conditions(said))
    # What stands in a condition itself depends on nothing.
    if any(_holds(clause, stand.start) or _holds(clause, stand.end - 1) for clause in clauses):
        clauses = []
    conditions = tuple(
        _shifted(clause, sentence.start)
        for clause in clauses
        if _depends(stand, clause, said, words) and not _overlap(about, clause)
    )
    return Qualifiers(_is_past(said, stand, about, words), conditions)


class _Words:
    """The entries of one language's ``qualifiers.txt`` as patterns, one a section."""

    def __init__(self, sections: Mapping[str, Sequence[str]]) -> None:
        self._patterns = {
            name: re.compile(_any(entries, sections), re.IGNORECASE)
            for name, entries in sections.items()
            if entries
        }
        # Each stand in a sentence asks for the same.
        self.find = lru_cache(maxsize=_REMEMBERED)(self._find)

    def _find(self, name: str, said: str) -> Spans:
        """Where entries of a section stand; nowhere if there is no such section."""
        found = self._patterns.get(name)
        return tuple(Span(*match.span()) for match in found.finditer(said)) if found else ()

    def conditions(self, said: str) -> Iterator[Span]:
        """The clauses of a sentence that say on what something depends."""
        openings = self.find("condition", said)
        if "conditional" in self._patterns:
            yield from self._ending(said, openings)
        else:
            yield from self._opened(said, openings)

    def may_lead(self, before: str) -> bool:
        """Whether a condition after these words can be that of what follows it: it opens a clause."""
        return not before.strip() or not before.rstrip()[-1].isalnum() or self.may_not_follow(before)

    def may_not_follow(self, before: str) -> bool:
        """Whether it cannot be that of what stands before it: they end in “said that”, “and”."""
        return any(each.end == len(before.rstrip(" ,")) for each in self.find("leading", before))

    def _opened(self, said: str, openings: Sequence[Span]) -> Iterator[Span]:
        """Clauses that a conjunction opens; each ends where what follows begins, else at a stop."""
        if not openings:
            return
        asides = self.find("no condition", said)
        commas = [match.start() for match in _COMMA.finditer(said)]
        then = {each.start for each in self.find("then", said)}
        concluding = [comma for comma in commas if _next_word(said, comma) in then]
        hard = [*(match.start() for match in _HARD_STOP.finditer(said)), len(said.rstrip())]
        for opening in openings:
            last = _first_from(hard, opening.end, len(said))
            comma = _first_from(concluding, opening.end, last)
            end = comma if comma < last else min(_first_from(commas, opening.end, last), last)
            if opening.end < end and not any(_overlap(opening, each) for each in asides):
                yield Span(opening.start, end)

    def _ending(self, said: str, openings: Sequence[Span]) -> Iterator[Span]:
        """Clauses that end in their verb; what follows one that nothing opens has to show that it is one."""
        verbs = self.find("conditional", said)
        if not verbs:
            return
        then = {each.start for each in self.find("then", said)}
        concessions, asides = self.find("concession", said), self.find("no condition", said)
        done = 0
        for verb in verbs:
            stops = [match.end() for match in _STOP.finditer(said, done, verb.start)]
            hard = [match.end() for match in _HARD_STOP.finditer(said, done, verb.start)]
            opened = [each for each in openings if max([done, *hard]) <= each.start < verb.start]
            conceded = any(_overlap(verb, each) for each in concessions)
            bare = said[verb.end : verb.end + 1] == "," and _next_word(said, verb.end) in then
            bare = bare and not any(_overlap(verb, each) for each in asides)
            if (opened or bare) and not conceded:
                start = opened[0].start if opened else max([done, *stops])
                yield Span(start + len(said[start:]) - len(said[start:].lstrip()), verb.end)
            done = verb.end


def _any(entries: Iterable[str], sections: Mapping[str, Sequence[str]]) -> str:
    """Any of the entries as whole words: the borders stand once, so that most places are left at once."""
    return rf"{_BORDER}(?:{'|'.join(_pattern(entry, sections) for entry in entries)})(?!\w)"


def _pattern(entry: str, sections: Mapping[str, Sequence[str]]) -> str:
    pattern = ""
    for word in entry.split():
        if word == "…":
            pattern += _WORDS_BETWEEN
        else:
            pattern += (r"\s+" if pattern else "") + _word(word, sections)
    return pattern


def _word(word: str, sections: Mapping[str, Sequence[str]]) -> str:
    if word == "^":
        return _CAPITALISED
    name, _, behind = word.removeprefix("<").partition(">")
    if word.startswith("<"):
        return _any(sections[name], sections) + re.escape(behind)
    return re.escape(word).replace(r"\*", r"\w*")


@cache
def _words(code: str) -> _Words:
    return _Words(_sections(code))


@cache
def first_person(code: str) -> frozenset[str]:
    """The words of a language by which speakers name themselves, in lower case."""
    return frozenset(_sections(code).get("first person", ()))


def _sections(code: str) -> dict[str, list[str]]:
    found = read_optional_sections(code, "qualifiers.txt").items()
    return {name: [entry for entry in chain.from_iterable(rows) if entry] for name, rows in found}


def _depends(stand: Span, clause: Span, said: str, words: _Words) -> bool:
    """Whether a stand is said to depend on a condition: near it, with nothing that parts them."""
    if stand.start < clause.start and clause.end < stand.end:
        return True
    before = clause.end <= stand.start
    between = said[clause.end : stand.start] if before else said[stand.end : clause.start]
    if len(between) > (_BEFORE if before else _BEHIND) or words.find("border", between):
        return False
    led_by = said[max(clause.start - _LEADING, 0) : clause.start]
    if not words.may_lead(led_by) if before else words.may_not_follow(led_by):
        return False
    commas = between.count(",") if before else between.rstrip(" ,").count(",")
    unquoted = _QUOTE.sub("", between)
    paired = (len(between) - len(unquoted)) % 2 == 0
    return paired and commas <= (_MOST_COMMAS if before else 0) and not _HARD_STOP.search(unquoted)


def _is_past(said: str, stand: Span, about: Span, words: _Words) -> bool:
    past = words.find("past", said)
    if not past:
        return False
    cuts = sorted(
        [*words.find("parting", said), *(Span(*match.span()) for match in _PART.finditer(said))],
    )
    first = max((cut.end for cut in cuts if cut.end <= stand.start), default=0)
    last = min((cut.start for cut in cuts if cut.start >= stand.end), default=len(said))
    present = words.find("present", said)
    if any(first <= each.start < last for each in present):
        return False
    named = said[about.start : about.end].lower()
    if about.start < about.end and present and said.lower().count(named) > 1:
        return False
    excepted = words.find("no past", said)
    return any(
        first <= each.start
        and each.end <= last
        and _is_beside(each, stand, said)
        and not any(_overlap(each, other) for other in excepted)
        for each in past
    )


def _is_beside(one: Span, other: Span, said: str) -> bool:
    """Whether words stand together, with few others between and no stop."""
    first, last = min(one, other), max(one, other)
    between = said[first.end : last.start]
    return len(between) <= _FROM_PAST and not _STOP.search(between)


def _holds(span: Span, place: int) -> bool:
    return span.start <= place < span.end


def _next_word(said: str, comma: int) -> int:
    return comma + 1 + len(said[comma + 1 :]) - len(said[comma + 1 :].lstrip())


def _first_from(places: Sequence[int], start: int, otherwise: int) -> int:
    """The first of places, in order, from ``start`` on."""
    at = bisect_left(places, start)
    return places[at] if at < len(places) else otherwise


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
