"""Commands that correct, and that show what was corrected."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from cli.conftest import Run
from onrecord.store import open_record
from store.holding import hostile, leaves, put, stays


@pytest.fixture
def held(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The program, in a folder with a record of positions, used by Nurlan."""
    monkeypatch.setenv("ONRECORD_AUTHOR", "Nurlan")
    with open_record(tmp_path / "onrecord.record", create=True) as record:
        put(record, stays(), leaves())
    return run


def test_queue_tells_what_to_check_and_why(held: Run) -> None:
    shown = held("queue").stdout
    assert "would be a change of line · onrecord correct p1" in shown
    assert "in: “It was right that we were neutral" in shown
    found = json.loads(held("queue", "--json", "--limit", "2").stdout)
    assert [each["subject"] for each in found] == ["position", "position"]
    assert found[0]["reasons"][0] == "uncertain"
    assert {
        each["document"] for each in json.loads(held("queue", "--json", "--document", "en-1").stdout)
    } == {"en-1"}
    for identifier in ("s1", "p1"):
        assert held("correct", identifier, "--accept", "--document", "en-1").exit_code == 0
    assert held("queue", "--document", "en-1").stdout == "Nothing is left to check.\n"


def test_accepting_rejecting_and_undoing(held: Run) -> None:
    done = held("correct", "s2", "--accept", "--because", "heard it")
    assert done.stdout == (
        "Correction 1 by Nurlan, accepted statement s2 in en-2: ⟦“If Kemar pays, we will stand by it,”⟧\n"
        "To take it back: onrecord undo 1\n"
    )
    assert "accepted by Nurlan, 20" in held("statements", "--document", "en-2").stdout
    held("correct", "s3", "--reject")
    assert "long wanted" not in held("statements").stdout
    rejected = held("statements", "--rejected").stdout
    assert "rejected by Nurlan" in rejected
    assert "Sariev has long wanted" in rejected
    assert "only --document goes with" in held("statements", "--rejected", "--kind", "direct").stderr
    assert held("undo").stdout.startswith("Undone: correction 2 by Nurlan, rejected statement s3 in en-2")
    assert "long wanted" in held("statements").stdout
    lines = held("history").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["2", "1"]
    assert "undone by Nurlan" in lines[0]
    assert "heard it" in lines[1]


def test_a_statement_is_changed_by_words_and_names(held: Run) -> None:
    done = held(
        "correct", "s2", "--speaker", "Сариев", "--kind", "mixed", "--content", "Kemar pays … we will stand",
        "--cue", "we", "--speaker-words", "",
    )  # fmt: skip
    assert done.exit_code == 2
    assert "stands in several places; give offsets, one of: 47-49 (…" in done.stderr
    done = held(
        "correct", "s2", "--speaker", "Сариев", "--kind", "mixed", "--content", "Kemar pays … we will stand",
        "--cue", "165-173", "--speaker-words", "",
    )  # fmt: skip
    for change in (
        "kind direct → mixed",
        "content ⟦“If Kemar pays, we will stand by it,”⟧ → ⟦Kemar pays … we will stand⟧",
        "speaker not settled who → Aibek Sariev",
    ):
        assert change in done.stdout
    (found,) = json.loads(held("statements", "--speaker", "Sariev", "--kind", "mixed", "--json").stdout)
    assert found["words"]["content"] == ["Kemar pays", "we will stand"]
    assert (found["correction"]["number"], found["correction"]["author"]) == (1, "Nurlan")
    (row,) = csv.DictReader(io.StringIO(held("statements", "--kind", "mixed", "--csv").stdout))
    assert (row["corrected_by"], row["confidence"]) == ("Nurlan", "1.0")


def test_a_position_is_changed(held: Run) -> None:
    done = held("correct", "p3", "--side", "neutral", "--holder", "", "--issue", "neutrality")
    assert "target Kemar → neutrality of Toluk; polarity for → neutral" in done.stdout
    shown = json.loads(held("positions", "--id", "p3", "--json").stdout)[0]
    assert (shown["polarity"], shown["holder"], shown["target"]["id"]) == (0, None, "neutrality")
    assert "changed by Nurlan" in held("positions", "--id", "p3").stdout
    assert "changed by Nurlan" in held("show", "en-2").stdout


