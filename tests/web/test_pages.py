from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from onrecord.records import Target, TargetKind
from onrecord.store import Facet, all_documents, open_record, positions, statements
from onrecord.web import HEADERS, addresses
from onrecord.web.interface import LANGUAGES
from store.holding import put, stays
from store.making import READY, analysis
from web.conftest import Site, site_of
from web.reading import check, path_of

TABLED = ("/?q=bridge", "/map", "/actors/person/aibek-sariev", "/issues/neutrality")
START = ("/", "/documents", "/actors", "/issues", "/map", "/?q=мост", "/?language=ky&kind=direct")
HEAVIEST = 300_000


def one_of_each(record: Path) -> list[str]:
    """An address of each kind of page."""
    with open_record(record) as opened:
        said = next(iter(statements(opened)))
        held = next(each for each in positions(opened) if each.target.kind == "issue" and each.holder)
    assert said.speaker
    return [
        *START,
        addresses.document(said.document.id),
        addresses.statement(said.document.id, said.statement.id),
        addresses.actor(said.speaker.id),
        addresses.issue(held.target.id),
        addresses.position(held.position.id),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_of_page_in_each_language(site: Site, examples: Path, language: str) -> None:
    for address in one_of_each(examples):
        answer = site.get(address, headers={"Accept-Language": language})
        assert answer.status_code == 200, address
        page = check(answer.text)
        assert page.elements[0] == ("html", {"lang": language})
        assert HEADERS.items() <= dict(answer.headers.items()).items() or all(
            answer.headers[name] == value for name, value in HEADERS.items()
        )


def test_every_link_leads_somewhere(site: Site, examples: Path) -> None:
    waiting, seen, counted = set(START), set[str](), set[str]()
    while waiting:
        address = waiting.pop()
        seen.add(path_of(address))
        answer = site.get(address)
        assert answer.status_code == 200, address
        page = check(answer.text)
        waiting |= {each for each in page.links if path_of(each) not in seen and "?" not in each}
        # What a number counts is listed.
        counted |= {each for each in page.links if each.startswith("/positions?")}
    for address in counted:
        listed = check(site.get(address).text).links
        assert any(each.startswith("/positions/") for each in listed), address
    with open_record(examples) as record:
        for each in statements(record):
            assert addresses.statement(each.document.id, each.statement.id) in seen
        for held in positions(record):
            assert addresses.position(held.position.id) in seen


def test_an_article_is_its_text_untouched(site: Site, examples: Path) -> None:
    with open_record(examples) as record:
        for each in all_documents(record):
            page = check(site.get(addresses.document(each.document.id)).text)
            assert page.article == each.document.text


def test_each_statement_is_marked_and_named_in_its_article(site: Site, examples: Path) -> None:
    with open_record(examples) as record:
        found = list(statements(record))
    for said in found:
        html = site.get(addresses.document(said.document.id)).text
        page = check(html)
        anchor = addresses.anchor(said.statement.id)
        assert ("span", {"id": anchor}) in page.elements
        notes = [a for tag, a in page.elements if a.get("class") == "number quote"]
        assert addresses.statement(said.document.id, said.statement.id) in [note["href"] for note in notes]


def test_weight(site: Site, examples: Path) -> None:
    files: dict[str, int] = {}
    for address in one_of_each(examples):
        html = site.get(address)
        page = check(html.text)
        for name in page.files - files.keys():
            files[name] = len(site.get(name).content)
        assert len(html.content) + sum(files[name] for name in page.files) < HEAVIEST, address


def test_a_statement_can_be_cited(site: Site, examples: Path) -> None:
    with open_record(examples) as record:
        said = next(each for each in statements(record) if each.document.url and each.speaker)
    address = addresses.statement(said.document.id, said.statement.id)
    page = check(site.get(address, headers={"Accept-Language": "en"}).text)
    start, end = said.statement.content[0]
    for part in (said.words["content"][0], said.document.outlet, f"{start}–{end}", "4 October 2024", address):
        assert part
        assert part in page.words
    (source,) = {a["href"] for _, a in page.elements if ":~:text=" in a.get("href", "")}
    base, _, fragment = source.partition("#:~:text=")
    assert base == said.document.url
    assert unquote(fragment.split(",")[0]) in " ".join(said.words["content"][0].split())


def test_search_narrows_down(site: Site) -> None:
    def total(address: str) -> int:
        words = check(site.get(address, headers={"Accept-Language": "en"}).text).words
        match = re.search(r"(\d+) statements?\b", words)
        assert match
        return int(match[1])

    everything = total("/")
    page = check(site.get("/").text)
    for facet in Facet:
        if facet is not Facet.MONTH:
            some = max(each for each in page.links if f"{facet}=" in each)
            assert 0 < total(some) < everything, facet
    assert 0 < total("/?by=Sariev&at=Courier&since=2025") < total("/?by=Sariev") < everything
    assert 0 < total("/?q=bridge") < everything
    assert total("/?q=nowhereatall") == 0


def test_pages_of_results_follow_one_another(site: Site) -> None:
    seen: list[str] = []
    address: str | None = "/"
    while address:
        page = check(site.get(address).text)
        quotes = (a["href"] for _, a in page.elements if a.get("class") == "quote")
        seen += [each for each in quotes if each.startswith("/statements/")]
        address = next((a["href"] for _, a in page.elements if a.get("rel") == "next"), None)
    assert len(seen) == len(set(seen)) == 105


@pytest.mark.parametrize("address", TABLED)
def test_a_table_to_take_away_holds_what_is_shown(site: Site, address: str) -> None:
    page = check(site.get(address).text)
    taken = [each for each in page.links if "csv=" in each]
    assert taken
    for each in taken:
        answer = site.get(each)
        assert answer.headers["content-type"].startswith("text/csv")
        assert "attachment" in answer.headers["content-disposition"]
        heading, *rows = csv.reader(io.StringIO(answer.text))
        assert rows
        for row in rows:
            named = dict(zip(heading, row, strict=True))
            assert all(named.get(key, "") in page.words for key in ("holder", "target", "speaker"))


def test_what_a_holder_changed_and_what_is_not_settled(scenes: Path) -> None:
    with site_of(scenes) as site:
        page = check(site.get("/issues/neutrality", headers={"Accept-Language": "en"}).text)
        assert "has served Toluk well" in page.words
        assert "now we must choose a side" in page.words
        assert "according to" in page.words
        assert "/positions?issue=bridge-toll" in check(site.get("/issues/bridge-toll").text).links
        assert "/positions/q2" in check(site.get("/positions?issue=bridge-toll").text).links
        qualified = check(site.get("/positions/p3", headers={"Accept-Language": "en"}).text)
        assert "on a condition: “If Kemar pays”" in qualified.words


def test_language_and_colours_are_kept(examples: Path) -> None:
    with site_of(examples) as site:
        assert site.get("/?lang=ky&theme=dark").text.count('lang="ky" data-theme="dark"') == 1
        assert '<html lang="ky" data-theme="dark">' in site.get("/map").text
        assert '<html lang="ru">' in site.get("/map?lang=ru&theme=system").text
        assert '<html lang="ru">' in site.get("/map", headers={"Accept-Language": "ky"}).text


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("ky-KG,ru;q=0.8,en;q=0.5", "ky"), ("de, ru;q=0.3, en;q=0.9", "en"), ("*", "en"), ("ru;q=x, ;;", "en")],
)
def test_the_language_is_that_of_the_browser(site: Site, accepted: str, language: str) -> None:
    assert f'<html lang="{language}"' in site.get("/map", headers={"Accept-Language": accepted}).text


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    first = site.get("/documents")
    assert first.headers["cache-control"] == "private, no-cache"
    again = site.get("/documents", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    script = next(each for each in check(first.text).files if ".js" in each)
    kept = site.get(script)
    assert "immutable" in kept.headers["cache-control"]
    assert kept.headers["etag"]
    assert kept.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nowhere", 404),
        ("/documents/none", 404),
        ("/documents/55", 404),
        ("/statements/none/s1", 404),
        ("/actors/person/nobody", 404),
        ("/issues/nothing", 404),
        ("/positions/none", 404),
        ("/static/../site.py", 404),
        ("/static/none.js", 404),
        ("/?since=tomorrow", 400),
        ("/?q=…", 400),
        ("/?after=nowhere", 400),
        ("/?kind=rumour", 400),
        ("/?kind=direct&kind=", 400),
        ("/?confidence=high", 400),
    ],
)
def test_an_error_is_a_page_that_says_what_to_do(site: Site, address: str, status: int) -> None:
    answer = site.get(address, headers={"Accept-Language": "ru"})
    assert answer.status_code == status
    page = check(answer.text)
    assert page.elements[0] == ("html", {"lang": "ru"})
    assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
    assert any(tag == "form" for tag, _ in page.elements), "a way on"


