"""Documents with positions, made by hand, of invented people, for tests of the record and the program."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from onrecord.records import (
    Actor,
    ActorKind,
    ActorReference,
    Analysis,
    Polarity,
    Position,
    Span,
    Spans,
    Target,
    TargetKind,
)
from onrecord.store import Record, add
from store.making import analysis

SARIEV = ActorReference("person/aibek-sariev", "Aibek Sariev")
SARIEVA = ActorReference("person/aida-sarieva", "Aida Sarieva")
BORUBAEV = ActorReference("person/kanat-borubaev", "Kanat Borubaev")
KEMAR = ActorReference("country/kemar", "Kemar")
NEUTRALITY = Target(TargetKind.ISSUE, "neutrality", "neutrality of Toluk")
TOLL = Target(TargetKind.ISSUE, "bridge-toll", "платный мост")

FOR, NEUTRAL, AGAINST = Polarity.FOR, Polarity.NEUTRAL, Polarity.AGAINST
_REST = {"statement": None, "claimed_by": None, "past": False, "confidence": 0.8, "method": "by hand"}
_KINDS = {"person": ActorKind.PERSON, "country": ActorKind.COUNTRY}


def on(actor: ActorReference) -> Target:
    """The actor as a target."""
    return Target(TargetKind.ACTOR, actor.id, actor.name)


def position(  # noqa: PLR0913 - a position has as many parts
    text: str,
    identifier: str,
    holder: ActorReference | None,
    polarity: Polarity,
    target: Target,
    evidence: str,
    *,
    named: str = "",
    about: str = "",
    condition: str = "",
    **fields: Any,
) -> Position:
    """A position whose spans are where the words given first stand in ``text``."""
    return Position(
        id=identifier,
        holder=holder,
        holder_span=_spans(text, named),
        target=target,
        target_span=_spans(text, about),
        polarity=polarity,
        evidence=_spans(text, evidence),
        condition=_spans(text, condition),
        **_REST | fields,
    )


def holding(found: Analysis, *held: Position) -> Analysis:
    """The analysis with these positions, and everybody whom they concern as an actor of the document."""
    known = {actor.id for actor in found.actors}
    references = [
        ActorReference(reference.id, reference.name)
        for each in held
        for reference in (each.holder, each.claimed_by, each.target)
        if reference and not (isinstance(reference, Target) and reference.kind is TargetKind.ISSUE)
    ]
    more = {
        reference.id: Actor(reference.id, reference.name, _KINDS[reference.id.partition("/")[0]])
        for reference in references
        if reference.id not in known
    }
    return replace(found, actors=(*found.actors, *more.values()), positions=held)


def stays() -> Analysis:
    """Sariev is for neutrality, in 2022."""
    found = analysis(
        "[content:“Neutrality has served Toluk well,”] [cue:said] [speaker:Foreign Minister Aibek Sariev].",
        id="en-1",
        outlet="Ak-Sai Courier",
        published="2022-03-09",
        title="Sariev praises neutrality",
    )
    said = position(
        found.document.text, "p1", SARIEV, FOR, NEUTRALITY, "has served Toluk well",
        named="Aibek Sariev", about="Neutrality", statement="s1", confidence=0.9,
    )  # fmt: skip
    return holding(found, said)


def leaves() -> Analysis:
    """Sariev is against it in 2024, with a past position, one on a condition and one that another claims."""
    found = analysis(
        "The talks ended on Tuesday. [content1:“It was right that we were neutral, but now we must choose a"
        " side,”] [speaker1:Minister Aibek Sariev] [cue1:said]. [content2:“If Kemar pays, we will stand by"
        " it,”] [cue2:he added].\nAccording to [speaker3:Kanat Borubaev], [content3:Sariev has long wanted to"
        " give neutrality up].",
        id="en-2",
        outlet="Kemar Daily",
        published="2024-10-16",
        title="Toluk to choose",
    )
    text = found.document.text
    return holding(
        found,
        position(
            text, "p1", SARIEV, FOR, NEUTRALITY, "It was right that we were neutral",
            about="neutral", named="Aibek Sariev", statement="s1", past=True, confidence=0.7,
        ),
        position(
            text, "p2", SARIEV, AGAINST, NEUTRALITY, "now we must choose a side",
            named="Aibek Sariev", statement="s1", confidence=0.85,
        ),
        position(
            text, "p3", SARIEV, FOR, on(KEMAR), "we will stand by it",
            about="Kemar", condition="If Kemar pays", statement="s2", confidence=0.6,
        ),
        position(
            text, "p4", SARIEV, AGAINST, NEUTRALITY, "give neutrality up",
            named="Sariev", about="neutrality", statement="s3", claimed_by=BORUBAEV, confidence=0.75,
        ),
    )  # fmt: skip


def opposes() -> Analysis:
    """In Kyrgyz Sarieva is against Sariev; who is neutral on the toll the text does not settle."""
    found = analysis(
        "[speaker:Аида Сариева] Айбек Сариевге [content:каршы экенин] [cue:айтты]. Депутаттар көпүрө үчүн"
        " төлөмгө кайдыгер.",
        id="ky-1",
        language="ky",
        outlet="Толук ТВ",
        published="2024-11",
    )
    text = found.document.text
    return holding(
        found,
        position(
            text, "q1", SARIEVA, AGAINST, on(SARIEV), "каршы экенин", about="Айбек Сариевге", statement="s1"
        ),
        position(text, "q2", None, NEUTRAL, TOLL, "кайдыгер", named="Депутаттар", confidence=0.5),
    )


def hostile() -> Analysis:
    """A text, a name and an issue that would steer a terminal, without a date."""
    found = analysis(
        "We \x1b[2Jrefuse\u202e it\x9b.\u2028Never.", id="ru-1", language="ru", title="\x1b[2J=Мост\u202e"
    )
    someone = ActorReference("person/\x1bx", "\x1b[2JDinara\u2066 Osmonova")
    issue = Target(TargetKind.ISSUE, "\x1b[31mkey", "=Мост\u202e\x1b[2J")
    return holding(
        found, position(found.document.text, "h\x1b1", someone, AGAINST, issue, "\x1b[2Jrefuse\u202e it")
    )


def put(record: Record, *made: Analysis) -> None:
    """Add the analyses."""
    for found in made:
        add(record, found.document, found)


def _spans(text: str, words: str) -> Spans:
    if not words:
        return ()
    start = text.index(words)
    return (Span(start, start + len(words)),)
