"""Where a sentence names an issue: words and phrases in all their forms.

A term is one phrase, or several parted by ``+`` that must all stand in the sentence, in any order. A word
that ends in ``*`` stands for all that begin so; one in capitals is an abbreviation and may bear an ending.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.languages import Language
from onrecord.records import Span

_WORD = re.compile(r"\w+(?:[-‑’'.]\w+)*")
_WRITTEN = re.compile(rf"{_WORD.pattern}\*?")
_ABBREVIATION = re.compile(r"[^\W\d_a-zа-яёңөү]{2,}")
# An abbreviation with the ending of a case or a number: ОДКБга, NGOs, ЕАЭБдин.
_ENDED = re.compile(rf"({_ABBREVIATION.pattern})[-‑’']?[a-zа-яёңөү]{{0,9}}")
_SHORTEST_STEM = 2
_NONE: frozenset[int] = frozenset()
# In characters between the parts of a term, some ten words: further apart they mostly are of other clauses.
_REACH = 80


class TermMatch(NamedTuple):
    """A term found in a sentence: what it stands for, or the opposite of what, and where its first part is.

    ``whole`` tells that all of its parts stand in the sentence itself.
    """

    key: str
    span: Span
    opposite: bool
    whole: bool


class Named(NamedTuple):
    """A term as it is written, and what it stands for, or the opposite of what."""

    key: str
    written: str
    opposite: bool = False


class _Term(NamedTuple):
    key: str
    opposite: bool
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of issues in the forms of one language; made by :func:`compiled`.

    ``words`` and ``stems`` lead from a form, and from the beginning of one, to numbers of words; ``lengths``
    from the first letters of stems to the lengths of those that begin so; ``phrases`` are words in a row,
    ``openings`` the phrases by their first word.
    """

    words: Mapping[str, frozenset[int]]
    stems: Mapping[str, frozenset[int]]
    lengths: Mapping[str, Sequence[int]]
    abbreviations: Mapping[str, frozenset[int]]
    phrases: tuple[tuple[int, ...], ...]
    openings: Mapping[int, tuple[int, ...]]
    terms: Mapping[int, tuple[_Term, ...]]

    def find(self, sentence: str, before: str = "") -> list[TermMatch]:
        """The terms in a sentence, in its order; of each place one for an issue.

        All parts of a term but the first may stand in ``before``; in the sentence they stand near it.
        """
        here = self._phrases(sentence)
        parted = any(len(term.parts) > 1 for phrase in here for term in self.terms.get(phrase, ()))
        there = self._phrases(before) if before and parted else {}
        matches = set()
        for phrase, spans in here.items():
            for term in self.terms.get(phrase, ()):
                for span in spans:
                    missing = [part for part in term.parts[1:] if not _is_near(span, here.get(part, ()))]
                    if all(part in there for part in missing):
                        matches.add(TermMatch(term.key, span, term.opposite, not missing))
        return sorted(matches, key=lambda match: (match.span, match.key))

    def find_all(self, sentence: str) -> list[TermMatch]:
        """Every place of every term of one part."""
        return [
            TermMatch(term.key, span, term.opposite, whole=True)
            for phrase, spans in self._phrases(sentence).items()
            for term in self.terms.get(phrase, ())
            for span in spans
        ]

    def _phrases(self, text: str) -> dict[int, list[Span]]:
        """The phrases in a text, by number, each with its places in their order."""
        tokens = list(_WORD.finditer(text))
        written = [token[0] for token in tokens]
        plain = _plain("\n".join(written)).split("\n")
        numbers = list(map(self._numbers, written, plain))
        found: dict[int, list[Span]] = {}
        for at, here in enumerate(numbers):
            for number in here:
                for phrase in self.openings.get(number, ()):
                    last = at + len(self.phrases[phrase])
                    if last == at + 1 or self._follows(phrase, numbers[at:last]):
                        span = Span(tokens[at].start(), tokens[last - 1].end())
                        found.setdefault(phrase, []).append(span)
        return found

    def _follows(self, phrase: int, numbers: list[frozenset[int]]) -> bool:
        wanted = self.phrases[phrase]
        return len(numbers) == len(wanted) and all(
            one in here for one, here in zip(wanted, numbers, strict=True)
        )

    def _numbers(self, token: str, word: str) -> frozenset[int]:
        """Those that a token, and ``word`` in plain letters, stands for."""
        found = self.words.get(word, _NONE)
        for length in self.lengths.get(word[:_SHORTEST_STEM], ()):
            if more := self.stems.get(word[:length]):
                found |= more
        if (ended := _ENDED.fullmatch(token)) and (more := self.abbreviations.get(ended[1])):
            found |= more
        return found


def _is_near(span: Span, others: Sequence[Span]) -> bool:
    """Whether one of ``others``, in their order, stands in the same stretch of the sentence."""
    at = bisect_left(others, span)
    return any(
        max(other.start - span.end, span.start - other.end) <= _REACH
        for other in others[max(at - 1, 0) : at + 1]
    )


def compiled(terms: Iterable[Named], language: Language) -> Terms:
    """The terms in the forms that a language makes of their words."""
    numbers: dict[str, int] = {}
    phrases: dict[tuple[int, ...], int] = {}
    by_first: dict[int, set[_Term]] = defaultdict(set)
    for term in terms:
        parts = []
        for part in term.written.split("+"):
            words = _WRITTEN.findall(part)
            if words:
                row = tuple(numbers.setdefault(word, len(numbers)) for word in words)
                parts.append(phrases.setdefault(row, len(phrases)))
        if parts:
            by_first[parts[0]].add(_Term(term.key, term.opposite, tuple(parts)))
    openings: dict[int, list[int]] = defaultdict(list)
    for row, phrase in phrases.items():
        openings[row[0]].append(phrase)
    exact, stems, abbreviations = _forms(numbers, language)
    lengths: dict[str, set[int]] = defaultdict(set)
    for stem in stems:
        lengths[stem[:_SHORTEST_STEM]].add(len(stem))
    return Terms(
        words=exact,
        stems=stems,
        lengths={first: sorted(each) for first, each in lengths.items()},
        abbreviations=abbreviations,
        phrases=tuple(phrases),
        openings={first: tuple(each) for first, each in openings.items()},
        terms={phrase: tuple(sorted(each)) for phrase, each in by_first.items()},
    )


_Numbers = dict[str, frozenset[int]]


def _forms(numbers: Mapping[str, int], language: Language) -> tuple[_Numbers, _Numbers, _Numbers]:
    """Forms, stems and abbreviations → the numbers of the words that they stand for."""
    exact: dict[str, set[int]] = defaultdict(set)
    stems: dict[str, set[int]] = defaultdict(set)
    abbreviations: dict[str, set[int]] = defaultdict(set)
    for word, number in numbers.items():
        if word.endswith("*"):
            stems[_plain(word[:-1])].add(number)
        elif _ABBREVIATION.fullmatch(word):
            abbreviations[word].add(number)
        else:
            for form in language.forms(word):
                exact[_plain(form)].add(number)
    return _frozen(exact), _frozen(stems), _frozen(abbreviations)


def _frozen(sets: Mapping[str, set[int]]) -> _Numbers:
    return {form: frozenset(numbers) for form, numbers in sets.items()}


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е").replace("’", "'").replace("‑", "-")
