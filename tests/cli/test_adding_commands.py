from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from cli.conftest import Run
from onrecord.pipeline import Engine
from onrecord.records import Analysis, Document

ENGLISH = "“We are ready,” said President Aida Sarieva."


def lines(*documents: dict[str, str]) -> str:
    return "".join(json.dumps(document) + "\n" for document in documents)


def test_add_says_what_it_found_and_what_to_do_next(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines({"id": "one", "text": ENGLISH, "title": "Readiness\x1b[2J"}))
    done = run("add", "a.jsonl")
    assert done.exit_code == 0
    first, summary, following = done.stdout.splitlines()
    assert first.startswith("added          one  en  no date  ")
    assert "Readiness␛[2J" in first
    assert summary.startswith("1 document added; ")
    assert following == "Next: onrecord statements"
    assert run("statements").exit_code == 0
    assert ENGLISH.split(",", maxsplit=1)[0] in run("show", "one").stdout


def test_add_is_safe_to_repeat(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH)
    run("add", "a.txt")
    before = run("export").stdout
    again = run("add", "a.txt")
    assert again.stdout.startswith("known")
    assert "0 documents added, 1 known" in again.stdout
    assert run("export").stdout == before


def test_a_changed_file_of_a_folder_is_a_new_version(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "a.txt").write_text(ENGLISH)
    (folder / "b.txt").write_text("“No,” said Marat Aliev.")
    assert "2 documents added;" in run("add", "news").stdout
    (folder / "deep" / "a.txt").write_text(ENGLISH.replace("ready", "not ready"))
    again = run("add", "news")
    assert "(replaces " in again.stdout
    assert "1 document added (1 as new versions), 1 known;" in again.stdout
    assert len(json.loads(run("documents", "--json").stdout)) == 2
    assert len(json.loads(run("documents", "--all-versions", "--json").stdout)) == 3
    assert "not ready" in run("show", "news/deep/a.txt").stdout


def test_what_cannot_be_read_stops_nothing_else(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        lines({"id": "1", "text": ENGLISH}) + "nonsense\n" + lines({"id": "2", "text": "Б"})
    )
    (tmp_path / "empty.txt").write_text("")
    for jobs in ("1", "2"):
        done = run("add", "a.jsonl", "empty.txt", "missing.txt", "--jobs", jobs, "--record", f"{jobs}.record")
        assert done.exit_code == 1
        assert "2 documents added, 3 not read;" in done.stdout
        errors = done.stderr.splitlines()
        assert ["a.jsonl:2" in errors[0], "empty.txt" in errors[1], "missing.txt" in errors[2]] == [True] * 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_closed_folder_is_reported(run: Run, tmp_path: Path) -> None:
    (tmp_path / "news" / "closed").mkdir(parents=True)
    (tmp_path / "news" / "a.txt").write_text(ENGLISH)
    (tmp_path / "news" / "closed").chmod(0)
    done = run("add", "news")
    (tmp_path / "news" / "closed").chmod(0o700)
    assert done.exit_code == 1
    assert "1 document added, 1 not read;" in done.stdout
    assert "news/closed may not be read by this user" in done.stderr


def test_two_texts_of_one_id_in_one_run_are_two_versions(run: Run) -> None:
    given = lines(
        {"id": "1", "text": ENGLISH}, {"id": "1", "text": "Nothing was said."}, {"id": "1", "text": ENGLISH}
    )
    for jobs in ("1", "2"):
        done = run("add", "-", "--jobs", jobs, "--record", f"{jobs}.record", given=given)
        assert done.exit_code == 0
        kinds = [line.split("  ")[0] for line in done.stdout.splitlines()]
        assert kinds[:3] == ["added", "new version", "new version"]
        assert run("verify", "--record", f"{jobs}.record").exit_code == 0
    exported = run("export", "--record", "1.record").stdout
    assert [json.loads(line)["id"] for line in exported.splitlines()] == [
        json.loads(line)["id"] for line in run("export", "--record", "2.record").stdout.splitlines()
    ]


