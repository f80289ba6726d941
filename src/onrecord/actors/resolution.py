"""Who speaks: from the words that name a speaker to an actor of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.actors.catalogue import Catalogue
from onrecord.actors.catalogued import actor_of, catalogued
from onrecord.actors.mentions import NameMention, is_country, name_mentions, word_role
from onrecord.actors.people import Person, people
from onrecord.actors.phrases import (
    PRONOUNS,
    head_roles,
    is_described,
    is_head,
    is_preposition,
    kind_of,
    own_name,
    role_of,
    role_words,
    share_role,
    words_of,
)
from onrecord.actors.scene import (
    FARTHEST_ANTECEDENT,
    UNRESOLVED,
    Resolved,
    Scene,
    Source,
    SpeakerPhrase,
    named_outside,
)
from onrecord.languages import Language, language
from onrecord.records import Actor, ActorKind, ActorReference, Span, Spans
from onrecord.romanisation import fold

_NOT_SLUG = re.compile(r"\W+")
_RIVAL_DISTANCE = 250
_ROLE_REACH = 90
_LONGEST_NAME = 160
_APPOSITION = re.compile(r"\s[—–]\s([^\W\d_][^—–,.;:()«»“”\n]{2,60})")
_MARKS = tuple('«“„"')


def resolve(
    text: str,
    paragraphs: Sequence[tuple[Span, Language]],
    phrases: Sequence[SpeakerPhrase],
    catalogue: Catalogue,
) -> tuple[list[Resolved], list[Actor]]:
    """The actor of each phrase, in order, and all actors of the document that speak.

    Nobody is guessed: a pronoun or role without a plausible antecedent stays unresolved.
    """
    if not phrases:
        return [], []
    mentions = [mention for span, language in paragraphs for mention in name_mentions(text, span, language)]
    known = people(mentions)
    said = sorted(span for phrase in phrases if not phrase.narrated for span in phrase.content)
    scene = Scene(text, known, named_outside(known, said), catalogue)
    _collect_roles(scene)
    resolved = [_resolve(scene, phrase) for phrase in phrases]
    for index in range(len(phrases) - 2, -1, -1):
        if phrases[index].source is Source.AFTER:
            resolved[index] = resolved[index + 1]
    return resolved, list(scene.actors.values())


def _collect_roles(scene: Scene) -> None:
    """The role words that stand before a name without a full stop or comma between."""
    for person in scene.people:
        for mention in person.mentions:
            known = language(mention.language)
            start = mention.span.start
            lead = re.split(r"[.,;:!?\n]", scene.text[max(0, start - _ROLE_REACH) : start])[-1]
            if known:
                person.roles |= role_words(scene.text, Span(start - len(lead), start), known)


def _resolve(scene: Scene, phrase: SpeakerPhrase) -> Resolved:
    if phrase.span is not None:
        found = _named(scene, phrase.span, phrase.language)
    elif phrase.source is Source.BEFORE:
        found = _elided(scene, phrase)
    elif phrase.source is Source.INTERVIEWEE:
        found = _interviewee(scene, phrase.at)
    else:
        return UNRESOLVED
    if found.actor is not None:
        scene.last = (phrase.at, found.actor)
    return found


def _elided(scene: Scene, phrase: SpeakerPhrase) -> Resolved:
    """The subject of the clause before in the same sentence, else who spoke last."""
    last = scene.last if scene.last and phrase.at - scene.last[0] < FARTHEST_ANTECEDENT else None
    if phrase.subject is not None and not (last and last[0] >= phrase.subject.start):
        first = next(iter(words_of(scene.text, phrase.subject)), "")
        role = phrase.language.roles.get(first, "")
        if role in PRONOUNS:
            return _pronoun(scene, phrase.subject.start, role)
        mention = next(name_mentions(scene.text, phrase.subject, phrase.language), None)
        return _by_name(scene, mention, mention.span, phrase.language) if mention else UNRESOLVED
    return Resolved(last[1], 0.85) if last else UNRESOLVED


def _interviewee(scene: Scene, at: int) -> Resolved:
    """Who answered before, else who is named most in what introduces the interview."""
    if scene.interviewee is None:
        counts = sorted(
            (
                (sum(mention.span.start < at for mention in person.mentions), person)
                for person in scene.people
            ),
            key=lambda each: -each[0],
        )
        named = [person for count, person in counts if count and count == counts[0][0]]
        if len(named) != 1:
            return UNRESOLVED
        scene.interviewee = named[0]
    return _person(scene, scene.interviewee, at, 0.85)


def _named(scene: Scene, span: Span, language: Language) -> Resolved:
    mention = own_name(scene.text, span, language)
    role = role_of(scene.text, span, language)
    if mention is not None:
        return _by_name(scene, mention, span, language, titled=role == "person")
    words = words_of(scene.text, span)
    pronoun = language.roles.get(words[-1], "") if words else ""
    if pronoun in PRONOUNS:
        # "One of them" is nobody who was named.
        part = any(is_preposition(word, language) for word in words)
        return UNRESOLVED if part else _pronoun(scene, span.start, pronoun)
    if role == "person":
        apposed = _apposed(scene.text, span, language)
        return _by_name(scene, apposed, span, language) if apposed else _by_role(scene, span, language)
    return _unnamed(scene, span, language, role)


def _apposed(text: str, span: Span, language: Language) -> NameMention | None:
    """The name that stands after a dash: “the driver — Aibek Sariev”."""
    dash = _APPOSITION.match(text, span.end)
    return own_name(text, Span(*dash.span(1)), language) if dash else None


def _pronoun(scene: Scene, at: int, pronoun: str) -> Resolved:
    if pronoun in ("they", "it"):
        if scene.last and at - scene.last[0] < FARTHEST_ANTECEDENT:
            kind = scene.actors[scene.last[1].id].kind
            if kind is not ActorKind.PERSON:
                return Resolved(scene.last[1], 0.8)
        return UNRESOLVED
    fitting = [person for person in scene.people if pronoun == "one" or person.gender in (None, pronoun)]
    return _most_recent(scene, at, fitting, 0.9)


def _most_recent(scene: Scene, at: int, fitting: Sequence[Person], certainty: float) -> Resolved:
    """The fitting person who was named or spoke last, not too far back.

    Less certain where another fitting person was named nearby too: then who spoke last is the likelier.
    """
    nearby: dict[int, tuple[int, Person]] = {}
    for start, person in scene.recently_named(at):
        if person in fitting:
            nearby.setdefault(id(person), (start, person))
    if (
        scene.last_person
        and scene.last_person[1] in fitting
        and at - scene.last_person[0] < FARTHEST_ANTECEDENT
    ):
        spoke, speaker = scene.last_person
        nearby[id(speaker)] = (max(spoke, nearby.get(id(speaker), (0, speaker))[0]), speaker)
    if not nearby:
        return UNRESOLVED
    (position, person), *others = sorted(nearby.values(), key=lambda each: -each[0])
    close = any(position - other < _RIVAL_DISTANCE for other, _ in others)
    return _person(scene, person, at, certainty - 0.2 if close else certainty)


def _by_name(
    scene: Scene, mention: NameMention, phrase: Span, language: Language, *, titled: bool = False
) -> Resolved:
    owners = (
        [person for person in scene.people if person.keys & mention.keys] if len(mention.words) > 1 else []
    )
    owners = owners or [person for person in scene.people if person.answers_to(mention)]
    if len(owners) == 1:
        return _person(scene, owners[0], mention.span.start, 1.0 if len(mention.words) > 1 else 0.97)
    if owners:
        return UNRESOLVED
    alone = Person(set(mention.keys), [mention])
    if len(mention.words) == 1 and alone.gender is None and not titled:
        return _unnamed(scene, phrase, language, role_of(scene.text, phrase, language))
    scene.people.append(alone)
    return _person(scene, alone, mention.span.start, 0.9)


def _by_role(scene: Scene, span: Span, language: Language) -> Resolved:
    roles = head_roles(scene.text, span, language)
    holders = [person for person in scene.people if share_role(person.roles, roles)]
    words = words_of(scene.text, span)
    owned = any(language.roles.get(word) in PRONOUNS for word in words)
    owned = owned or any(True for _ in name_mentions(scene.text, span, language))
    if holders and not owned:
        return _most_recent(scene, span.start, holders, 0.9)
    if owned or (is_described(scene.text, span, language) and not is_head(scene.text, span, language)):
        # "The speaker of parliament", when no speaker was named, is somebody new.
        return _unnamed(scene, span, language, "person")
    return _most_recent(scene, span.start, scene.people, 0.75)


def _unnamed(scene: Scene, span: Span, language: Language, role: str | None) -> Resolved:
    """An organisation, a group, or somebody whom only a role describes; a bare common noun is nobody."""
    words = scene.text[span.start : span.end].split()
    named = (word for word in words if word.lower() not in language.words)
    if not words or (role is None and not any(word[0].isupper() or word[0] in _MARKS for word in named)):
        return UNRESOLVED
    # The head is declined: the first word where it stands there (посольстве Кемара), else the last in
    # Kyrgyz; where adjectives agree with it the phrase stays as it is written.
    head = 0 if language.code == "ru" else -1
    if language.code != "ru" or word_role(words[0], language) == role:
        words[head] = language.nominatives(words[head].strip(",.;:") or words[head])[0]
    name = " ".join(words)[:_LONGEST_NAME]
    if len(words) == 1 and role is not None:
        for actor in reversed(scene.actors.values()):
            if actor.kind is kind_of(role) and fold(actor.name).split()[-1].startswith(fold(name)[:-1]):
                return Resolved(ActorReference(actor.id, actor.name), 0.85)
    kind = kind_of(role)
    if len(words) == 1 and role is None and is_country(words[0], language):
        kind = ActorKind.COUNTRY
    written = scene.text[span.start : span.end][:_LONGEST_NAME]
    entry = catalogued(written, language.code, scene.catalogue, person=False)
    actor = (
        actor_of(entry, language.code, (span,))
        if entry
        else unnamed_actor(name, language.code, kind, (span,))
    )
    actor = _collected(scene, actor)
    return Resolved(ActorReference(actor.id, actor.name), 0.9)


def _collected(scene: Scene, actor: Actor) -> Actor:
    """The actor with all its mentions so far."""
    if known := scene.actors.get(actor.id):
        actor = replace(known, mentions=tuple(sorted({*known.mentions, *actor.mentions})))
    scene.actors[actor.id] = actor
    return actor


def unnamed_actor(name: str, code: str, kind: ActorKind = ActorKind.ORGANISATION, at: Spans = ()) -> Actor:
    """An actor without a personal name, known by its name as written; ``at`` are its mentions."""
    return Actor(f"{kind}/{_slug(fold(name))}", name, kind, {code: name}, at)


def outlet_actor(name: str, code: str, catalogue: Catalogue) -> Actor:
    """The outlet that printed an article in the language ``code``."""
    entry = catalogued(name, code, catalogue, person=False)
    return actor_of(entry, code, ()) if entry else unnamed_actor(name, code)


def _person(scene: Scene, person: Person, at: int, certainty: float) -> Resolved:
    scene.last_person = (at, person)
    actor = scene.known.get(person)
    if actor is None:
        name = person.name
        spans = tuple(sorted({mention.span for mention in person.mentions}))
        names = {mention.language: " ".join(mention.name) for mention in reversed(person.full_mentions)}
        names |= {person.mentions[0].language: name}
        code = person.mentions[0].language
        entry = catalogued(name, code, scene.catalogue, person=True) if len(name.split()) > 1 else None
        actor = (
            actor_of(entry, code, spans, name)
            if entry
            else Actor("person/" + _slug("-".join(person.key)), name, ActorKind.PERSON, names, spans)
        )
        scene.known[person] = actor = _collected(scene, actor)
    return Resolved(ActorReference(actor.id, actor.name), certainty)


def _slug(text: str) -> str:
    return _NOT_SLUG.sub("-", text).strip("-")
