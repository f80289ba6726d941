"""Which actor stands at a place of a document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial

from onrecord.actors.names import name_words
from onrecord.actors.phrases import role_of
from onrecord.languages import Language
from onrecord.positions.places import Places
from onrecord.records import Actor, ActorKind, ActorReference, Span, Spans

_PREPOSITIONS = {"en": frozenset("Rrty"), "ky": frozenset(), "ru": frozenset("ReokpG")}
_JOINS = {"en": frozenset("JHW"), "ky": frozenset("J"), "ru": frozenset("JEf")}
"""Tags of words after which a phrase names somebody else, or says more of whom it named."""
_ARTICLE = "D"
_ATTRIBUTES = frozenset("AaZzsKMn")
"""Tags of Russian words that no noun is."""
_WORD = re.compile(r"\w[\w’'-]*")
_OWNING = re.compile(r"(?:['’]s|s['’])$")
_NEAR = 30
# A longer phrase is a clause, and what stands in it is not what it names.
_LONGEST_PHRASE = 400


class Named:
    """The mentions of a document's actors, by place."""

    def __init__(self, text: str, actors: Sequence[Actor]) -> None:
        self.text = text
        self._places = Places((span, actor) for actor in actors for span in actor.mentions)
        self._mentions = {actor.id: sorted(actor.mentions) for actor in actors}
        self._kinds = {actor.id: actor.kind for actor in actors}

    def touching(self, span: Span) -> Iterator[tuple[Span, Actor]]:
        """The mentions that overlap a span, in order."""
        return self._places.touching(span)

    def words(self, span: Span) -> str:
        """What the document says there."""
        return self.text[span.start : span.end]

    def kind(self, identity: str) -> ActorKind | None:
        """What an actor of the document is; ``None`` for an id that is none's."""
        return self._kinds.get(identity)

    def is_in_name(self, span: Span) -> bool:
        """Whether words are part of what a body is called: the Movement against Corruption."""
        return any(
            actor.kind is ActorKind.ORGANISATION and place.start <= span.start and span.end <= place.end
            for place, actor in self.touching(span)
        )

    def nearest(self, who: ActorReference, at: int) -> Spans:
        """Where an actor is named last before a place, else first after it."""
        mentions = self._mentions.get(who.id, [])
        last = bisect_left(mentions, at, key=lambda each: each.start) - 1
        return tuple(mentions[max(last, 0) : max(last, 0) + 1])

    def meant(self, span: Span, language: Language) -> Actor | None:
        """Whom the phrase at ``span`` names: the actor of its head, not one that only stands in it.

        “The decision of the ministry” names no actor, “Minister Aida Sarieva” does; of several that are
        coordinated it is the first.
        """
        if span.end - span.start > _LONGEST_PHRASE:
            return None
        heads = (pair for pair in self.touching(span) if self._is_head(*pair, span, language))
        return next((actor for _, actor in heads), None)

    def beside(self, span: Span, line: Span, language: Language) -> Iterator[tuple[Span, Actor]]:
        """Who is named in one series with whom a phrase names: “Sariev, Toktobekova and the ministry”.

        ``line`` holds the phrase; the series does not leave it.
        """
        named = list(self.touching(line))
        own = [number for number, (mention, _) in enumerate(named) if _overlap(mention, span)]
        if own:
            first, last = self._series([mention for mention, _ in named], own[0], own[-1], language)
            yield from named[first : own[0]]
            yield from named[own[-1] + 1 : last + 1]

    def _series(self, mentions: Sequence[Span], first: int, last: int, language: Language) -> tuple[int, int]:
        """The numbers of the first and the last mention of a series, of which two are known.

        Its last joint is a conjunction, the others are commas: what only a comma parts may be of two clauses.
        """
        joint = partial(self._joint, mentions, language)
        end = last
        while joint(end) == ",":
            end += 1
        behind = mentions[end].end
        follows = self.text[behind : behind + _NEAR].split(maxsplit=1)
        if joint(end):
            last = end + 1
        elif follows and follows[0].lower() in name_words("and"):
            last = end
        elif joint(first - 1) not in (None, ","):
            first -= 1
        else:
            return first, last
        while joint(first - 1) == ",":
            first -= 1
        return first, last

    def is_governed(self, mention: Span, language: Language) -> bool:
        """Whether a preposition stands right before a mention, so that it is no subject: in Kemar."""
        before = self.text[max(0, mention.start - _NEAR) : mention.start].split()
        return bool(before) and _is_preposition(before[-1], language)

    def _joint(self, mentions: Sequence[Span], language: Language, number: int) -> str | None:
        """The comma or conjunction that parts a mention from the next, if only articles stand beside it."""
        if not 0 <= number < len(mentions) - 1:
            return None
        between = Span(mentions[number].end, mentions[number + 1].start)
        joint, *more = self.words(between).lower().split() or [""]
        joins = joint in (",", *name_words("and"))
        return joint if joins and all(language.words.get(word) == _ARTICLE for word in more) else None

    def reference(self, actor: Actor) -> ActorReference:
        """How a position names an actor."""
        return ActorReference(actor.id, actor.name)

    def _is_head(self, mention: Span, actor: Actor, phrase: Span, language: Language) -> bool:
        start, end = max(mention.start, phrase.start), min(mention.end, phrase.end)
        before, after = Span(phrase.start, start), Span(end, phrase.end)
        if self._goes_on(actor, Span(start, end), after, language):
            return False
        words = _WORD.findall(self.text, *before)
        if language.code == "ky" or not words:
            return True
        if any(_is_preposition(word, language) for word in words):
            return actor.kind is ActorKind.PERSON and self._is_office(before, language)
        return language.code == "en" or self._agrees(actor, Span(start, end), before, language)

    def _goes_on(self, actor: Actor, mention: Span, after: Span, language: Language) -> bool:
        """Whether what follows a mention in its phrase makes it name something else: Sariev's plan."""
        rest = self.text[after.start : after.end].lstrip()
        word = _WORD.match(rest.lstrip("'’"))
        if not word:
            return False
        if rest[0] in "'’" or _OWNING.search(self.text, *mention):
            return True
        if language.tag(word[0])[0] in _JOINS[language.code] or not rest[0].isalnum():
            return False
        if language.code == "ky":
            return True
        # A Russian genitive that follows a body only says whose it is.
        whose = language.code == "ru" and actor.kind is not ActorKind.PERSON
        return not whose and not _is_preposition(word[0], language)

    def _is_office(self, before: Span, language: Language) -> bool:
        """Whether words lead up to a name as its office (the minister of trade …), not to whose it is."""
        last = [
            word.end() for word in _WORD.finditer(self.text, *before) if _is_preposition(word[0], language)
        ][-1]
        rest = Span(last, before.end)
        bare = not _WORD.search(self.text, *rest)
        heads = role_of(self.text, before, language) == "person"
        return heads and not bare and role_of(self.text, rest, language) != "person"

    def _agrees(self, actor: Actor, mention: Span, before: Span, language: Language) -> bool:
        """Whether Russian words before a mention are its own: not план Сариева, Sariev's plan."""
        words = _WORD.findall(self.text, *before)
        if all(language.tag(word)[0] in _ATTRIBUTES for word in words):
            return True
        if actor.kind is not ActorKind.PERSON or role_of(self.text, before, language) != "person":
            return False
        role = next(word for word in words if role_of(word, Span(0, len(word)), language))
        name = _WORD.findall(self.text, *mention)[-1]
        return language.nominatives(role)[0] != role or name.lower() in actor.name.lower().split()


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _is_preposition(word: str, language: Language) -> bool:
    return language.tag(word)[0] in _PREPOSITIONS[language.code]
