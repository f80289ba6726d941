from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient

from onrecord.cli.serve import application
from onrecord.records import Kind
from onrecord.store import (
    Correction,
    Decision,
    NotFoundError,
    Ruling,
    find_position,
    find_statement,
    history,
    open_record,
    rejected_statements,
    shown_actor,
)
from web.conftest import Site, site_of
from web.reading import Reading, check

SAID = "/statements/en-1/s1"
HELD = "/positions/p2"
SARIEV = "person/aibek-sariev"


@pytest.fixture
def desk(scenes: Path) -> Iterator[Site]:
    with site_of(scenes) as site:
        site.headers["Accept-Language"] = "en"
        yield site


def fields(page: Reading) -> dict[str, str]:
    """The hidden fields of the forms of a page, the first of each name."""
    hidden = [a for tag, a in page.elements if tag == "input" and a.get("type") == "hidden"]
    return {each["name"]: each["value"] for each in reversed(hidden)}


def form(site: Site, address: str, **said: str) -> dict[str, str]:
    """What the form at this address sends, with what a person fills in."""
    hidden = fields(check(site.get(address).text))
    kept = {name: hidden[name] for name in ("token", "revision", "document") if name in hidden}
    return kept | {"author": "Nurlan"} | said


def said(record: Path) -> list[Correction | Decision]:
    with open_record(record) as opened:
        return list(history(opened))


def test_accepting_and_undoing(desk: Site, scenes: Path) -> None:
    done = desk.post(SAID, data=form(desk, SAID, ruling="accept"))
    assert done.status_code == 200
    assert done.url.path == SAID
    assert "accepted" in check(done.text).words
    (made,) = said(scenes)
    assert isinstance(made, Correction)
    assert (made.ruling, made.author) == (Ruling.ACCEPT, "Nurlan")
    assert done.url.params["done"] == str(made.number)
    # Who has signed once need not sign again.
    undo = fields(check(done.text))
    undone = desk.post("/undo", data={"token": undo["token"], "number": undo["number"], "back": SAID})
    assert undone.url.path == SAID
    (taken_back,) = said(scenes)
    assert taken_back.undone_by == "Nurlan"


def test_what_is_rejected_is_shown_at_its_address_alone(desk: Site, scenes: Path) -> None:
    done = desk.post(SAID, data=form(desk, SAID, ruling="reject", because="a headline"))
    assert "Rejected" in check(done.text).words
    assert "a headline" in check(done.text).words
    assert SAID not in check(desk.get("/documents/en-1").text).links
    assert SAID not in check(desk.get("/").text).links
    with open_record(scenes) as record:
        assert [each.statement.id for each in rejected_statements(record)] == ["s1"]
    again = desk.post(SAID, data=form(desk, SAID, ruling="accept"))
    assert again.status_code == 200
    assert SAID in check(desk.get("/documents/en-1").text).links


def test_changing_words_speaker_and_kind(desk: Site, scenes: Path) -> None:
    sent = form(
        desk, SAID, ruling="change", content="1–11, 12-15", cue="", speaker="Kanat Borubaev", kind="mixed"
    )
    done = desk.post(SAID, data=sent)
    assert done.status_code == 200, done.text
    with open_record(scenes) as record:
        found = find_statement(record, "s1", "en-1")
    assert found.words["content"] == ("Neutrality", "has")
    assert found.statement.cue == ()
    assert found.statement.kind is Kind.MIXED
    assert found.speaker
    assert found.speaker.name == "Kanat Borubaev"
    page = check(done.text)
    assert "Kind: direct → mixed" in " ".join(page.words.split())
    # What the form does not send stays.
    assert found.words["speaker"] == ("Foreign Minister Aibek Sariev",)


def test_a_speaker_whom_the_record_does_not_know(desk: Site, scenes: Path) -> None:
    sent = form(desk, SAID, ruling="change", speaker="Gulzat Osmonova")
    refused = desk.post(SAID, data=sent)
    assert refused.status_code == 404
    assert "Gulzat Osmonova" in check(refused.text).words
    assert desk.post(SAID, data=sent | {"new": "1"}).status_code == 200
    with open_record(scenes) as record:
        speaker = find_statement(record, "s1", "en-1").speaker
    assert speaker
    assert speaker.id == "person/gulzat-osmonova"
    assert desk.post(SAID, data=form(desk, SAID, ruling="change", speaker="")).status_code == 200
    assert "not settled who" in check(desk.get(SAID).text).words


def test_changing_a_position(desk: Site, scenes: Path) -> None:
    sent = form(desk, HELD, ruling="change", polarity="for", target="Kemar", target_kind="actor")
    assert desk.post(HELD, data=sent).status_code == 200
    with open_record(scenes) as record:
        held = find_position(record, "p2")
    assert (held.position.polarity, held.target.name) == (1, "Kemar")
    desk.post(HELD, data=form(desk, HELD, ruling="reject"))
    with open_record(scenes) as record, pytest.raises(NotFoundError):
        find_position(record, "p2")
    assert "Rejected" in check(desk.get(HELD).text).words


def test_adding_what_is_missing(desk: Site, scenes: Path) -> None:
    sent = form(desk, "/documents/en-2", content="0–28", kind="indirect", speaker=SARIEV)
    done = desk.post("/documents/en-2", data=sent)
    assert done.url.path.startswith("/statements/en-2/")
    assert "The talks ended on Tuesday." in check(done.text).words
    assert len(said(scenes)) == 1


