"""Names for what is in a record, as IRIs that other data can refer to."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from urllib.parse import quote

from onrecord.records import TargetKind

TERMS = "urn:x-onrecord:term:"
"""Where the names of onrecord's own terms begin."""

_WIKIDATA = re.compile(r"Q[1-9]\d{0,15}")
_WEB = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
# What an IRI may hold besides letters, digits and "-._~"; "%" stays, so that nothing is escaped twice.
_KEPT = "%/:?#[]@!$&'()*+,;="


def text_iri(sha256: str) -> str:
    """The name of a text by its SHA-256 (RFC 6920); the hash is given in hexadecimal."""
    digest = urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def statement_iri(document: str, identifier: str) -> str:
    """The name of a statement by the ids of its document and its own."""
    return f"urn:x-onrecord:statement:{quote(document, safe='')}:{quote(identifier, safe='')}"


def position_iri(document: str, identifier: str) -> str:
    """The name of a position by the ids of its document and its own."""
    return f"urn:x-onrecord:position:{quote(document, safe='')}:{quote(identifier, safe='')}"


def actor_iri(identifier: str) -> str:
    """The name of an actor: Wikidata's where the id is one of Wikidata's."""
    if _WIKIDATA.fullmatch(identifier):
        return f"http://www.wikidata.org/entity/{identifier}"
    return f"urn:x-onrecord:actor:{quote(identifier, safe='')}"


def target_iri(kind: TargetKind, identifier: str) -> str:
    """The name of what a position is on."""
    if kind is TargetKind.ACTOR:
        return actor_iri(identifier)
    return f"urn:x-onrecord:issue:{quote(identifier, safe='')}"


def wikidata_id(identifier: str) -> str | None:
    """The actor's id where it is one of Wikidata's."""
    return identifier if _WIKIDATA.fullmatch(identifier) else None


def web_address(url: str | None) -> str | None:
    """The address with what no address may hold escaped; ``None`` unless it is one of the web.

    Addresses come from the news: one that would run a script, or read a file, is none.
    """
    if url is None or not _WEB.match(url):
        return None
    return quote(url, safe=_KEPT)
