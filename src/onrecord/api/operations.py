"""How a function becomes an operation: what it asks for, whom it lets in, what is told of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar, get_args, get_origin, get_type_hints
from urllib.parse import unquote

import msgspec
from litestar import Response
from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.datastructures import Accept
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from msgspec.inspect import BoolType, CollectionType, Metadata, StructType, Type, UnionType, type_info

from onrecord.access import Caller, Role, credentials
from onrecord.api.problems import MEDIA_TYPE, AnyRequest, ProblemError
from onrecord.api.settings import Settings

JSON = "application/json"
_LONGEST_BODY = 1_300_000  # bytes: the longest text of an analysis, even if all of it is escaped
_REALM = 'Bearer realm="onrecord"'
_T = TypeVar("_T")
_BOOLEANS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Operation:
    """What the description tells of an operation beside its method and path.

    ``role`` is what a caller needs, ``None`` where reading is enough. ``query`` and ``sent`` are the types of
    its parameters and its body. ``upon`` tells whether it is made upon what the caller has seen (If-Match).
    """

    name: str
    told: str
    tag: str
    role: Role | None
    query: Any
    sent: Any
    gives: Any
    status: HTTPStatus
    upon: bool
    problems: tuple[HTTPStatus, ...]


def reads(path: str, tag: str, *problems: HTTPStatus) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    """A function that answers GET (and so HEAD)."""
    return _operation("GET", path, tag, None, HTTPStatus.OK, problems)


def writes(
    method: str,
    path: str,
    tag: str,
    role: Role,
    *problems: HTTPStatus,
    upon: bool = False,
    made: bool = False,
) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    """A function that changes the record, or works for a caller; ``made``: it answers with something new."""
    status = HTTPStatus.CREATED if made else HTTPStatus.OK
    return _operation(method, path, tag, role, status, problems, upon=upon)


def _operation(  # noqa: PLR0913 - two public functions share it
    method: str,
    path: str,
    tag: str,
    role: Role | None,
    status: HTTPStatus,
    problems: tuple[HTTPStatus, ...],
    *,
    upon: bool = False,
) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    def decorate(function: Callable[..., Any]) -> HTTPRouteHandler:
        hints = get_type_hints(function)
        query, sent = hints.get("asked"), hints.get("sent")
        gives = get_args(hints["return"])[0] if get_origin(hints["return"]) is Response else hints["return"]
        operation = Operation(
            name=function.__name__,
            told=function.__doc__ or "",
            tag=tag,
            role=role,
            query=query,
            sent=sent,
            gives=gives,
            status=status,
            upon=upon,
            problems=problems,
        )
        handler = HTTPRouteHandler(
            path,
            name=operation.name,
            http_method=method,  # type: ignore[arg-type]
            status_code=status,
            media_type=JSON,
            guards=[_admitted],
            request_max_body_size=_LONGEST_BODY,
            opt={"operation": operation},
        )
        return handler(_answering(function, hints, operation))

    return decorate


def _answering(
    function: Callable[..., Any], hints: Mapping[str, Any], operation: Operation
) -> Callable[[AnyRequest], Awaitable[Response[Any]]]:
    """The function called with what it asks for by name, in a thread, because it reads files."""
    asked, given = (
        operation.query and _asked(operation.query),
        operation.sent and _given(operation.sent),
    )

    async def answer(request: AnyRequest) -> Response[Any]:
        known = {
            **request.path_params,
            "request": request,
            "settings": request.app.state.settings,
            "caller": request.auth,
        }
        if asked:
            known["asked"] = asked(request)
        if given:
            known["sent"] = await given(request)
        found = await sync_to_thread(function, **{name: known[name] for name in hints if name != "return"})
        return found if isinstance(found, Response) else Response(found)

    return answer


def _admitted(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Refuse whoever may not, and whoever would not understand the answer."""
    # Only now, because a slash in an id is none of the path.
    connection.scope["path_params"] = {
        name: unquote(value) if isinstance(value, str) else value
        for name, value in connection.path_params.items()
    }
    operation: Operation = handler.opt["operation"]
    settings: Settings = connection.app.state.settings
    caller = _caller(settings, connection.headers.get("authorization"), writing=operation.role is not None)
    connection.scope["auth"] = caller
    needed = operation.role or (None if settings.open_reading else Role.READER)
    if needed and not (caller and caller.role.allows(needed)):
        raise _refused(settings, caller, needed)
    accepted = connection.headers.get("accept", "*/*")
    if not Accept(accepted).accepts(JSON) and MEDIA_TYPE not in accepted:
        raise ProblemError(HTTPStatus.NOT_ACCEPTABLE, f"What there is is {JSON}.")