def test_somebody_new_is_named(held: Run) -> None:
    refused = held("correct", "s3", "--speaker", "Dinara Osmonova")
    assert refused.exit_code == 2
    assert "--new" in refused.stderr
    assert held("correct", "s3", "--speaker", "Dinara Osmonova", "--new").exit_code == 0
    assert "person/dinara-osmonova" in held("actors").stdout
    assert "Kanat Borubaev" in held("correct", "s3", "--speaker", "Borubaev", "--new").stdout


def test_a_statement_is_added(held: Run) -> None:
    arguments = ("correct", "--add", "en-2", "--content", "The talks ended on Tuesday", "--kind", "indirect")
    assert "added statement" in held(*arguments).stdout
    assert "[1] not settled who · added by Nurlan" in held("show", "en-2").stdout
    assert "is there already" in held(*arguments).stderr
    missing = held("correct", "--add", "en-2", "--content", "The talks")
    assert "needs its content and its kind" in missing.stderr


def test_the_later_of_two_is_told_of_the_other(held: Run) -> None:
    held("correct", "s2", "--accept", "--author", "Aida")
    refused = held("correct", "s2", "--reject", "--upon", "0")
    assert refused.exit_code == 1
    assert "corrected in between: accept by Aida" in refused.stderr
    assert "upon 1" in refused.stderr
    assert held("correct", "s2", "--reject", "--upon", "1").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["s2"], "Say --accept or --reject"),
        ([], "by its ID"),
        (["s2", "--add", "en-2"], "by its ID"),
        (["s2", "--accept", "--kind", "mixed"], "--accept goes alone"),
        (["s2", "--accept", "--reject"], "not for both"),
        (["s2", "--side", "for"], "A statement has no --side"),
        (["p3", "--speaker-words", "he"], "A position has no --speaker-words"),
        (["p3", "--target", ""], "on something"),
        (["s2", "--content", "not there"], "does not stand in the text"),
        (["s2", "--content", "9-5"], "within the text"),
        (["nothing", "--accept"], "no statement or position nothing"),
        (["s1", "--accept"], "s1 of en-1, s1 of en-2"),
        (["s", "--accept", "--document", "en-2"], "write more of it"),
    ],
)
def test_what_cannot_be_done_says_what_to_do(held: Run, arguments: list[str], message: str) -> None:
    done = held("correct", *arguments)
    assert done.exit_code in (1, 2)
    assert message in done.stderr
    assert held("history").stdout == "Nothing has been decided or corrected.\n"


def test_history_has_decisions_too(held: Run) -> None:
    held("same", "Kanat Borubaev", "Kemar")
    held("correct", "s2", "--accept", "--author", "Aida")
    held("correct", "p3", "--reject")
    assert [line.split()[0] for line in held("history").stdout.splitlines()] == ["3", "2", "1"]
    assert len(held("history", "--by", "Aida").stdout.splitlines()) == 1
    assert len(held("history", "p3").stdout.splitlines()) == 1
    rows = list(csv.DictReader(io.StringIO(held("history", "--csv").stdout)))
    assert [row["verdict"] for row in rows] == ["reject", "accept", "same"]
    first = json.loads(held("history", "--json", "--document", "en-2").stdout)[0]
    assert (first["ruling"], first["becomes"], first["words"]["upon"]["evidence"]) == (
        *("reject", None, ["we will stand by it"]),
    )
    held("undo", "1")
    assert len(held("history", "--standing").stdout.splitlines()) == 2
    limited = held("history", "--limit", "1")
    assert (len(limited.stdout.splitlines()), limited.stderr) == (1, "")


def test_training_data_are_exported(held: Run) -> None:
    held("correct", "s2", "--accept")
    (line,) = held("export", "--training").stdout.splitlines()
    assert json.loads(line)["statements"][0]["review"] == "accepted"


def test_nothing_steers_the_terminal(run: Run, tmp_path: Path) -> None:
    with open_record(tmp_path / "onrecord.record", create=True) as record:
        put(record, hostile())
    shown = [run("correct", "h\x1b1", "--accept", "--author", "\x1b[2JX"), run("history"), run("queue")]
    assert [done.exit_code for done in shown] == [0, 0, 0]
    for done in shown:
        assert not {"\x1b", "\x9b", "\u202e", "\u2028"} & set(done.output)
