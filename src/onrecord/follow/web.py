"""Asking servers on the web, politely and within limits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Self

import httpcore
import httpx

from onrecord.follow.addresses import host_of, web_address
from onrecord.follow.connections import Connections, ForbiddenAddressError
from onrecord.follow.patience import retry_after
from onrecord.follow.robots import Robots
from onrecord.store import Record, host_ready, keep_ready, keep_robots, known_robots
from onrecord.version import VERSION

_MOST_REDIRECTS = 5
_SHORT_WAIT = timedelta(seconds=30)
_WITHOUT_ROBOTS = timedelta(minutes=10)
_ROBOTS_HOLDS = timedelta(days=1)
_ROBOTS_BYTES = 500_000
_OVERLOADED = timedelta(minutes=1)
_BUSY = (429, 503)
# What may be different tomorrow, though the server does not say so. Many that turn robots away say 403.
_PASSING = (401, 403, 408, 425)
_GONE = 410
_ACCEPT_FEED = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
)
_ACCEPT_PAGE = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"


class NotNowError(Exception):
    """Something cannot be had now; the message says why, ``until`` when to ask again, where that is known."""

    def __init__(self, reason: str, until: datetime | None = None) -> None:
        super().__init__(reason)
        self.until = until


class RefusedError(Exception):
    """Something cannot be had at this address; ``gone`` where the server says that it never will be."""

    def __init__(self, reason: str, *, gone: bool = False) -> None:
        super().__init__(reason)
        self.gone = gone


@dataclass(frozen=True, slots=True)
class Politeness:
    """How to ask.

    ``contact`` is where whoever runs a server can complain; ``pause`` is how many seconds lie between two
    requests to one server, ``timeout`` how many a request may take.
    """

    contact: str | None = None
    pause: float = 3.0
    timeout: float = 30.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, at most ``most`` bytes.

    ``named`` is the server that a user named: it may stand in a private network. Any may, where ``private``.
    ``headers`` are sent to the first server alone.
    """

    url: str
    most: int
    named: str | None = None
    private: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)

    def may_be_private(self, host: str) -> bool:
        """Whether ``host`` may stand in a private network."""
        return self.private or host == self.named


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server gave, in the end at ``url``; ``unchanged`` where it says that nothing is new."""

    url: str
    body: bytes
    unchanged: bool
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class _Reply:
    """The answer to one request."""

    status: int
    headers: httpx.Headers
    body: bytes
    onward: httpx.URL | None


class Web:
    """The web as onrecord asks it; the record knows which server may be asked when."""

    def __init__(self, record: Record, politeness: Politeness) -> None:
        self._record = record
        self._politeness = politeness
        contact = f" (+{politeness.contact})" if politeness.contact else ""
        self._client = httpx.Client(
            transport=Connections(politeness.timeout),
            headers={"User-Agent": f"onrecord/{VERSION}{contact}", "Accept-Encoding": "gzip, deflate"},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def feed(self, wanted: Wanted) -> Answer:
        """A feed; raises as :meth:`page` does."""
        return self._get(wanted, _ACCEPT_FEED)

    def page(self, wanted: Wanted) -> Answer:
        """A page.

        Raises:
            NotNowError: it cannot be had now.
            RefusedError: it cannot be had, or may not be.
        """
        return self._get(wanted, _ACCEPT_PAGE)

    def _get(self, wanted: Wanted, accept: str) -> Answer:
        first = web_address(wanted.url)

        def step(url: httpx.URL) -> _Reply:
            host = host_of(url)
            robots = self._robots(url, wanted)
            if not robots.allows(str(url)):
                raise RefusedError(f"robots.txt of {url.host} asks not to fetch it")
            self._wait(host)
            headers = {"Accept": accept, **(wanted.headers if url == first else {})}
            reply = self._ask(url, headers, wanted.may_be_private(host), wanted.most)
            self._rest(host, reply, max(self._politeness.pause, robots.delay))
            return reply

        followed = _follow(wanted.url, step)
        if followed is None:
            raise RefusedError("leads from one address to the next without end")
        return _judged(*followed)

    def _robots(self, url: httpx.URL, wanted: Wanted) -> Robots:
        host = host_of(url)
        known = known_robots(self._record, host, _now())
        if known is None:
            known = self._fetched_robots(url, wanted)
            keep_robots(self._record, host, known, _now(), _now() + _ROBOTS_HOLDS)
        return Robots(known)

    def _fetched_robots(self, asked: httpx.URL, wanted: Wanted) -> str:
        """What robots.txt says: a missing one forbids nothing, one that cannot be had all for now."""

        def step(url: httpx.URL) -> _Reply:
            return self._ask(url, {}, wanted.may_be_private(host_of(url)), _ROBOTS_BYTES, cut=True)

        try:
            followed = _follow(str(asked.copy_with(raw_path=b"/robots.txt", fragment=None)), step)
            if followed and (followed[1].status in _BUSY or followed[1].status >= 500):
                raise NotNowError(f"robots.txt of {asked.host} cannot be had (status {followed[1].status})")
        except NotNowError as error:
            until = _now() + _WITHOUT_ROBOTS
            keep_ready(self._record, host_of(asked), until)
            raise NotNowError(str(error), until) from error
        return followed[1].body.decode("utf-8", "replace") if followed and followed[1].status < 300 else ""

    def _wait(self, host: str) -> None:
        ready = host_ready(self._record, host)
        wait = ready - _now() if ready else timedelta()
        if wait > _SHORT_WAIT:
            raise NotNowError(f"{host} asks to be left alone", ready)
        time.sleep(max(0.0, wait.total_seconds()))

    def _rest(self, host: str, reply: _Reply, pause: float) -> None:
        """Leave the server alone for a while; for longer where it asks for that."""
        asked = retry_after(reply.headers.get("retry-after"), _now()) or _OVERLOADED
        rest = timedelta(seconds=pause)
        keep_ready(self._record, host, _now() + (max(rest, asked) if reply.status in _BUSY else rest))
        if reply.status in _BUSY:
            raise NotNowError(f"{host} is busy (status {reply.status})", _now() + asked)

    def _ask(
        self, url: httpx.URL, headers: Mapping[str, str], private: bool, most: int, *, cut: bool = False
    ) -> _Reply:
        body = bytearray()
        sent = self._client.stream("GET", url, headers=headers, extensions={"private": private})
        with self._explained(url), sent as response:
            for piece in response.iter_bytes():
                body += piece
                if len(body) > most:
                    if cut:
                        break
                    raise RefusedError(f"is larger than {most / 1_000_000:g} MB")
            onward = response.next_request.url if response.next_request else None
            return _Reply(response.status_code, response.headers, bytes(body[:most]), onward)

    @contextmanager
    def _explained(self, url: httpx.URL) -> Iterator[None]:
        try:
            yield
        except ForbiddenAddressError as error:
            raise RefusedError(f"{error}; --private allows that") from error
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            raise NotNowError(f"{url.host} did not answer within {self._politeness.timeout:g} s") from error
        except (*_NETWORK, httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotNowError(f"{url.host} did not answer as it should ({error})") from error


_NETWORK = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol)


def _follow(address: str, step: Callable[[httpx.URL], _Reply]) -> tuple[httpx.URL, _Reply] | None:
    """The last address and its reply; ``None`` where there are too many that lead to another."""
    url = web_address(address)
    for _ in range(_MOST_REDIRECTS + 1):
        if url is None:
            raise RefusedError("leads to what is no address of the web")
        reply = step(url)
        if reply.onward is None:
            return url, reply
        url = web_address(str(reply.onward))
    return None


def _judged(url: httpx.URL, reply: _Reply) -> Answer:
    status = reply.status
    if status < 300 or status == 304:
        etag, modified = reply.headers.get("etag"), reply.headers.get("last-modified")
        return Answer(str(url), reply.body, status == 304, etag, modified)
    if status in _PASSING or status >= 500:
        raise NotNowError(f"the server does not give it (status {status})")
    raise RefusedError(f"the server does not have it (status {status})", gone=status == _GONE)


def _now() -> datetime:
    return datetime.now(UTC)
