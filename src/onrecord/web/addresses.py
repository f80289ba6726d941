"""The addresses of pages. They are made of ids, so that they stay when a record is made again."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

from onrecord.records import Span, Target, TargetKind

_LONGEST_FRAGMENT = 100  # characters of a text fragment beyond which its ends alone are given
_FRAGMENT_WORDS = 5
_PART = 100_000


def document(identifier: str, at: int | None = None) -> str:
    """The article; ``at`` is an offset into its text, of which a very long one has several pages."""
    part = f"?part={at // _PART}" if at is not None and at >= _PART else ""
    return f"/documents/{_one(identifier)}{part}"


def part_of(number: int) -> Span:
    """The stretch of a text that is one page of its article."""
    return Span(number * _PART, (number + 1) * _PART)


def anchor(identifier: str) -> str:
    """The fragment of a statement or position in its article."""
    return f"s-{_one(identifier)}"


def in_document(document_id: str, identifier: str, at: int) -> str:
    """A statement or position, ``at`` an offset, in its article."""
    return f"{document(document_id, at)}#{anchor(identifier)}"


def statement(document_id: str, identifier: str) -> str:
    """One statement."""
    return f"/statements/{_one(document_id)}/{_one(identifier)}"


def actor(identifier: str) -> str:
    """An actor; the slash in its id is one of the address."""
    return f"/actors/{quote(identifier, safe='/')}"


def issue(key: str) -> str:
    """An issue."""
    return f"/issues/{_one(key)}"


def position(identifier: str) -> str:
    """One position."""
    return f"/positions/{_one(identifier)}"


def target(of: Target) -> str:
    """What a position is about."""
    return issue(of.id) if of.kind is TargetKind.ISSUE else actor(of.id)


def query(path: str, **values: str | int | None) -> str:
    """``path`` with those of ``values`` that say something."""
    said = {key: value for key, value in values.items() if value not in (None, "")}
    return f"{path}?{urlencode(said)}" if said else path


def text_fragment(url: str | None, words: str) -> str | None:
    """``url`` so that a browser scrolls to ``words`` and marks them; ``None`` without a web address.

    Of long ones the first and the last words are given: https://wicg.github.io/scroll-to-text-fragment
    """
    if url is None or not is_web(url):
        return None
    flat = " ".join(words.split())
    ends = [flat]
    if len(flat) > _LONGEST_FRAGMENT and len(each := flat.split()) > 2 * _FRAGMENT_WORDS:
        ends = [" ".join(each[:_FRAGMENT_WORDS]), " ".join(each[-_FRAGMENT_WORDS:])]
    base, _, _ = url.partition("#")
    return f"{base}#:~:text={','.join(_in_fragment(end) for end in ends)}"


def is_web(url: str) -> bool:
    """Whether a link may lead there: what a document says of itself could be a script."""
    return re.match(r"https?://[^\s/]", url, re.IGNORECASE) is not None


def _in_fragment(words: str) -> str:
    # The hyphen is syntax there.
    return _one(words).replace("-", "%2D")


def _one(identifier: str) -> str:
    return quote(identifier, safe="")
