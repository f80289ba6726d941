"""How far the words around a term lean to its side: support, give up, with negation.

The words stand in ``stance.txt`` of each language: ``[for]``, ``[against]``, ``[neither]`` for words that
take no side though they begin as one that does, or hold one (successor, no doubt), ``[negation]``,
``[turning]`` for words that negate what they govern and take a side of their own only where that takes none
(stop attacking, stop the raid), ``[negative]`` for endings that turn a stem round, and ``[pointing]`` for
words by which a sentence takes up what was said before. A phrase counts in place of the words in it.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cache
from itertools import chain, takewhile
from typing import NamedTuple

from onrecord.languages import Language, language
from onrecord.languages.lexicon import read_optional_sections
from onrecord.positions.terms import Named, TermMatch, Terms, compiled
from onrecord.records import Polarity, Span

_FOR, _AGAINST, _NEITHER, _NEGATION, _TURNING = "for", "against", "neither", "negation", "turning"
_POINTING, _NEGATIVE = "pointing", "negative"
_TOKEN = re.compile(r"\w+(?:[-’'.]\w+)*|[,;:—–]")
# In tokens: how far negation reaches, and how far from the term a word counts half.
_SCOPE = 4
_HALF = 8.0
_BARE_NEGATION = 0.5
# Kyrgyz negates after the word, in the verb that ends the clause.
_NEGATED_FROM_BEHIND = frozenset(("ky",))
# There “nobody” wants a negated verb: никто не хочет, эч ким каалабайт.
_NEGATED_TWICE = frozenset(("ky", "ru"))


class _Cue(NamedTuple):
    """A word of stance: its token, and 1 for, -1 against."""

    at: int
    sign: float


class _Clause:
    """The tokens of a sentence, with the first of each word that negates and of each that turns round."""

    def __init__(self, sentence: str, known: Language) -> None:
        self._sentence, self._code = sentence, known.code
        tokens = [match.span() for match in _TOKEN.finditer(sentence)]
        self._starts = [start for start, _ in tokens]
        self._ends = [end for _, end in tokens]
        self._step = 1 if known.code in _NEGATED_FROM_BEHIND else -1
        self._double_is_single = known.code in _NEGATED_TWICE
        self._negating: set[int] = set()
        self.turning: set[int] = set()

    def tokens(self, span: Span) -> range:
        """The numbers of the tokens that a span touches."""
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))

    def note(self, found: Iterable[TermMatch]) -> None:
        """Note the words that negate and those that turn round."""
        for match in found:
            if match.key == _NEGATION:
                self._negating.update(self.tokens(match.span)[:1])
            elif match.key == _TURNING:
                self.turning.update(self.tokens(match.span)[:1])

    def is_negative(self, span: Span) -> bool:
        """Whether the word at ``span`` is the stem of one with an ending that turns it round: ишен-бейт."""
        word = self._sentence[span.start : span.end].lower()
        stems, endings = stance_words(self._code).stems, _negative_endings(self._code)
        return bool(endings) and any(
            word[:at] in stems and word.startswith(endings, at) for at in range(1, len(word))
        )

    def is_negated(self, at: int) -> bool:
        """Whether a token is negated; in English two negations undo each other, and what turns undoes any."""
        reaching = self.reaching(at)
        negations, turns = len(reaching & self._negating), len(reaching & self.turning)
        return ((negations > 0 if self._double_is_single else negations) + turns) % 2 == 1

    def reaching(self, at: int) -> set[int]:
        """The tokens of a clause from which negation reaches one."""
        tokens = range(at + self._step, at + self._step * (_SCOPE + 1), self._step)
        return set(
            takewhile(lambda there: 0 <= there < len(self._starts) and not self._is_border(there), tokens)
        )

    def _is_border(self, at: int) -> bool:
        return not self._sentence[self._starts[at]].isalnum()


def lean(sentence: str, span: Span, known: Language, *, opposite: bool = False) -> float:
    """How far the words around a term lean to its side; words further away count less.

    Near 1 for it, near -1 against it, 0 where they tell nothing. A term that holds a word for something takes
    the term's side, and the opposite of an issue does so with a word against (condemn …); negation turns that
    round.
    """
    clause, found = _Clause(sentence, known), _found(sentence, known)
    inside = [match for match in found if _touch(match.span, span)]
    outside = [match for match in found if not _touch(match.span, span)]
    clause.note(outside)
    term = clause.tokens(span)
    around = _cues(outside, clause)
    total = sum(_pull(cue, term, clause) for cue in around)
    denied = bool(term) and clause.is_negated(term.start)
    own = [match for match in inside if match.key == (_AGAINST if opposite else _FOR)]
    if own:
        denied ^= clause.is_negative(own[0].span)
        total += -1.0 if denied else 1.0
    elif denied and all(abs(cue.at - term.start) > _SCOPE for cue in around):
        total -= _BARE_NEGATION
    return total


def expressed(sentence: str, span: Span, known: Language) -> Polarity | None:
    """The side that the words at ``span`` take by themselves; ``None`` where they tell none."""
    clause, found = _Clause(sentence, known), _found(sentence, known)
    clause.note(found)
    cues = _cues([match for match in found if _touch(match.span, span)], clause)
    total = sum(-cue.sign if clause.is_negated(cue.at) else cue.sign for cue in cues)
    return Polarity(int(math.copysign(1, total))) if total else None


def nearest_cue(sentence: str, span: Span, known: Language) -> Span | None:
    """The word of stance that stands nearest to a term, in it or around; ``None`` where there is none."""
    cues = [
        match.span for match in stance_words(known.code).find_all(sentence) if match.key in (_FOR, _AGAINST)
    ]
    return min(cues, key=lambda cue: max(cue.start - span.end, span.start - cue.end), default=None)


def pointing_word(sentence: str, known: Language) -> Span | None:
    """The first word of a sentence that takes up what was said before (this, it), if any."""
    places = [match.span for match in stance_words(known.code).find_all(sentence) if match.key == _POINTING]
    return min(places, default=None)


@cache
def stance_words(code: str) -> Terms:
    """The words of ``stance.txt`` of a language in all their forms, keyed by their section."""
    known = language(code)
    assert known is not None
    sections = read_optional_sections(code, "stance.txt").items()
    named = ((name, word) for name, rows in sections if name != _NEGATIVE for row in rows for word in row)
    return compiled((Named(name, word) for name, word in named), known)


@cache
def _negative_endings(code: str) -> tuple[str, ...]:
    rows = read_optional_sections(code, "stance.txt").get(_NEGATIVE, ())
    return tuple(word for row in rows for word in row)


def _found(sentence: str, known: Language) -> list[TermMatch]:
    """The words of stance in a sentence in its order, but for those within a phrase, as in no friend."""
    longest = Span(0, 0)
    found: list[TermMatch] = []
    for match in sorted(stance_words(known.code).find_all(sentence), key=_order):
        if match.span.end > longest.end or (match.span == longest and found[-1].key != _NEITHER):
            longest = match.span
            found.append(match)
    return found


def _order(match: TermMatch) -> tuple[int, int, bool]:
    """Before those within it comes what is longest, and of one place what takes no side."""
    return match.span.start, -match.span.end, match.key != _NEITHER


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and one.end > other.start


def _cues(found: Iterable[TermMatch], clause: _Clause) -> list[_Cue]:
    """The words of stance, one for each place; what is listed on both sides there is against.

    A word that turns another of them round says nothing itself.
    """
    signs: dict[int, float] = {}
    for match in found:
        if match.key in (_FOR, _AGAINST) and (tokens := clause.tokens(match.span)):
            sign = 1.0 if (match.key == _FOR) != clause.is_negative(match.span) else -1.0
            signs[tokens.start] = min(signs.get(tokens.start, sign), sign)
    silent = clause.turning.intersection(chain.from_iterable(map(clause.reaching, signs)))
    return [_Cue(at, sign) for at, sign in signs.items() if at not in silent]


def _pull(cue: _Cue, term: range, clause: _Clause) -> float:
    distance = max(term.start - cue.at, cue.at - term.stop + 1) if term else _SCOPE
    sign = -cue.sign if clause.is_negated(cue.at) else cue.sign
    return sign * _HALF / (_HALF + distance)
