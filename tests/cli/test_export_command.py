"""``onrecord export`` in its formats, ``dossier`` and ``datasette-metadata`` at the command line."""

from __future__ import annotations

import builtins
import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Run
from onrecord.store import open_record
from store.holding import leaves, put, stays
from store.making import READY, TOLL, analysis


@pytest.fixture
def held(run: Run, tmp_path: Path) -> Run:
    ready = analysis(READY, id="en-0", outlet="Courier", published="2024-10-16", title="Readiness")
    undated = analysis(TOLL, id="ru-1", language="ru", url="http://x/1")
    with open_record(tmp_path / "onrecord.record", create=True) as record:
        put(record, ready, undated, leaves(), stays())
    return run


def csv_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_record_itself_stays_the_default(news: Run) -> None:
    plain = news("export")
    assert plain.exit_code == 0
    assert plain.stdout == news("export", "--format", "jsonl").stdout
    assert {json.loads(line)["type"] for line in plain.stdout.splitlines()} == {
        "actor",
        "document",
        "statement",
    }


def test_statements_are_asked_for_as_by_their_command(held: Run) -> None:
    question = ("--speaker", "sarieva", "--since", "2024-10", "--kind", "direct", "--outlet", "courier")
    exported = held("export", "--format", "csv", *question)
    assert exported.exit_code == 0, exported.output
    assert exported.stdout == held("statements", "--csv", *question).stdout
    assert [row["document"] for row in csv_rows(exported.stdout)] == ["en-0"]


def test_positions_are_asked_for_as_by_their_command(held: Run) -> None:
    question = ("--holder", "Сариев", "--issue", "neutrality", "--side", "against", "--sure", "-n", "1")
    exported = held("export", "--format", "csv", "--of", "positions", *question)
    assert (
        exported.stdout
        == held("positions", "--csv", *question[:-2]).stdout.split("\n", 2)[0]
        + "\n"
        + (held("positions", "--csv", *question).stdout.split("\n", 1)[1])
    )
    assert [row["position"] for row in csv_rows(exported.stdout)] == ["p2"]


def test_lines_of_json_have_what_the_array_has(held: Run) -> None:
    for of, command in (("statements", "statements"), ("positions", "positions")):
        lines = held("export", "--format", "ndjson", "--of", of).stdout.splitlines()
        assert [json.loads(line) for line in lines] == json.loads(held(command, "--json").stdout)


@pytest.mark.parametrize(
    "form", ["csv", "ndjson", "webannotation", "quotation", "ftm", "conll", "ruopinionne", "bibtex", "csl"]
)
def test_a_file_holds_what_is_printed_otherwise(held: Run, tmp_path: Path, form: str) -> None:
    printed = held("export", "--format", form)
    assert printed.exit_code == 0, printed.output
    assert printed.stdout
    assert held("export", "--format", form, "-o", "out").exit_code == 0
    assert (tmp_path / "out").read_bytes().decode() == printed.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["onrecord.record", "out"]


def test_folders_and_tables_are_written_to_a_path(held: Run, tmp_path: Path) -> None:
    assert held("export", "--format", "brat", "-o", "corpus", "--language", "en").exit_code == 0
    assert len(list((tmp_path / "corpus").glob("*.ann"))) == 3
    again = held("export", "--format", "brat", "-o", "corpus")
    assert again.exit_code == 1
    assert "corpus" in again.stderr
    pytest.importorskip("pyarrow")
    assert held("export", "--format", "parquet", "-o", "said.parquet").exit_code == 0
    assert (tmp_path / "said.parquet").read_bytes().startswith(b"PAR1")


WRONG: dict[str, tuple[tuple[str, ...], str]] = {
    "of the record": (("--speaker", "x"), "--speaker: jsonl is of the whole record"),
    "table of the record": (("--of", "positions"), "--of: jsonl is of the whole record"),
    "number of the record": (("-n", "1"), "--limit: jsonl is of the whole record"),
    "of the other": (("--format", "csv", "--holder", "x"), "--of positions"),
    "of the other way": (("--format", "csv", "--of", "positions", "--kind", "direct"), "asks for statements"),
    "positions of what has none": (("--format", "ftm", "--of", "positions"), "ftm is of statements only"),
    "statements of what has none": (("--format", "ruopinionne", "--of", "statements"), "of positions only"),
    "nowhere": (("--format", "brat"), "-o PATH"),
    "backwards": (("--format", "csl", "--from", "2025", "--to", "2024"), "--from is after --to"),
    "no language": (("--format", "csl", "--language", "tlh"), "no language 'tlh'"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_exported_is_told(held: Run, wrong: str) -> None:
    arguments, complaint = WRONG[wrong]
    result = held("export", *arguments)
    assert result.exit_code == 2
    assert complaint in result.stderr
    assert not result.stdout


def test_what_has_no_date_is_counted(held: Run) -> None:
    assert "have no date: 1" in held("export", "--format", "bibtex", "--from", "2024").stderr


def test_without_pyarrow_it_is_told_what_to_install(
    held: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    importing = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ModuleNotFoundError(name)
        return importing(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    result = held("export", "--format", "parquet", "-o", "x.parquet")
    assert result.exit_code == 1
    assert "pip install 'onrecord[parquet]'" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["onrecord.record"]


def test_a_failed_export_leaves_the_file_that_was_there(held: Run, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("kept")
    with open_record(tmp_path / "onrecord.record") as record:
        record.execute("DROP TABLE statement_via")
    assert held("export", "--format", "csv", "-o", "out.csv").exit_code == 1
    assert (tmp_path / "out.csv").read_text() == "kept"
    assert not list(tmp_path.glob(".*.part"))


def test_what_cannot_be_written_is_told_by_its_name(held: Run, tmp_path: Path) -> None:
    for command in (["export", "--format", "csv"], ["dossier", "--issue", "neutrality"]):
        failed = held(*command, "-o", "nowhere/out")
        assert failed.exit_code == 1
        assert f"Error: {tmp_path / 'nowhere' / 'out'}: No such file or directory." in failed.stderr


def test_a_link_stays_one(held: Run, tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to("linked.csv")
    assert held("export", "--format", "csv", "-o", "link.csv").exit_code == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "linked.csv").read_bytes()


def test_a_dossier_of_a_person_and_of_an_issue(held: Run, tmp_path: Path) -> None:
    printed = held("dossier", "Айбек", "Сариев")
    assert printed.exit_code == 0, printed.output
    assert printed.stdout.startswith("<!DOCTYPE html>")
    assert "has served Toluk well" in printed.stdout
    few = held("dossier", "--issue", "neutrality", "--lang", "ru", "-n", "1", "-o", "issue.html")
    assert "the latest 1 of a kind" in few.stderr
    assert "Позиции во времени" in (tmp_path / "issue.html").read_text(encoding="utf-8")
    for arguments in ((), ("Sariev", "--issue", "neutrality")):
        assert held("dossier", *arguments).exit_code == 2


def test_metadata_are_named_by_the_file(news: Run) -> None:
    result = news("datasette-metadata", "--record", "folder/elections.record")
    assert "statements" in json.loads(result.stdout)["databases"]["elections"]["tables"]
