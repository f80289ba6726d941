"""What the pages do in a real browser: how they look, what keys and selections do, what an attack does not.

Needs Chromium, such as Debian's package; without it nothing here runs.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from onrecord.store import all_documents, find_statement, open_record, statements
from onrecord.web import addresses
from onrecord.web.interface import LANGUAGES, interface
from web.browsing import CHROMIUM, findings, fits, said, served, watched
from web.test_pages import one_of_each

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")


@pytest.fixture
def record(examples: Path, tmp_path: Path) -> Path:
    """A record of one's own, which may be corrected."""
    return Path(shutil.copy(examples, tmp_path / "own.record"))


@pytest.fixture
def address(record: Path) -> Iterator[str]:
    """Where the record is served."""
    with served(record) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with watched(browser, address) as opened:
        yield opened


@pytest.mark.parametrize("code", LANGUAGES)
def test_from_search_to_the_words_in_each_language(page: Page, code: str) -> None:
    t = interface(code)
    page.goto(f"/?lang={code}")
    page.keyboard.press("/")
    page.keyboard.type("Осмонова" if code != "en" else "law")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?*q=*")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/statements/**")
    words = page.locator("h1").inner_text()
    assert words in page.locator(".excerpt").inner_text()
    page.keyboard.press("c")
    page.wait_for_function(
        "words => document.getElementById('told').textContent === words", arg=t("cite.copied")
    )
    copied = page.evaluate("navigator.clipboard.readText()")
    assert words in copied
    assert page.url in copied
    page.get_by_role("link", name=t("statement.in-article")).first.click()
    page.wait_for_url("**/documents/**")
    assert page.locator("html").get_attribute("lang") == code


def test_the_text_on_the_screen_is_the_text(page: Page, record: Path) -> None:
    with open_record(record) as opened:
        for each in all_documents(opened):
            page.goto(addresses.document(each.document.id))
            shown = page.evaluate(
                "[...document.querySelectorAll('.text')].map(each => each.textContent).join('')"
            )
            assert shown == each.document.text


@pytest.mark.parametrize(("scheme", "width"), [("dark", 360), ("light", 1280)])
def test_pages_fit_the_screen_and_whoever_reads_them(
    page: Page, record: Path, scheme: Literal["dark", "light"], width: int
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for path in (*one_of_each(record), "/queue", "/history", "/positions"):
        page.goto(path)
        assert fits(page), path
        assert findings(page) == [], path
    own = page.url.split("/")[2]
    assert {each.split("/")[2] for each in asked} == {own}, "nothing comes from elsewhere"


def test_a_chart_is_drawn_and_its_table_copied(page: Page) -> None:
    page.goto("/actors/person/gulzat-osmonova")
    page.wait_for_selector(".chart canvas")
    page.locator("[data-copies-table=statements-over-time]").click()
    expect(page.locator("#told")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "2024-10\t3" in copied.splitlines()


def test_a_whole_queue_is_sent_before_the_next(page: Page, record: Path) -> None:
    page.goto("/queue?document=" + one_of_each(record)[7].partition("/documents/")[2])
    cards = page.locator(".card").count()
    page.locator("input[name=author]").first.fill("Nurlan")
    page.locator(".card").first.focus()
    for _ in range(cards):
        page.keyboard.press("a")
    expect(page.get_by_text("Nothing is left to check.")).to_be_visible()
    assert len(said(record)) == cards


def test_a_selection_becomes_offsets(page: Page, record: Path) -> None:
    with open_record(record) as opened:
        found = next(each for each in statements(opened) if each.statement.cue)
    page.goto(addresses.statement(found.document.id, found.statement.id))
    page.keyboard.press("e")
    page.evaluate("""() => {
        const cue = document.querySelector('.excerpt .cue').firstChild;
        getSelection().setBaseAndExtent(cue, 0, cue, cue.length);
    }""")
    page.locator("[data-takes=content]").first.click()
    start, end = found.statement.cue[0]
    assert page.locator("#field-content").input_value() == f"{start}–{end}"
    page.locator("form.fields-form input[name=author]").fill("Nurlan")
    page.get_by_role("button", name="Save the change").click()
    page.wait_for_url("**?done=*")
    with open_record(record) as opened:
        again = find_statement(opened, found.statement.id, found.document.id)
    assert again.words["content"] == (found.words["cue"][0],)


def test_an_article_that_attacks_does_nothing(page: Page, hostile: Path) -> None:
    ran: list[str] = []
    page.on("dialog", lambda dialog: ran.append(dialog.message))
    page.set_viewport_size({"width": 500, "height": 800})
    with served(hostile) as address:
        page.goto(f"{address}/documents")
        article = page.locator("a.quote").first.get_attribute("href")
        page.goto(f"{address}{article}")
        links = page.locator("main a").evaluate_all("all => all.map(each => each.getAttribute('href'))")
        own = {each.partition("#")[0] for each in links if re.match("/(?!documents)", each)}
        for path in ("/", article, *own, "/issues", "/map", "/queue"):
            page.goto(f"{address}{path}")
            assert "alert(1)" in page.locator("main").inner_text(), path
            wider = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wider <= 0, path
    assert ran == []
