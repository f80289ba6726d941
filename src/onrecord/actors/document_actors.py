"""The actors of one document: what a person, a body, a group becomes once it speaks or is named."""

from __future__ import annotations

from onrecord.actors.catalogue import Catalogue, Entry
from onrecord.actors.catalogued import actor_of, bearers, catalogued, everyone
from onrecord.actors.groups import GroupMention
from onrecord.actors.identifiers import person_id, slug
from onrecord.actors.namesakes import meant
from onrecord.actors.people import Person
from onrecord.actors.scene import Scene
from onrecord.languages import Language
from onrecord.records import Actor, ActorKind, ActorReference, Span, Spans
from onrecord.romanisation import fold

LONGEST_NAME = 160
INTERVIEWER = "person/interviewer"
"""The id of whoever asks, in every document."""


def unnamed_actor(name: str, code: str, kind: ActorKind = ActorKind.ORGANISATION, at: Spans = ()) -> Actor:
    """An actor without a personal name, known by its name as written; ``at`` are its mentions."""
    return Actor(f"{kind}/{slug(fold(name))}", name, kind, {code: name}, at)


def outlet_actor(name: str, code: str, catalogue: Catalogue) -> Actor:
    """The outlet that printed an article in the language ``code``."""
    entry = catalogued(name, code, catalogue, person=False)
    return actor_of(entry, code, ()) if entry else unnamed_actor(name, code)


def body(scene: Scene, name: str, kind: ActorKind, span: Span, code: str) -> ActorReference:
    """Whoever is named at ``span`` without a personal name, as ``name`` in the nominative."""
    known = scene.mentions.group_at(span)
    # "Their relatives" are those of somebody; where the phrase alone tells who is meant, both names are one.
    if known and known.kind is kind and fold(known.name) == fold(name):
        return group(scene, known, code)
    entry = entry_at(scene, span, code)
    actor = (
        actor_of(entry, code, (span,)) if entry else unnamed_actor(name[:LONGEST_NAME], code, kind, (span,))
    )
    return _reference(_collected(scene, actor))


def entry_at(scene: Scene, span: Span, code: str) -> Entry | None:
    """Whom the catalogue knows by the words at ``span``; of several, the one that the document has named.

    “The parliament” is that of which the document speaks by its full name.
    """
    written = scene.text[span.start : span.end][:LONGEST_NAME]
    if entry := catalogued(written, code, scene.catalogue, person=False):
        return entry
    named = [entry for entry in everyone(written, code, scene.catalogue) if entry.id in scene.actors]
    return named[0] if len(named) == 1 else None


def group(scene: Scene, mention: GroupMention, code: str) -> ActorReference:
    """A group or office holder without a name: one in all languages as far as its words are known."""
    written = scene.text[mention.span.start : mention.span.end][:LONGEST_NAME]
    for name in (written, mention.name[:LONGEST_NAME]):
        if entry := catalogued(name, code, scene.catalogue, person=False):
            return entered(scene, entry, mention.span, code)
    identity = f"{mention.kind}/{slug(fold('-'.join(mention.key)))}"
    name = mention.name[:LONGEST_NAME]
    actor = Actor(identity, name, mention.kind, {code: name}, (mention.span,))
    return _reference(_collected(scene, actor))


def interviewer(scene: Scene, language: Language) -> ActorReference:
    """Whoever asks in an interview, whom the text seldom names."""
    name = next((word for word, role in language.roles.items() if role == "interviewer"), "interviewer")
    actor = Actor(INTERVIEWER, name, ActorKind.PERSON, {language.code: name})
    return _reference(_collected(scene, actor))


def mentioned(scene: Scene, who: ActorReference, span: Span) -> None:
    """Note one more place where an actor of the document is named."""
    _placed(scene, who.id, (span,))


def entered(scene: Scene, entry: Entry, span: Span, code: str) -> ActorReference:
    """An actor of the catalogue whom the text does not name but means at ``span``."""
    return _reference(_collected(scene, actor_of(entry, code, (span,))))


def entry_of(scene: Scene, who: Person) -> Entry | None:
    """The catalogue's entry for a person whom the text names in full."""
    if " " not in who.name:
        return None
    code = who.mentions[0].language
    known = bearers(who.name, code, scene.catalogue, person=True)
    return meant(known, who.roles, _countries(scene, code) if len(known) > 1 else (), scene.published)


def _countries(scene: Scene, code: str) -> frozenset[str]:
    """The folded English names of the countries that the document names."""
    named = {scene.text[start:end] for start, end in scene.mentions.countries}
    entries = (catalogued(name, code, scene.catalogue, person=False) for name in named)
    return frozenset(fold(name) for entry in entries if entry for name in entry.names.get("en", ()))


def person(scene: Scene, who: Person, at: int) -> ActorReference:
    """A person who speaks at ``at``."""
    scene.last_person = (at, who)
    return named(scene, who)


def named(scene: Scene, who: Person) -> ActorReference:
    """A person whom the document names."""
    actor = scene.known.get(who)
    if actor is None:
        scene.known[who] = actor = _collected(scene, _person_actor(scene, who))
    return _reference(actor)


def _person_actor(scene: Scene, who: Person) -> Actor:
    name = who.name
    spans = tuple(sorted({mention.span for mention in who.mentions}))
    names = {mention.language: " ".join(mention.name) for mention in reversed(who.full_mentions)}
    code = who.mentions[0].language
    names[code] = name
    if entry := entry_of(scene, who):
        return actor_of(entry, code, spans, name)
    return Actor(person_id(who.key), name, ActorKind.PERSON, names, spans)


def _collected(scene: Scene, actor: Actor) -> Actor:
    """The actor as the document has it."""
    _placed(scene, actor.id, actor.mentions)
    return scene.actors.setdefault(actor.id, actor)


def _placed(scene: Scene, identity: str, spans: Spans) -> None:
    scene.places.setdefault(identity, set()).update(spans)
    if spans:
        scene.latest[identity] = max(scene.latest.get(identity, 0), spans[-1].start)


def _reference(actor: Actor) -> ActorReference:
    return ActorReference(actor.id, actor.name)
