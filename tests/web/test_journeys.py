"""What people come to do, with mouse and keys, in each language of the pages.

Everything is found as its reader finds it: by its role and the words of the language, never by those of one.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from onrecord.records import Kind
from onrecord.store import Correction, Ruling, open_record
from onrecord.web import addresses
from onrecord.web.interface import LANGUAGES, Interface, interface
from store.holding import leaves, opposes, put, stays
from store.making import analysis
from web.browsing import CHROMIUM, findings, fits, said, served, watched
from web.conftest import ROOT

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")

SARIEV, OSMONOVA, KEMAR = "person/aibek-sariev", "person/gulzat-osmonova", "country/kemar"
YEARS = 30
"""How many statements there are of one person, kind and language on one bridge: more than a page shows."""


@pytest.fixture(scope="module")
def whole(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles of this repository, somebody who changes sides, and a bridge of which much is said."""
    path = Path(shutil.copy(examples, tmp_path_factory.mktemp("journeys") / "whole.record"))
    pieces = (
        f"[speaker{n}:Бакыт Турганов] [cue{n}:айтты]: [content{n}:«Ак-Суу көпүрөсүнө {n} жыл керек»]."
        for n in range(1, YEARS + 1)
    )
    names = "; ".join(f"{n} Бакыт Турганов" for n in range(1, YEARS + 1))
    long = analysis(
        f"{' '.join(pieces)} => {names}", id="ky-years", language="ky", published="2025-06-01", title="Жылдар"
    )
    others = analysis(
        "[speaker1:Бакыт Турганов] [cue1:сказал], что [content1:мост Ак-Суу нужен]."
        " [cue2:По его словам], [content2:мост Ак-Суу будет].  => 1 Бакыт Турганов; 2 Бакыт Турганов",
        id="ru-years", language="ru", published="2025-06-02", title="Мост",
    )  # fmt: skip
    indirect = replace(others.statements[0], kind=Kind.INDIRECT)
    with open_record(path) as record:
        # An id of a position means one in the whole record.
        early = stays()
        early = replace(early, positions=tuple(replace(each, id="early") for each in early.positions))
        put(record, early, leaves(), opposes(), long)
        put(record, replace(others, statements=(indirect, *others.statements[1:])))
    return path


@pytest.fixture(scope="module")
def read(whole: Path) -> Iterator[str]:
    """Where that record is read."""
    with served(whole) as address:
        yield address


@pytest.fixture
def own(whole: Path, tmp_path: Path) -> Path:
    """A copy of it, which may be corrected."""
    return Path(shutil.copy(whole, tmp_path / "own.record"))


@pytest.fixture
def corrected(own: Path) -> Iterator[str]:
    """Where the copy is corrected."""
    with served(own) as address:
        yield address


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Interface:
    return interface(request.param)


@pytest.fixture
def reader(browser: Browser, read: str, t: Interface) -> Iterator[Page]:
    with watched(browser, read, t.code) as page:
        yield page


@pytest.fixture
def reviewer(browser: Browser, corrected: str, t: Interface) -> Iterator[Page]:
    with watched(browser, corrected, t.code) as page:
        yield page


