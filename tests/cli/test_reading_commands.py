from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import Run
from onrecord.cli.terminal import one_line, visible
from onrecord.records import Span
from onrecord.store import add, open_record
from store.making import BRIDGE, READY, analysis

COMMANDS = (
    "add", "watch", "statements", "speakers", "positions", "changes", "show", "search", "documents", "serve",
    "token", "actors", "actor", "ambiguous", "same", "differ", "decisions",
    "queue", "correct", "history", "undo", "save", "saved", "feed",
    "extract", "dossier", "export", "datasette-metadata", "import", "verify", "completion",
)  # fmt: skip
NEEDS_RECORD = (
    ["statements"], ["speakers"], ["show", "x"], ["search", "x"], ["documents"], ["export"], ["verify"],
    ["actors"], ["actor", "x"], ["ambiguous"], ["same", "x", "y"], ["differ", "x", "y"], ["decisions"],
    ["undo"], ["positions"], ["positions", "--id", "x"], ["changes"], ["dossier", "x"],
    ["queue"], ["correct", "x", "--accept"], ["history"],
    ["watch", "--list"], ["watch", "--remove", "x"], ["save", "x"], ["saved"], ["feed", "x"],
)  # fmt: skip


def test_help_names_every_command_and_each_has_an_example(run: Run) -> None:
    listed = run("--help").stdout.partition("Commands:")[2].splitlines()
    assert [line.split()[0] for line in listed if line] == list(COMMANDS)
    for command in COMMANDS:
        assert f"onrecord {command}" in run(command, "--help").stdout.partition("Example")[2], command


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys, onrecord.cli\n"
        "try: onrecord.cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = ('trafilatura', 'pymorphy3', 'rich', 'sqlite3', 'lxml')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_version(run: Run) -> None:
    assert run("--version").stdout.startswith("onrecord, version ")


