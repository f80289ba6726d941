"""Which actor stands at a place of a document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from onrecord.records import Actor, ActorKind, ActorReference, Span

_LONGEST_MENTION = 400
_PERSON_SHARE, _BODY_SHARE = 0.25, 0.5


class Named:
    """The mentions of a document's actors, by place."""

    def __init__(self, text: str, actors: Sequence[Actor]) -> None:
        self._text = text
        pairs = sorted(
            ((span, actor) for actor in actors for span in actor.mentions), key=lambda pair: pair[0]
        )
        self._spans = [span for span, _ in pairs]
        self._actors = [actor for _, actor in pairs]

    def touching(self, span: Span) -> Iterator[tuple[Span, Actor]]:
        """The mentions that overlap a span, in order."""
        first = bisect_left(self._spans, span.start - _LONGEST_MENTION, key=lambda each: each.start)
        last = bisect_right(self._spans, span.end - 1, key=lambda each: each.start)
        for number in range(first, last):
            if self._spans[number].end > span.start:
                yield self._spans[number], self._actors[number]

    def meant(self, span: Span, language: str) -> Actor | None:
        """Whom the phrase at ``span`` names: the actor of its head, not one that only stands in it.

        “The decision of the ministry” names no actor, “Minister Aida Sarieva” does.
        """
        fitting = [pair for pair in self.touching(span) if self._heads(*pair, span, language)]
        return max(fitting, key=lambda pair: len(range(*pair[0])))[1] if fitting else None

    def _heads(self, mention: Span, actor: Actor, phrase: Span, language: str) -> bool:
        start, end = max(mention.start, phrase.start), min(mention.end, phrase.end)
        share = (end - start) / (phrase.end - phrase.start)
        owning = self._text[end : end + 2] in ("'s", "’s") and end + 2 < phrase.end
        if owning:
            return False
        ends = not any(letter.isalnum() for letter in self._text[end : phrase.end])
        if language == "ky":
            return ends
        if actor.kind is ActorKind.PERSON:
            return ends and share >= _PERSON_SHARE
        return share > _BODY_SHARE

    def reference(self, actor: Actor) -> ActorReference:
        """How a position names an actor."""
        return ActorReference(actor.id, actor.name)