def test_who_is_who(desk: Site, scenes: Path) -> None:
    address = f"/actors/{SARIEV}"
    done = desk.post(address, data=form(desk, address, other="person/kanat-borubaev", verdict="same"))
    assert done.status_code == 200
    with open_record(scenes) as record:
        assert shown_actor(record, "person/kanat-borubaev") == shown_actor(record, SARIEV)
    refused = desk.post(address, data=form(desk, address, other="person/kanat-borubaev", verdict="differ"))
    assert refused.status_code == 409


def test_the_later_of_two_sees_the_other_and_loses_nothing(desk: Site, scenes: Path) -> None:
    first = form(desk, SAID, ruling="change", kind="mixed", author="Aisuluu", because="quoted in part")
    second = form(desk, SAID, ruling="change", kind="indirect", because="no quotation")
    assert desk.post(SAID, data=first).status_code == 200
    conflict = desk.post(SAID, data=second)
    assert conflict.status_code == 409
    page = check(conflict.text)
    for words in ("Aisuluu", "quoted in part", "Kind: direct → mixed", "no quotation"):
        assert words in " ".join(page.words.split())
    assert len(said(scenes)) == 1
    # The form of that page has all that was about to be said, upon what stands now.
    mine = fields(page)
    assert desk.post(SAID, data=mine).status_code == 200
    with open_record(scenes) as record:
        assert find_statement(record, "s1", "en-1").statement.kind is Kind.INDIRECT
    latest = said(scenes)[0]
    assert (latest.author, latest.because) == ("Nurlan", "no quotation")


def test_the_queue_has_all_that_it_takes_to_judge(desk: Site) -> None:
    page = check(desk.get("/queue").text)
    keys = {attributes["data-key"] for _, attributes in page.elements if "data-key" in attributes}
    assert {"a", "r", "e", "i", "m", "+", "0"} <= keys
    before = page.words.count("Accept")
    done = desk.post(HELD, data=form(desk, HELD, ruling="accept", back="/queue?x=1#y"))
    assert done.url.path == "/queue"
    assert check(done.text).words.count("Accept") == before - 1
    only = check(desk.get("/queue?document=ky-1").text)
    assert "/positions/q1" in only.article or any("q1" in a.get("action", "") for _, a in only.elements)
    assert not any("en-2" in a.get("action", "") for _, a in only.elements)


def test_history(desk: Site) -> None:
    desk.post(SAID, data=form(desk, SAID, ruling="accept"))
    desk.post(HELD, data=form(desk, HELD, ruling="reject", author="Aisuluu"))
    page = check(desk.get("/history").text)
    assert {SAID, HELD} <= page.links
    only = check(desk.get("/history?author=Aisuluu").text)
    assert HELD in only.links
    assert SAID not in only.links


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"ruling": "praise"}, 400),
        ({"ruling": "change", "kind": "loud"}, 400),
        ({"ruling": "change", "content": "12"}, 400),
        ({"ruling": "change", "content": "5-4"}, 409),
        ({"ruling": "change", "content": "0-99999"}, 409),
        ({"ruling": "change", "kind": "direct"}, 409),
        ({"ruling": "accept", "author": " "}, 400),
        ({"ruling": "accept", "revision": "x"}, 400),
        ({"ruling": "accept", "because": "x" * 3000}, 409),
        ({"ruling": "accept", "because": "x" * 300_000}, 413),
    ],
)
def test_what_makes_no_sense_is_refused(desk: Site, scenes: Path, sent: dict[str, str], status: int) -> None:
    answer = desk.post(SAID, data=form(desk, SAID, **sent))
    assert answer.status_code == status
    check(answer.text)
    assert said(scenes) == []


@pytest.mark.parametrize(
    ("headers", "token", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, None, 403),
        ({"Sec-Fetch-Site": "same-site"}, None, 403),
        ({"Origin": "http://evil.example"}, None, 403),
        ({"Origin": "null"}, None, 403),
        ({}, "stale", 403),
        ({}, "", 403),
        ({"Origin": "http://127.0.0.1:8000"}, None, 200),
        ({"Sec-Fetch-Site": "same-origin"}, None, 200),
    ],
)
def test_only_these_pages_correct(
    desk: Site, scenes: Path, headers: dict[str, str], token: str | None, status: int
) -> None:
    sent = form(desk, SAID, ruling="accept")
    if token is not None:
        sent["token"] = token
    answer = desk.post(SAID, data=sent, headers=headers)
    assert answer.status_code == status
    assert len(said(scenes)) == (status == 200)


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "data:1"])
def test_nobody_is_led_elsewhere(desk: Site, back: str) -> None:
    answer = desk.post(SAID, data=form(desk, SAID, ruling="accept", back=back), follow_redirects=False)
    assert answer.status_code == 303
    assert re.fullmatch(r"/statements/en-1/s1\?done=\d+", answer.headers["location"])


def test_beyond_this_machine_the_pages_are_for_reading(scenes: Path) -> None:
    with TestClient(application(scenes, beyond=True), base_url="http://record.example") as site:
        for address in (SAID, HELD, "/queue", "/history", "/documents/en-1", f"/actors/{SARIEV}"):
            page = check(site.get(address).text)
            assert not [a for tag, a in page.elements if tag == "form" and a.get("method") == "post"], address
        answer = site.post(SAID, data={"ruling": "accept", "revision": "0", "author": "x", "token": ""})
    assert answer.status_code == 403
    assert said(scenes) == []


def test_what_people_write_is_text(desk: Site) -> None:
    nasty = "</form><script>alert(1)</script>\u202e"
    sent = form(desk, SAID, ruling="accept", author=nasty, because=nasty)
    for address in (SAID, "/history"):
        desk.post(SAID, data=sent)
        page = check(desk.get(address).text)
        assert nasty in page.words
