"""What the tagger finds as drafts like those of frames: whole quotations, no “that”, no marks at the ends."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.actors.scene import Source
from onrecord.attribution.drafts import Draft, trimmed
from onrecord.languages import Language
from onrecord.records import Span, Spans
from onrecord.tagging.tagged import Sentence
from onrecord.tagging.tagger import Tagged

_WORD = re.compile(r"\w+")


class Sentences:
    """Sentences in a row, with the quotations in them as frames give them."""

    def __init__(self, text: str, sentences: Sequence[Sentence], language: Language) -> None:
        self._text = text
        self._sentences = sentences
        self._language = language
        self._starts = [sentence.span.start for sentence in sentences]
        self._quotations = [
            trimmed(text, each.span) for sentence in sentences for each in sentence.quotations.values()
        ]

    def index(self, draft: Draft) -> int:
        """Which sentence a draft stands in: that of its cue, else of its speaker, else of its content."""
        return self._holding((draft.cue or draft.speaker or draft.content)[0].start)

    def fitted(self, draft: Draft) -> Draft | None:
        """A draft of the tagger's with its content as a frame would give it; ``None`` if none is left."""
        if not self._sentences[self.index(draft)].is_prose:
            return None
        parts = (trimmed(self._text, self._bare(part)) for part in draft.content)
        whole = {self._whole(part, draft.cue) for part in parts if part.start < part.end}
        content = tuple(self._beside(draft.cue, list(disjoint(sorted(whole)))))
        if not content:
            return None
        clause = None
        if draft.cue and not draft.speaker:
            cue = draft.cue[0].start
            clause = Span(min(self._starts[self._holding(cue)], cue), cue)
        return replace(draft, content=content, clause=clause, direct=set(content) <= set(self._quotations))

    def _holding(self, place: int) -> int:
        return max(0, bisect_right(self._starts, place) - 1)

    def _bare(self, part: Span) -> Span:
        """``part`` without the word that leads in a clause: that, что."""
        word = _WORD.match(self._text, *part)
        if word and self._language.roles.get(word[0].lower()) == "complementizer":
            return Span(word.end(), part.end)
        return part

    def _whole(self, part: Span, cue: Spans) -> Span:
        """``part`` with all of a quotation that it has more than half of, or any of if the cue is outside."""
        first = bisect_right(self._quotations, part.start, key=lambda each: each.end)
        last = bisect_left(self._quotations, part.end, key=lambda each: each.start)
        start, end = part
        for quotation in self._quotations[first:last]:
            common = min(part.end, quotation.end) - max(part.start, quotation.start)
            outside = bool(cue) and not touch(cue, (quotation,))
            if outside or common > (quotation.end - quotation.start) / 2:
                start, end = min(start, quotation.start), max(end, quotation.end)
        return Span(start, end)

    def _beside(self, cue: Spans, parts: Sequence[Span]) -> Iterable[Span]:
        """The parts in the sentence of the cue and the quotations beyond it; all if none is there."""
        home = self._holding(cue[0].start) if cue else -1
        near = [part for part in parts if self._holding(part.start) == home]
        return (part for part in parts if not near or part in near or part in self._quotations)


def tagged_draft(tagged: Tagged) -> Draft:
    """A statement of the tagger's as a draft."""
    source = Source.NAMED if tagged.speaker else Source.BEFORE
    content = tuple(sorted(tagged.content))
    return Draft(content, tagged.cue, tagged.speaker, "", tagged.score, source, tagged=True)


def disjoint(parts: Sequence[Span]) -> Iterator[Span]:
    """Sorted parts, those that overlap joined."""
    last: Span | None = None
    for part in parts:
        if last and part.start < last.end:
            last = Span(last.start, max(last.end, part.end))
            continue
        if last:
            yield last
        last = part
    if last:
        yield last


def touch(one: Spans, other: Spans) -> bool:
    """Whether any of the spans overlap."""
    return any(a.start < b.end and b.start < a.end for a in one for b in other)
