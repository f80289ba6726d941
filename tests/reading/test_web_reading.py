"""Pages, archives, feeds: their article, what they state of it, and nothing from the network."""

from __future__ import annotations

import gzip
import io
import socket
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord.reading import Unreadable, read
from onrecord.records import Document

PARAGRAPHS = (
    "Сенат Республики Толук принял бюджет на будущий год, сообщил спикер Айдар Сенов на заседании.",
    "«Мы готовы», — заявил он журналистам после заседания в Ак-Сае, столице республики.",
    "Документ вступит в силу 1 января 2025 года, отметили в правительстве.",
)
PAGE = f"""<!DOCTYPE html><html><head><meta charset="windows-1251"><title>Бюджет — Толук Дейли</title>
<meta property="og:site_name" content="Toluk Daily"><meta property="og:url" content="https://daily.example/1">
<meta property="og:title" content="Сенат принял бюджет"><meta name="author" content="Сена Айдарова">
<meta property="article:published_time" content="2024-10-16T14:06:00+06:00"></head><body>
<nav><a href="/">Главная</a> <a href="/x">Политика</a></nav><article><h1>Сенат принял бюджет</h1>
{"".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)}</article><footer>О нас</footer></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Toluk Daily</title>
<item><title>Сенат принял бюджет</title><link>https://daily.example/1</link><author>Сена Айдарова</author>
<pubDate>Wed, 16 Oct 2024 14:06:00 +0600</pubDate>
<description>&lt;p&gt;Сенат принял &lt;a href="/b"&gt;бюджет&lt;/a&gt;.&lt;/p&gt;
Спикер&lt;br&gt;доволен.</description></item>
<item><link>https://daily.example/2</link></item></channel></rss>"""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def read_one(path: Path, content: bytes) -> Document:
    path.write_bytes(content)
    (document,) = read([path])
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("a.html", "cp1251"), ("a.htm", "utf-8"), ("a.txt", "utf-8"), ("a", "utf-16"), ("a.html", "utf-8-sig")],
)
def test_a_page_gives_its_article_and_what_it_states(tmp_path: Path, name: str, encoding: str) -> None:
    document = read_one(tmp_path / name, PAGE.encode(encoding))
    lines = document.text.split("\n")
    assert lines[-3:] == list(PARAGRAPHS)
    assert "Главная" not in document.text
    assert (document.title, document.outlet, document.url) == (
        "Сенат принял бюджет",
        "Toluk Daily",
        "https://daily.example/1",
    )
    assert (document.authors, document.published, document.language) == (
        ("Сена Айдарова",),
        "2024-10-16",
        "ru",
    )


def test_a_date_in_the_article_is_not_the_day_of_publication(tmp_path: Path) -> None:
    page = (
        "<html><body><article>"
        + "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
        + "</article></body></html>"
    )
    assert read_one(tmp_path / "a.html", page.encode()).published is None


def test_text_that_is_called_a_page_is_read_as_text(tmp_path: Path) -> None:
    text = "Сенат: 5 < 6\r\n\r\n«Мы готовы», — заявил спикер."
    assert read_one(tmp_path / "a.html", text.encode()).text == text


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><body><nav></nav></body></html>", "without an article"),
        ("<html><body>" + "<p>Толук</p>" * 40_000, "more than 60,000 tags"),
        ("<html><body>" + "<div>" * 20_000, "without an article"),
    ],
)
def test_a_page_without_an_article_says_so(tmp_path: Path, page: str, reason: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(page)
    (entry,) = read([path])
    assert isinstance(entry, Unreadable)
    assert reason in entry.error


def archive(path: Path, *pages: tuple[str, str, bytes], compressed: bool) -> Path:
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=compressed)
        for url, content_type, body in pages:
            headers = StatusAndHeaders("200 OK", [("Content-Type", content_type)], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                url, "response", payload=io.BytesIO(body), http_headers=headers
            )
            writer.write_record(record)
    return path


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_the_pages_of_an_archive(tmp_path: Path, name: str) -> None:
    stated, other = "https://daily.example/1", "https://other.example/2"
    path = archive(
        tmp_path / name,
        (stated, "text/html; charset=windows-1251", PAGE.encode("cp1251")),
        ("https://daily.example/p.png", "image/png", b"\x89PNG"),
        (other, "text/html", b"<html><body></body></html>"),
        compressed=name.endswith(".gz"),
    )
    document, unreadable = read([path])
    assert isinstance(document, Document)
    assert (document.url, document.text.split("\n")[-1]) == (stated, PARAGRAPHS[-1])
    assert isinstance(unreadable, Unreadable)
    assert unreadable.id == f"{path}:{other}"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "holds no web page"),
        (gzip.compress(b"nothing"), "is damaged or no WARC"),
        (b"x" * 99, "no WARC"),
    ],
)
def test_what_is_no_archive(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)
    (entry,) = read([path])
    assert isinstance(entry, Unreadable)
    assert reason in entry.error


