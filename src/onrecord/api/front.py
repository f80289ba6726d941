"""What stands before the routes: paths as they were sent, HEAD, and answers that the caller has already."""

from __future__ import annotations

from hashlib import sha256
from http import HTTPStatus
from typing import Any, cast

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPResponseStartEvent, Message, Receive, Scope, Send

PREFIX = "/api/v1"
MOUNTED_AT = "onrecord.mounted_at"
"""In the scope: what a proxy puts before all paths."""

_READING = ("GET", "HEAD")
# No route has it, so that what there is is told as for any other: in Allow.
_UNKNOWN = "UNKNOWN"
_WITHOUT_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)
_KEPT_BY_304 = (b"cache-control", b"vary", b"etag", b"access-control", b"content-location")


def entity_tag(body: bytes) -> str:
    """The entity tag of what a resource shows: of its bytes, so that it changes when they do."""
    return f'"{sha256(body).hexdigest()[:32]}"'


def is_below_prefix(scope: Any) -> bool:
    """Whether a request is for the API."""
    return _sent_path(scope).startswith(f"{PREFIX}/")


def front(app: ASGIApp) -> ASGIApp:
    """``app`` behind what is the same for all routes."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        method = scope["method"]
        reading = method in _READING
        asked = "GET" if reading else _UNKNOWN if _is_plain_options(scope) else method
        inner = cast(
            "Scope",
            {
                **scope,
                "path": _path(scope),
                "root_path": "",
                MOUNTED_AT: scope.get("root_path", ""),
                "method": asked,
            },
        )
        start, body = await _whole(app, inner, receive)
        start["headers"] = [*start["headers"], (b"x-content-type-options", b"nosniff")]
        if reading and start["status"] == HTTPStatus.OK:
            _condition(scope, start, body)
        elif start["status"] == HTTPStatus.METHOD_NOT_ALLOWED and asked == _UNKNOWN:
            start["status"] = HTTPStatus.NO_CONTENT
            start["headers"] = [each for each in start["headers"] if each[0].lower() == b"allow"]
        if method == "HEAD" or start["status"] in _WITHOUT_BODY:
            body = b""
        await send(start)
        await send({"type": "http.response.body", "body": body, "more_body": False})

    return answered


def _is_plain_options(scope: Any) -> bool:
    """Whether it asks which methods there are, and not what a browser asks ahead of another origin."""
    asked = {name for name, _ in scope["headers"]}
    return scope["method"] == "OPTIONS" and b"access-control-request-method" not in asked


async def _whole(app: ASGIApp, scope: Scope, receive: Receive) -> tuple[HTTPResponseStartEvent, bytes]:
    starts: list[HTTPResponseStartEvent] = []
    parts: list[bytes] = []

    async def collect(message: Message) -> None:
        if message["type"] == "http.response.start":
            starts.append(message)
        elif message["type"] == "http.response.body":
            parts.append(message["body"])

    await app(scope, receive, collect)
    return starts[0], b"".join(parts)


def _path(scope: Any) -> str:
    """The path below the prefix, still quoted: an id may hold a slash, and %2F is not the end of it."""
    return _sent_path(scope).removeprefix(PREFIX) or "/"


def _sent_path(scope: Any) -> str:
    path: str = scope.get("raw_path", b"").partition(b"?")[0].decode("ascii", "replace") or scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def _condition(scope: Any, start: HTTPResponseStartEvent, body: bytes) -> None:
    """Give the answer its entity tag, and make it "not modified" where the caller has it."""
    tag = entity_tag(body)
    # Kept, but asked for again each time: a record changes.
    headers = [*start["headers"], (b"etag", tag.encode()), (b"cache-control", b"private, no-cache")]
    asked = b",".join(value for name, value in scope["headers"] if name == b"if-none-match").decode("latin-1")
    known = {each.strip().removeprefix("W/") for each in asked.split(",")}
    if tag in known or asked.strip() == "*":
        start["status"] = HTTPStatus.NOT_MODIFIED
        headers = [each for each in headers if each[0].lower().startswith(_KEPT_BY_304)]
    start["headers"] = headers
