"""The feed of a saved search, as feed readers see it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import feedparser
import pytest

from onrecord.follow.atom import atom_feed
from onrecord.store import NotFoundError, PositionFilter, Record, StatementFilter, add, save_search
from store.holding import leaves
from store.making import READY, analysis

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def put(record: Record, marked: str, **fields: Any) -> None:
    found = analysis(marked, **fields)
    add(record, found.document, found)


def read(written: bytes) -> Any:
    feed = feedparser.parse(written)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


def test_an_entry_says_who_said_what_and_leads_to_the_article(record: Record) -> None:
    put(
        record,
        READY,
        id="en-1",
        url="https://daily.example/1",
        outlet="Daily",
        published="2024-10-16",
        title="<b>",
    )
    save_search(record, "ready", StatementFilter(about="ready"), NOW)
    feed = read(atom_feed(record, "ready"))
    (entry,) = feed.entries
    assert (feed.feed.title, entry.title) == ("onrecord: ready", "Aida Sarieva: “We are ready,”")
    assert (entry.link, entry.published) == ("https://daily.example/1", "2024-10-16T00:00:00+00:00")
    assert "<blockquote>“We are ready,”</blockquote>" in entry.content[0].value
    assert "&lt;b&gt;" in entry.content[0].value
    assert "Daily · 2024-10-16 · 75% sure · characters 0–15" in entry.content[0].value
    assert feed.feed.updated == entry.updated


def test_entries_lead_to_the_pages_of_the_record(record: Record) -> None:
    put(record, READY, id="a/b?c", url="https://daily.example/1")
    made = leaves()
    add(record, made.document, made)
    save_search(record, "ready", StatementFilter(about="ready"), NOW)
    save_search(record, "neutrality", PositionFilter(issue="neutrality"), NOW)
    feed = read(atom_feed(record, "ready", "https://record.example"))
    links = {link.rel: link.href for link in feed.entries[0].links}
    assert links == {
        "alternate": "https://record.example/statements/a%2Fb%3Fc/s1",
        "via": "https://daily.example/1",
    }
    assert feed.feed.links[0].href == "https://record.example/feeds/ready.atom"
    held = read(atom_feed(record, "neutrality", "https://record.example/"))
    assert all(entry.link.startswith("https://record.example/positions/") for entry in held.entries)
    assert "neutrality of Toluk" in held.entries[0].title


def test_ids_stay_when_the_article_changes(record: Record) -> None:
    save_search(record, "ready", StatementFilter(about="ready"), NOW)
    put(record, READY, id="a", url="https://daily.example/1")
    before = read(atom_feed(record, "ready"))
    put(record, READY + " More.", id="b", url="https://daily.example/1")
    after = read(atom_feed(record, "ready"))
    assert [entry.id for entry in before.entries] == [entry.id for entry in after.entries]
    assert before.feed.id == after.feed.id
    assert len({before.feed.id, *(entry.id for entry in after.entries)}) == 2


def test_hostile_texts_make_a_feed_all_the_same(record: Record) -> None:
    words = "We \x00are\x1b \u202eready </content><script>alert(1)</script> &#0; \ufffe"
    marked = READY.replace("We are ready", words)
    put(record, marked, id="en-1", url="javascript:alert(1)", title="\x00<script>", outlet="\u2028&lt;")
    save_search(record, "ready", StatementFilter(), NOW)
    feed = read(atom_feed(record, "ready"))
    (entry,) = feed.entries
    assert "javascript" not in str(entry.get("links"))
    assert "<script" not in entry.content[0].value
    assert not {"\x00", "\x1b", "\u202e", "\ufffe"} & set(atom_feed(record, "ready").decode())


def test_a_search_that_has_found_nothing_has_a_feed(record: Record) -> None:
    save_search(record, "ready", StatementFilter(about="ready"), NOW)
    assert read(atom_feed(record, "ready")).entries == []
    with pytest.raises(NotFoundError):
        atom_feed(record, "nothing")
