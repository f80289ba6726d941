"""Addresses on the web, and which of them lead to machines that are nobody's business."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_SCHEMES = ("http", "https")
_LONGEST = 2_000


def web_address(written: str) -> httpx.URL | None:
    """The address that is written so; ``None`` where it is none of the web."""
    if len(written) > _LONGEST:
        return None
    try:
        url = httpx.URL(written.strip())
    except (httpx.InvalidURL, ValueError):
        return None
    return url if url.scheme in _SCHEMES and url.host else None


def host_of(url: httpx.URL) -> str:
    """The server of an address, with its port: what politeness is owed to."""
    port = url.port or (443 if url.scheme == "https" else 80)
    host = url.raw_host.decode("ascii").lower()
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def resolved(host: str, port: int) -> list[str]:
    """The numeric addresses of a host, at least one.

    Raises:
        OSError: it has none, or nobody could tell.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError("the name of the server is too long") from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(address: str) -> bool:
    """Whether a numeric address is of the public internet, not of this machine or a network at home."""
    parsed = ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv6Address):
        inner = _within(parsed)
        if inner is not None:
            return is_public(str(inner))
    return parsed.is_global and not parsed.is_multicast


def _within(address: IPv6Address) -> IPv4Address | None:
    """The older address that one of the newer kind stands for, if it does."""
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if any(address in network for network in _TRANSLATED):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None
