"""A real browser over a record that is served."""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from onrecord.cli.serve import application
from onrecord.store import Correction, Decision, history, open_record

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def served(record: Path) -> Iterator[str]:
    """The address at which the record is served."""
    server = uvicorn.Server(uvicorn.Config(application(record), log_level="error"))
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@contextmanager
def watched(browser: Browser, address: str, locale: str = "en-GB") -> Iterator[Page]:
    """A page of somebody of their own, in which nothing may go wrong unnoticed."""
    context = browser.new_context(base_url=address, locale=locale)
    context.set_default_timeout(10_000)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    yield opened
    context.close()
    # The browser notes a conflict, what is not found and what makes no sense: answers like any other.
    assert [each for each in wrong if not re.search("status of 4(00|04|09)", each)] == []


def findings(page: Page) -> list[tuple[str, str]]:
    """What axe-core finds wrong with a page: the rule, and the first element that breaks it."""
    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found]


def fits(page: Page) -> bool:
    """Whether nothing is wider than the screen."""
    root = "document.documentElement"
    return bool(page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"))


def said(record: Path) -> list[Correction | Decision]:
    """What people said of the record, the latest first."""
    with open_record(record) as opened:
        return list(history(opened))
