"""What is known of who speaks while a document is read from its beginning."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import NamedTuple

from onrecord.actors.catalogue import Catalogue
from onrecord.actors.mentions import Mentions
from onrecord.actors.people import Person
from onrecord.languages import Language
from onrecord.records import Actor, ActorReference, Span, Spans

# In characters: a pronoun or role hardly ever refers farther back in news.
FARTHEST_ANTECEDENT = 1500


class Source(Enum):
    """Where the speaker of a statement is to be found."""

    NAMED = "named in its own words"
    BEFORE = "the speaker of the statement before"
    AFTER = "the speaker of the statement after"
    INTERVIEWEE = "who is asked in an interview"
    INTERVIEWER = "who asks in an interview"
    UNKNOWN = "nobody says"


class SpeakerPhrase(NamedTuple):
    """Where a statement names its speaker; ``span`` is ``None`` where it names none.

    ``subject`` is the beginning of the sentence as far as the cue, where the speaker of an elliptic clause
    may stand; ``content`` what is said. Nobody in it is the antecedent of a pronoun outside it, unless it is
    ``narrated``: sentences of the article's own that the cue points back to.
    """

    span: Span | None
    subject: Span | None
    content: Spans
    source: Source
    language: Language
    narrated: bool = False

    @property
    def at(self) -> int:
        """Where the statement stands."""
        return self.content[0].start if self.span is None else self.span.start


class Resolved(NamedTuple):
    """An actor and the estimated probability that it is the right one, given that the span is right."""

    actor: ActorReference | None
    certainty: float


UNRESOLVED = Resolved(None, 1.0)


@dataclass(slots=True)
class Scene:
    """What is known while reading a document from its beginning.

    ``named`` holds the mentions of persons outside of what is said, in the order of the text; ``places``, by
    the ids of ``actors``, where each is named, ``latest`` the last of these places so far.
    """

    text: str
    mentions: Mentions
    people: list[Person]
    named: list[tuple[int, Person]]
    catalogue: Catalogue
    published: str | None = None
    actors: dict[str, Actor] = field(default_factory=dict)
    places: dict[str, set[Span]] = field(default_factory=dict)
    latest: dict[str, int] = field(default_factory=dict)
    known: dict[Person, Actor] = field(default_factory=dict)
    last: tuple[int, ActorReference] | None = None
    last_person: tuple[int, Person] | None = None
    interviewee: Person | None = None

    def found(self) -> tuple[Actor, ...]:
        """All actors with all places where the document names them."""
        return tuple(
            replace(actor, mentions=tuple(sorted(self.places[actor.id]))) for actor in self.actors.values()
        )

    def recently_named(self, at: int) -> list[tuple[int, Person]]:
        """Who is named in the stretch before ``at``, the last first, with the place."""
        first = bisect_left(self.named, at - FARTHEST_ANTECEDENT, key=lambda each: each[0])
        last = bisect_left(self.named, at, key=lambda each: each[0])
        return self.named[first:last][::-1]


def named_outside(people: Sequence[Person], contents: Sequence[Span]) -> list[tuple[int, Person]]:
    """Where persons are named in what nobody says, in the order of the text; ``contents`` are sorted."""

    def is_said(span: Span) -> bool:
        index = bisect_right(contents, span.start, key=lambda content: content.start) - 1
        return index >= 0 and span.end <= contents[index].end

    places = (
        (mention.span.start, person)
        for person in people
        for mention in person.mentions
        if not is_said(mention.span)
    )
    return sorted(places, key=lambda place: place[0])
