"""What reviewers send, and what becomes of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote

from msgspec import UNSET, Meta, Struct, UnsetType

from onrecord.api.front import PREFIX
from onrecord.api.problems import ProblemError
from onrecord.records import ActorKind, ActorReference, Kind, Polarity, Span, Target, TargetKind
from onrecord.store import (
    NotFoundError,
    PositionChange,
    Record,
    RecordError,
    StatementChange,
    actor_name,
    find_issue,
    new_actor,
)

_MOST_PIECES = 100

Because = Annotated[
    str, Meta(min_length=1, max_length=2_000, pattern=r"\S", description="Why; others read it.")
]
Name = Annotated[str, Meta(min_length=1, max_length=2_000)]
Pieces = Annotated[
    tuple[Span, ...],
    Meta(max_length=_MOST_PIECES, description="Half-open code-point offsets, in the order of the text."),
]


class Sent(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A body; what it does not know is refused."""


class NewActor(Sent, kw_only=True, frozen=True):
    """Somebody whom the record does not know, by the full name in the nominative."""

    name: Annotated[str, Meta(min_length=1, max_length=160, examples=["Aida Sarieva"])]
    kind: ActorKind = ActorKind.PERSON


AnActor = (
    Annotated[Name, Meta(description="An actor's id.", examples=["person/aida-sarieva"])] | NewActor | None
)


class StatementForm(Sent, kw_only=True, frozen=True):
    """What to make of a statement; what is not given stays. A speaker of null: it is not settled who."""

    kind: Kind | UnsetType = UNSET
    content: Pieces | UnsetType = UNSET
    cue: Pieces | UnsetType = UNSET
    speaker_span: Pieces | UnsetType = UNSET
    speaker: AnActor | UnsetType = UNSET


class GivenTarget(Sent, kw_only=True, frozen=True):
    """What a position is about: an actor by its id, an issue by its key; `name` is for a new issue."""

    kind: TargetKind
    id: Name
    name: Name | UnsetType = UNSET


class PositionForm(Sent, kw_only=True, frozen=True):
    """What to make of a position; what is not given stays. A holder of null: it is not settled who."""

    polarity: Polarity | UnsetType = UNSET
    holder: AnActor | UnsetType = UNSET
    target: GivenTarget | UnsetType = UNSET


class Reasoned(Sent, kw_only=True, frozen=True, tag_field="ruling"):
    """What somebody says of a statement or position."""

    because: Because | UnsetType = UNSET


class Accept(Reasoned, kw_only=True, frozen=True, tag="accept"):
    """All of it is right as it is shown."""


class Reject(Reasoned, kw_only=True, frozen=True, tag="reject"):
    """It is none, and is not shown any more."""


class ChangeStatement(Reasoned, kw_only=True, frozen=True, tag="change"):
    """It is one, but otherwise."""

    change: StatementForm


class ChangePosition(Reasoned, kw_only=True, frozen=True, tag="change"):
    """It is one, but otherwise."""

    change: PositionForm


StatementRuling = Accept | Reject | ChangeStatement
PositionRuling = Accept | Reject | ChangePosition


class NewStatement(StatementForm, kw_only=True, frozen=True):
    """A statement that nothing found."""

    document: Name
    kind: Kind
    content: Annotated[Pieces, Meta(min_length=1)]
    because: Because | UnsetType = UNSET


def statement_change(record: Record, form: StatementForm) -> StatementChange:
    """The change that a form asks for.

    Raises:
        ProblemError: it names an actor by an id that there is not.
    """
    return StatementChange(
        kind=form.kind,
        content=form.content,
        cue=form.cue,
        speaker_span=form.speaker_span,
        speaker=_actor(record, form.speaker),
    )


def position_change(record: Record, form: PositionForm) -> PositionChange:
    """The change that a form asks for.

    Raises:
        ProblemError: it names an actor by an id that there is not.
    """
    return PositionChange(
        polarity=form.polarity,
        holder=_actor(record, form.holder),
        target=_target(record, form.target) if form.target else UNSET,
    )


def address(*parts: str) -> str:
    """The path of a resource, without what a proxy puts before it."""
    return "/".join((PREFIX, *(quote(part, safe="") for part in parts)))


def _actor(record: Record, given: str | NewActor | UnsetType | None) -> ActorReference | UnsetType | None:
    if given is None or isinstance(given, UnsetType):
        return given
    if isinstance(given, NewActor):
        return new_actor(record, given.name, given.kind)
    return known_actor(record, given)


def known_actor(record: Record, identifier: str) -> ActorReference:
    """The actor with this id.

    Raises:
        ProblemError: there is none.
    """
    try:
        return ActorReference(identifier, actor_name(record, identifier))
    except NotFoundError as error:
        raise ProblemError(
            HTTPStatus.CONFLICT, f"There is no actor {identifier!r} in this record."
        ) from error


def _target(record: Record, given: GivenTarget) -> Target:
    if given.kind is TargetKind.ACTOR:
        actor = known_actor(record, given.id)
        return Target(TargetKind.ACTOR, actor.id, actor.name)
    return Target(TargetKind.ISSUE, given.id, given.name or _issue_name(record, given.id))


def _issue_name(record: Record, key: str) -> str:
    try:
        known = find_issue(record, key)
    except RecordError:
        return key
    return known.name if known.id == key else key
