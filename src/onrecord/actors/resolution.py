"""Who speaks: from the words that name a speaker to an actor of the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from onrecord.actors.mentions import NameMention, kind_of, name_mentions, role_of, word_role
from onrecord.actors.people import Person, people
from onrecord.languages import Language
from onrecord.records import Actor, ActorKind, ActorReference, Span, Spans
from onrecord.romanisation import fold

_WORD = re.compile(r"[^\W\d_][\w’'ʼ-]*")
_NOT_SLUG = re.compile(r"\W+")
_PRONOUNS = frozenset(("he", "she", "one", "they", "it"))
_LONGEST_BARE_ROLE = 3
_FARTHEST_ANTECEDENT = 1500
_RIVAL_DISTANCE = 250
_ROLE_REACH = 90
_LONGEST_NAME = 160


class Source(Enum):
    """Where the speaker of a statement is to be found."""

    NAMED = "named in its own words"
    BEFORE = "the speaker of the statement before"
    AFTER = "the speaker of the statement after"
    INTERVIEWEE = "who is asked in an interview"
    UNKNOWN = "nobody says"


class SpeakerPhrase(NamedTuple):
    """Where a statement names its speaker; ``span`` is ``None`` where it names none.

    ``subject`` is the beginning of the sentence as far as the cue, where the speaker of an elliptic clause
    may stand; ``content`` what is said, in which nobody can be the antecedent of a pronoun outside it.
    """

    span: Span | None
    subject: Span | None
    content: Spans
    source: Source
    language: Language

    @property
    def at(self) -> int:
        """Where the statement stands."""
        return self.content[0].start if self.span is None else self.span.start


class Resolved(NamedTuple):
    """An actor and the estimated probability that it is the right one, given that the span is right."""

    actor: ActorReference | None
    certainty: float


_UNRESOLVED = Resolved(None, 1.0)


@dataclass(slots=True)
class _Scene:
    """What is known while reading a document from its beginning."""

    text: str
    people: list[Person]
    contents: list[Span]
    actors: dict[str, Actor] = field(default_factory=dict)
    last: tuple[int, ActorReference] | None = None
    last_person: tuple[int, Person] | None = None
    interviewee: Person | None = None

    def is_content(self, span: Span) -> bool:
        """Whether something stands inside what somebody says."""
        index = bisect_right(self.contents, span.start, key=lambda content: content.start) - 1
        return index >= 0 and span.end <= self.contents[index].end


def resolve(
    text: str, paragraphs: Sequence[tuple[Span, Language]], phrases: Sequence[SpeakerPhrase]
) -> tuple[list[Resolved], list[Actor]]:
    """The actor of each phrase, in order, and all actors of the document that speak.

    Nobody is guessed: a pronoun or role without a plausible antecedent stays unresolved.
    """
    mentions = [mention for span, language in paragraphs for mention in name_mentions(text, span, language)]
    scene = _Scene(text, people(mentions), sorted(span for phrase in phrases for span in phrase.content))
    _collect_roles(scene, paragraphs)
    resolved: list[Resolved] = []
    for phrase in phrases:
        resolved.append(_resolve(scene, phrase))
    for index in range(len(phrases) - 2, -1, -1):
        if phrases[index].source is Source.AFTER:
            resolved[index] = resolved[index + 1]
    return resolved, list(scene.actors.values())


def _resolve(scene: _Scene, phrase: SpeakerPhrase) -> Resolved:
    if phrase.span is not None:
        found = _named(scene, phrase.span, phrase.language)
    elif phrase.source is Source.BEFORE:
        found = _elided(scene, phrase)
    elif phrase.source is Source.INTERVIEWEE:
        found = _interviewee(scene, phrase.at)
    else:
        return _UNRESOLVED
    if found.actor is not None:
        scene.last = (phrase.at, found.actor)
    return found


def _elided(scene: _Scene, phrase: SpeakerPhrase) -> Resolved:
    """The subject of the clause before in the same sentence, else who spoke last."""
    last = scene.last if scene.last and phrase.at - scene.last[0] < _FARTHEST_ANTECEDENT else None
    if phrase.subject is not None and not (last and last[0] >= phrase.subject.start):
        first = next(_WORD.finditer(scene.text, *phrase.subject), None)
        role = phrase.language.roles.get(first[0].lower()) if first else None
        if first and role in _PRONOUNS:
            return _pronoun(scene, Span(first.start(), first.end()), role)
        mention = next(name_mentions(scene.text, phrase.subject, phrase.language), None)
        return _by_name(scene, mention, phrase.language) if mention else _UNRESOLVED
    return Resolved(last[1], 0.85) if last else _UNRESOLVED


def _interviewee(scene: _Scene, at: int) -> Resolved:
    """Who answered before, else who is named most in what introduces the interview."""
    if scene.interviewee is None:
        counts = sorted(
            ((sum(mention.span.start < at for mention in person.mentions), person) for person in scene.people),
            key=lambda each: -each[0],
        )
        named = [person for count, person in counts if count and count == counts[0][0]]
        if len(named) != 1:
            return _UNRESOLVED
        scene.interviewee = named[0]
    return _person(scene, scene.interviewee, at, 0.85)


def _named(scene: _Scene, span: Span, language: Language) -> Resolved:
    words = _WORD.findall(scene.text, *span)
    mention = _own_name(scene.text, span, language)
    pronoun = language.roles.get(words[-1].lower()) if words else None
    if mention is None and pronoun in _PRONOUNS:
        return _pronoun(scene, span, pronoun)
    if mention is not None:
        return _by_name(scene, mention, language)
    role = role_of(scene.text, span, language)
    if role == "person":
        return _by_role(scene, span, language)
    return _unnamed(scene, span, language, role)


def _pronoun(scene: _Scene, span: Span, pronoun: str) -> Resolved:
    if pronoun in ("they", "it"):
        if scene.last and span.start - scene.last[0] < _FARTHEST_ANTECEDENT:
            kind = scene.actors[scene.last[1].id].kind
            if kind is not ActorKind.PERSON:
                return Resolved(scene.last[1], 0.8)
        return _UNRESOLVED
    fitting = [person for person in scene.people if pronoun == "one" or person.gender in (None, pronoun)]
    return _most_recent(scene, span.start, fitting, 0.9)


def _most_recent(scene: _Scene, at: int, fitting: Sequence[Person], certainty: float) -> Resolved:
    """The fitting person who was named or spoke last, not too far back.

    Less certain where another fitting person was named nearby too: then who spoke last is the likelier.
    """
    nearby = {
        id(person): (mention.span.start, person)
        for person in fitting
        for mention in sorted(person.mentions, key=lambda mention: mention.span)
        if at - _FARTHEST_ANTECEDENT < mention.span.start < at and not scene.is_content(mention.span)
    }
    if scene.last_person and scene.last_person[1] in fitting and at - scene.last_person[0] < _FARTHEST_ANTECEDENT:
        nearby[id(scene.last_person[1])] = max(nearby.get(id(scene.last_person[1]), (0, None))[0], scene.last_person[0]), scene.last_person[1]  # fmt: skip
    if not nearby:
        return _UNRESOLVED
    (position, person), *others = sorted(nearby.values(), key=lambda each: -each[0])
    close = any(position - other < _RIVAL_DISTANCE for other, _ in others)
    return _person(scene, person, at, certainty - 0.2 if close else certainty)


def _own_name(text: str, span: Span, language: Language) -> NameMention | None:
    """The name that the phrase itself bears, not one inside it that says whose or of whom."""
    inside = list(name_mentions(text, span, language))
    if not inside:
        return None
    if text[inside[0].span.end : inside[0].span.end + 1] == "," and inside[0].span.end < span.end:
        return inside[0]
    mention = inside[-1]
    after = Span(mention.span.end, span.end)
    if text[after.start : after.end].strip(" ,.»”\"’)") and role_of(text, after, language):
        return None
    if language.code == "ky":
        return mention
    head = _head(text, Span(span.start, mention.span.start), language)
    if role_of(text, head, language) in ("organisation", "group") or not _agrees(text, head, mention, language):
        return None
    return mention


def _agrees(text: str, head: Span, mention: NameMention, language: Language) -> bool:
    """Whether a name can stand beside its head in the same case: not "сын Завьяловой", Zavyalova's son."""
    role = next((word for word in _WORD.findall(text, *head) if word_role(word, language) == "person"), None)
    if role is None or mention.words[-1][0] == mention.written[-1]:
        return True
    return language.nominatives(role)[0] != role


