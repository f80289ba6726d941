"""Feeds and folders, watched from listing to settled article, over real servers and files."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from follow.sites import Asked, Reply, Site, article, linked, rss
from onrecord.follow.addresses import host_of, web_address
from onrecord.follow.rounds import Arrived, Idle, Looked, rounds
from onrecord.follow.web import Politeness, Web
from onrecord.reading import Unreadable
from onrecord.reading.web import read_fetched
from onrecord.records import Document
from onrecord.store import Manner, Record, Watched, WatchedKind, watch, watched

SAID = "“We are ready,” said President Aida Sarieva."


@pytest.fixture
def web(record: Record) -> Iterator[Web]:
    with Web(record, Politeness(pause=0, timeout=20)) as opened:
        yield opened


def follow(record: Record, address: str, *, pages: bool = True, private: bool = False) -> None:
    url = web_address(address)
    kind, host = (WatchedKind.FEED, host_of(url)) if url else (WatchedKind.FOLDER, None)
    watch(record, address, kind, host, Manner(900, pages=pages, private=private), datetime.now(UTC))


def events(record: Record, web: Web) -> list[Looked | Arrived]:
    """All that can be done now."""
    done: list[Looked | Arrived] = []
    for event in rounds(record, web):
        if isinstance(event, Idle):
            return done
        done.append(event)
    raise AssertionError("rounds have no end")


def documents(record: Record, web: Web) -> list[Document]:
    arrived = [event.source.document for event in events(record, web) if isinstance(event, Arrived)]
    assert not any(isinstance(each, Unreadable) for each in arrived)
    return [each for each in arrived if isinstance(each, Document)]


LONG_AGO = "2000-01-01T00:00:00.000+00:00"


def make_due(record: Record) -> None:
    """Let the time pass until all is due."""
    for moment in ("watched SET due", "watched_item SET due"):
        record.execute(f"UPDATE {moment} = ? WHERE due IS NOT NULL", (LONG_AGO,))
    record.execute("UPDATE watched_item SET settled = ?", (LONG_AGO,))
    record.execute("UPDATE web_host SET ready = ?", (LONG_AGO,))


def the_one(record: Record) -> Watched:
    (source,) = watched(record)
    return source


def item_problem(record: Record) -> str | None:
    (problem,) = record.execute("SELECT problem FROM watched_item").fetchone()
    return None if problem is None else str(problem)


def test_articles_come_from_the_pages_that_a_feed_links_to(record: Record, web: Web, here: Site) -> None:
    date = "<pubDate>Wed, 16 Oct 2024 14:06:00 +0600</pubDate><description>Short.</description>"
    here.pages["/feed"] = Reply(rss(linked("/a", date), linked(here.url("/b"))))
    here.pages["/a"] = Reply(article("We are ready"))
    here.pages["/b"] = Reply(article("We are not ready"))
    follow(record, here.url("/feed"))
    first, second = documents(record, web)
    assert "“We are ready,” said President Aida Sarieva" in first.text
    assert (first.url, first.published) == (here.url("/a"), "2024-10-16T14:06:00+06:00")
    assert "Short." not in first.text
    assert second.url == here.url("/b")
    assert here.paths() == {"/feed": 1, "/a": 1, "/b": 1}
    source = the_one(record)
    assert (source.title, source.waiting, source.settled, source.problem) == ("Kemar Daily", 0, 2, None)


def test_nothing_comes_twice(record: Record, web: Web, here: Site) -> None:
    here.pages["/feed"] = Reply(rss(linked("/a")))
    here.pages["/a"] = here.pages["/b"] = Reply(article("We are ready"))
    follow(record, here.url("/feed"))
    assert len(documents(record, web)) == 1
    make_due(record)
    here.pages["/feed"] = Reply(rss(linked("/b"), linked("/a")))
    assert [document.url for document in documents(record, web)] == [here.url("/b")]
    make_due(record)
    assert documents(record, web) == []
    assert here.paths() == {"/feed": 3, "/a": 1, "/b": 1}


def test_a_feed_is_not_sent_again_where_nothing_has_changed(record: Record, web: Web, here: Site) -> None:
    def feed(asked: Asked) -> Reply:
        if asked.headers.get("If-None-Match") == 'W/"7"':
            return Reply(status=304)
        return Reply(rss(linked("/a")), headers={"ETag": 'W/"7"'})

    here.pages["/feed"], here.pages["/a"] = feed, Reply(article("We are ready"))
    follow(record, here.url("/feed"))
    assert len(documents(record, web)) == 1
    make_due(record)
    (looked,) = events(record, web)
    assert isinstance(looked, Looked)
    assert (looked.new, looked.problem) == (0, None)
    assert here.paths()["/feed"] == 2
    assert the_one(record).etag == 'W/"7"'


def test_a_feed_may_ask_to_be_left_alone_for_long(record: Record, web: Web, here: Site) -> None:
    here.pages["/feed"] = Reply(rss(linked("/a")).replace("<item>", "<ttl>600</ttl><item>", 1))
    follow(record, here.url("/feed"))
    events(record, web)
    due = the_one(record).due
    assert due
    assert due > datetime.now(UTC) + timedelta(hours=9)


def test_an_article_that_was_changed_comes_again_but_not_at_once(
    record: Record, web: Web, here: Site
) -> None:
    def state(hour: int, said: str) -> None:
        stamp = f"<pubDate>Wed, 16 Oct 2024 {hour:02}:00:00 GMT</pubDate>"
        here.pages["/feed"] = Reply(rss(linked("/a", f"<guid>1</guid>{stamp}")))
        here.pages["/a"] = Reply(article(said))

    state(8, "We are ready")
    follow(record, here.url("/feed"))
    assert "We are ready" in documents(record, web)[0].text
    state(9, "We are not ready")
    record.execute("UPDATE watched SET due = ?", (LONG_AGO,))
    assert documents(record, web) == [], "it was read a moment ago"
    make_due(record)
    assert "We are not ready" in documents(record, web)[0].text


@pytest.mark.parametrize("pages", [True, False])
def test_a_feed_without_pages_is_read_itself(record: Record, web: Web, here: Site, pages: bool) -> None:
    link = "" if pages else f"<link>{here.url('/a')}</link>"
    here.pages["/feed"] = Reply(rss(f"<title>News</title>{link}<description>{SAID}</description>"))
    follow(record, here.url("/feed"), pages=pages)
    (document,) = documents(record, web)
    assert (document.text, document.outlet, document.language) == (SAID, "Kemar Daily", "en")
    assert here.paths() == {"/feed": 1}


def test_a_json_feed(record: Record, web: Web, here: Site) -> None:
    items = [
        {"id": 1, "url": "a", "date_published": "2024-10-16T08:00:00Z"},
        {"id": "2", "content_html": f"<p>{SAID}</p>", "authors": [{"name": "Sena Aydarova"}]},
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Kemar Daily", "items": items}
    here.pages["/feed"], here.pages["/a"] = Reply(json.dumps(feed)), Reply(article("We are ready"))
    follow(record, here.url("/feed"))
    first, second = documents(record, web)
    assert (first.url, first.published) == (here.url("/a"), "2024-10-16T08:00:00Z")
    assert (second.text, second.authors) == (SAID, ("Sena Aydarova",))


def test_what_a_page_says_of_its_address_counts_for_its_own_host_alone(
    record: Record, web: Web, here: Site
) -> None:
    said = '<link rel="canonical" href="{}"><meta property="og:url" content="{}">'
    here.pages["/feed"] = Reply(rss(linked("/a?from=feed"), linked("/b")))
    here.pages["/a?from=feed"] = Reply(article("We are ready", said.format(*[here.url("/a")] * 2)))
    here.pages["/b"] = Reply(article("We are not", said.format(*["https://other.example/story"] * 2)))
    follow(record, here.url("/feed"))
    assert [document.url for document in documents(record, web)] == [here.url("/a"), here.url("/b")]


def test_links_into_private_networks_are_not_followed(
    record: Record, web: Web, here: Site, elsewhere: Site
) -> None:
    elsewhere.pages["/a"] = Reply(article("This is secret"))
    here.pages["/feed"] = Reply(rss(linked(elsewhere.url("/a"), f"<description>{SAID}</description>")))
    follow(record, here.url("/feed"))
    (document,) = documents(record, web)
    assert document.text == SAID
    assert elsewhere.asked == []
    assert "private network" in (item_problem(record) or "")
    record.execute("DELETE FROM watched")
    follow(record, here.url("/feed"), private=True)
    assert "This is secret" in documents(record, web)[0].text


def test_another_watched_server_is_no_way_into_private_networks(
    record: Record, web: Web, here: Site, elsewhere: Site
) -> None:
    elsewhere.pages["/feed"] = Reply(rss(linked("/a")))
    elsewhere.pages["/a"] = Reply(article("We are ready"))
    here.pages["/feed"] = Reply(rss(linked(elsewhere.url("/secret"), f"<description>{SAID}</description>")))
    follow(record, elsewhere.url("/feed"))
    follow(record, here.url("/feed"))
    assert len(documents(record, web)) == 2
    assert elsewhere.paths() == {"/feed": 1, "/a": 1}


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        (Reply(status=404), "404"),
        (Reply(b"%PDF-1.7"), "PDF"),
        (Reply("<html><body></body></html>"), "without an article"),
    ],
)
def test_a_page_that_cannot_be_read_is_told_and_stops_nothing(
    record: Record, web: Web, here: Site, page: Reply, problem: str
) -> None:
    here.pages["/feed"] = Reply(rss(linked("/a"), linked("/b")))
    here.pages["/a"], here.pages["/b"] = page, Reply(article("We are ready"))
    follow(record, here.url("/feed"))
    arrived = [event.source.document for event in events(record, web) if isinstance(event, Arrived)]
    assert [isinstance(document, Unreadable) for document in arrived] == [True, False]
    assert problem in getattr(arrived[0], "error", "")
    assert (the_one(record).troubled, the_one(record).waiting) == (1, 0)


def test_a_page_that_cannot_be_had_now_is_tried_again(record: Record, web: Web, here: Site) -> None:
    here.pages["/feed"], here.pages["/a"] = Reply(rss(linked("/a"))), Reply(status=500)
    follow(record, here.url("/feed"))
    assert documents(record, web) == []
    assert (the_one(record).waiting, the_one(record).troubled) == (1, 1)
    make_due(record)
    here.pages["/a"] = Reply(article("We are ready"))
    assert len(documents(record, web)) == 1
    assert (the_one(record).waiting, the_one(record).troubled) == (0, 0)


def test_a_page_that_is_never_to_be_had_is_given_up(record: Record, web: Web, here: Site) -> None:
    here.pages["/feed"], here.pages["/a"] = Reply(rss(linked("/a"))), Reply(status=500)
    follow(record, here.url("/feed"))
    for _ in range(9):
        assert not any(isinstance(event, Arrived) for event in events(record, web))
        make_due(record)
    (arrived,) = (event for event in events(record, web) if isinstance(event, Arrived))
    assert isinstance(arrived.source.document, Unreadable)
    make_due(record)
    events(record, web)
    assert here.paths()["/a"] == 10


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (Reply(status=500), "500"),
        (Reply("<html><body>Welcome</body></html>"), "no RSS, Atom or JSON feed"),
        (Reply('{"version": 1}'), "no JSON feed"),
        (Reply('{"version": "1", "items": []}'), "no JSON feed"),
        (Reply(b"\xff\xfe\0\0\0nonsense"), "no RSS"),
        (Reply("<rss>", length=10_000), "did not answer as it should"),
        (Reply(status=302, headers={"Location": "/feed"}), "without end"),
    ],
)
def test_errors_of_one_feed_stop_no_other(
    record: Record, web: Web, here: Site, elsewhere: Site, broken: Reply, problem: str
) -> None:
    here.pages["/feed"] = broken
    elsewhere.pages["/feed"], elsewhere.pages["/a"] = Reply(rss(linked("/a"))), Reply(article("We are ready"))
    follow(record, here.url("/feed"))
    follow(record, elsewhere.url("/feed"))
    assert len(documents(record, web)) == 1
    failed, other = watched(record)
    assert problem in (failed.problem or "")
    assert failed.due
    assert failed.due > datetime.now(UTC) + timedelta(minutes=10)
    assert (failed.failures, other.failures, other.problem) == (1, 0, None)
    assert events(record, web) == []


def test_a_feed_that_is_gone_is_asked_no_more(record: Record, web: Web, here: Site) -> None:
    here.pages["/feed"] = Reply(status=410)
    follow(record, here.url("/feed"))
    events(record, web)
    assert the_one(record).due is None
    follow(record, here.url("/feed"))
    events(record, web)
    assert here.paths()["/feed"] == 2, "whoever asks for it again gets it tried"


def test_what_is_not_stored_arrives_again(record: Record, web: Web, here: Site) -> None:
    here.pages["/feed"], here.pages["/a"] = Reply(rss(linked("/a"))), Reply(article("We are ready"))
    follow(record, here.url("/feed"))
    for event in rounds(record, web):
        if isinstance(event, Arrived):
            break
    assert the_one(record).waiting == 1
    assert len(documents(record, web)) == 1
    assert the_one(record).waiting == 0


def write(path: Path, text: str, *, seconds_ago: int) -> None:
    path.write_text(text)
    moment = datetime.now(UTC).timestamp() - seconds_ago
    os.utime(path, (moment, moment))


def test_a_folder_gives_new_and_changed_files(record: Record, web: Web, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "deep").mkdir(parents=True)
    write(folder / "a.txt", SAID, seconds_ago=90)
    write(
        folder / "deep" / "b.jsonl",
        '{"id": "1", "text": "One."}\n{"id": "2", "text": "Two."}\n',
        seconds_ago=90,
    )
    write(folder / "c.pdf", "no news", seconds_ago=90)
    follow(record, str(folder))
    assert [document.text for document in documents(record, web)] == [SAID, "One.", "Two."]
    make_due(record)
    assert documents(record, web) == []
    write(folder / "a.txt", SAID.replace("ready", "not ready"), seconds_ago=60)
    write(folder / "d.txt", "Three.", seconds_ago=60)
    make_due(record)
    assert [document.text for document in documents(record, web)] == [
        SAID.replace("ready", "not ready"),
        "Three.",
    ]


def test_a_file_that_is_still_written_is_left_for_later(record: Record, web: Web, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    write(folder / "a.txt", "Half of", seconds_ago=-60)
    follow(record, str(folder))
    assert documents(record, web) == []
    assert the_one(record).waiting == 1


def test_a_folder_that_is_gone_is_told(record: Record, web: Web, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    follow(record, str(folder))
    folder.rmdir()
    events(record, web)
    assert "no folder" in (the_one(record).problem or "")


def test_hostile_feeds_do_no_harm(record: Record, web: Web, here: Site) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    feeds = {
        "/entities": f"{bomb}]><rss version='2.0'><channel><item><title>&j;</title></item></channel></rss>",
        "/file": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        "<rss version='2.0'><channel><item><description>&f;</description></item></channel></rss>",
        "/many": rss(*(linked(f"javascript:{n}") for n in range(3000))),
        "/odd": rss(f"<guid>{'x' * 5000}</guid><description>A&#0;&lt;script&gt;b</description>"),
        "/half": rss("<description>A&#xD800;</description>"),
    }
    for path, feed in feeds.items():
        here.pages[path] = Reply(feed)
        follow(record, here.url(path))
    arrived = [event.source.document for event in events(record, web) if isinstance(event, Arrived)]
    assert len(arrived) <= 1_003
    assert not any("root:" in each.text for each in arrived if isinstance(each, Document))
    assert not any(source.waiting for source in watched(record))
    assert "cannot be parsed" in str([source.problem for source in watched(record)])


def test_what_nobody_foresaw_stops_no_other(
    record: Record, web: Web, here: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_on_one(data: bytes, url: str) -> Document:
        if url.endswith("/a"):
            raise RecursionError("too deep")
        return read_fetched(data, url)

    monkeypatch.setattr("onrecord.follow.looking.read_fetched", break_on_one)
    here.pages["/feed"] = Reply(rss(linked("/a"), linked("/b")))
    here.pages["/a"] = here.pages["/b"] = Reply(article("We are ready"))
    follow(record, here.url("/feed"))
    broken, whole = (event.source.document for event in events(record, web) if isinstance(event, Arrived))
    assert "RecursionError: too deep" in getattr(broken, "error", "")
    assert isinstance(whole, Document)
    assert the_one(record).waiting == 0
