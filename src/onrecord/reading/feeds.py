"""RSS, Atom and JSON feeds; nothing is fetched from the network."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import feedparser
import msgspec

from onrecord.reading.dates import to_iso
from onrecord.reading.description import describe
from onrecord.reading.unreadable import ReadingError, Unreadable, shown
from onrecord.records import Document

# A feed lists its latest articles, some dozens. What lists more is a dump, or wants to keep readers busy.
MOST_ITEMS = 1_000
_LONGEST_KEY = 200
_JSON_FEED = "https://jsonfeed.org/version/"
_NO_FEED = "is XML but no feed with articles: give an RSS or Atom file"
_BLOCKS = frozenset(
    ("p", "br", "div", "li", "blockquote", "h1", "h2", "h3", "h4", "tr", "figcaption", "section")
)


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An article as a feed lists it.

    ``key`` tells it from the others of the feed; ``stamp`` is what the feed says of its last change, to be
    compared only; ``document`` is what the feed itself carries, its ``text`` empty where that is no text.
    """

    key: str
    stamp: str | None
    document: Document


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says: its title, after how many seconds it wants to be asked again, and its articles."""

    title: str | None
    rest: int | None
    items: tuple[FeedItem, ...]


def read_feed(data: bytes, name: str) -> Iterator[Document | Unreadable]:
    """The entries of an RSS or Atom feed, each with the text that the feed itself carries."""
    try:
        feed = _parsed(data, None)
    except ReadingError as error:
        yield Unreadable(name, f"{name} {error}.")
        return
    if not feed.entries:
        yield Unreadable(name, f"{name} {_NO_FEED}.")
    for number, entry in enumerate(feed.entries, start=1):
        document = _entry_document(entry, feed.feed)
        if document.text:
            yield describe(document)
        else:
            place = f"{name}:{shown(entry.get('link') or str(number))}"
            yield Unreadable(place, f"{place} has no text in the feed: save the page itself.")


def read_listing(data: bytes, url: str) -> Feed:
    """What the feed that a server at ``url`` gave lists, its first thousand articles.

    Raises ReadingError where it is no RSS, Atom or JSON feed.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _json_listing(data, url)
    parsed = _parsed(data, url)
    # A feed without articles is one all the same, and may have some tomorrow.
    if not parsed.get("version"):
        raise ReadingError("is no RSS, Atom or JSON feed: look for the address of the feed on the page")
    items = []
    for entry in parsed.entries[:MOST_ITEMS]:
        document = _entry_document(entry, parsed.feed)
        # Asked for what is not there it would take the other for it, with a warning.
        stamp = _stated(entry, "updated" if "updated" in entry else "published")
        items.append(FeedItem(_key(_stated(entry, "id"), document), stamp, document))
    return Feed(_stated(parsed.feed, "title"), _rest(parsed.feed), tuple(items))


def _parsed(data: bytes, url: str | None) -> Any:
    """What feedparser makes of a feed; raises ReadingError where it fails."""
    headers = {"content-type": "application/xml"} | ({"content-location": url} if url else {})
    try:
        # A stream, since feedparser takes a string for an address to fetch.
        return feedparser.parse(io.BytesIO(data), response_headers=headers)
    except Exception as error:  # hostile feeds make it fail in ways that it does not document
        raise ReadingError("cannot be parsed as a feed: get it again, or save its articles") from error


def _entry_document(entry: Any, feed: Any) -> Document:
    contents = [part.get("value", "") for part in entry.get("content", ())]
    author = _stated(entry, "author")
    return Document(
        id="",
        text=_whole(_plain(max([*contents, entry.get("summary", "")], key=len))),
        language="",
        title=_stated(entry, "title"),
        url=_stated(entry, "link"),
        outlet=_stated(feed, "title"),
        authors=(author,) if author else (),
        published=to_iso(entry.get("published") or entry.get("updated") or ""),
    )


def _stated(entry: Any, name: str) -> str | None:
    return _whole(entry.get(name) or "") or None


def _whole(text: str) -> str:
    """``text`` without halves of surrogate pairs, which references to characters can name."""
    return text.encode("utf-8", "replace").decode()


def _rest(feed: Any) -> int | None:
    minutes = str(feed.get("ttl") or "").strip()
    return int(minutes) * 60 if minutes.isascii() and minutes.isdigit() and len(minutes) < 6 else None


def _key(given: str | None, document: Document) -> str:
    key = given or document.url or f"{document.title}\n{document.text}"
    return key if len(key) <= _LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()


class _Author(msgspec.Struct):
    name: str | None = None


class _JsonItem(msgspec.Struct):
    id: str | int | None = None
    url: str | None = None
    title: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    summary: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    authors: list[_Author] | None = None
    language: str | None = None


class _JsonFeed(msgspec.Struct):
    """A feed of https://www.jsonfeed.org/version/1.1/."""

    version: str
    title: str | None = None
    items: list[_JsonItem] = []


def _json_listing(data: bytes, url: str) -> Feed:
    try:
        feed = msgspec.json.decode(data, type=_JsonFeed)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ReadingError(f"is JSON but no JSON feed ({error})") from None
    if not feed.version.startswith(_JSON_FEED):
        raise ReadingError("is JSON but no JSON feed")
    items = []
    for item in feed.items[:MOST_ITEMS]:
        document = _json_document(item, feed, url)
        stamp = item.date_modified or item.date_published
        given = None if item.id is None else str(item.id)
        items.append(FeedItem(_key(given, document), stamp, document))
    return Feed(feed.title or None, None, tuple(items))


def _json_document(item: _JsonItem, feed: _JsonFeed, url: str) -> Document:
    return Document(
        id="",
        text=(item.content_text or _plain(item.content_html or item.summary or "")).strip(),
        language=item.language or "",
        title=item.title or None,
        url=_joined(url, item.url) if item.url else None,
        outlet=feed.title or None,
        authors=tuple(author.name for author in item.authors or () if author.name),
        published=to_iso(item.date_published or item.date_modified or ""),
    )


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def _plain(markup: str) -> str:
    """The text of a piece of HTML, a block a line."""
    parser = _Blocks()
    parser.feed(markup)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.pieces).split("\n"))
    return "\n".join(filter(None, lines))


class _Blocks(HTMLParser):
    """Collects text, with line breaks where blocks begin and end."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
