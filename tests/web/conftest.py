from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from litestar import Litestar
from litestar.testing import TestClient
from playwright.sync_api import Browser, sync_playwright

from onrecord.cli import main
from onrecord.cli.serve import application
from onrecord.records import ActorReference, Polarity, Target, TargetKind
from onrecord.store import open_record
from store.holding import holding, leaves, opposes, position, put, stays
from store.making import analysis
from web.browsing import CHROMIUM

Site = TestClient[Litestar]
ROOT = Path(__file__).parent.parent.parent

NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> {{7*7}} \u202eevil\u2066 " + "x" * 3000
"""What an article should not be able to do to a page: run, break out, reorder, burst."""


def site_of(record: Path) -> Site:
    return TestClient(application(record), base_url="http://127.0.0.1:8000")


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the articles of this repository, as the program reads them."""
    record = tmp_path_factory.mktemp("examples") / "examples.record"
    done = CliRunner().invoke(main, ["add", str(ROOT / "examples"), "--record", str(record)])
    assert done.exit_code == 0, done.output
    return record


@pytest.fixture(scope="session")
def site(examples: Path) -> Iterator[Site]:
    """The pages over these articles."""
    with site_of(examples) as client:
        yield client


@pytest.fixture
def scenes(tmp_path: Path) -> Path:
    """A record made by hand, in which a holder changes sides and somebody is not settled."""
    path = tmp_path / "scenes.record"
    with open_record(path, create=True) as record:
        put(record, stays(), leaves(), opposes())
    return path


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A record of an article that attacks wherever an article can: text, fields, names, ids, issues."""
    path = tmp_path / "hostile.record"
    found = analysis(
        f"[content:“We are {NASTY} ready,”] [cue:said] [speaker:{NASTY}].",
        id=f"{NASTY}/../x?y#z",
        outlet=NASTY,
        title=NASTY,
        url="javascript:alert(3)",
        published=f"2024-10-16{NASTY}",
        authors=(NASTY,),
        language="en",
    )
    text = found.document.text
    who = ActorReference(f"person/{NASTY}", NASTY)
    issue = Target(TargetKind.ISSUE, NASTY, NASTY)
    held: tuple[Any, ...] = (
        position(text, "p/1?<b>", who, Polarity.AGAINST, issue, "We are", statement="s1", claimed_by=who),
        position(text, "p2", who, Polarity.FOR, Target(TargetKind.ACTOR, who.id, NASTY), "ready"),
        position(text, "p3", who, Polarity.FOR, issue, "said", past=True),
    )
    said = tuple(replace(each, speaker=who) for each in found.statements)
    found = holding(replace(found, statements=said), *held)
    with open_record(path, create=True) as record:
        put(record, found)
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()
