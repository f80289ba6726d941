"""The lines of an export."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from onrecord.records import ActorKind, ActorReference, Kind, Polarity, Span, Target
from onrecord.store import Subject
from onrecord.store.rows import Printing


class Line(msgspec.Struct, tag_field="type", forbid_unknown_fields=True):
    """An object with a ``type``."""


class ActorLine(Line, tag="actor"):
    """An actor as it was found."""

    id: str
    name: str
    kind: ActorKind | None
    names: dict[str, str]
    named_with: str
    # Exports of the first version have none.
    formerly: tuple[str, ...] = ()


class Mentions(msgspec.Struct, forbid_unknown_fields=True):
    """Where a document names an actor."""

    actor: str
    spans: tuple[Span, ...]


class DocumentLine(Line, tag="document"):
    """The document's own fields as `extract` gives them, then what the record knows besides."""

    id: str
    language: str
    title: str | None
    url: str | None
    outlet: str | None
    authors: tuple[str, ...]
    published: str | None
    text: str
    boilerplate: tuple[Span, ...]
    sha256: str
    analysed_with: str
    printings: Annotated[tuple[Printing, ...], msgspec.Meta(min_length=1)]
    mentions: tuple[Mentions, ...]
    statements: Annotated[int, msgspec.Meta(ge=0)]
    """How many of them follow."""
    # Exports of the first two versions have none.
    positions: Annotated[int, msgspec.Meta(ge=0)] = 0
    """How many of them follow the statements."""


class StatementLine(Line, tag="statement"):
    """A statement as it was found, of the document before it."""

    id: str
    document: str
    kind: Kind
    content: Annotated[tuple[Span, ...], msgspec.Meta(min_length=1)]
    cue: tuple[Span, ...]
    speaker_span: tuple[Span, ...]
    speaker: ActorReference | None
    via: tuple[ActorReference, ...]
    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)]
    method: str
    analysed_with: str


class PositionLine(Line, tag="position"):
    """A position as it was found, in the document before it and of a statement before it, if of one."""

    id: str
    document: str
    holder: ActorReference | None
    holder_span: tuple[Span, ...]
    target: Target
    target_span: tuple[Span, ...]
    polarity: Polarity
    evidence: Annotated[tuple[Span, ...], msgspec.Meta(min_length=1)]
    statement: str | None
    claimed_by: ActorReference | None
    past: bool
    condition: tuple[Span, ...]
    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)]
    method: str
    analysed_with: str


class Corrected(msgspec.Struct, forbid_unknown_fields=True):
    """What was corrected: ``upon`` as it was shown then, ``becomes`` as it is since.

    Both have the fields of a statement or a position; ``upon`` is null where it was added, ``becomes`` where
    it was rejected. ``words`` are those of both, by role. ``revision`` is the number of the correction that
    stood last when it was made; numbers go by the order of the correction lines, from 1.
    """

    subject: Subject
    document: str
    id: str
    revision: Annotated[int, msgspec.Meta(ge=0)]
    upon: dict[str, Any] | None
    becomes: dict[str, Any] | None
    words: dict[str, dict[str, tuple[str, ...]]]
    analysed_with: str


class CorrectionLine(Line, tag="correction", kw_only=True, omit_defaults=True):
    """A decision on two actors (``a``, ``b``), or a correction of a statement or position (``of``).

    The actors have the ids and names that they had when it was made.
    """

    verdict: str
    a: ActorReference | None = None
    b: ActorReference | None = None
    of: Corrected | None = None
    author: str
    decided: str
    because: str | None
    undone: str | None
    undone_by: str | None


AnyLine = ActorLine | DocumentLine | StatementLine | PositionLine | CorrectionLine
