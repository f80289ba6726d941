"""Whatever a text or a file holds, reading raises nothing, changes nothing and stays within bounds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.reading import Unreadable, describe, find_dates, identify_language, paragraph_languages, read
from onrecord.records import Document

WORDS = [
    "16",
    "октября",
    "2024",
    "-жылдын",
    "May",
    "Фото",
    "By",
    "Ак-Сай - ИА",
    "деди",
    "said",
    "в среду",
    "ſept",
    "frıday",
]
SIGNS = [
    "\n",
    "\r\n",
    "\u2028",
    " ",
    ", ",
    ": ",
    "«",
    "»",
    "#",
    "—",
    "<p>",
    "\0",
    "\ufeff",
    "\ud800",
    "https://a.example/",
]
PIECES = st.sampled_from([*WORDS, *SIGNS])
TEXTS = st.one_of(
    st.text(st.characters(), max_size=300), st.lists(PIECES | st.text(max_size=3), max_size=60).map("".join)
)
SUFFIXES = [".txt", ".html", ".jsonl", ".warc", ".warc.gz", ".xml", ""]
STARTS = [
    b"",
    b"<html>",
    b'{"text":"',
    b"WARC/1.0\r\n",
    b"\x1f\x8b\x08",
    b"<?xml version='1.0'?><rss>",
    b"\xff\xfe",
]


@given(TEXTS)
def test_describing_never_raises_and_never_changes_the_text(text: str) -> None:
    document = describe(Document("", text))
    assert document.text == text
    assert document.language
    assert len(document.id) == 64
    end = 0
    for span in document.boilerplate:
        assert end <= span.start < span.end <= len(text)
        end = span.end
    assert describe(document) == document


@given(TEXTS, st.sampled_from(["ky", "ru", "en", "und", "xx"]))
def test_paragraphs_cover_all_that_is_not_blank(text: str, language: str) -> None:
    identify_language(text)
    end = 0
    for span, code in paragraph_languages(text, language):
        assert code
        assert not text[end : span.start].strip()
        assert text[span.start : span.end].strip() == text[span.start : span.end] != ""
        end = span.end
    assert not text[end:].strip()


@given(TEXTS, st.none() | st.dates().map(str) | st.text(max_size=12))
def test_dates_stand_in_the_text_without_overlap(text: str, published: str | None) -> None:
    end = 0
    for mention in find_dates(text, "ky", published):
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(
    start=st.sampled_from(STARTS),
    rest=st.binary(max_size=400) | TEXTS.map(lambda t: t.encode("utf-8", "replace")),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_reading_arbitrary_bytes_never_raises(tmp_path: Path, suffix: str, start: bytes, rest: bytes) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(start + rest)
    for entry in read([path]):
        if isinstance(entry, Unreadable):
            assert entry.error.startswith(str(path))
        else:
            assert entry.text.encode()
            assert entry.text.strip()


@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda text: text.strip()))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_out_of_json_lines_as_it_went_in(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": text}))
    (document,) = read([path])
    assert isinstance(document, Document)
    assert document.text == text
