"""JSON Lines: one document a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from onrecord.reading.decoding import MAX_DOCUMENT_BYTES, TOO_LARGE, check_format, is_binary
from onrecord.reading.description import describe
from onrecord.reading.unreadable import ReadingError, Unreadable
from onrecord.records import Document

# JSON may write the two bytes of a Cyrillic letter as six (\u0436).
_MAX_LINE_BYTES = 3 * MAX_DOCUMENT_BYTES + 100_000
_SNIFFED = 4096
_ADVICE = 'write one JSON object a line, such as {"id": "1", "text": "…"}'


class _Named(msgspec.Struct):
    """What tells a document from others, whatever else is wrong with it."""

    id: str | int | None = None


class _Line(_Named, kw_only=True):
    """A line as its writer gives it."""

    text: str
    language: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    outlet: str | None = None
    authors: list[str] | str | None = None


_DECODER = msgspec.json.Decoder(_Line)
_NAME_DECODER = msgspec.json.Decoder(_Named)


def read_json_lines(stream: BinaryIO, name: str) -> Iterator[Document | Unreadable]:
    """The documents of ``stream``, one held at a time; or why a line is none (``name:line``)."""
    number = 0
    while line := stream.readline(_MAX_LINE_BYTES + 1):
        number += 1
        if number == 1:
            if wrong := _no_json_lines(line):
                yield Unreadable(name, f"{name} {wrong}.")
                return
            line = line.removeprefix(b"\xef\xbb\xbf")
        if len(line) > _MAX_LINE_BYTES:
            _skip_line(stream)
            yield Unreadable(f"{name}:{number}", f"{name}, line {number}, {TOO_LARGE}.")
        elif not line.isspace():
            yield _document(line, f"{name}:{number}")


def _no_json_lines(first_line: bytes) -> str | None:
    """Why the stream cannot be JSON Lines at all, so that not every line of it is complained of."""
    head = first_line[:_SNIFFED]
    try:
        check_format(head)
    except ReadingError as error:
        return str(error)
    if is_binary(head) or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "is not JSON Lines in UTF-8: save it again as UTF-8"
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
        return f"begins as a JSON array, not as JSON Lines: {_ADVICE}"
    return None


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(MAX_DOCUMENT_BYTES)) and not rest.endswith(b"\n"):
        pass


def _stated_id(line: bytes) -> str:
    """The id of a line, empty where it states none that can be read."""
    try:
        name = _NAME_DECODER.decode(line.decode("utf-8", "replace")).id
    except (msgspec.DecodeError, RecursionError):
        return ""
    return "" if name is None or "\ufffd" in str(name) else str(name)


def _document(line: bytes, place: str) -> Document | Unreadable:
    try:
        # Decoded here, so that a wrong byte is an error of its own.
        given = _DECODER.decode(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Unreadable(
            _stated_id(line) or place,
            f"{place} is not UTF-8 at byte {error.start} of the line: save it again as UTF-8.",
        )
    except (msgspec.DecodeError, RecursionError) as error:
        return Unreadable(_stated_id(line) or place, f"{place} is not a document ({error}): {_ADVICE}.")
    name = str(given.id) if given.id not in (None, "") else ""
    try:
        check_text(given.text)
    except ReadingError as error:
        return Unreadable(name or place, f"{place} {error}.")
    authors = (given.authors,) if isinstance(given.authors, str) else tuple(given.authors or ())
    return describe(
        Document(
            id=name,
            text=given.text,
            language=given.language or "",
            title=given.title,
            url=given.url,
            outlet=given.outlet,
            authors=authors,
            published=given.published,
        )
    )


def check_text(text: str) -> None:
    """Raises ReadingError where ``text`` is no document: empty, or too large."""
    if not text or text.isspace():
        raise ReadingError("has no text: nothing can be read from it")
    if len(text) > MAX_DOCUMENT_BYTES or len(text.encode()) > MAX_DOCUMENT_BYTES:
        raise ReadingError(TOO_LARGE)
