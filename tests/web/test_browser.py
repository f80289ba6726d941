"""What a person does, in a real browser: reading, citing, and checking without a mouse.

Needs Chromium, such as Debian's package; without it nothing here runs.
"""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from onrecord.cli.serve import application
from onrecord.store import (
    Correction,
    Decision,
    Ruling,
    all_documents,
    find_statement,
    history,
    open_record,
    statements,
)
from onrecord.web import addresses
from onrecord.web.interface import LANGUAGES, interface
from web.test_pages import one_of_each

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def record(examples: Path, tmp_path: Path) -> Path:
    """A record of one's own, which may be corrected."""
    return Path(shutil.copy(examples, tmp_path / "own.record"))


@pytest.fixture
def address(record: Path) -> Iterator[str]:
    """Where the record is served."""
    with served(record) as address:
        yield address


@contextmanager
def served(record: Path) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(application(record), log_level="error"))
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page in which nothing may go wrong unnoticed."""
    context = browser.new_context(base_url=address, locale="en-GB")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    yield opened
    context.close()
    # The browser notes a conflict, which is an answer like any other.
    assert [each for each in wrong if "status of 409" not in each] == []


def fits(page: Page) -> bool:
    """Whether nothing is wider than the screen."""
    root = "document.documentElement"
    return bool(page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"))


def said(record: Path) -> list[Correction | Decision]:
    with open_record(record) as opened:
        return list(history(opened))


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
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], path
    own = page.url.split("/")[2]
    assert {each.split("/")[2] for each in asked} == {own}, "nothing comes from elsewhere"


def test_a_chart_is_drawn_and_its_table_copied(page: Page) -> None:
    page.goto("/actors/person/gulzat-osmonova")
    page.wait_for_selector(".chart canvas")
    page.locator("[data-copies-table=statements-over-time]").click()
    expect(page.locator("#told")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "2024-10\t3" in copied.splitlines()


def test_checking_by_keys_alone(page: Page, record: Path) -> None:
    page.goto("/queue")
    page.locator("input[name=author]").first.fill("Nurlan")
    page.locator(".card").first.focus()
    for key in "ara":
        page.keyboard.press(key)
    expect(page.locator(".verdict:visible")).to_have_count(3)
    rulings = [each.ruling for each in said(record) if isinstance(each, Correction)]
    assert sorted(rulings) == [Ruling.ACCEPT, Ruling.ACCEPT, Ruling.REJECT]
    last = said(record)[0].number
    page.keyboard.press("u")
    page.wait_for_url("**/queue?done=*")
    assert [each.number for each in said(record) if each.undone] == [last]
    page.keyboard.press("e")
    page.wait_for_url("**#correct")


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


def test_whoever_comes_second_sees_the_first(page: Page, record: Path) -> None:
    page.goto("/queue")
    action = page.locator(".card form").first.get_attribute("action")
    other = page.context.new_page()
    other.goto("/queue")
    for each, author in ((other, "Aisuluu"), (page, "Nurlan")):
        each.locator("input[name=author]").first.fill(author)
        each.locator(".card").first.focus()
        each.keyboard.press("r" if each is page else "a")
        expect(each.locator(".verdict:visible, .entry").first).to_be_visible()
    assert page.locator(".entry").inner_text().count("Aisuluu")
    assert len(said(record)) == 1
    page.get_by_role("button", name="Store mine upon theirs").click()
    page.wait_for_url("**?done=*")
    assert action
    assert [each.author for each in said(record)] == ["Nurlan", "Aisuluu"]


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