def test_a_way_of_asking_that_there_is_not(site: Site) -> None:
    answer = site.post("/map")
    assert answer.status_code == 405
    check(answer.text)


def test_an_empty_record_says_how_to_begin(tmp_path: Path) -> None:
    with open_record(tmp_path / "new.record", create=True):
        pass
    with site_of(tmp_path / "new.record") as site:
        assert "onrecord add" in check(site.get("/").text).words
        for address in START[1:]:
            assert site.get(address).status_code == 200


def test_a_record_that_is_gone(tmp_path: Path) -> None:
    with site_of(tmp_path / "gone.record") as site:
        answer = site.get("/", headers={"Accept-Language": "en"})
    assert answer.status_code == 503
    assert "onrecord serve" in check(answer.text).words


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_a_name_that_is_not_this_machine_is_refused(site: Site, host: str) -> None:
    answer = site.get("/", headers={"Host": host})
    assert answer.status_code == 403
    assert "Sariev" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9000", "[::1]:8000"])
def test_names_of_this_machine_are_not(site: Site, host: str) -> None:
    assert site.get("/", headers={"Host": host}).status_code == 200


def test_a_long_article_comes_in_parts(tmp_path: Path) -> None:
    found = analysis("word " * 50_000 + READY, id="long")
    path = tmp_path / "long.record"
    with open_record(path, create=True) as record:
        put(record, found)
    with site_of(path) as site:
        parts = [check(site.get(f"/documents/long?part={number}").text) for number in range(3)]
        assert "".join(part.article for part in parts) == found.document.text
        said = check(site.get("/statements/long/s1").text)
        (back,) = {each for each in said.links if "part=" in each}
        assert addresses.anchor("s1") in site.get(back).text
        assert urlsplit(back).query == "part=2"