def _head(text: str, span: Span, language: Language) -> Span:
    """The part of a phrase that holds its head: up to the first preposition."""
    words = list(re.finditer(r"\w+", text[span.start : span.end]))
    cut = next((word.start() for word in words if _is_preposition(word[0].lower(), language)), None)
    head = Span(span.start, span.start + cut) if cut else span
    if language.code == "en" and words:
        # English compounds end in their head: "the campaign manager".
        last = [word for word in _WORD.finditer(text, *head) if word_role(word[0], language) not in (None, "demonym")]
        return Span(last[-1].start(), head.end) if last else head
    return head


def _is_preposition(word: str, language: Language) -> bool:
    return language.words.get(word) == "R" or language.roles.get(word) in ("locative", "preposition")


def _by_name(scene: _Scene, mention: NameMention, language: Language) -> Resolved:
    owners = [person for person in scene.people if person.keys & mention.keys] if len(mention.words) > 1 else []
    owners = owners or [person for person in scene.people if person.answers_to(mention)]
    if len(owners) == 1:
        return _person(scene, owners[0], mention.span.start, 1.0 if len(mention.words) > 1 else 0.97)
    if owners:
        return _UNRESOLVED
    alone = Person(set(mention.keys), [mention])
    if len(mention.words) == 1 and alone.gender is None:
        return _unnamed(scene, mention.span, language, None)
    scene.people.append(alone)
    return _person(scene, alone, mention.span.start, 0.9)


