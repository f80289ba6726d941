"""How far the words around a term lean to its side: support, give up, with negation.

The words stand in sections of ``stance.txt`` of each language, which has those that it needs:

- ``[for]`` and ``[against]``;
- ``[mild]``: for what they name unless another word takes a side (asked to support, asked to stop);
- ``[turning]``: what turns round the words that it governs (stop attacking); it takes its own side, if it is
  listed on one, only where it governs none (stop the raid);
- ``[neutral]``: what holds or begins as such words and takes no side (not only, successor);
- ``[negation]``, and ``[negative verb]`` for the endings of verbs that negate the words before them;
- ``[negative]``: endings that turn round the stems of the sections before;
- ``[pointing]``: by which a sentence takes up what was said before.

A phrase counts in place of the words in it.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain, takewhile
from typing import NamedTuple

from onrecord.languages import Language, language
from onrecord.languages.lexicon import read_optional_sections
from onrecord.positions.terms import Named, TermMatch, Terms, compiled
from onrecord.records import Polarity, Span

_AGAINST, _FOR, _MILD, _TURNING, _NEUTRAL = "against", "for", "mild", "turning", "neutral"
_NEGATION, _NEGATIVE, _NEGATIVE_VERB, _POINTING = "negation", "negative", "negative verb", "pointing"
_SIDED = (_AGAINST, _FOR, _MILD)
"""Of those that list the same word the first one counts."""
_TOKEN = re.compile(r"\w+(?:[-’'.]\w+)*|[,;:—–]")
# In tokens: how far negation reaches, and how far from the term a word counts half.
_SCOPE = 4
_HALF = 8.0
_BARE_NEGATION = 0.5
# Sentences: each opinion and each stand in one asks for its words again.
_REMEMBERED = 64
# Kyrgyz negates after the word, in the verb that ends the clause.
_NEGATED_FROM_BEHIND = frozenset(("ky",))
# There “nobody” wants a negated verb: никто не хочет, эч ким каалабайт.
_NEGATED_TWICE = frozenset(("ky", "ru"))


class _Cue(NamedTuple):
    """A word or phrase of stance: its tokens, 1 for, -1 against, and whether it yields to others."""

    tokens: range
    sign: float
    yields: bool


class _Clause:
    """The tokens of a sentence, with those that negate and the first of each word that turns others round."""

    def __init__(self, sentence: str, known: Language) -> None:
        self._sentence = sentence
        tokens = [match.span() for match in _TOKEN.finditer(sentence)]
        self._starts = [start for start, _ in tokens]
        self._ends = [end for _, end in tokens]
        self._behind = known.code in _NEGATED_FROM_BEHIND
        self._double_is_single = known.code in _NEGATED_TWICE
        verb = _negative_verb(known.code)
        self._negating = {
            number for number, (start, end) in enumerate(tokens) if verb and verb.match(sentence, start, end)
        }
        self._turning: set[int] = set()

    def tokens(self, span: Span) -> range:
        """The numbers of the tokens that a span touches."""
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))

    def note(self, found: Iterable[TermMatch]) -> None:
        """Note which words negate and which turn others round; what is listed otherwise is no such verb."""
        for match in found:
            tokens = self.tokens(match.span)
            self._negating.difference_update(tokens)
            if match.key == _NEGATION and not match.opposite:
                self._negating.update(tokens[:1])
            elif match.key == _TURNING and not match.opposite:
                self._turning.update(tokens[:1])

    def is_negated(self, tokens: range) -> bool:
        """Whether words are negated; in English two negations undo each other, and what turns undoes any."""
        reaching = self._reaching(tokens)
        negations, turns = len(reaching & self._negating), len(reaching & self._turning)
        return ((negations > 0 if self._double_is_single else negations) + turns) % 2 == 1

    def follows_negation(self, tokens: range) -> bool:
        """Whether the token before negates, as in what one is asked not to do: келбөөгө чакырды."""
        return self._behind and tokens.start - 1 in self._negating

    def turning(self, tokens: range) -> set[int]:
        """The tokens that turn round some words."""
        return self._reaching(tokens) & self._turning

    def _reaching(self, tokens: range) -> set[int]:
        """The tokens of a clause from which negation reaches words."""
        last = tokens[-1] if self._behind else tokens[0]
        near = range(last + 1, last + _SCOPE + 1) if self._behind else range(last - 1, last - _SCOPE - 1, -1)
        return set(takewhile(lambda at: 0 <= at < len(self._starts) and not self._is_border(at), near))

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
    denied = bool(term) and clause.is_negated(term)
    own = [match for match in inside if match.key == (_AGAINST if opposite else _FOR)]
    if own:
        denied ^= own[0].opposite
        total += -1.0 if denied else 1.0
    elif denied and all(abs(cue.tokens.start - term.start) > _SCOPE for cue in around):
        total -= _BARE_NEGATION
    return total


def expressed(sentence: str, span: Span, known: Language) -> Polarity | None:
    """The side that the words at ``span`` take by themselves; ``None`` where they tell none."""
    clause, found = _Clause(sentence, known), _found(sentence, known)
    # What turns the words round from outside is another's answer to them: he rejected the accusations.
    clause.note(match for match in found if match.key != _TURNING or _touch(match.span, span))
    cues = _cues([match for match in found if _touch(match.span, span)], clause)
    total = sum(_turned(cue, clause) for cue in cues)
    return Polarity(int(math.copysign(1, total))) if total else None


def cues(sentence: str, known: Language) -> list[Span]:
    """The words and phrases by which a sentence takes a side, in its order."""
    return [match.span for match in _found(sentence, known) if match.key in _SIDED]


def nearest_cue(sentence: str, span: Span, known: Language) -> Span | None:
    """The one that stands nearest to a term, in it or around; ``None`` where there is none."""
    return min(
        cues(sentence, known), key=lambda cue: max(cue.start - span.end, span.start - cue.end), default=None
    )


def pointing_word(sentence: str, known: Language) -> Span | None:
    """The first word of a sentence that takes up what was said before (this, it), if any."""
    places = [match.span for match in stance_words(known.code).find_all(sentence) if match.key == _POINTING]
    return min(places, default=None)


@cache
def stance_words(code: str) -> Terms:
    """The words of ``stance.txt`` of a language in all their forms, keyed by their section.

    Stems stand there with each ending that turns them round as well, then as opposites: ишен-бе*.
    """
    known = language(code)
    assert known is not None
    return compiled(_written(code), known)


def _written(code: str) -> Iterator[Named]:
    sections = read_optional_sections(code, "stance.txt")
    endings = [ending for row in sections.pop(_NEGATIVE, ()) for ending in row]
    sections.pop(_NEGATIVE_VERB, None)
    for section, rows in sections.items():
        for word in chain.from_iterable(rows):
            yield Named(section, word)
            if word.endswith("*") and section in (*_SIDED, _TURNING):
                yield from (Named(section, f"{word[:-1]}{ending}*", opposite=True) for ending in endings)


@cache
def _negative_verb(code: str) -> re.Pattern[str] | None:
    """What matches verbs with an ending that negates; in small letters only, as names may look alike."""
    rows = read_optional_sections(code, "stance.txt").get(_NEGATIVE_VERB, ())
    endings = "|".join(chain.from_iterable(rows))
    return re.compile(rf"[^\W\d_А-ЯЁҢӨҮ]{{2,}}(?:{endings})") if endings else None


@lru_cache(maxsize=_REMEMBERED)
def _found(sentence: str, known: Language) -> Sequence[TermMatch]:
    """The words of stance in a sentence in its order, but for those within a phrase, as in no friend."""
    found: list[TermMatch] = []
    matches = (match for match in stance_words(known.code).find_all(sentence) if match.key != _POINTING)
    for match in sorted(matches, key=_order):
        last = found[-1] if found else None
        same = last and match.span == last.span and last.key != _NEUTRAL and match.opposite == last.opposite
        if last is None or same or match.span.start >= last.span.end:
            found.append(match)
    return found


def _order(match: TermMatch) -> tuple[int, int, bool, bool]:
    """Before those within it comes what is longest; of one place what takes no side, then opposites."""
    return match.span.start, -match.span.end, match.key != _NEUTRAL, not match.opposite


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and one.end > other.start


def _cues(found: Iterable[TermMatch], clause: _Clause) -> list[_Cue]:
    """The words of stance, one for each place; those that yield to others only where there are none.

    A word that turns another of them round says nothing itself.
    """
    sided: dict[int, _Cue] = {}
    for match in sorted(found, key=lambda each: _SIDED.index(each.key) if each.key in _SIDED else 0):
        if match.key in _SIDED and (tokens := clause.tokens(match.span)):
            sign = -1.0 if (match.key == _AGAINST) != match.opposite else 1.0
            sided.setdefault(tokens.start, _Cue(tokens, sign, match.key == _MILD))
    silent = {at for cue in sided.values() for at in clause.turning(cue.tokens)}
    cues = [cue for at, cue in sided.items() if at not in silent]
    return [cue for cue in cues if not cue.yields] or cues


def _pull(cue: _Cue, term: range, clause: _Clause) -> float:
    there = cue.tokens
    distance = max(term.start - there.start, there.start - term.stop + 1) if term else _SCOPE
    return _turned(cue, clause) * _HALF / (_HALF + distance)


def _turned(cue: _Cue, clause: _Clause) -> float:
    """The sign of a cue where it stands, with the negation that reaches it."""
    negated = clause.is_negated(cue.tokens) or (cue.yields and clause.follows_negation(cue.tokens))
    return -cue.sign if negated else cue.sign
