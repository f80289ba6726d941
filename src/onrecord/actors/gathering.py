"""All whom a document names: persons, bodies, countries and groups become actors with all their mentions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from onrecord.actors import document_actors
from onrecord.actors.bodies import without_name
from onrecord.actors.demonyms import demonym_mentions
from onrecord.actors.groups import GroupMention
from onrecord.actors.people import Person
from onrecord.actors.resolution import office_holder
from onrecord.actors.scene import Scene
from onrecord.languages import Language
from onrecord.records import ActorKind, ActorReference, Span

# A name and its abbreviation: "… уюму (ЖККУ)".
_ABBREVIATED = re.compile(r"[»”\"]?\s?\((?P<short>[A-ZА-ЯЁҢӨҮ]{2,8})\)")
# An abbreviation with its case ending: ЖККУда.
_CAPITALS = re.compile(r"(?<![\w-])(?P<short>[A-ZА-ЯЁҢӨҮ]{2,8})(?:[-’']?[a-zа-яёңөү]{1,6})?(?!\w)")
# What names more bodies is a list, and would take time that grows with the square.
_MOST_BODIES = 500


def gather(scene: Scene, paragraphs: Sequence[tuple[Span, Language]]) -> None:
    """Make actors of all whom the document names, and add all places where it names those who speak.

    Persons come first: an office that is named without its holder may be theirs.
    """
    spoke = sorted(span for spans in scene.places.values() for span in spans)
    for person in [*scene.people, *_family_names_alone(scene)]:
        document_actors.named(scene, person)
    _bodies(scene, paragraphs)
    _countries(scene, paragraphs)
    for span, language in paragraphs:
        for group in scene.mentions.groups_in(span):
            if not _inside_any(group.head, spoke):
                _group(scene, group, language)


def _countries(scene: Scene, paragraphs: Sequence[tuple[Span, Language]]) -> None:
    """Countries by their names, and by demonyms that are no part of another name."""
    mentions = scene.mentions
    named = sorted([*mentions.bodies, *mentions.countries, *(each.span for each in mentions.persons)])
    for span, language in paragraphs:
        for place in mentions.countries_in(span):
            name = language.nominatives(scene.text[place.start : place.end])[0]
            document_actors.body(scene, name, ActorKind.COUNTRY, place, language.code)
        for adjective in demonym_mentions(scene.text, span, language):
            entry = scene.catalogue.country(adjective.country)
            if entry and not adjective.people and not _inside_any(adjective.span, named):
                document_actors.entered(scene, entry, adjective.span, language.code)


def _inside_any(span: Span, others: Sequence[Span]) -> bool:
    """Whether a span lies in one of others, which are in order."""
    last = bisect_right(others, span.start, key=lambda each: each.start) - 1
    return last >= 0 and span.end <= others[last].end


def _family_names_alone(scene: Scene) -> list[Person]:
    """Persons whom the document never names in full."""
    if not scene.mentions.recognised:
        return []
    known = {mention.span for person in scene.people for mention in person.mentions}
    found: dict[tuple[str, ...], Person] = {}
    for mention in scene.mentions.persons:
        if mention.span not in known and len(mention.words) == 1:
            person = found.setdefault(min(mention.keys), Person(set(mention.keys)))
            person.mentions.append(mention)
    return list(found.values())


def _bodies(scene: Scene, paragraphs: Sequence[tuple[Span, Language]]) -> None:
    """Bodies by their names, and by the abbreviations that stand in brackets behind these."""
    known: dict[str, ActorReference] = {}
    short: dict[str, ActorReference] = {}
    for paragraph, language in paragraphs:
        for span in scene.mentions.bodies_in(paragraph):
            written = scene.text[span.start : span.end]
            found = known.get(written)
            if found is None and len(known) < _MOST_BODIES:
                found = without_name(scene, span, language, "organisation").actor
            if found is not None:
                known[written] = found
                document_actors.mentioned(scene, found, span)
                if match := _ABBREVIATED.match(scene.text, span.end):
                    short[match["short"]] = found
        for word in _CAPITALS.finditer(scene.text, *paragraph) if short else ():
            if found := short.get(word["short"]):
                document_actors.mentioned(scene, found, Span(*word.span()))


def _group(scene: Scene, group: GroupMention, language: Language) -> None:
    """A group; or whoever holds an office, whom only the office names."""
    if group.kind is ActorKind.PERSON and (holder := office_holder(scene, group.span, language).actor):
        document_actors.mentioned(scene, holder, group.span)
    else:
        document_actors.group(scene, group, language.code)
