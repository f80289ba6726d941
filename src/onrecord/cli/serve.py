"""``onrecord serve``."""

from __future__ import annotations

import socket
import webbrowser
from ipaddress import ip_address
from pathlib import Path
from threading import Timer
from urllib.parse import urlsplit

import click
import uvicorn
from litestar import Litestar
from litestar.datastructures import Headers
from litestar.enums import ScopeType
from litestar.exceptions import PermissionDeniedException
from litestar.types import ASGIApp, Receive, Scope, Send

from onrecord.cli.options import record_option
from onrecord.store import open_record
from onrecord.web import error_page, pages

_UNTIL_OPEN_S = 0.5


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to answer at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free one."
)
@click.option("--beyond", is_flag=True, help="Also answer other machines; whoever reaches the port can read.")
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
@record_option
def command(record_path: Path, host: str, port: int, beyond: bool, open_browser: bool) -> None:
    """Read the record in a browser; Ctrl-C ends it.

    Pages in English, Russian and Kyrgyz: search, articles with everything marked in place, people, issues,
    the map of who is for and against whom. It answers this machine alone and needs no network.

    \b
    Examples:
      onrecord serve
      onrecord serve --open --port 8080
      onrecord serve --record archive.record
    """
    if not beyond and not _is_loopback(host):
        raise click.UsageError(
            f"{host} can be reached from other machines, and whoever reaches it can read the record. "
            "If that is what you want, add --beyond."
        )
    # Before anybody waits for a page: is there a record?
    with open_record(record_path):
        pass
    listening = _listening(host, port)
    port = listening.getsockname()[1]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    click.echo(f"Reading {record_path} at {address} – press Ctrl-C to stop.")
    if open_browser:
        Timer(_UNTIL_OPEN_S, webbrowser.open, [address]).start()
    config = uvicorn.Config(application(record_path, beyond=beyond), log_level="warning", server_header=False)
    uvicorn.Server(config).run(sockets=[listening])


def application(record_path: Path, *, beyond: bool = False) -> Litestar:
    """All that ``serve`` answers, over the record at ``record_path``.

    Unless ``beyond``, a request has to name this machine, so that a page elsewhere cannot reach the record
    by a name of its own that leads here.
    """
    return Litestar(
        route_handlers=[pages(record_path, desk_open=not beyond)],
        exception_handlers={Exception: error_page},
        middleware=[] if beyond else [_named_as_this_machine],
        openapi_config=None,
        # What goes wrong is told on standard error; what goes well is not.
        logging_config=None,
    )


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
