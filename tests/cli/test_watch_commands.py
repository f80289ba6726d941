"""watch, save, saved and feed, against servers on this machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import feedparser
import pytest

from cli.conftest import Run
from follow.sites import Asked, Reply, Site, article, linked, rss, site
from onrecord.store import open_record

READY = "“We are ready,” said President Aida Sarieva."
QUICK = ("--engine", "rules", "--pause", "0")
PROGRAM = [sys.executable, "-m", "onrecord"]


@pytest.fixture
def here() -> Iterator[Site]:
    with site() as opened:
        opened.pages["/feed"] = Reply(rss(linked("/a"), linked("/b")))
        opened.pages["/a"] = Reply(article("We are ready"))
        opened.pages["/b"] = Reply(article("We are not ready"))
        yield opened


def put(path: Path, text: str) -> None:
    path.write_text(text)
    moment = datetime.now(UTC).timestamp() - 90
    os.utime(path, (moment, moment))


def texts(run: Run) -> list[str]:
    return [each["words"]["content"][0] for each in json.loads(run("statements", "--json").stdout)]


def test_a_feed_is_read_and_remembered(run: Run, here: Site) -> None:
    first = run("watch", here.url("/feed"), "--once", "--contact", "desk@newspaper.example", *QUICK)
    assert first.exit_code == 0, first.stderr
    assert first.stdout.splitlines()[-1] == "2 documents added; 2 statements found."
    assert sorted(texts(run)) == ["“We are not ready,”", "“We are ready,”"]
    again = run("watch", "--once", *QUICK)
    assert again.stdout == "0 documents added; 0 statements found.\n"
    assert here.paths() == {"/feed": 1, "/a": 1, "/b": 1}
    assert "(+desk@newspaper.example)" in here.asked[0].headers["User-Agent"]
    assert run("verify").exit_code == 0


def test_a_folder_is_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    put(tmp_path / "news" / "a.txt", READY)
    done = run("watch", "news", "--once", *QUICK)
    assert "1 document added; 1 statement found." in done.stdout
    assert json.loads(run("watch", "--list", "--json").stdout)[0]["address"] == str(tmp_path / "news")


def test_what_is_watched_is_listed_changed_and_removed(run: Run, here: Site) -> None:
    assert run("watch", "--list").exit_code == 1, "there is no record"
    run("watch", here.url("/feed"), here.url("/none"), "--once", "--every", "6h", *QUICK)
    listed = run("watch", "--list").stdout
    assert "6h" in listed
    assert "404" in listed
    run("watch", here.url("/feed"), "--once", "--every", "90s", "--feed-text", "--private", *QUICK)
    source = json.loads(run("watch", "--list", "--json").stdout)[0]
    assert source["manner"] == {"every": 90, "pages": False, "private": True}
    assert run("watch", "--remove", here.url("/feed"), here.url("/none")).exit_code == 0
    assert "Nothing is watched" in run("watch", "--list").stdout
    assert "not watched" in run("watch", "--remove", here.url("/feed")).stderr
    assert len(texts(run)) == 2, "what was read stays"


def test_what_goes_wrong_is_told_and_stops_nothing_else(run: Run, here: Site) -> None:
    del here.pages["/a"]
    done = run("watch", here.url("/none"), here.url("/feed"), "--once", *QUICK)
    assert done.exit_code == 1
    assert "/none the server does not have it (status 404)" in done.stderr
    assert "/a the server does not have it" in done.stderr
    assert "1 document added" in done.stdout


def test_nothing_is_watched_by_itself(run: Run, tmp_path: Path) -> None:
    assert "There is no record" in run("watch").stderr
    assert list(tmp_path.iterdir()) == []
    put(tmp_path / "one.txt", READY)
    run("add", "one.txt", "--engine", "rules")
    assert "Nothing is watched yet" in run("watch").stderr


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["nowhere"], "is no folder"),
        (["ftp://x.example"], "is no address of the web"),
        (["--every", "often"], "is no time"),
        (["--every", "59s"], "of a minute and more"),
        (["--once", "--list"], "not for both"),
        (["--json"], "goes with --list"),
        (["--remove"], "--remove takes feeds and folders"),
        (["--contact", "дежурный"], "ASCII"),
        (["--once", "--smtp", "smtp://mail.example"], "--mail-from"),
        (["--once", "--smtp", "mail.example", "--mail-from", "a@b.example"], "a mail server goes by"),
    ],
)
def test_what_cannot_be_is_refused(run: Run, arguments: list[str], problem: str) -> None:
    done = run("watch", *arguments)
    assert done.exit_code == 2
    assert problem in done.stderr


def test_a_search_is_saved_fed_and_sent(
    run: Run, here: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.pages["/hook"] = Reply()
    put(tmp_path / "one.txt", READY)
    run("add", "one.txt", "--engine", "rules")
    saved = run("save", "sarieva", "--speaker", "Сариева", "--about", "ready", "--webhook", here.url("/hook"))
    assert saved.stdout == "Saved as sarieva; found so far: 1.\nNext: onrecord feed sarieva\n"
    monkeypatch.setenv("ONRECORD_WEBHOOK_SECRET", "secret")
    done = run("watch", here.url("/feed"), "--once", *QUICK)
    assert "sent" in done.stdout
    assert here.paths()["/hook"] == 1
    assert len(json.loads(here.asked[-1].body)["data"]["findings"]) == 2
    assert run("watch", "--once", *QUICK).exit_code == 0
    assert here.paths()["/hook"] == 1
    assert run("feed", "sarieva", "-o", "sarieva.atom").exit_code == 0
    assert len(feedparser.parse((tmp_path / "sarieva.atom").read_bytes()).entries) == 3
    assert len(feedparser.parse(run("feed", "sarieva").stdout_bytes).entries) == 3
    assert sorted(path.name for path in tmp_path.iterdir() if "atom" in path.name) == ["sarieva.atom"]
    listed = run("saved").stdout
    assert "--speaker 'Сариева' --about ready" in listed
    assert f"webhook {here.url('/hook')}" in listed
    assert json.loads(run("saved", "--json").stdout)[0]["matches"] == 3
    assert run("saved", "--remove", "sarieva").exit_code == 0
    assert "No search is saved" in run("saved").stdout


def test_a_search_is_for_statements_or_positions(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "one.txt", READY)
    run("add", "one.txt", "--engine", "rules")
    refused = run("save", "a", "--speaker", "Sarieva", "--sure")
    assert refused.exit_code == 2
    assert "--speaker asks for statements, --sure for positions" in refused.stderr
    assert run("save", "a", "--holder", "Sarieva", "--side", "for", "--sure", "--from", "2024").exit_code == 0
    assert "--holder Sarieva --side for --from 2024-01-01 --sure" in run("saved").stdout.replace(
        "since", "from"
    )
    for arguments in (
        ["a/b"], ["b", "--mail", "nobody"], ["b", "--webhook", "x"], ["b", "--language", "xx"],
        ["b", "--from", "2025", "--to", "2024"], ["a"],
    ):  # fmt: skip
        assert run("save", *arguments).exit_code != 0
    assert run("feed", "b").exit_code == 1
    assert "no address of the web" in run("feed", "a", "--site", "javascript:alert(1)").stderr


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*PROGRAM, "watch", *arguments, *QUICK],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "ONRECORD_WEBHOOK_SECRET": "secret"},
    )


def wait_for(event: Event, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while not event.wait(0.05):
        assert process.poll() is None, "it ended by itself"
        assert time.monotonic() < deadline


def test_a_kill_loses_nothing_and_repeats_nothing(
    run: Run, here: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed while it reads the second of four articles, and again while it waits for a receiver's answer."""
    paths = ["/a", "/b", "/c", "/d"]
    here.pages["/feed"] = Reply(rss(*(linked(path) for path in paths)))
    here.pages["/c"], here.pages["/d"] = Reply(article("We will see")), Reply(article("We will not see"))
    reading, sending, killed = Event(), Event(), Event()

    def slow(then: Reply, reached: Event) -> Callable[[Asked], Reply]:
        def page(_asked: Asked) -> Reply:
            reached.set()
            killed.wait(60)
            return then

        return page

    put(tmp_path / "one.txt", READY.replace("ready", "early"))
    run("add", "one.txt", "--engine", "rules")
    run("save", "all", "--speaker", "Sarieva", "--webhook", here.url("/hook"))
    second = Reply(article("We are not ready"))
    here.pages["/b"] = slow(second, reading)
    process = start(tmp_path, here.url("/feed"))
    wait_for(reading, process)
    process.kill()
    process.communicate()
    killed.set()
    assert run("verify").exit_code == 0
    here.pages["/b"] = second
    killed.clear()
    here.pages["/hook"] = slow(Reply(), sending)
    process = start(tmp_path)
    wait_for(sending, process)
    process.kill()
    process.communicate()
    killed.set()
    here.pages["/hook"] = Reply()
    assert Counter(texts(run)) == Counter(
        f"“We {said},”" for said in ("are early", "are ready", "are not ready", "will see", "will not see")
    )
    assert run("verify").exit_code == 0
    pages = here.paths()
    assert (pages["/feed"], pages["/a"], pages["/b"], pages["/c"], pages["/d"]) == (1, 1, 2, 1, 1)
    [search] = json.loads(run("saved", "--json").stdout)
    assert search["deliveries"][0]["waiting"] == 1, "nobody said that it was taken"
    with open_record(tmp_path / "onrecord.record") as record:
        record.execute("UPDATE delivery SET due = '2000-01-01T00:00:00.000+00:00'")
    monkeypatch.setenv("ONRECORD_WEBHOOK_SECRET", "secret")
    for _ in range(2):
        assert run("watch", "--once", *QUICK).exit_code == 0
    first, again = (asked for asked in here.asked if asked.path == "/hook")
    assert (first.headers["webhook-id"], first.body) == (again.headers["webhook-id"], again.body)
    assert len(json.loads(first.body)["data"]["findings"]) == 4


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_an_interrupt_ends_it_cleanly(run: Run, here: Site, tmp_path: Path) -> None:
    program = (
        "import os, signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from onrecord.cli import main\nmain(sys.argv[1:], prog_name='onrecord')"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, "watch", here.url("/feed"), *QUICK],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    lines = [process.stdout.readline().decode() for _ in range(3)]
    assert [line.split()[0] for line in lines] == ["listed", "added", "added"]
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, b"")
    assert output.decode() == "Interrupted: 2 documents added; 2 statements found. To go on: onrecord watch\n"
    assert len(texts(run)) == 2
