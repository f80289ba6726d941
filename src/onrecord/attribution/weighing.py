"""Which drafts to believe, and how much, where frames and tagger have both read a paragraph."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

import msgspec

from onrecord.attribution.drafts import Draft, compatible
from onrecord.attribution.fitting import Sentences, disjoint, tagged_draft, touch
from onrecord.languages import Language
from onrecord.records import Spans
from onrecord.tagging.decoding import CONTENT, CUE, SOURCE
from onrecord.tagging.tagged import Sentence
from onrecord.tagging.tagger import Tagging

Features = dict[str, float]
_SAME = 0.5  # of two contents, how much of them is common if they are one statement: the scorer's measure
_EXTREME = 1e-3
_USUAL_LENGTH = 4.0  # the logarithm of some 55 characters
_STRETCH = 40  # sentences that are looked at together, so that the time does not grow with the square


class Weights(msgspec.Struct, frozen=True):
    """Logistic regressions of a draft's being right, one for what frames find and one for the tagger's.

    They hold for one ``model``. Drafts less probable than ``least`` are dropped. How they are found stands in
    ``training/weigh.py``.
    """

    model: str
    least: float
    frames: Features
    tagger: Features


class Judge:
    """Weighs the drafts of a document's paragraphs against what the tagger makes of it."""

    def __init__(self, text: str, tagging: Tagging, weights: Weights) -> None:
        self._text = text
        self._tagging = tagging
        self._weights = weights
        self._tagged = [tagged_draft(tagged) for tagged in tagging.statements]
        self._starts = [draft.content[0].start for draft in self._tagged]

    def chosen(
        self, sentences: Sequence[Sentence], candidates: Sequence[Sequence[Draft]], language: Language
    ) -> list[list[Draft]]:
        """The drafts to keep, by sentence, of those that the frames found in each and those of the tagger.

        A draft that waits for its content is kept as it is.
        """
        kept: list[list[Draft]] = []
        for first in range(0, len(sentences), _STRETCH):
            stretch = slice(first, first + _STRETCH)
            kept += self._chosen(sentences[stretch], candidates[stretch], language)
        return kept

    def _chosen(
        self, sentences: Sequence[Sentence], candidates: Sequence[Sequence[Draft]], language: Language
    ) -> list[list[Draft]]:
        read = Sentences(self._text, sentences, language)
        near = self._near(sentences[0].span.start, sentences[-1].span.end)
        tagged = [fitted for draft in near if (fitted := read.fitted(draft))]
        framed = [_completed(draft, tagged) for found in candidates for draft in found]
        tagged = [draft for draft in tagged if not any(_tells(draft, inner) for inner in framed)]
        drafts = [
            *(self.weighed(draft, tagged, language) if draft.content else draft for draft in framed),
            *(
                self.weighed(draft, framed, language)
                for draft in tagged
                if not any(_supersedes(other, draft) for other in framed)
            ),
        ]
        placed: list[list[Draft]] = [[] for _ in sentences]
        for draft in compatible([draft for draft in drafts if draft.sureness >= self._weights.least]):
            placed[read.index(draft)].append(draft)
        return placed

    def weighed(self, draft: Draft, others: Sequence[Draft], language: Language) -> Draft:
        """The draft with its confidence; ``others`` are those of the other reader, frames or tagger."""
        features = self._features(draft, others, language)
        tagged = draft.tagged or bool(features["agreed"])
        return replace(draft, confidence=self.probability(draft, features), tagged=tagged)

    def probability(self, draft: Draft, features: Features) -> float:
        """How probable it is that a draft with these features is right."""
        weights = self._weights.frames if draft.frame else self._weights.tagger
        total = sum(weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-total))

    def settled(self, draft: Draft, language: Language) -> Draft:
        """A draft from beyond its sentence, weighed if it was not yet."""
        if draft.confidence is not None:
            return draft
        return self.weighed(draft, self._near(*draft.extent), language)

    def _near(self, start: int, end: int) -> list[Draft]:
        """The tagger's drafts whose content begins in a stretch of the text."""
        first, last = (bisect_left(self._starts, place) for place in (start, end))
        return self._tagged[first:last]

    def _features(self, draft: Draft, others: Sequence[Draft], language: Language) -> Features:
        support = self._tagging.support
        agreeing = [other for other in others if _agree(draft, other)]
        scores = [each.reliability for each in (draft, *agreeing) if not each.frame]
        return {
            language.code: 1.0,
            "score": max(map(_logit, scores), default=0.0),
            "agreed": float(bool(agreeing)),
            "overlap": max((_overlap(draft.content, other.content) for other in others), default=0.0),
            "around": float(any(_holds(draft, other) for other in others)),
            "within": float(any(_holds(other, draft) for other in others)),
            "content": _logit(support(CONTENT, draft.content)),
            "edges": _logit(self._tagging.edges(draft.content)),
            "speaker": _logit(support(SOURCE, draft.speaker)) if draft.speaker else 0.0,
            "no speaker": float(not draft.speaker),
            "cue": _logit(support(CUE, draft.cue)) if draft.cue else 0.0,
            "no cue": float(not draft.cue),
            "direct": float(draft.direct),
            "length": math.log(_length(draft.content)) - _USUAL_LENGTH,
        }


@cache
def default_weights() -> Weights:
    """The weights that go with the tagger that comes with onrecord."""
    text = files("onrecord.attribution").joinpath("weights.json").read_bytes()
    return msgspec.json.decode(text, type=Weights)


def _agree(one: Draft, other: Draft) -> bool:
    """Whether two drafts are one statement; the tagger may see a content and not what it belongs to."""
    bare = any(not (draft.frame or draft.speaker or draft.cue) for draft in (one, other))
    speakers = touch(one.speaker, other.speaker) or not (one.speaker or other.speaker) or bare
    return speakers and _overlap(one.content, other.content) >= _SAME


def _supersedes(framed: Draft, tagged: Draft) -> bool:
    """Whether the frame's of two drafts that agree is kept, which it is because frames know more of a clause.

    But the tagger sees better how far a speech goes on after its cue: there the surer of the two is kept.
    """
    return _agree(framed, tagged) and (not framed.direct or framed.content == tagged.content)


def _holds(outer: Draft, inner: Draft) -> bool:
    """Whether all of a draft stands in one part of what another says."""
    start, end = inner.extent
    return any(part.start <= start and end <= part.end for part in outer.content)


def _tells(outer: Draft, inner: Draft) -> bool:
    """Whether ``outer`` is the report that ``inner`` has its reporter from."""
    return touch(outer.speaker, inner.reporter) and touch(outer.content, inner.content)


def _completed(draft: Draft, tagged: Sequence[Draft]) -> Draft:
    """A speech with what the tagger found to go on after its cue."""
    if not draft.direct:
        return draft
    further = (
        other.content
        for other in tagged
        if other.direct and touch(draft.cue, other.cue) and not set(draft.content).isdisjoint(other.content)
    )
    content = {*draft.content, *next(further, ())}
    return replace(draft, content=tuple(disjoint(sorted(content))))


def _overlap(one: Spans, other: Spans) -> float:
    """Characters in common, of those in either."""
    common = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return common / (_length(one) + _length(other) - common) if common else 0.0


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _logit(probability: float) -> float:
    bounded = min(max(probability, _EXTREME), 1 - _EXTREME)
    return math.log(bounded / (1 - bounded))
