"""Which issues sentences are about, and on which side of each they stand.

The terms of an issue tell that a sentence is about it; so does a word that points back (this, it) after a
sentence of the same speaker about it. The side is told by two witnesses, whose odds are multiplied: the words
around the term (``stance.py``) and the examples that say nearly the same (``likeness.py``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from onrecord.languages import Language, language
from onrecord.positions.issues import Issue, shipped_issues
from onrecord.positions.labels import ATTITUDES
from onrecord.positions.likeness import Likeness
from onrecord.positions.stance import lean, pointing_word
from onrecord.positions.terms import Named, Terms, compiled
from onrecord.records import Polarity, Span

Sides = tuple[float, float, float]
"""How probable it is that a sentence is against, on neither side, and for: they sum to 1."""

# In sentences of the same speaker: where else the parts of a term may stand. Pronouns rarely reach further.
_BEFORE = 2


class Weights(NamedTuple):
    """How much each witness counts.

    ``named``, ``named_before`` and ``taken_up`` are how often a sentence is about an issue of which it holds
    a term, a term with a part in the sentences before, or a word that points back. The others are logits,
    fitted on the examples of the shipped pack.
    """

    named: float = 0.8
    named_before: float = 0.6
    taken_up: float = 0.6
    neutral: float = 0.2
    words: float = 1.0
    likeness: float = 6.0


@dataclass(frozen=True, slots=True)
class Stand:
    """What a sentence shows on an issue.

    ``score`` is the estimated probability, 0 to 1, that it is about the issue and stands on ``side``;
    ``sides`` are the probabilities of the three sides if it is about it. ``span`` is the term in the
    sentence, or the word that points back to one; ``None`` where only an example told the issue.
    """

    issue: str
    side: Polarity
    score: float
    sides: Sides
    span: Span | None


class _Hint(NamedTuple):
    """Where a sentence refers to an issue, how surely, and whether by the name of its opposite."""

    span: Span
    about: float
    opposite: bool = False


class IssueReader:
    """Reads sentences for the stands that they take on given issues; keeps nothing of what it read."""

    def __init__(self, issues: Iterable[Issue], weights: Weights | None = None) -> None:
        self.issues = tuple(issues)
        self._weights = weights or Weights()
        self._terms: dict[str, Terms] = {}
        self._likeness = Likeness(self.issues)

    def read(self, sentence: str, code: str) -> list[Stand]:
        """The issues that a sentence is about, in the order of the file, with the side that it takes on each.

        ``code`` is the BCP 47 code of its language; one that cannot be read yields nothing.
        """
        return next(self.read_speech([sentence], code))

    def read_speech(self, sentences: Iterable[str], code: str) -> Iterator[list[Stand]]:
        """The stands of each of the sentences that one speaker says one after the other.

        So a sentence can take up with “this” what the one before named, and need not name again all that a
        term asks for.
        """
        known = language(code)
        before: list[str] = []
        keys: list[str] = []
        for sentence in sentences:
            stands = self._read(sentence, known, before[-_BEFORE:], keys) if known else []
            before.append(sentence)
            keys = [stand.issue for stand in stands]
            yield stands

    def _read(
        self, sentence: str, known: Language, before: Sequence[str], last: Sequence[str]
    ) -> list[Stand]:
        hints = self._named(sentence, known, " ".join(before))
        if last and not hints and (pointing := pointing_word(sentence, known)):
            hints = {key: _Hint(pointing, self._weights.taken_up) for key in last}
        alike = self._likeness.find(sentence)
        stands = []
        for issue in self.issues:
            hint, like = hints.get(issue.key), alike.get(issue.key)
            if hint or like:
                logits = self._logits(sentence, known, hint) if hint else [0.0, 0.0, 0.0]
                stands.append(self._stand(issue.key, logits, hint, like))
        return stands

    def _named(self, sentence: str, known: Language, before: str) -> dict[str, _Hint]:
        """By issue its first term in a sentence; one that names the issue itself goes before an opposite."""
        if known.code not in self._terms:
            self._terms[known.code] = compiled(_named_terms(self.issues), known)
        found: dict[str, _Hint] = {}
        for match in self._terms[known.code].find(sentence, before):
            about = self._weights.named if match.whole else self._weights.named_before
            hint = _Hint(match.span, about, match.opposite)
            other = found.get(match.key)
            if other is None or (hint.opposite, -hint.about) < (other.opposite, -other.about):
                found[match.key] = hint
        return found

    def _logits(self, sentence: str, known: Language, hint: _Hint) -> list[float]:
        """Of being against, neither and for, but for the examples."""
        pull = self._weights.words * lean(sentence, hint.span, known, opposite=hint.opposite)
        logits = [-pull, self._weights.neutral, pull]
        return logits[::-1] if hint.opposite else logits

    def _stand(self, key: str, logits: Sequence[float], hint: _Hint | None, like: Sides | None) -> Stand:
        about = hint.about if hint else 0.0
        if like:
            logits = [one + self._weights.likeness * each for one, each in zip(logits, like, strict=True)]
            about = 1 - (1 - about) * (1 - max(like))
        sides = _softmax(logits)
        best = max(range(3), key=sides.__getitem__)
        return Stand(key, ATTITUDES[best], about * sides[best], sides, hint.span if hint else None)


def _named_terms(issues: Iterable[Issue]) -> Iterator[Named]:
    for issue in issues:
        yield from (Named(issue.key, term) for term in issue.terms)
        yield from (Named(issue.key, term, opposite=True) for term in issue.opposites)


def _softmax(logits: Sequence[float]) -> Sides:
    top = max(logits)
    against, neutral, for_ = (math.exp(each - top) for each in logits)
    total = against + neutral + for_
    return against / total, neutral / total, for_ / total


@cache
def shipped_reader() -> IssueReader:
    """That of the issues that come with onrecord."""
    return IssueReader(shipped_issues())
