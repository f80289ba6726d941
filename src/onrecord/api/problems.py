"""What goes wrong, as problem details (RFC 9457)."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Annotated, Any, TypeAlias

from litestar import Request, Response
from litestar.exceptions import HTTPException, MethodNotAllowedException
from msgspec import UNSET, Meta, Struct, UnsetType

from onrecord.access import TokensError
from onrecord.store import (
    ConflictError,
    CorrectedMeanwhileError,
    NoRecordError,
    NotFoundError,
    RecordError,
    SqlError,
)
from onrecord.wire.recorded import AnySaid, PositionObject, StatementObject, said_object

AnyRequest: TypeAlias = Request[Any, Any, Any]

MEDIA_TYPE = "application/problem+json"
_WAIT_S = "5"
_LOG = logging.getLogger("onrecord.api")


class Problem(Struct, kw_only=True, frozen=True):
    """What went wrong and what to do about it."""

    type: Annotated[str, Meta(description="about:blank: the status says what kind it is.")]
    title: Annotated[str, Meta(description="The name of the status.")]
    status: Annotated[int, Meta(ge=400, le=599)]
    detail: Annotated[str, Meta(description="What went wrong here, in English.")]
    other: Annotated[AnySaid, Meta(description="What somebody else said in between.")] | UnsetType = UNSET
    statement: (
        Annotated[StatementObject, Meta(description="The statement as it is shown now.")] | UnsetType
    ) = UNSET
    position: Annotated[PositionObject, Meta(description="The position as it is shown now.")] | UnsetType = (
        UNSET
    )


class ProblemError(Exception):
    """Something that goes wrong by the rules of HTTP; ``more`` are further members of the problem."""

    def __init__(
        self, status: HTTPStatus, detail: str, headers: dict[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers, self.more = status, detail, headers or {}, more


def problem_response(request: AnyRequest, error: Exception) -> Response[Problem]:
    """Any error as an answer."""
    problem = _problem(error)
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(error, ProblemError):
        _LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    body = Problem(
        type="about:blank",
        title=problem.status.phrase,
        status=problem.status,
        detail=problem.detail,
        **problem.more,
    )
    headers = {"Cache-Control": "no-store", **problem.headers}
    return Response(body, media_type=MEDIA_TYPE, status_code=problem.status, headers=headers)


def _problem(error: Exception) -> ProblemError:
    if isinstance(error, ProblemError):
        return error
    if isinstance(error, HTTPException):
        return _of_http(error)
    if isinstance(error, CorrectedMeanwhileError):
        return ProblemError(HTTPStatus.CONFLICT, str(error), other=said_object(error.other))
    for kind, status in _STATUSES:
        if isinstance(error, kind):
            headers = {"Retry-After": _WAIT_S} if status is HTTPStatus.SERVICE_UNAVAILABLE else {}
            return ProblemError(status, str(error), headers)
    return ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR, "This is a fault of onrecord; see its output.")


_STATUSES: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (NoRecordError, HTTPStatus.SERVICE_UNAVAILABLE),
    (ConflictError, HTTPStatus.CONFLICT),
    (RecordError, HTTPStatus.BAD_REQUEST),
    (SqlError, HTTPStatus.SERVICE_UNAVAILABLE),
    (TokensError, HTTPStatus.SERVICE_UNAVAILABLE),
)


def _of_http(error: HTTPException) -> ProblemError:
    headers = dict(error.headers or {})
    if isinstance(error, MethodNotAllowedException):
        allowed = {each.strip() for each in headers.pop("allow", "").split(",")}
        # What answers GET answers HEAD.
        headers["Allow"] = ", ".join(sorted(allowed | ({"HEAD"} if "GET" in allowed else set())))
    status = HTTPStatus(error.status_code)
    return ProblemError(status, _DETAILS.get(status, error.detail), headers)


_DETAILS = {
    HTTPStatus.NOT_FOUND: "There is nothing at this address; what there is says openapi.json.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This method does not go with this address; Allow tells which do.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is too long.",
}
