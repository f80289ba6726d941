"""The pages together: their addresses, what every answer carries, and errors as pages."""

from __future__ import annotations

import logging
from importlib.resources import files
from pathlib import Path
from typing import Any

from litestar import Response, Router
from litestar.datastructures import CacheControlHeader, MutableScopeHeaders
from litestar.di import Provide
from litestar.exceptions import HTTPException, NotFoundException
from litestar.static_files import create_static_files_router
from litestar.status_codes import HTTP_500_INTERNAL_SERVER_ERROR
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.store import NoRecordError, NotFoundError, RecordError, SqlError
from onrecord.web.desk import Desk, at_desk
from onrecord.web.page import RECORD_PATH, AnyRequest, page
from onrecord.web.pages.actors import actor_page, actors_page
from onrecord.web.pages.correcting import (
    add_a_statement,
    correct_position,
    correct_statement,
    decide_on_actors,
    undo_one,
)
from onrecord.web.pages.documents import article_page, documents_page
from onrecord.web.pages.issues import issue_page, issues_page
from onrecord.web.pages.map import map_page
from onrecord.web.pages.positions import position_page, positions_page
from onrecord.web.pages.reviewing import history_page, queue_page
from onrecord.web.pages.searching import search_page
from onrecord.web.pages.statements import statement_page

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
"""What every answer carries: nothing from elsewhere, no inline script or style, no frame around it."""

# The address of a static file changes with its content.
_FOR_GOOD = CacheControlHeader(public=True, max_age=31_536_000, immutable=True)
_LARGEST_FORM = 200_000  # in bytes
_PAGES = (
    search_page, documents_page, article_page, statement_page, positions_page, position_page, actors_page,
    actor_page, issues_page, issue_page, map_page, queue_page, history_page, correct_statement,
    correct_position, add_a_statement, decide_on_actors, undo_one,
)  # fmt: skip


def pages(record_path: Path, *, desk_open: bool) -> Router:
    """All pages over the record at ``record_path``, with their static files.

    Where the desk is not open, nobody can correct anything.
    """
    desk = Desk(open=desk_open)

    def of_caller(request: AnyRequest) -> Desk:
        return at_desk(request, desk)

    return Router(
        "/",
        route_handlers=[*_PAGES, _static()],
        dependencies={
            "record_path": Provide(lambda: record_path, sync_to_thread=False),
            "desk": Provide(of_caller, sync_to_thread=False),
        },
        request_max_body_size=_LARGEST_FORM,
        exception_handlers={Exception: error_page},
        middleware=[_guarded],
        include_in_schema=False,
        opt={RECORD_PATH: record_path},
    )


def _guarded(app: ASGIApp) -> ASGIApp:
    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableScopeHeaders.from_message(message).update(HEADERS)
            await send(message)

        await app(scope, receive, send_with_headers)

    return guarded


def error_page(request: AnyRequest, error: Exception) -> Response[Any]:
    """What went wrong as a page that says what to do, with the headers of every other."""
    status, kind = _told(error)
    if request.method == "POST" and status < 500:
        # Who has filled in a form wants to know what is wrong with it.
        kind = "refused"
    if status >= HTTP_500_INTERNAL_SERVER_ERROR:
        _LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    response = page(
        request, "error.html", status=status, kind=kind, detail=_detail(error) if kind in _EXPLAINED else None
    )
    response.headers.update(HEADERS)
    if isinstance(error, HTTPException):
        response.headers.update(error.headers or {})
    return response


def _static() -> Router:
    return create_static_files_router(
        "/static",
        directories=[Path(str(files("onrecord.web").joinpath("static")))],
        cache_control=_FOR_GOOD,
        include_in_schema=False,
    )


_LOG = logging.getLogger("onrecord.web")
_EXPLAINED = ("record", "asked", "refused")


def _detail(error: Exception) -> str:
    return error.detail if isinstance(error, HTTPException) else str(error)


def _told(error: Exception) -> tuple[int, str]:
    if isinstance(error, NotFoundError | NotFoundException):
        return 404, "not-found"
    if isinstance(error, NoRecordError):
        return 503, "no-record"
    if isinstance(error, RecordError):
        return 409, "record"
    if isinstance(error, SqlError):
        return 503, "busy"
    if isinstance(error, HTTPException):
        return error.status_code, "asked" if error.status_code < 500 else "broken"
    return 500, "broken"