@pytest.mark.parametrize(
    ("language", "who", "what"),
    [
        ("en", "Aibek Sariev", "Neutrality"),
        ("ru", "Айбек Сариев", "Нейтралитет"),
        ("ky", "Айбек Сариев", "Бейтараптык"),
    ],
)
def test_actors_and_issues_are_called_in_the_language_of_the_page(
    site: Site, language: str, who: str, what: str
) -> None:
    shown = {"Accept-Language": language}
    for address in ("/actors/person/aibek-sariev", "/issues/neutrality", "/", "/positions?issue=neutrality"):
        text = site.get(address, headers=shown).text
        assert f"<bdi>{who}</bdi>" in text, address
        assert f"<bdi>{what}</bdi>" in text, address
    assert f"<bdi>{who}</bdi>" in site.get("/actors", headers=shown).text
    assert f"<bdi>{what}</bdi>" in site.get("/issues", headers=shown).text
    # What is taken away says what the record says, whoever takes it.
    taken = "/issues/neutrality?csv=positions"
    assert site.get(taken, headers=shown).text == site.get(taken).text


def test_ones_own_issue_keeps_its_name_under_the_key_of_a_shipped_one(tmp_path: Path) -> None:
    record = tmp_path / "own.record"
    own = Target(TargetKind.ISSUE, "neutrality", "Neutrality of the net")
    found = stays()
    held = replace(found.positions[0], target=own)
    with open_record(record, create=True) as opened:
        put(opened, replace(found, positions=(held,)))
    with site_of(record) as client:
        assert "<bdi>Neutrality of the net</bdi>" in client.get("/issues?lang=ru").text


def test_a_table_is_taken_as_csv_in_utf_8(site: Site) -> None:
    assert site.get("/?csv=statements").headers["content-type"] == "text/csv; charset=utf-8"


def test_pages_answer_head_as_get(site: Site, examples: Path) -> None:
    for address in one_of_each(examples):
        got, asked = site.get(address), site.head(address)
        assert asked.status_code == 200, address
        assert asked.headers == got.headers
    assert site.head("/documents/none").status_code == 404
