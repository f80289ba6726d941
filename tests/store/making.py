"""Analyses made by hand, so that tests of the record do not rest on what the engine finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from marked import parse
from onrecord.reading import text_id
from onrecord.records import Actor, ActorKind, ActorReference, Analysis, Document, Kind, Span, Statement

READY = "[content:“We are ready,”] [cue:said] [speaker:President Aida Sarieva] in Ak-Sai. => Aida Sarieva"
BRIDGE = "[speaker:Айбек Турганов] [cue:деп билдирди]: [content:«Көпүрө ачылды»]. => Айбек Турганов"
TOLL = "По словам министра, [content:проезд будет платным]. Ак-Сайдагы Турганов. Сөз 2000."


def analysis(marked: str, **fields: Any) -> Analysis:
    """What a marked line says; every named speaker is an actor, mentioned where the name is written."""
    case = parse(marked)
    document = Document(**{"id": text_id(case.text), "text": case.text, "language": "en", **fields})
    actors = {name: _actor(name, case.text, document.language) for name in case.names.values()}
    statements = tuple(
        Statement(
            id=f"s{number}",
            kind=Kind.DIRECT,
            content=marks.content,
            cue=marks.cue,
            speaker_span=marks.speaker,
            speaker=_reference(actors.get(case.names.get(number, ""))),
            via=(),
            confidence=0.75,
            method="by hand",
        )
        for number, marks in enumerate(case.statements, 1)
    )
    return Analysis(document, statements, tuple(actors.values()))


def with_ids(found: Analysis, ids: Mapping[str, str]) -> Analysis:
    """The same analysis with other ids for some of its actors, as another version might give them."""
    return replace(
        found,
        actors=tuple(replace(actor, id=ids.get(actor.id, actor.id)) for actor in found.actors),
        statements=tuple(
            replace(
                statement,
                speaker=statement.speaker
                and replace(statement.speaker, id=ids.get(statement.speaker.id, statement.speaker.id)),
            )
            for statement in found.statements
        ),
    )


def _actor(name: str, text: str, language: str) -> Actor:
    start = text.find(name)
    mentions = (Span(start, start + len(name)),) if start >= 0 else ()
    return Actor(name.casefold().replace(" ", "-"), name, ActorKind.PERSON, {language: name}, mentions)


def _reference(actor: Actor | None) -> ActorReference | None:
    return ActorReference(actor.id, actor.name) if actor else None