def test_extract_prints_a_line_for_each_document_in_order(run: Run, tmp_path: Path) -> None:
    texts = [f"{ENGLISH} Number {number}.\r\n\x00" for number in range(30)]
    given = [{"id": str(number), "text": text} for number, text in enumerate(texts)]
    (tmp_path / "a.jsonl").write_text(lines(*given[:10]) + "[]\n" + lines(*given[10:]))
    done = run("extract", "a.jsonl")
    assert done.exit_code == 1
    objects = [json.loads(line) for line in done.stdout.splitlines()]
    failed = objects.pop(10)
    assert set(failed) == {"id", "error"}
    assert failed["error"] in done.stderr
    assert [found["id"] for found in objects] == [str(number) for number in range(30)]
    assert [found["text"] for found in objects] == texts
    assert set(objects[0]) == {
        "id", "language", "title", "url", "outlet", "authors", "published", "text", "boilerplate",
        "statements", "actors", "positions", "figures", "events",
    }  # fmt: skip
    assert run("extract", "a.jsonl", "--jobs", "2").stdout == done.stdout
    assert run("extract", "-", given=lines(*given)).exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"], "extract keeps no record"


def test_a_document_that_breaks_the_analysis_stops_nothing_else(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_on_one(document: Document, *_means: object, **_more: object) -> Analysis:
        if document.id == "1":
            raise RecursionError("too deep")
        return Analysis(document, (), ())

    monkeypatch.setattr("onrecord.cli.analysing.analyze_document", break_on_one)
    given = lines(*({"id": str(number), "text": f"Text {number}"} for number in range(3)))
    extracted = run("extract", "-", given=given)
    assert extracted.exit_code == 1
    assert [sorted(json.loads(line))[0] for line in extracted.stdout.splitlines()] == [
        "actors",
        "error",
        "actors",
    ]
    added = run("add", "-", given=given)
    assert added.exit_code == 1
    assert "2 documents added, 1 not read" in added.stdout
    assert "RecursionError: too deep" in added.stderr


def test_the_next_command_can_be_pasted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("“We are ready,” said President Aida Sarieva.")
    shown = run("add", "one.txt", "--record", "my news; $x.record").stdout
    assert shown.splitlines()[-1] == "Next: onrecord statements --record 'my news; $x.record'"


def methods(run: Run) -> set[str]:
    return {each["method"] for each in json.loads(run("statements", "--json").stdout)}


def test_another_engine_analyses_again(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(ENGLISH)
    assert run("add", "one.txt").stdout.startswith("added")
    [by_both] = methods(run)
    assert re.fullmatch(r"rules \S+ [a-z-]+ \+ tagger \S+", by_both)
    assert run("add", "one.txt", "--engine", "rules").stdout.startswith("analysed again ")
    assert methods(run) == {by_both.partition(" + ")[0]}
    assert run("add", "one.txt", "--engine", "rules").stdout.startswith("known")
    assert run("add", "one.txt", "--engine", "tagger").stdout.startswith("analysed again")
    assert methods(run) == {by_both}
    assert run("verify").exit_code == 0


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_engine_reaches_every_process(run: Run, jobs: str) -> None:
    given = lines(*({"id": str(number), "text": f"{ENGLISH} {number}"} for number in range(5)))
    for engine in Engine:
        done = run("extract", "-", "--jobs", jobs, "--engine", engine.value, given=given)
        objects = map(json.loads, done.stdout.splitlines())
        tagged = {"tagger" in found["statements"][0]["method"] for found in objects}
        assert tagged == {engine is Engine.TAGGER}


def test_the_engine_can_be_set_for_good(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    given = lines({"id": "1", "text": ENGLISH})
    monkeypatch.setenv("ONRECORD_ENGINE", "rules")
    assert "tagger" not in run("extract", "-", given=given).stdout
    assert "tagger" in run("extract", "-", "--engine", "tagger", given=given).stdout
    monkeypatch.setenv("ONRECORD_ENGINE", "guess")
    refused = run("extract", "-", given=given)
    assert refused.exit_code == 2
    assert "ONRECORD_ENGINE" in refused.stderr
    assert "'tagger', 'rules'" in refused.stderr
