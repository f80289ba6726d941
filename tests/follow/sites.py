"""A server on this machine that answers as a test wants it to, and remembers what it was asked."""

from __future__ import annotations

import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PARAGRAPH = "The senate has to vote on the budget of the coming year, and it is not clear when it will."


@dataclass(slots=True)
class Asked:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(slots=True)
class Reply:
    """What to answer; ``length`` is what is said of the body's, where that is not true."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None


class Site:
    """What the server has, by path; what it has not is status 404."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.host = f"127.0.0.1:{port}"
        self.pages: dict[str, Reply | Callable[[Asked], Reply]] = {}
        self.raw: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[Asked] = []

    def paths(self) -> Counter[str]:
        """How often each path was asked for, robots.txt aside."""
        return Counter(asked.path for asked in self.asked if asked.path != "/robots.txt")

    def url(self, path: str) -> str:
        """The address of a path."""
        return self.address + path


@contextmanager
def site(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A server for as long as the block, with encryption where a context is given."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            asked = Asked(self.path, dict(self.headers.items()), self.rfile.read(length))
            here.asked.append(asked)
            if self.path in here.raw:
                here.raw[self.path](self)
                return
            page = here.pages.get(self.path, Reply(status=404))
            self._reply(page(asked) if callable(page) else page)

        do_POST = do_GET  # noqa: N815

        def _reply(self, reply: Reply) -> None:
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body) if reply.length is None else reply.length))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    here = Site(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()


def article(said: str, head: str = "") -> str:
    """A page with an article in which President Aida Sarieva says something."""
    return (
        f"<!DOCTYPE html><html><head><title>News</title>{head}</head><body><article><h1>News of Ak-Sai</h1>"
        f"<p>“{said},” said President Aida Sarieva on Tuesday in Ak-Sai.</p><p>{PARAGRAPH}</p></article>"
        "</body></html>"
    )


def rss(*items: str, title: str = "Kemar Daily") -> str:
    """A feed of items, each given by its inner XML."""
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>'
        + "".join(f"<item>{item}</item>" for item in items)
        + "</channel></rss>"
    )


def linked(url: str, more: str = "") -> str:
    """An item that links to a page."""
    return f"<title>News</title><link>{url}</link>{more}"
