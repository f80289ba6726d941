"""Connections to servers that nobody vouches for: only where they may lead, no longer than agreed."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

from onrecord.follow.addresses import is_public, resolved


class ForbiddenAddressError(Exception):
    """A name leads into a private network, where nothing may be fetched."""


class Connections(httpx.BaseTransport):
    """What httpx sends requests over.

    A name is resolved once, judged, and connected to by number, so that it cannot mean something else in
    between. ``timeout`` bounds a request from its beginning to the last byte of the answer, in seconds,
    however slowly they drip. One request at a time; proxies are not used.
    """

    def __init__(self, timeout: float) -> None:
        self._network = _Network(timeout)
        # No connection is kept: between two requests to a server lie seconds anyway.
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_keepalive_connections=0,
            network_backend=self._network,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, its body yet to be read; ``extensions["private"]`` allows private networks.

        Raises:
            ForbiddenAddressError: the name leads into one, and that is not allowed.
            httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError: as it says.
        """
        self._network.begin(private=bool(request.extensions.get("private")))
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        """Give up what is open."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _Network(httpcore.NetworkBackend):
    """Connects by number to addresses that may be connected to."""

    def __init__(self, timeout: float) -> None:
        self._sockets = httpcore.SyncBackend()
        self._timeout = timeout
        self._end = 0.0
        self._private = False

    def begin(self, *, private: bool) -> None:
        """A request begins."""
        self._end, self._private = time.monotonic() + self._timeout, private

    def left(self) -> float:
        """How many seconds the request may still take."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("it took too long")
        return left

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the signature of httpcore; its own is kept
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            addresses = resolved(host, port)
        except OSError as error:
            raise httpcore.ConnectError(f"{host} is not known ({error})") from error
        if not self._private and not all(map(is_public, addresses)):
            raise ForbiddenAddressError(f"{host} leads into a private network")
        failed: Exception | None = None
        for address in addresses:
            try:
                stream = self._sockets.connect_tcp(address, port, self.left(), local_address, socket_options)
                return _Stream(stream, self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed or httpcore.ConnectError(f"{host} has no address")


class _Stream(httpcore.NetworkStream):
    """A connection on which no wait goes on beyond the end of the request."""

    def __init__(self, stream: httpcore.NetworkStream, network: _Network) -> None:
        self._stream = stream
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._stream.read(max_bytes, self._network.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._network.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._network.left())
        return _Stream(stream, self._network)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
