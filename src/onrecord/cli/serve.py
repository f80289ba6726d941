"""``onrecord serve``."""

from __future__ import annotations

import re
import socket
import webbrowser
from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from pathlib import Path
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

import click
import uvicorn
from litestar import Litestar, Request, Response, Router, asgi
from litestar.datastructures import Headers
from litestar.enums import ScopeType
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.types import ASGIApp, Receive, Scope, Send

from onrecord import api
from onrecord.access import Tokens, TokensError, credentials
from onrecord.cli.options import record_option
from onrecord.store import open_record
from onrecord.web import error_page, pages

_UNTIL_OPEN_S = 0.5
_ORIGIN = re.compile(r"https?://[^\s/?#*]+")


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to answer at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free one."
)
@click.option(
    "--beyond",
    is_flag=True,
    help="Also answer other machines; whoever reaches the port can read, unless there are --tokens.",
)
@click.option(
    "--tokens",
    "tokens_path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    envvar="ONRECORD_TOKENS",
    show_envvar=True,
    help="Who may write over the API; with --beyond also who may read, and correct from the pages.",
)
@click.option(
    "--origin",
    "origins",
    multiple=True,
    metavar="URL",
    help="A site whose pages may ask the API; may be repeated.",
)
@click.option(
    "--proxy", metavar="ADDRESS", help="Believe what a proxy at this address says of who asks, and how."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
@record_option
def command(  # noqa: PLR0913, PLR0917 - click gives each option by its name
    record_path: Path,
    host: str,
    port: int,
    beyond: bool,
    tokens_path: Path | None,
    origins: tuple[str, ...],
    proxy: str | None,
    open_browser: bool,
) -> None:
    """Read the record in a browser; Ctrl-C ends it.

    Pages in English, Russian and Kyrgyz: search, articles with everything marked in place, people, issues,
    the map of who is for and against whom. It answers this machine alone and needs no network. Programs find
    the same as JSON below /api/v1/, described by /api/v1/openapi.json.

    \b
    Examples:
      onrecord serve
      onrecord serve --open --port 8080
      onrecord serve --record archive.record
      onrecord serve --tokens onrecord.tokens
    """
    if not beyond and not _is_loopback(host):
        raise click.UsageError(
            f"{host} can be reached from other machines, and whoever reaches it can read the record. "
            "If that is what you want, add --beyond."
        )
    tokens = Tokens(tokens_path) if tokens_path else None
    _check(tokens, origins)
    # Before anybody waits for a page: is there a record?
    with open_record(record_path):
        pass
    listening = _listening(host, port)
    port = listening.getsockname()[1]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    click.echo(f"Reading {record_path} at {address} – press Ctrl-C to stop.")
    if open_browser:
        Timer(_UNTIL_OPEN_S, webbrowser.open, [address]).start()
    config = uvicorn.Config(
        application(record_path, beyond=beyond, tokens=tokens, origins=origins),
        log_level="warning",
        server_header=False,
        proxy_headers=proxy is not None,
        forwarded_allow_ips=proxy,
    )
    uvicorn.Server(config).run(sockets=[listening])


def application(
    record_path: Path, *, beyond: bool = False, tokens: Tokens | None = None, origins: tuple[str, ...] = ()
) -> Litestar:
    """All that ``serve`` answers, over the record at ``record_path``: pages, and the API below its prefix.

    Unless ``beyond``, a request has to name this machine, so that a page elsewhere cannot reach the record
    by a name of its own that leads here. With ``tokens`` those who have one may write over the API; with
    both, nobody else may read. ``origins`` are sites whose pages may ask the API.
    """
    closed = beyond and tokens is not None
    settings = api.Settings(record_path, tokens, open_reading=not closed, origins=origins)
    below = asgi(api.PREFIX, is_mount=True, copy_scope=True)(_mounted(api.application(settings)))
    read = Router(
        "/",
        route_handlers=[pages(record_path, desk_open=not beyond)],
        middleware=[_signed_in(tokens)] if closed and tokens else [],
    )
    return Litestar(
        route_handlers=[read, below],
        exception_handlers={Exception: _error},
        middleware=[] if beyond else [_named_as_this_machine],
        openapi_config=None,
        # What goes wrong is told on standard error; what goes well is not.
        logging_config=None,
    )


def _mounted(app: ASGIApp) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    # Litestar wants the names of the parameters.
    async def mounted(scope: Scope, receive: Receive, send: Send) -> None:
        await app(scope, receive, send)

    return mounted


def _error(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    of_api = api.is_below_prefix(request.scope)
    return api.problem_response(request, error) if of_api else error_page(request, error)


def _signed_in(tokens: Tokens) -> Callable[[ASGIApp], ASGIApp]:
    """Nobody reads without a token; a browser asks for it as a password, under any name."""

    def middleware(app: ASGIApp) -> ASGIApp:
        async def checked(scope: Scope, receive: Receive, send: Send) -> None:
            given = credentials(Headers.from_scope(scope).get("authorization", ""))
            caller = tokens.bearer(given.token) if given else None
            if caller is None:
                raise NotAuthorizedException(
                    "Your password is the token that you were given; any user name will do.",
                    headers={"WWW-Authenticate": 'Basic realm="onrecord", charset="UTF-8"'},
                )
            scope["auth"] = caller
            await app(scope, receive, send)

        return checked

    return middleware


def _check(tokens: Tokens | None, origins: tuple[str, ...]) -> None:
    if tokens:
        try:
            tokens.callers()
        except TokensError as error:
            raise click.ClickException(str(error)) from error
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise click.UsageError(f"{origin!r} is no origin; write scheme and host: https://news.example")


def _named_as_this_machine(app: ASGIApp) -> ASGIApp:
    # Litestar's own check wants ports as well, and a tunnel may lead here from any.
    async def checked(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and not _is_loopback(_host(scope)):
            raise PermissionDeniedException("This record answers at localhost and 127.0.0.1 only.")
        await app(scope, receive, send)

    return checked


def _host(scope: Scope) -> str:
    """The name that the request calls this machine by, without a port."""
    try:
        return urlsplit(f"//{Headers.from_scope(scope).get('host', '')}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise click.ClickException(
            f"{host}, port {port}, cannot be used: {error.strerror}. Another program may answer there; "
            "take another port, such as --port 8001, or --port 0 for any that is free."
        ) from error