def _by_role(scene: _Scene, span: Span, language: Language) -> Resolved:
    roles = _role_words(scene.text, span, language)
    holders = [person for person in scene.people if person.roles & roles]
    if holders:
        return _most_recent(scene, span.start, holders, 0.9)
    if len(_WORD.findall(scene.text, *span)) > _LONGEST_BARE_ROLE:
        return _unnamed(scene, span, language, "person")
    return _most_recent(scene, span.start, scene.people, 0.75)


def _unnamed(scene: _Scene, span: Span, language: Language, role: str | None) -> Resolved:
    words = scene.text[span.start : span.end].split()
    name = " ".join((*words[:-1], language.nominatives(words[-1].strip(",.;:"))[0]))[:_LONGEST_NAME] if words else ""
    if language.code == "ru":
        name = " ".join(words)[:_LONGEST_NAME]
    if role is None and not any(word[0].isupper() or word[0] in "«“\"" for word in words):
        return _UNRESOLVED
    if len(words) == 1 and role is not None:
        for actor in reversed(scene.actors.values()):
            if actor.kind is kind_of(role) and fold(actor.name).split()[-1].startswith(fold(name)[:-1]):
                return Resolved(ActorReference(actor.id, actor.name), 0.85)
    kind = kind_of(role)
    reference = ActorReference(f"{kind}/{_slug(fold(name))}", name)
    known = scene.actors.get(reference.id)
    spans: Spans = (*(known.mentions if known else ()), span)
    scene.actors[reference.id] = Actor(reference.id, name, kind, {language.code: name}, spans)
    return Resolved(reference, 0.9)


def _person(scene: _Scene, person: Person, at: int, certainty: float) -> Resolved:
    name = person.name
    reference = ActorReference("person/" + _slug("-".join(person.key)), name)
    scene.last_person = (at, person)
    if reference.id not in scene.actors:
        spans = tuple(sorted({mention.span for mention in person.mentions}))
        scene.actors[reference.id] = Actor(reference.id, name, ActorKind.PERSON, {}, spans)
    return Resolved(reference, certainty)


def _collect_roles(scene: _Scene, paragraphs: Sequence[tuple[Span, Language]]) -> None:
    """The role words that stand before a name without a full stop or comma between."""
    for person in scene.people:
        for mention in person.mentions:
            language = next(known for span, known in paragraphs if span.start <= mention.span.start < span.end)
            start = max(0, mention.span.start - _ROLE_REACH)
            lead = re.split(r"[.,;:!?\n]", scene.text[start : mention.span.start])[-1]
            person.roles |= _role_words(scene.text, Span(mention.span.start - len(lead), mention.span.start), language)


def _role_words(text: str, span: Span, language: Language) -> set[str]:
    return {
        fold(form)
        for word in _WORD.findall(text, *span)
        for form in (word, *language.nominatives(word))
        if language.roles.get(form.lower()) == "person"
    }


def _slug(text: str) -> str:
    return _NOT_SLUG.sub("-", text).strip("-")