@pytest.mark.parametrize("arguments", NEEDS_RECORD)
def test_without_a_record_the_way_to_one_is_shown(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.exit_code == 1
    assert "onrecord add PATH" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_another_file_is_no_record(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("notes")
    for arguments in (["verify"], ["add", "notes"], ["import", "notes"]):
        done = run(*arguments, "--record", "notes")
        assert done.exit_code == 1
        assert "not a record" in done.stderr
    assert (tmp_path / "notes").read_text() == "notes"


def test_the_record_may_come_from_the_environment(
    news: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "onrecord.record").rename(tmp_path / "other.record")
    monkeypatch.setenv("ONRECORD_RECORD", "other.record")
    assert news("verify").exit_code == 0


def test_statements_for_reading(news: Run) -> None:
    shown = news("statements", "--speaker", "Сариева").stdout
    assert shown.splitlines() == [
        "Readiness",
        "Courier · 2024-10-16 · en · en-1",
        "  Aida Sarieva · 75% sure · direct · cue “said” · 0–15",
        "    “We are ready,”",
    ]
    assert "not settled who" in news("statements", "--language", "ru").stdout
    assert news("statements", "--speaker", "Nobody").stdout == "No statements found.\n"


def test_statements_left_out_for_want_of_a_date_are_counted(news: Run) -> None:
    done = news("statements", "--from", "2024-11", "--to", "2024")
    assert "Көпүрө" in done.stdout
    assert "ready" not in done.stdout
    assert "no date: 1" in done.stderr
    wrong = news("statements", "--from", "16.10.2024")
    assert wrong.exit_code == 2
    assert "YYYY-MM-DD" in wrong.stderr


def test_statements_as_json(news: Run) -> None:
    found = json.loads(news("statements", "--json").stdout)
    assert [statement["document"] for statement in found] == ["ky-1", "en-1", "ru-1"]
    assert found[1]["speaker"] == {"id": "aida-sarieva", "name": "Aida Sarieva"}
    assert found[1]["words"]["content"] == ["“We are ready,”"]
    assert found[1]["content"] == [[0, 15]]
    assert found[2]["title"] == "\x1b[2J=Мост\u202e", "data is not touched"
    assert json.loads(news("statements", "--json", "--speaker", "Nobody").stdout) == []


def test_statements_as_csv(news: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(news("statements", "--csv").stdout)))
    assert [row["content"] for row in rows] == ["«Көпүрө ачылды»", "“We are ready,”", "проезд будет платным"]
    assert rows[1]["content_offsets"] == "0–15"


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r\n=1", "＝1"])
def test_csv_runs_no_formula(run: Run, tmp_path: Path, formula: str) -> None:
    with open_record(tmp_path / "onrecord.record", create=True) as record:
        found = analysis(READY, title=formula, outlet=formula)
        add(record, found.document, found)
    for command in ("statements", "speakers"):
        rows = list(csv.reader(io.StringIO(run(command, "--csv").stdout_bytes.decode(), newline="")))
        assert any(formula in cell for cell in rows[1])
        assert all(cell.lstrip()[:1] not in {"=", "+", "-", "@", "＝"} for cell in rows[1])


def test_speakers(news: Run) -> None:
    lines = news("speakers").stdout.splitlines()
    assert lines[1].split("  ")[0] == "Aida Sarieva"
    assert "Courier 1" in lines[1]
    assert "2024-10-16" in lines[1]
    assert lines[-1] == "Statements whose speaker the text does not settle: 1."
    assert "Turganov" not in news("speakers", "Сариева").stdout
    assert [speaker["name"] for speaker in json.loads(news("speakers", "--json").stdout)] == [
        "Aida Sarieva",
        "Айбек Турганов",
    ]


def test_show_marks_statements_without_colour_too(news: Run) -> None:
    shown = news("show", "en").stdout
    assert "⟦“We are ready,”⟧[1] said President Aida Sarieva in Ak-Sai." in shown
    assert "[1] Aida Sarieva · 75% sure · direct · cue “said” · 0–15 · by hand" in shown
    assert "\x1b" not in shown
    unknown = news("show", "zz")
    assert unknown.exit_code == 1
    assert "No document goes by 'zz'" in unknown.stderr


def test_show_marks_pieces_and_neighbours(run: Run, tmp_path: Path) -> None:
    text = "[content1:“We,”] [cue1:she said], [content1:“are.”][content2:“Yes.”]\r\nEnd"
    with open_record(tmp_path / "onrecord.record", create=True) as record:
        found = analysis(text, id="x", boilerplate=(Span(0, 2),))
        add(record, found.document, found)
    shown = run("show", "x").stdout
    assert "⟦“We,”⟧[1] she said, ⟦“are.”⟧[1]⟦“Yes.”⟧[2]" in shown
    assert "␍" not in shown, "a Windows line end is no oddity"


def test_show_tells_of_versions(run: Run, tmp_path: Path) -> None:
    with open_record(tmp_path / "onrecord.record", create=True) as record:
        for identifier, marked in (("old", READY), ("new", READY.replace("ready", "not ready"))):
            found = analysis(marked, id=identifier, url="http://x/1")
            add(record, found.document, found)
    assert "A newer version: onrecord show new" in run("show", "old").stdout
    assert "Replaces old." in run("show", "http://x/1").stdout
    assert "old" not in run("documents").stdout
    assert "(replaced by new)" in run("documents", "--all-versions").stdout


def test_search(news: Run) -> None:
    shown = news("search", "Turganov").stdout
    assert "Ак-Сайдагы Турганов." in shown
    assert "Айбек Турганов деп билдирди" in shown
    assert "Aida Sarieva: “We are ready,”" in news("search", "ready").stdout
    assert news("search", '"are we"').stdout == "Nothing found.\n"
    assert news("search", "—").exit_code == 1
    hits = json.loads(news("search", "жаропров", "--json").stdout)
    assert hits == []


@pytest.mark.parametrize(
    "arguments",
    [["statements"], ["documents"], ["show", "ru-1"], ["search", "министра"]],
)
def test_news_cannot_steer_the_terminal(news: Run, arguments: list[str]) -> None:
    output = news(*arguments).output
    assert "\x1b" not in output
    assert "\u202e" not in output
    assert "␛[2J" in output


def test_an_error_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    with open_record(tmp_path / "onrecord.record", create=True) as record:
        for marked in (READY, "Nobody spoke."):
            found = analysis(marked, id=f"a\x1b[2J{len(marked)}")
            add(record, found.document, found)
    done = run("show", "a")
    assert done.exit_code == 1
    assert "\x1b" not in done.stderr
    assert "a␛[2J" in done.stderr


def test_visible_keeps_offsets() -> None:
    hostile = "a\x00\x07\x1b\x7f\x9b\r\n\u202a\u202e\u2066\u2069\u2028\tb\nй"
    assert len(visible(hostile)) == len(hostile)
    assert visible(hostile) == "a␀␇␛\ufffd\ufffd \n" + "\ufffd" * 5 + "\tb\nй"
    assert visible("Ө ү ң, „ёлка“ \u200dзя") == "Ө ү ң, „ёлка“ \u200dзя"
    assert one_line(" a\n\n b\t", 10) == "a b"
    assert one_line("abcdef", 4) == "abc…"


def test_export_import_verify(news: Run, tmp_path: Path) -> None:
    exported = news("export", "--format", "jsonl").stdout_bytes
    (tmp_path / "all.jsonl").write_bytes(exported)
    assert news("import", "all.jsonl", "--record", "copy.record").stdout == "3 documents imported.\n"
    assert news("export", "--record", "copy.record").stdout_bytes == exported
    again = news("import", "all.jsonl", "--record", "copy.record")
    assert again.exit_code == 1
    assert "not empty" in again.stderr
    held = news("verify", "--record", "copy.record")
    assert (held.exit_code, held.stdout) == (
        0,
        "All holds: 3 source texts have their hash, 9 spans stand in them.\n",
    )
    with open_record(tmp_path / "copy.record") as record:
        record.execute("UPDATE document SET text = 'x' WHERE id = 'en-1'")
    broken = news("verify", "--record", "copy.record")
    assert broken.exit_code == 1
    assert "Document en-1: the text does not have the recorded SHA-256." in broken.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(run: Run, shell: str) -> None:
    assert "_ONRECORD_COMPLETE" in run("completion", shell).stdout


def test_completion_for_the_shell_one_is_in(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    assert "fish_complete" in run("completion").stdout
    monkeypatch.setenv("SHELL", "/bin/tcsh")
    assert run("completion").exit_code == 2


@pytest.mark.parametrize("outlet", [None, "", "Courier"])
def test_speakers_as_json(run: Run, tmp_path: Path, outlet: str | None) -> None:
    with open_record(tmp_path / "onrecord.record", create=True) as record:
        found = analysis(READY, outlet=outlet)
        add(record, found.document, found)
    [speaker] = json.loads(run("speakers", "--json").stdout)
    assert (speaker["name"], speaker["outlets"], speaker["languages"]) == (
        "Aida Sarieva",
        {outlet or "": 1},
        {"en": 1},
    )


def test_statements_of_a_document_named_as_for_show(news: Run) -> None:
    for name in ("ru-1", "ru", "http://x/1"):
        found = json.loads(news("statements", "--document", name, "--json").stdout)
        assert [statement["document"] for statement in found] == ["ru-1"]
    unknown = news("statements", "--document", "zz")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert "No document goes by 'zz'" in unknown.stderr


def test_statements_of_a_replaced_document(run: Run, tmp_path: Path) -> None:
    with open_record(tmp_path / "onrecord.record", create=True) as record:
        for identifier, marked in (("old", READY), ("new", READY.replace("ready", "not ready"))):
            found = analysis(marked, id=identifier)
            add(record, found.document, found, source_path=str(tmp_path / "a.txt"))
    assert "“We are ready,”" in run("statements", "--document", "old").stdout
    assert "“We are not ready,”" in run("statements", "--document", "a.txt").stdout


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--language", "kyrgyz"], "it may be en, ky, ru, tr-CY."),
        (["--language", "e"], "it may be en, ky, ru, tr-CY."),
        (["--from", "2024-11", "--to", "2024-10"], "--from is after --to"),
        (["--json", "--csv"], "not for both"),
        (["--csv", "--json"], "not for both"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    news: Run, tmp_path: Path, arguments: list[str], complaint: str
) -> None:
    with open_record(tmp_path / "onrecord.record") as record:
        found = analysis("[content:“Hazırız,”] [cue:dedi].", language="tr-CY")
        add(record, found.document, found)
    done = news("statements", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert complaint in " ".join(done.stderr.split())
    assert "Hazırız" in news("statements", "--language", "tr").stdout


def test_a_text_that_came_back_is_not_shown_as_replaced(run: Run, tmp_path: Path) -> None:
    with open_record(tmp_path / "onrecord.record", create=True) as record:
        for identifier, marked in (("a", READY), ("b", BRIDGE), ("a", READY)):
            found = analysis(marked, id=identifier)
            add(record, found.document, found, source_path="/news/a.txt")
            # Told apart by the file alone.
            record.execute("UPDATE printing SET given_id = NULL")
    heading = run("show", "a").stdout.partition("⟦")[0]
    assert heading.splitlines() == ["a · en", "/news/a.txt", "Replaces b.", ""]
    assert "A newer version: onrecord show a" in run("show", "b").stdout


def test_an_import_that_fails_leaves_no_record(news: Run, tmp_path: Path) -> None:
    exported = news("export").stdout_bytes
    cut = exported[: exported.rstrip().rfind(b"\n") + 1]
    failed = news("import", "-", "--record", "copy.record", given=cut)
    assert failed.exit_code == 1
    assert "1 fewer" in failed.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["onrecord.record"]
    with open_record(tmp_path / "copy.record", create=True):
        pass
    assert news("import", "-", "--record", "copy.record", given=cut).exit_code == 1
    assert (tmp_path / "copy.record").exists(), "it was there before"