def test_a_cut_archive_gives_what_stood_before(tmp_path: Path) -> None:
    page = ("https://daily.example/1", "text/html", PAGE.encode())
    path = archive(tmp_path / "a.warc.gz", page, page, compressed=True)
    path.write_bytes(path.read_bytes()[:-200])
    kinds = [type(entry) for entry in read([path])]
    assert kinds[0] is Document
    assert kinds[-1] is Unreadable


def test_an_archive_cut_within_a_record_says_so(tmp_path: Path) -> None:
    page = ("https://daily.example/1", "text/html", PAGE.encode())
    path = archive(tmp_path / "a.warc", page, compressed=False)
    one = path.read_bytes()
    picture = ("https://daily.example/p.png", "image/png", bytes(range(256)) * 50)
    other = archive(tmp_path / "other.warc", picture, compressed=False).read_bytes()
    for length in (3, 60, len(other) // 2, len(other) - 5):
        path.write_bytes(one + other[:length])
        kinds = [type(entry) for entry in read([path])]
        assert kinds == [Document, Unreadable], length


def test_an_archive_cut_anywhere_in_a_member_says_so(tmp_path: Path) -> None:
    page = ("https://daily.example/1", "text/html", PAGE.encode())
    one = archive(tmp_path / "one.warc.gz", page, compressed=True).read_bytes()
    picture = ("https://daily.example/p.png", "image/png", bytes(range(256)) * 50)
    other = archive(tmp_path / "other.warc.gz", picture, compressed=True).read_bytes()
    path = tmp_path / "a.warc.gz"
    for length in (1, 2, 3, 9, 10, 11, len(other) // 2, len(other) - 9, len(other) - 1):
        path.write_bytes(one + other[:length])
        kinds = [type(entry) for entry in read([path])]
        assert kinds == [Document, Unreadable], length
    path.write_bytes(one + other[:99] + bytes(60) + other[99:])
    assert [type(entry) for entry in read([path])] == [Document, Unreadable]


@pytest.mark.parametrize(
    "content", [bytes(range(256)) * 9, b"WARC/1.0\r\nContent-Length: \x1b[2J\xff\r\n\r\n", b"\x1b" * 500]
)
def test_a_damaged_archive_is_told_of_without_its_bytes(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(content)
    (entry,) = read([path])
    assert isinstance(entry, Unreadable)
    assert entry.error.isprintable()
    assert len(entry.error) < 200 + len(str(path))


def test_an_address_in_a_message_is_short_and_printable(tmp_path: Path) -> None:
    address = "https://daily.example/\x1b[2J" + "a" * 500
    path = archive(tmp_path / "a.warc", (address, "text/html", b"<html></html>"), compressed=False)
    (entry,) = read([path])
    assert isinstance(entry, Unreadable)
    assert entry.error.isprintable()
    assert len(entry.error) < 200 + len(str(path))


def test_the_entries_of_a_feed(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(FEED)
    document, unreadable = read([path])
    assert isinstance(document, Document)
    assert document.text == "Сенат принял бюджет.\nСпикер\nдоволен."
    assert (document.title, document.outlet) == ("Сенат принял бюджет", "Toluk Daily")
    assert (document.published, document.authors) == ("2024-10-16T14:06:00+06:00", ("Сена Айдарова",))
    assert isinstance(unreadable, Unreadable)
    assert unreadable.id == f"{path}:https://daily.example/2"


@pytest.mark.parametrize("content", ["", "<a/>", "http://127.0.0.1/feed.xml", "/etc/hostname", "{"])
def test_what_is_no_feed(tmp_path: Path, content: str) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(content)
    (entry,) = read([path])
    assert isinstance(entry, Unreadable)
    assert "no feed" in entry.error


def test_a_feed_that_cannot_be_parsed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(FEED.replace("Спикер", "&#xD800;").replace("<?xml", "<"))
    assert all(isinstance(document, Unreadable) for document in read([path]))
    path.write_text("<rss version='2.0'><channel><item><description>A&#xD800;</description></item>")
    (found,) = read([path])
    assert isinstance(found, Unreadable)
    assert "cannot be parsed" in found.error
