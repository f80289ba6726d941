"""What people said of statements, positions and actors, and what to check next."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from litestar import Response
from litestar.status_codes import HTTP_201_CREATED
from msgspec import UNSET, Meta, UnsetType

from onrecord.access import Caller, Role
from onrecord.api.opening import missing, reading, writing
from onrecord.api.operations import reads, said, writes
from onrecord.api.paging import Listed, listed
from onrecord.api.problems import AnyRequest, ProblemError
from onrecord.api.questions import HistoryQuestion, QueueQuestion
from onrecord.api.rulings import Because, Name, Sent, address, known_actor
from onrecord.api.settings import Settings
from onrecord.store import (
    Correction,
    CorrectionFilter,
    Decision,
    Page,
    Record,
    Verdict,
    decide,
    decisions,
    find_said,
    history,
    queue,
    undo,
)
from onrecord.wire.recorded import AnyQueued, AnySaid, DecisionObject, queue_object, said_object

_LARGEST = 2**63 - 1


class NewDecision(Sent, kw_only=True, frozen=True):
    """That two actors are one, or are not."""

    verdict: Verdict
    a: Annotated[Name, Meta(description="An actor's id.", examples=["person/aibek-sariev"])]
    b: Annotated[Name, Meta(description="Another's.", examples=["person/aibek-saryev"])]
    because: Because | UnsetType = UNSET


@reads("/queue", "corrections")
def get_queue(settings: Settings, asked: QueueQuestion) -> tuple[AnyQueued, ...]:
    """What is most worth checking: uncertain and of consequence, and nobody has said anything of it yet.

    It has no further parts: what is corrected leaves it, and the next is first.
    """
    with reading(settings) as record:
        found = queue(record, asked.limit, document=asked.document or None)
    return tuple(map(queue_object, found))


@reads("/history", "corrections")
def list_history(
    request: AnyRequest, settings: Settings, asked: HistoryQuestion
) -> Response[Listed[AnySaid]]:
    """Decisions and corrections, the latest first, undone ones too."""
    given = {name: value for name, value in said(asked).items() if name not in ("limit", "cursor")}
    before = int(asked.cursor, 16) if asked.cursor else None
    with reading(settings) as record:
        found = list(history(record, CorrectionFilter(**given, before=before), asked.limit + 1))
    part = found[: asked.limit]
    following = f"{part[-1].number:x}" if len(found) > asked.limit else None
    return listed(request, Page(tuple(part), following), said_object)


@reads("/history/{number:int}", "corrections")
def get_said(settings: Settings, number: int) -> AnySaid:
    """One decision or correction."""
    with reading(settings) as record:
        return said_object(_found(record, number))


@writes("POST", "/history/{number:int}/undo", "corrections", Role.REVIEWER, HTTPStatus.CONFLICT)
def undo_said(settings: Settings, caller: Caller, number: int) -> AnySaid:
    """Take back a decision or correction. What others said an admin takes back."""
    with writing(settings) as record:
        found = _found(record, number)
        if not caller.may_undo(found.author):
            raise ProblemError(
                HTTPStatus.FORBIDDEN, f"{found.author} said this; you can take back what you said yourself."
            )
        return said_object(undo(record, number, author=caller.name))


@reads("/decisions", "actors")
def list_decisions(settings: Settings) -> tuple[DecisionObject, ...]:
    """All that was decided on who is who, the first first, undone ones too."""
    with reading(settings) as record:
        return tuple(map(_decision, decisions(record)))


@writes("POST", "/decisions", "actors", Role.REVIEWER, HTTPStatus.CONFLICT, made=True)
def add_decision(settings: Settings, caller: Caller, sent: NewDecision) -> Response[DecisionObject]:
    """Decide that two actors are one, or are not. What contradicts decisions that stand is refused."""
    with writing(settings) as record:
        a, b = known_actor(record, sent.a), known_actor(record, sent.b)
        decision = decide(record, sent.verdict, a, b, author=caller.name, because=sent.because or None)
    location = address("history", str(decision.number))
    return Response(_decision(decision), status_code=HTTP_201_CREATED, headers={"Location": location})


def _found(record: Record, number: int) -> Decision | Correction:
    if not 0 < number <= _LARGEST:
        raise missing("decision or correction", str(number))
    return find_said(record, number)


def _decision(decision: Decision) -> DecisionObject:
    found = said_object(decision)
    assert isinstance(found, DecisionObject)
    return found
