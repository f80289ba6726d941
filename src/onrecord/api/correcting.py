"""Corrections over HTTP: upon what the caller has seen, else refused with what came in between."""

from __future__ import annotations

from http import HTTPStatus

from litestar.serialization import encode_json

from onrecord.access import Caller
from onrecord.api.front import entity_tag
from onrecord.api.problems import AnyRequest, ProblemError
from onrecord.api.rulings import (
    ChangePosition,
    ChangeStatement,
    PositionRuling,
    StatementRuling,
    position_change,
    statement_change,
)
from onrecord.store import (
    CorrectedMeanwhileError,
    PositionChange,
    Record,
    Ruling,
    StatementChange,
    Subject,
    correct,
    find_correction,
)
from onrecord.store.decision_rows import Correction
from onrecord.store.rows import RecordedPosition, RecordedStatement
from onrecord.wire.recorded import (
    PositionObject,
    StatementObject,
    position_object,
    said_object,
    statement_object,
)

_RULINGS = {"accept": Ruling.ACCEPT, "reject": Ruling.REJECT, "change": Ruling.CHANGE}


def corrected(
    request: AnyRequest,
    record: Record,
    before: RecordedStatement | RecordedPosition,
    sent: StatementRuling | PositionRuling,
    caller: Caller,
) -> Correction:
    """Store what a caller says of what was shown ``before``, if that is what the caller has seen.

    Raises:
        ProblemError: there is no If-Match (428), or it is not the tag of what is shown now (412).
    """
    if isinstance(before, RecordedStatement):
        subject, identifier = Subject.STATEMENT, before.statement.id
    else:
        subject, identifier = Subject.POSITION, before.position.id
    _check_seen(request, record, before)
    try:
        return correct(
            record,
            subject,
            before.document.id,
            identifier,
            _RULINGS[str(sent.__struct_config__.tag)],
            _change(record, sent),
            revision=before.revision,
            author=caller.name,
            because=sent.because or None,
        )
    except CorrectedMeanwhileError as error:
        raise _overtaken(str(error), error.other) from error


def _change(
    record: Record, sent: StatementRuling | PositionRuling
) -> StatementChange | PositionChange | None:
    if isinstance(sent, ChangeStatement):
        return statement_change(record, sent.change)
    if isinstance(sent, ChangePosition):
        return position_change(record, sent.change)
    return None


def _check_seen(request: AnyRequest, record: Record, shown: RecordedStatement | RecordedPosition) -> None:
    given = request.headers.get("if-match")
    if given is None:
        raise ProblemError(
            HTTPStatus.PRECONDITION_REQUIRED,
            "Get it first, and send its ETag as If-Match, so that nobody's correction is passed over.",
        )
    current = statement_object(shown) if isinstance(shown, RecordedStatement) else position_object(shown)
    tag = entity_tag(encode_json(current))
    if given.strip() != "*" and tag not in {each.strip() for each in given.split(",")}:
        mark = shown.mark
        other = find_correction(record, mark.number) if mark else None
        who = f" {mark.author} said {mark.ruling} of it ({mark.decided})." if mark else ""
        detail = f"It is no longer what you have seen.{who} Look at it again, then send its new ETag."
        raise _overtaken(detail, other, current)


def _overtaken(
    detail: str, other: Correction | None, current: StatementObject | PositionObject | None = None
) -> ProblemError:
    more: dict[str, object] = {}
    headers = {}
    if other:
        more["other"] = said_object(other)
    if current:
        more["statement" if isinstance(current, StatementObject) else "position"] = current
        headers["ETag"] = entity_tag(encode_json(current))
    return ProblemError(HTTPStatus.PRECONDITION_FAILED, detail, headers, **more)