def _caller(settings: Settings, header: str | None, *, writing: bool) -> Caller | None:
    if header is None or settings.tokens is None:
        return None
    given = credentials(header)
    # What a browser sends unasked may be the wish of another site.
    caller = settings.tokens.bearer(given.token) if given and not (writing and given.unasked) else None
    if caller is None:
        raise ProblemError(
            HTTPStatus.UNAUTHORIZED,
            "This is no token that is known here; make one with: onrecord token NAME.",
            {"WWW-Authenticate": f'{_REALM}, error="invalid_token"'},
        )
    return caller


def _refused(settings: Settings, caller: Caller | None, needed: Role) -> ProblemError:
    if settings.tokens is None:
        return ProblemError(
            HTTPStatus.FORBIDDEN,
            "This record is served for reading; to write, serve it with --tokens FILE.",
        )
    if caller is None:
        return ProblemError(
            HTTPStatus.UNAUTHORIZED,
            "Send a token: Authorization: Bearer TOKEN.",
            {"WWW-Authenticate": _REALM},
        )
    return ProblemError(
        HTTPStatus.FORBIDDEN,
        f"This takes the role {needed}; {caller.name} has the role {caller.role}.",
        {"WWW-Authenticate": f'{_REALM}, error="insufficient_scope", scope="{needed}"'},
    )


def _asked(query: type[_T]) -> Callable[[AnyRequest], _T]:
    lists, booleans = _fields(query, CollectionType), _fields(query, BoolType)
    known = {field.encode_name for field in msgspec.structs.fields(query)}  # type: ignore[arg-type]

    def asked(request: AnyRequest) -> _T:
        values: dict[str, Any] = {}
        for name, value in request.query_params.multi_items():
            if name not in known:
                raise ProblemError(HTTPStatus.BAD_REQUEST, f"There is no parameter {name!r} here.")
            if name in booleans and value not in _BOOLEANS:
                raise ProblemError(HTTPStatus.BAD_REQUEST, f"{name} is true or false, not {value!r}.")
            if name in lists:
                values.setdefault(name, []).append(value)
            elif values.setdefault(name, value) is not value:
                raise ProblemError(HTTPStatus.BAD_REQUEST, f"{name} is given twice.")
        try:
            return msgspec.convert(values, query, strict=False)
        except msgspec.ValidationError as error:
            raise ProblemError(HTTPStatus.BAD_REQUEST, f"A parameter does not do: {error}.") from error

    return asked


def _given(sent: type[_T]) -> Callable[[AnyRequest], Any]:
    decoder = msgspec.json.Decoder(sent)

    async def given(request: AnyRequest) -> _T:
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
        coding = request.headers.get("content-encoding", "identity").casefold()
        if media_type != JSON or coding != "identity":
            raise ProblemError(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                f"Send the body as {JSON}, uncompressed.",
                {"Accept": JSON, "Accept-Encoding": "identity"},
            )
        body = await request.body()
        try:
            return decoder.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise ProblemError(HTTPStatus.BAD_REQUEST, f"The body does not do: {error}.") from error

    return given


def _fields(query: Any, kind: type[Type]) -> frozenset[str]:
    info = type_info(query)
    assert isinstance(info, StructType)
    return frozenset(field.encode_name for field in info.fields if _is(field.type, kind))


def _is(given: Type, kind: type[Type]) -> bool:
    if isinstance(given, Metadata):
        return _is(given.type, kind)
    if isinstance(given, UnionType):
        return any(_is(each, kind) for each in given.types)
    return isinstance(given, kind)


def said(query: msgspec.Struct) -> Mapping[str, Any]:
    """The parameters that a caller gave."""
    return {
        name: value
        for name in query.__struct_fields__
        if (value := getattr(query, name)) is not msgspec.UNSET
    }
