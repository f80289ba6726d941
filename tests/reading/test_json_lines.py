"""JSON Lines: a document a line, each line on its own."""

from __future__ import annotations

import io
import tracemalloc

import pytest

from onrecord.reading import Unreadable
from onrecord.reading.decoding import MAX_DOCUMENT_BYTES
from onrecord.reading.json_lines import read_json_lines
from onrecord.records import Document


def entries(content: str | bytes) -> list[Document | Unreadable]:
    data = content.encode() if isinstance(content, str) else content
    return list(read_json_lines(io.BytesIO(data), "news.jsonl"))


def test_all_that_a_line_states_is_kept() -> None:
    (document,) = entries(
        '{"id": 12, "text": "Senate\\r\\n\\r\\nThe Senate sat.", "language": "ky", "title": "T", "url": "u", '
        '"published": "16 октября 2024", "outlet": "Toluk Daily", "authors": ["Sena Aydarova"], "other": 1}'
    )
    assert document == Document(
        id="12",
        text="Senate\r\n\r\nThe Senate sat.",
        language="ky",
        title="T",
        url="u",
        outlet="Toluk Daily",
        authors=("Sena Aydarova",),
        published="2024-10-16",
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("no JSON", "is not a document"),
        ('{"text": "cut', "is not a document"),
        ('{"title": "1"}', "missing required field `text`"),
        ('{"text": 5}', "Expected `str`, got `int`"),
        ('{"text": "\\ud800"}', "is not a document"),
        ('{"text": "a\udcffb"}'.encode("utf-8", "surrogateescape"), "is not UTF-8 at byte 11"),
        ("[" * 100_000, "is not a document"),
        ('{"text": " \\n"}', "has no text"),
        (b'{"text": "' + b"x" * (MAX_DOCUMENT_BYTES + 1) + b'"}', "is larger than 20 MB"),
        (b'{"text": "' + b"x" * (4 * MAX_DOCUMENT_BYTES) + b'"}', "is larger than 20 MB"),
    ],
)
def test_a_bad_line_is_named_and_reading_goes_on(line: str | bytes, reason: str) -> None:
    bad = line.encode() if isinstance(line, str) else line
    before, unreadable, after = entries(b'{"text": "One."}\n' + bad + b'\r\n\n{"text": "Two."}')
    assert isinstance(unreadable, Unreadable)
    assert unreadable.id == "news.jsonl:2"
    assert reason in unreadable.error
    assert [entry.text for entry in (before, after) if isinstance(entry, Document)] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        (b'{"id": "a1"}', "a1"),
        (b'{"id": 7, "text": 5}', "7"),
        (b'{"text": "One.", "published": 2024, "id": "a1"}', "a1"),
        (b'{"id": "a1", "text": "\xff"}', "a1"),
        (b'{"id": "\xff", "text": "One."}', "news.jsonl:1"),
        (b'{"id": "", "text": 5}', "news.jsonl:1"),
        (b'{"id": {}, "text": "One."}', "news.jsonl:1"),
        (b'{"id": "a1", "text": "cut', "news.jsonl:1"),
    ],
)
def test_what_is_wrong_with_a_line_does_not_hide_its_id(line: bytes, stated: str) -> None:
    (unreadable,) = entries(line)
    assert isinstance(unreadable, Unreadable)
    assert unreadable.id == stated
    assert unreadable.error.startswith("news.jsonl:1 ")


def test_an_error_bears_the_id_that_the_line_states() -> None:
    (unreadable,) = entries('{"id": "a1", "text": ""}')
    assert unreadable == Unreadable("a1", "news.jsonl:1 has no text: nothing can be read from it.")


def test_a_byte_order_mark_is_no_error() -> None:
    (document,) = entries(b'\xef\xbb\xbf{"text": "One."}')
    assert isinstance(document, Document)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'[{"text": "One."},\n{"text": "Two."}]', "begins as a JSON array"),
        (b"\x1f\x8b\x08" + bytes(500) + b"\n" * 50, "is a gzip file: unpack it first"),
        ('{"text": "One."}\n'.encode("utf-16"), "is not JSON Lines in UTF-8"),
    ],
)
def test_what_is_no_json_lines_at_all_is_one_error(content: bytes, reason: str) -> None:
    (unreadable,) = entries(content)
    assert isinstance(unreadable, Unreadable)
    assert unreadable.id == "news.jsonl"
    assert reason in unreadable.error


def test_many_documents_are_held_one_at_a_time() -> None:
    class Endless(io.RawIOBase):
        """1,000 documents of 4 kB that do not exist before they are read."""

        left = 1_000
        line = b'{"text": "' + b"The Senate of Toluk said that it would vote. " * 90 + b'"}\n'

        def readline(self, _size: int | None = -1, /) -> bytes:
            self.left -= 1
            return self.line if self.left >= 0 else b""

    tracemalloc.start()
    count = sum(isinstance(entry, Document) for entry in read_json_lines(Endless(), "-"))  # type: ignore[arg-type]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 1_000
    assert peak < 1_000_000
