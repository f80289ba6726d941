"""The values that everything else passes on: frozen, comparable, free of behaviour.

Offsets are half-open code-point offsets into :attr:`Document.text`, which is never changed after reading.
Terms are those of the attribution literature (PARC 3.0, PolNeAR): speaker (source), cue, content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """``text[start:end]`` in code points; a tuple, so that it is ``[start, end]`` in JSON."""

    start: int
    end: int


Spans = tuple[Span, ...]


class Kind(StrEnum):
    """How the content is given: in the speaker's words, in the writer's, or in both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it was read, with what it says of itself.

    ``language`` is a BCP 47 code (``und`` where unknown), ``published`` ISO 8601 at the precision known.
    ``boilerplate`` marks captions, share bars and the like; they stay in ``text``.
    """

    id: str
    text: str
    language: str = "und"
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    boilerplate: Spans = ()


@dataclass(frozen=True, slots=True)
class ActorReference:
    """An actor as a statement names it: enough to show and to look up."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that speaks or is spoken of, with every place where the document names it."""

    id: str
    name: str
    kind: ActorKind
    names: Mapping[str, str] = field(default_factory=dict)
    mentions: Spans = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One attributed utterance.

    ``content`` has several pieces where the cue interrupts it. ``cue`` and ``speaker_span`` are empty where
    the text has none; ``speaker`` is ``None`` where the text does not settle who speaks. ``via`` names who
    reports it, outermost first. ``confidence`` is the estimated probability, 0 to 1, that content and
    speaker are right; ``method`` names the engine and the rule that found it.
    """

    id: str
    kind: Kind
    content: Spans
    cue: Spans
    speaker_span: Spans
    speaker: ActorReference | None
    via: tuple[ActorReference, ...]
    confidence: float
    method: str


class Polarity(IntEnum):
    """How a holder stands to a target; neutral is a stand that was taken, not one that is missing."""

    AGAINST = -1
    NEUTRAL = 0
    FOR = 1


class TargetKind(StrEnum):
    """What a position is about."""

    ACTOR = "actor"
    ISSUE = "issue"


@dataclass(frozen=True, slots=True)
class Target:
    """What a position is about: an actor or an issue by its id; an issue that nobody defined by its words."""

    kind: TargetKind
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Position:
    """One stand that a document shows: who is for or against what, and the words that show it.

    ``holder`` is ``None`` where the text does not settle who stands so; ``holder_span`` and ``target_span``
    are where the text names both nearby, empty where it does not. ``evidence`` is what shows the stand.
    ``statement`` is the id of the statement that holds the evidence, ``None`` in narration; ``claimed_by``
    is who says that the holder stands so, where that is somebody else. ``past`` tells that the text speaks of
    the past only; ``condition`` is what the stand depends on. ``confidence`` is the estimated probability,
    0 to 1, that holder, target and polarity are right.
    """

    id: str
    holder: ActorReference | None
    holder_span: Spans
    target: Target
    target_span: Spans
    polarity: Polarity
    evidence: Spans
    statement: str | None
    claimed_by: ActorReference | None
    past: bool
    condition: Spans
    confidence: float
    method: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one document yields."""

    document: Document
    statements: tuple[Statement, ...]
    actors: tuple[Actor, ...]
    positions: tuple[Position, ...] = ()