def search(page: Page, t: Interface, words: str) -> None:
    page.get_by_role("searchbox", name=t("search.words")).fill(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/?*q=*")


def section(page: Page, heading: str) -> Locator:
    """The part of the page under a heading."""
    return page.locator("section", has=page.get_by_role("heading", name=heading, exact=True))


def leading_to(within: Page | Locator, address: str) -> Locator:
    return within.locator(f'a[href="{address}"]').first


def follow(link: Locator) -> None:
    """Click it and wait until the page that it leads to stands, scripts and all."""
    with link.page.expect_navigation():
        link.click()


def number(place: Locator) -> int:
    return int(re.sub(r"\D", "", place.inner_text()))


def test_search(reader: Page, t: Interface) -> None:
    reader.goto("/")
    search(reader, t, "Ак-Суу")
    who = reader.get_by_role("article").first.locator(".who").inner_text()
    facets = reader.get_by_role("complementary", name=t("search.facets"))
    for facet, value in (("speaker", who), ("language", t.code_name("ky")), ("kind", t("kind.direct"))):
        group = facets.get_by_role("group").filter(has=reader.get_by_text(t(f"facet.{facet}"), exact=True))
        choice = group.get_by_role("link").filter(has_text=value)
        count = number(choice.locator(".n"))
        follow(choice)
        expect(choice).to_have_attribute("aria-current", "true")
        expect(reader.get_by_text(t.count("count.statements", count), exact=True)).to_be_visible()
    assert count == YEARS
    found: list[str] = []
    more = reader.get_by_role("link", name=t("search.more"), exact=True)
    while True:
        found += reader.get_by_role("article").locator("blockquote").all_inner_texts()
        assert set(reader.get_by_role("article").locator(".tag").all_inner_texts()) == {t("kind.direct")}
        if not more.count():
            break
        follow(more)
        reader.wait_for_url("**after=*")
        expect(reader.get_by_role("article").first).not_to_contain_text(found[-1])
    assert sorted(found) == sorted(f"«Ак-Суу көпүрөсүнө {n} жыл керек»" for n in range(1, YEARS + 1))
    chosen = reader.get_by_role("list", name=t("search.chosen"))
    follow(chosen.get_by_role("link", name=t("facet.kind")))
    expect(chosen.get_by_role("link")).to_have_count(2)
    follow(reader.get_by_role("link", name="Жылдар"))
    reader.wait_for_url("**/documents/ky-years")
    assert reader.locator("html").get_attribute("lang") == t.code


def test_article(reader: Page, t: Interface) -> None:
    reader.goto("/")
    follow(reader.get_by_role("link", name=t("site.documents"), exact=True))
    follow(reader.get_by_role("link", name="Toluk to choose"))
    mark = reader.locator(".text .content", has_text="we will stand by it")
    note = reader.get_by_role("listitem").filter(has=reader.get_by_role("link", name="2", exact=True))
    mark.hover()
    expect(note).to_have_class(re.compile(r"\blit\b"))
    mark.click()
    expect(note).to_be_focused()
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/statements/en-2/s2")
    follow(reader.get_by_role("link", name=t("statement.in-article")).first)
    reader.wait_for_url("**/documents/en-2#*")
    expect(mark).to_be_in_viewport()
    article = reader.url
    stands = reader.locator(".margin").get_by_role("listitem").filter(has_text="→")
    for stand in (stands.first, stands.last):
        side = stand.get_by_role("link").first
        told = side.inner_text().split()[-1]
        follow(side)
        reader.wait_for_url("**/positions/p*")
        expect(reader.get_by_role("heading", level=1)).to_contain_text(told)
        expect(reader.locator(".excerpt .evidence").first).to_be_visible()
        reader.go_back()
        reader.wait_for_url(article)
    follow(stands.first.locator(".target"))
    reader.wait_for_url("**/issues/neutrality")


def test_statement(reader: Page, t: Interface) -> None:
    reader.goto("/")
    search(reader, t, "tax on bread")
    follow(reader.locator("blockquote").get_by_role("link").first)
    reader.wait_for_url("**/statements/**")
    words = reader.get_by_role("heading", level=1).inner_text()
    section(reader, t("cite.title")).get_by_role("button", name=t("cite.copy")).click()
    expect(reader.get_by_role("status").last).to_have_text(t("cite.copied"))
    copied = reader.evaluate("navigator.clipboard.readText()")
    assert copied == reader.locator("#citation").inner_text()
    assert words in copied
    assert reader.url in copied
    # The outlet's own page, on a screen so small that it has to be scrolled to the words.
    reader.context.route(
        "https://dailypost.example/**",
        lambda route: route.fulfill(
            body=(ROOT / "examples" / "bridge-toll.en.html").read_bytes(), content_type="text/html"
        ),
    )
    reader.set_viewport_size({"width": 320, "height": 120})
    follow(reader.get_by_role("link", name=t("cite.source")))
    reader.wait_for_url("https://dailypost.example/**")
    reader.wait_for_function("scrollY > 0")
    expect(reader.get_by_text(words).last).to_be_in_viewport()


def test_actor(reader: Page, t: Interface) -> None:
    reader.goto("/")
    follow(reader.get_by_role("link", name=t("site.actors"), exact=True))
    follow(leading_to(reader, addresses.actor(SARIEV)))
    expect(reader.locator(".chart canvas").first).to_be_visible()
    months = section(reader, t("actor.over-time"))
    months.get_by_text(t("table.show")).click()
    counts = [number(each) for each in months.get_by_role("cell").get_by_role("link").all()]
    expect(reader.get_by_text(t.count("count.statements", sum(counts)))).to_be_visible()
    follow(months.get_by_role("cell").get_by_role("link").first)
    expect(reader.get_by_text(t.count("count.statements", counts[0]), exact=True)).to_be_visible()
    expect(reader.get_by_role("article")).to_have_count(counts[0])
    reader.go_back()
    # What stands for one position leads to it; what counts several leads to so many.
    table = section(reader, t("actor.positions")).get_by_role("table")
    single = table.locator("td:not(:has(.all))").get_by_role("link").first
    follow(single)
    expect(reader.locator(".excerpt .evidence").first).to_be_visible()
    reader.go_back()
    several = table.locator("td", has=reader.locator(".all")).first
    count = int(several.get_attribute("data-value") or 0)
    follow(several.locator(".all"))
    expect(reader.get_by_role("article")).to_have_count(count)
    follow(reader.locator("blockquote").get_by_role("link").last)
    expect(reader.locator(".excerpt .evidence").first).to_be_visible()
    follow(leading_to(reader.get_by_role("heading", level=1), addresses.actor(SARIEV)))
    company = reader.get_by_role("heading", name=t("actor.met")).locator("+ ul")
    follow(leading_to(company, addresses.actor(OSMONOVA)))
    met = reader.get_by_role("heading", name=t("actor.met")).locator("+ ul")
    expect(leading_to(met, addresses.actor(SARIEV))).to_be_visible()


def test_issue(reader: Page, t: Interface) -> None:
    reader.goto("/")
    follow(reader.get_by_role("link", name=t("site.issues"), exact=True))
    follow(leading_to(reader, addresses.issue("neutrality")))
    matrix = section(reader, t("issue.matrix"))
    row = matrix.get_by_role("row").filter(has=reader.locator(f'a[href="{addresses.actor(SARIEV)}"]'))
    counts = [int(each.get_attribute("data-value") or 0) for each in row.get_by_role("cell").all()]
    assert counts[0] > 1
    assert counts[2] > 1
    expect(reader.locator(".chart canvas").first).to_be_visible()
    over_time = section(reader, t("issue.over-time"))
    over_time.get_by_text(t("table.show")).click()
    total = sum(number(each) for each in over_time.get_by_role("group").get_by_role("cell").all())
    expect(reader.get_by_text(t.count("count.positions", total))).to_be_visible()
    counted = over_time.get_by_role("cell").get_by_role("link").first
    count = number(counted)
    follow(counted)
    expect(reader.get_by_role("article")).to_have_count(count)
    reader.go_back()
    change = section(reader, t("issue.changes")).get_by_role("article")
    change = change.filter(has_text="now we must choose a side").first
    expect(change.get_by_text(t("side.for"))).to_be_visible()
    expect(change.get_by_text(t("side.against"))).to_be_visible()
    follow(change.get_by_role("link", name="now we must choose a side"))
    reader.wait_for_url("**/positions/p2")
    expect(reader.locator(".excerpt .evidence")).to_have_text("now we must choose a side")


def test_map(reader: Page, t: Interface, tmp_path: Path) -> None:
    reader.goto("/")
    follow(reader.get_by_role("link", name=t("site.map"), exact=True))
    chart = reader.get_by_role("group", name=t("map.title"))
    sides = ("for", "neutral", "against")
    drawn = {
        (*found, each["side"]): int(re.sub(r".*\D", "", each["told"]))
        for each in chart.locator("path").evaluate_all("""all => all.map(each => ({
            from: each.dataset.from, to: each.dataset.to, side: each.classList[1], told: each.textContent
        }))""")
        if (found := (each["from"], each["to"]))
    }
    assert drawn[SARIEV, KEMAR, "for"] == 1
    tabled: dict[tuple[str, str, str], int] = {}
    for row in reader.locator("#table-map tbody").get_by_role("row").all():
        holder, target = (
            (row.locator(f"{who} a").first.get_attribute("href") or "").removeprefix("/actors/")
            for who in ("th", "td")
        )
        cells = row.locator("td[data-value]").evaluate_all("all => all.map(each => +each.dataset.value)")
        tabled |= {(holder, target, side): count for side, count in zip(sides, cells, strict=True) if count}
    assert tabled == drawn
    with reader.expect_download() as download:
        reader.get_by_role("link", name=t("table.csv"), exact=True).click()
    taken = tmp_path / "map.csv"
    download.value.save_as(taken)
    with taken.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert drawn == {
        (row["holder_id"], row["target_id"], side): int(row[side])
        for row in rows
        for side in sides
        if row[side] != "0"
    }
    follow(leading_to(chart, addresses.actor(SARIEV)))
    reader.wait_for_url("**/actors/**")


def sign(page: Page, t: Interface, author: str) -> None:
    page.get_by_label(t("desk.author")).first.fill(author)


def press(page: Page, name: str) -> None:
    """Press the button and wait for what it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def select(page: Page, words: str) -> None:
    """Drag the mouse over words of the excerpt."""
    start, end = page.locator(".excerpt").evaluate(
        """(excerpt, words) => {
            const walk = document.createTreeWalker(excerpt, NodeFilter.SHOW_TEXT), places = [];
            while (walk.nextNode())
                for (let at = 0; at < walk.currentNode.length; at++) places.push([walk.currentNode, at]);
            excerpt.scrollIntoView({ block: "center" });
            const box = ([node, at]) => {
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + 1);
                return range.getBoundingClientRect();
            };
            const at = excerpt.textContent.indexOf(words);
            const first = box(places[at]), last = box(places[at + words.length - 1]);
            return [[first.left, first.top + first.height / 2], [last.right, last.top + last.height / 2]];
        }""",
        words,
    )
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=3)
    page.mouse.up()


def test_correcting_a_statement(reviewer: Page, own: Path, t: Interface) -> None:
    page = reviewer
    statement, article = "/statements/en-1/s1", "/documents/en-1"
    page.goto(article)
    follow(leading_to(page, statement))
    sign(page, t, "Нурлан")
    press(page, t("desk.accept"))
    expect(page.locator(".corrected")).to_contain_text(t("ruling.accept"))
    press(page, t("desk.reject"))
    expect(page.get_by_text(t("statement.rejected"))).to_be_visible()
    follow(page.get_by_role("link", name="Sariev praises neutrality"))
    expect(leading_to(page, statement)).to_have_count(0)
    page.go_back()
    with page.expect_navigation():
        page.keyboard.press("u")
    expect(page.get_by_text(t("statement.rejected"))).to_have_count(0)
    page.keyboard.press("e")
    select(page, "Neutrality has served")
    field = page.locator(".field", has=page.get_by_label(t("desk.content"), exact=True))
    field.get_by_role("button", name=t("desk.take"), exact=True).click()
    expect(field.get_by_role("status")).to_have_text("Neutrality has served")
    page.get_by_label(t("desk.speaker"), exact=True).fill(OSMONOVA)
    page.get_by_label(t("facet.kind"), exact=True).select_option(t("kind.mixed"))
    page.get_by_label(t("desk.because")).fill("Цитата короче")
    press(page, t("desk.save"))
    words = page.get_by_role("heading", level=1)
    expect(words).to_have_text("Neutrality has served")
    # Everywhere: the article, the search with its facets, the person's page.
    page.goto(article)
    note = page.get_by_role("listitem").filter(has=page.locator(f'a[href="{statement}"]'))
    expect(note).to_contain_text(t("kind.mixed"))
    expect(leading_to(note, addresses.actor(OSMONOVA))).to_be_visible()
    assert "".join(page.locator(".text .content").all_inner_texts()) == "Neutrality has served"
    page.goto(f"/?speaker={OSMONOVA}&kind=mixed")
    expect(leading_to(page, statement)).to_have_text("Neutrality has served")
    page.goto("/history")
    entry = page.get_by_role("article").first
    for told in (t("ruling.change"), "Neutrality has served", "Нурлан", "Цитата короче", t("kind.mixed")):
        expect(entry).to_contain_text(told)
    with page.expect_navigation():
        entry.get_by_role("button", name=t("desk.undo")).click()
    expect(entry).to_contain_text(t("desk.undone-by"))
    follow(entry.get_by_role("link", name="Neutrality"))
    expect(words).to_have_text("“Neutrality has served Toluk well,”")
    assert [bool(each.undone) for each in said(own)] == [True, True, False]


def test_correcting_a_position(reviewer: Page, own: Path, t: Interface) -> None:
    page = reviewer
    page.goto(addresses.issue("neutrality"))
    follow(page.get_by_role("link", name="now we must choose a side").first)
    heading = page.get_by_role("heading", level=1)
    before = heading.inner_text()
    page.keyboard.press("e")
    page.get_by_label(t("desk.polarity"), exact=True).select_option(t("side.for"))
    page.get_by_label(t("desk.holder"), exact=True).fill(OSMONOVA)
    page.get_by_label(t("desk.target_kind"), exact=True).select_option(t("desk.actor"))
    page.get_by_role("textbox", name=t("desk.target"), exact=True).fill(KEMAR)
    page.locator(".fields-form").get_by_label(t("desk.author")).fill("Айсулуу")
    press(page, t("desk.save"))
    expect(heading).to_contain_text(t("side.for"))
    follow(leading_to(heading, addresses.actor(OSMONOVA)))
    held = section(page, t("actor.positions")).get_by_role("row")
    row = held.filter(has=page.locator(f'a[href="{addresses.actor(KEMAR)}"]'))
    expect(leading_to(row, "/positions/p2")).to_be_visible()
    page.goto("/map")
    expect(page.locator(f'path.for[data-from="{OSMONOVA}"][data-to="{KEMAR}"]')).to_have_count(1)
    page.goto("/positions/p2")
    entry = section(page, t("site.history")).get_by_role("article")
    expect(entry).to_contain_text(f"{t('side.against')} → {t('side.for')}")
    with page.expect_navigation():
        entry.get_by_role("button", name=t("desk.undo")).click()
    expect(heading).to_have_text(before)
    expect(section(page, t("site.history"))).to_contain_text(t("desk.undone-by"))
    (made,) = said(own)
    assert isinstance(made, Correction)
    assert (made.ruling, made.undone_by) == (Ruling.CHANGE, "Айсулуу")


def test_joining_and_parting_actors(reviewer: Page, own: Path, t: Interface) -> None:
    page = reviewer
    one, other = addresses.actor(SARIEV), addresses.actor("person/aida-sarieva")
    page.goto(other)
    name = page.get_by_role("heading", level=1).inner_text()
    page.goto(one)
    page.get_by_label(t("desk.other-actor")).fill("person/aida-sarieva")
    page.locator("#correct").get_by_label(t("desk.author")).fill("Нурлан")
    press(page, t("desk.same"))
    joined = page.get_by_role("heading", name=t("actor.the-same"))
    expect(joined.locator("+ ul")).to_contain_text(name)
    page.goto(other)
    expect(joined).to_be_visible()
    page.goto("/actors")
    expect(leading_to(page, one)).to_be_visible()
    expect(leading_to(page, other)).to_have_count(0)
    page.goto(one)
    with page.expect_navigation():
        section(page, t("site.history")).get_by_role("button", name=t("desk.undo")).click()
    expect(joined).to_have_count(0)
    page.get_by_label(t("desk.other-actor")).fill("person/aida-sarieva")
    press(page, t("desk.differ"))
    expect(section(page, t("site.history")).get_by_role("article").last).to_contain_text("≠")
    page.goto("/actors")
    expect(leading_to(page, other)).to_be_visible()
    assert [bool(each.undone) for each in said(own)] == [False, True]


def test_checking_by_keys_alone(reviewer: Page, own: Path, t: Interface) -> None:
    page = reviewer
    page.goto("/queue")
    # The first verdict asks who gives it.
    page.keyboard.press("a")
    expect(page.get_by_label(t("desk.author")).first).to_be_focused()
    page.keyboard.type("Nurlan")
    page.keyboard.press("Enter")
    for key in "ra":
        page.keyboard.press(key)
    verdicts = page.locator(".verdict:visible")
    expect(verdicts).to_have_text([t("ruling.accept"), t("ruling.reject"), t("ruling.accept")])
    last = said(own)[0].number
    page.keyboard.press("u")
    page.wait_for_url("**/queue?done=*")
    assert [each.number for each in said(own) if each.undone] == [last]
    page.keyboard.press("e")
    page.wait_for_url("**#correct")
    expect(page.get_by_role("button", name=t("desk.save"))).to_be_visible()


def test_two_at_once(browser: Browser, corrected: str, reviewer: Page, own: Path, t: Interface) -> None:
    with watched(browser, corrected, t.code) as other:
        for page, author in ((reviewer, "Nurlan"), (other, "Aisuluu")):
            page.goto("/statements/en-1/s1")
            page.keyboard.press("e")
            page.locator(".fields-form").get_by_label(t("desk.author")).fill(author)
            page.get_by_label(t("desk.because")).fill(f"as {author} reads it")
        for page, kind in ((other, Kind.INDIRECT), (reviewer, Kind.MIXED)):
            page.get_by_label(t("facet.kind"), exact=True).select_option(t(f"kind.{kind}"))
            press(page, t("desk.save"))
    expect(reviewer.get_by_role("heading", level=1)).to_have_text(t("conflict.title"))
    expect(reviewer.get_by_role("article")).to_contain_text("as Aisuluu reads it")
    yours = reviewer.get_by_role("heading", name=t("conflict.yours")).locator("+ dl")
    for told in ("as Nurlan reads it", t("kind.mixed")):
        expect(yours).to_contain_text(told)
    assert [each.author for each in said(own)] == ["Aisuluu"]
    press(reviewer, t("conflict.mine"))
    expect(reviewer.get_by_role("definition").filter(has_text=t("kind.mixed")).first).to_be_visible()
    assert [(each.author, each.because) for each in said(own)] == [
        ("Nurlan", "as Nurlan reads it"),
        ("Aisuluu", "as Aisuluu reads it"),
    ]


@pytest.mark.parametrize(("scheme", "width"), [("dark", 360), ("light", 1280)])
def test_pages_of_those_who_correct_fit_whoever_reads_them(
    browser: Browser, corrected: str, own: Path, scheme: Literal["dark", "light"], width: int
) -> None:
    t = interface("en")

    def check(page: Page) -> None:
        assert fits(page), page.url
        assert findings(page) == [], page.url

    with watched(browser, corrected) as page, watched(browser, corrected) as other:
        for each in (page, other):
            each.emulate_media(color_scheme=scheme)
            each.set_viewport_size({"width": width, "height": 800})
            each.goto("/statements/en-1/s1")
        sign(other, t, "Aisuluu")
        press(other, t("desk.accept"))
        sign(page, t, "Nurlan")
        press(page, t("desk.reject"))
        check(page)  # the conflict
        press(page, t("conflict.mine"))
        expect(page.get_by_text(t("statement.rejected"))).to_be_visible()
        page.keyboard.press("e")
        check(page)  # what was rejected, with the form, undo and history
        page.goto("/positions/p2")
        page.keyboard.press("e")
        check(page)
        page.goto(addresses.actor(SARIEV))
        page.get_by_label(t("desk.other-actor")).fill("person/aida-sarieva")
        press(page, t("desk.same"))
        check(page)
        for address in ("/history", "/nowhere"):
            page.goto(address)
            check(page)
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        check(page)
    assert len(said(own)) == 3
