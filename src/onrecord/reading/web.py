"""Web pages and archives of them; nothing is fetched from the network."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import trafilatura
from trafilatura.settings import Document as Page
from warcio.archiveiterator import ArchiveIterator

from onrecord.reading.decoding import MAX_DOCUMENT_BYTES, TOO_LARGE, check_format, decode_html
from onrecord.reading.description import describe
from onrecord.reading.unreadable import ReadingError, Unreadable, shown
from onrecord.records import Document

_NO_ARTICLE = "is a web page without an article that can be told from its menus: save its text instead"
# An article page has some hundreds of tags, a live page of a whole day some thousands. Extraction takes
# seconds for each ten thousand.
_MOST_TAGS = 60_000
_TOO_MANY_TAGS = f"has more than {_MOST_TAGS:,} tags, so it is no article page: save its text instead"
_READ_AT_ONCE = 1 << 16
_GZIP = b"\x1f\x8b"
_HTML_TYPES = ("text/html", "application/xhtml+xml")


def read_page(source: str, url: str | None = None) -> Document:
    """The article of an HTML page, a paragraph a line, with what the page states of itself.

    Raises ReadingError where it holds none.
    """
    if source.count("<") > _MOST_TAGS:
        raise ReadingError(_TOO_MANY_TAGS)
    try:
        page = trafilatura.bare_extraction(
            source,
            url=url,
            with_metadata=True,
            include_comments=False,
            # Otherwise the first date of the running text may become the day of publication.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # hostile pages make parsers fail in ways they do not document
        raise ReadingError("cannot be parsed as a web page: save its text instead") from error
    text = page.text if isinstance(page, Page) else None
    if not isinstance(page, Page) or not text or text.isspace():
        raise ReadingError(_NO_ARTICLE)
    return describe(
        Document(
            id="",
            text=text,
            language="",
            title=page.title,
            url=page.url or url,
            outlet=page.sitename,
            authors=tuple(name.strip() for name in (page.author or "").split(";") if name.strip()),
            published=page.date,
        )
    )


def read_fetched(data: bytes, url: str) -> Document:
    """The article of a page as a server at ``url`` gave it.

    What the page says of its own address counts only where it is of the same host: a page may not take the
    place of another outlet's article. Raises ReadingError as :func:`read_page` does.
    """
    if len(data) > MAX_DOCUMENT_BYTES:
        raise ReadingError(TOO_LARGE)
    check_format(data)
    document = read_page(decode_html(data), url)
    if _host(document.url) == _host(url):
        return document
    return replace(document, url=url)


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


def read_archive(stream: BinaryIO, name: str) -> Iterator[Document | Unreadable]:
    """The HTML responses of a WARC file, one held at a time."""
    found = False
    try:
        for record in _records(stream):
            if record.rec_type == "response" and _is_html(record):
                found = True
                yield _archived(record, name)
    except (ReadingError, OSError):
        yield Unreadable(
            name, f"{name} is damaged or no WARC file: what stood before was read; for the rest get it again."
        )
        return
    if not found:
        yield Unreadable(name, f"{name} holds no web page: give an archive with HTML responses.")


def _records(stream: BinaryIO) -> Iterator[Any]:
    """The records of an archive; raises ReadingError or OSError where it is damaged."""
    records = iter(ArchiveIterator(_unpacked(stream)))
    while True:
        try:
            record = next(records, None)
        except Exception as error:  # warcio fails in ways that it does not document
            raise ReadingError("is damaged") from error
        if record is None:
            return
        if record.length is None:
            raise ReadingError("has a record without length")
        yield record
        while record.raw_stream.read(_READ_AT_ONCE):
            pass
        if record.raw_stream.limit:
            raise ReadingError("ends within a record")


def _unpacked(stream: BinaryIO) -> BinaryIO | _Unpacked:
    is_packed = stream.read(len(_GZIP)) == _GZIP
    stream.seek(0)
    return _Unpacked(stream) if is_packed else stream


class _Unpacked:
    """What a gzip file holds, with an OSError where it is damaged.

    Left to unpack by itself, warcio takes a file that ends within the head of a member, or is damaged within
    its data, for one that ends there.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = gzip.GzipFile(fileobj=stream)

    def read(self, size: int) -> bytes:
        try:
            # read() would lose what stands before the damage.
            return self._stream.read1(size)
        except (EOFError, zlib.error) as error:
            raise OSError(f"damaged gzip data: {error}") from error


def _is_html(record: Any) -> bool:
    headers = record.http_headers
    if headers is None or not headers.get_statuscode().startswith("2"):
        return False
    return str(headers.get_header("Content-Type", "")).lower().startswith(_HTML_TYPES)


def _archived(record: Any, name: str) -> Document | Unreadable:
    url = record.rec_headers.get_header("WARC-Target-URI")
    place = f"{name}:{shown(str(url))}"
    try:
        return read_page(decode_html(_content(record)), url)
    except ReadingError as error:
        return Unreadable(place, f"{place} {error}.")


def _content(record: Any) -> bytes:
    # A read may give less than it is asked for, and a compressed page may unpack to any size.
    stream, content = record.content_stream(), bytearray()
    while piece := stream.read(_READ_AT_ONCE):
        content += piece
        if len(content) > MAX_DOCUMENT_BYTES:
            raise ReadingError(TOO_LARGE)
    if record.raw_stream.limit:
        raise ReadingError("is cut off: the archive is damaged, so get it again")
    return bytes(content)
