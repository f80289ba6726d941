"""Actors, articles and mentions as entities of FollowTheMoney (https://followthemoney.tech), in JSON Lines.

A person is a ``Person``, an organisation an ``Organization``, a country a ``PublicBody``, since it acts; a
group or an actor of unknown kind is a ``LegalEntity``. There is no schema for what somebody says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from onrecord.export.addresses import web_address, wikidata_id
from onrecord.export.dates import iso_date
from onrecord.export.documents import Exported, by_document
from onrecord.export.lists import json_lines
from onrecord.records import ActorKind, Span
from onrecord.store import Record, all_actors, shown_actor
from onrecord.store.actor_rows import RecordedActor
from onrecord.store.rows import RecordedStatement

_SCHEMATA = {
    ActorKind.PERSON: "Person",
    ActorKind.ORGANISATION: "Organization",
    ActorKind.COUNTRY: "PublicBody",
    ActorKind.GROUP: "LegalEntity",
    None: "LegalEntity",
}
# It takes ISO 639-3.
_LANGUAGES = {"en": "eng", "ky": "kir", "ru": "rus"}
_ID_DIGITS = 40

Entity = dict[str, Any]


def entities(record: Record, found: Iterable[RecordedStatement]) -> Iterator[str]:
    """The articles of these statements, all whom they mention, and where; lines of JSON."""
    return json_lines(_entities(record, found))


def _entities(record: Record, found: Iterable[RecordedStatement]) -> Iterator[Entity]:
    shown = _Shown(record)
    for exported in by_document(record, found):
        yield _article(exported)
        yield from _mentions(exported, shown)
        for statement in exported.items:
            if statement.statement.speaker:
                shown.as_whom(statement.statement.speaker.id)
    for identifier, members in shown.members().items():
        yield _actor(identifier, members)


class _Shown:
    """Whom decisions show as whom, of the actors that were asked for."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._asked: dict[str, str] = {}

    def as_whom(self, identifier: str) -> str:
        """The id of the actor as which the one with this id is shown."""
        if identifier not in self._asked:
            self._asked[identifier] = shown_actor(self._record, identifier).id
        return self._asked[identifier]

    def members(self) -> dict[str, list[RecordedActor]]:
        """Those asked for, by the id of whom they are shown as, which is first."""
        wanted = set(self._asked.values())
        groups: dict[str, list[RecordedActor]] = defaultdict(list)
        for actor in all_actors(self._record):
            if actor.id in wanted:
                groups[actor.id].insert(0, actor)
            elif actor.id in self._asked:
                groups[self._asked[actor.id]].append(actor)
        return groups


def _article(exported: Exported[RecordedStatement]) -> Entity:
    label, document = exported.label, exported.recorded.document
    return _entity(
        _document_id(label.id),
        "Article",
        title=[label.title],
        name=[label.title],
        author=document.authors,
        publisher=[label.outlet],
        publishedAt=[iso_date(label.published)],
        language=[_LANGUAGES.get(label.language.partition("-")[0])],
        sourceUrl=[web_address(label.url)],
        bodyText=[document.text],
    )


def _mentions(exported: Exported[RecordedStatement], shown: _Shown) -> Iterator[Entity]:
    text, document = exported.recorded.document.text, exported.label.id
    places: dict[str, list[Span]] = defaultdict(list)
    for actor, spans in exported.recorded.mentions:
        places[shown.as_whom(actor)].extend(spans)
    for actor, spans_of_all in places.items():
        yield _entity(
            _hashed("mention", document, actor),
            "Mention",
            document=[_document_id(document)],
            resolved=[_actor_id(actor)],
            name=[text[start:end] for start, end in spans_of_all],
        )


def _actor(identifier: str, members: Sequence[RecordedActor]) -> Entity:
    kind = next((actor.kind for actor in members if actor.kind), None)
    shown, *others = members
    return _entity(
        _actor_id(identifier),
        _SCHEMATA[kind],
        name=[shown.name],
        alias=[
            *(name for actor in members for name in actor.names.values()),
            *(actor.name for actor in others),
        ],
        wikidataId=[wikidata_id(actor.id) for actor in members],
    )


def _entity(identifier: str, schema: str, **properties: Iterable[str | None]) -> Entity:
    """An entity; values are trimmed and named once each, and properties without any are left out."""
    kept = {name: _values(name, values) for name, values in properties.items()}
    return {
        "id": identifier,
        "schema": schema,
        "properties": {name: values for name, values in kept.items() if values},
    }


def _values(name: str, given: Iterable[str | None]) -> list[str]:
    if name == "bodyText":
        return [value for value in given if value]
    return list(dict.fromkeys(line for value in given if value and (line := _one_line(value))))


def _one_line(value: str) -> str:
    """The value without line breaks and characters that do not print."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in value).split())


def _document_id(identifier: str) -> str:
    return _hashed("document", identifier)


def _actor_id(identifier: str) -> str:
    # Other data sets know an actor of Wikidata by this id.
    return wikidata_id(identifier) or _hashed("actor", identifier)


def _hashed(*parts: str) -> str:
    # Ids may hold what ids there must not, and may be very long.
    return "onrecord-" + sha256("\0".join(parts).encode()).hexdigest()[:_ID_DIGITS]
