"""What a feed lists, as it was fetched."""

from __future__ import annotations

import json

import pytest

from onrecord.reading.feeds import MOST_ITEMS, read_listing
from onrecord.reading.unreadable import ReadingError
from onrecord.reading.web import read_fetched

URL = "https://daily.example/news/feed.xml"
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Daily</title>
<entry><id>urn:1</id><title>One</title><link href="../a"/><updated>2024-10-16T08:00:00Z</updated>
<content type="html">&lt;p&gt;Aida Sarieva&lt;/p&gt;spoke</content></entry></feed>"""


def rss(*items: str) -> bytes:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>Daily</title><ttl>30</ttl>{inner}</channel></rss>'.encode()


def test_atom_and_relative_links() -> None:
    feed = read_listing(ATOM.encode(), URL)
    (item,) = feed.items
    assert (feed.title, feed.rest, item.key, item.stamp) == ("Daily", None, "urn:1", "2024-10-16T08:00:00Z")
    assert (item.document.url, item.document.text) == ("https://daily.example/a", "Aida Sarieva\nspoke")


def test_rss_with_and_without_what_tells_articles_apart() -> None:
    items = ("<guid>1</guid><link>/a</link>", "<link>/b</link>", "<title>Only a title</title>")
    feed = read_listing(rss(*items), URL)
    keys = [item.key for item in feed.items]
    assert (feed.rest, keys[:2]) == (1800, ["https://daily.example/news/1", "https://daily.example/b"])
    assert len(set(keys)) == 3
    assert keys == [item.key for item in read_listing(rss(*reversed(items)), URL).items][::-1]


def test_a_feed_may_be_empty_for_now() -> None:
    assert read_listing(rss(), URL).items == ()
    assert read_listing(b'{"version": "https://jsonfeed.org/version/1", "items": []}', URL).items == ()


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"{}", b"{", b"[1]", b"\x00\xff", b'{"version": 1}'])
def test_what_is_no_feed(data: bytes) -> None:
    with pytest.raises(ReadingError):
        read_listing(data, URL)


def test_a_feed_lists_no_more_than_it_may() -> None:
    many = [{"id": number} for number in range(MOST_ITEMS + 5)]
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": many}
    assert len(read_listing(json.dumps(feed).encode(), URL).items) == MOST_ITEMS
    assert (
        len(read_listing(rss(*(f"<guid>{n}</guid>" for n in range(MOST_ITEMS + 5))), URL).items) == MOST_ITEMS
    )


def test_long_keys_are_short_and_apart() -> None:
    keys = [
        item.key for item in read_listing(rss(*(f"<guid>{'x' * n}</guid>" for n in (300, 301))), URL).items
    ]
    assert len(set(keys)) == 2
    assert all(len(key) <= 200 for key in keys)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"", b"<html></html>", b"x" * 20_000_001]
)
def test_what_is_no_page(data: bytes) -> None:
    with pytest.raises(ReadingError):
        read_fetched(data, URL)
