from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from cli.conftest import Run
from onrecord.store import add, open_record
from store.making import analysis

SARIEV = "[content:“We are ready,”] [cue:said] [speaker:Aibek Sariev] in Ak-Sai. => Aibek Sariev"
SARYEV = "[content:“The road is open,”] [cue:said] [speaker:Aibek Saryev]. => Aibek Saryev"
AIDA = "[content:“No,”] [cue:said] [speaker:Aida Sarieva]. => Aida Sarieva"
SHORT = "[content:“Yes,”] [cue:said] [speaker:Sariev]."


@pytest.fixture
def people(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The program, in a folder with a record of who may be one, used by Nurlan."""
    monkeypatch.setenv("ONRECORD_AUTHOR", "Nurlan")
    with open_record(tmp_path / "onrecord.record", create=True) as record:
        for name, marked in (("a", SARIEV), ("b", SARYEV), ("c", AIDA), ("d", SHORT)):
            found = analysis(marked, id=name, outlet="Courier", published="2024-10-16")
            add(record, found.document, found)
        record.execute("UPDATE actor SET id = 'person/' || id")
    return run


def test_actors(people: Run) -> None:
    lines = people("actors").stdout.splitlines()
    assert lines[0].split() == ["Name", "Kind", "Statements", "Documents", "Id"]
    assert len(lines) == 4
    assert people("actors", "Сариева", "Аида").stdout.splitlines()[1].startswith("Aida Sarieva")
    assert people("actors", "--kind", "country").stdout == "Nobody found.\n"
    assert len(json.loads(people("actors", "--json", "--limit", "2").stdout)) == 2
    people("same", "Aibek Sariev", "Aibek Saryev")
    assert "person/aibek-sariev and 1 more" in people("actors").stdout
    rows = list(csv.DictReader(io.StringIO(people("actors", "--csv").stdout)))
    assert (rows[0]["statements"], rows[0]["merged"]) == ("2", "person/aibek-saryev")


def test_actor(people: Run) -> None:
    people("same", "Aibek Sariev", "Aibek Saryev", "--because", "same office")
    shown = people("actor", "Saryev").stdout
    for line in (
        "Aibek Sariev",
        "person · person/aibek-sariev",
        "the same by decision: Aibek Saryev (person/aibek-saryev)",
        "  Aibek Saryev (en) 1",
        "  2, published 2024-10-16",
        "  by outlet: Courier 2",
        "  onrecord statements --speaker person/aibek-sariev",
    ):
        assert line in shown.splitlines()
    assert "Nurlan" in shown
    found = json.loads(people("actor", "person/aibek-saryev", "--json").stdout)
    assert (found["id"], found["statements"], found["outlets"]) == ("person/aibek-sariev", 2, {"Courier": 2})
    assert [each["verdict"] for each in found["decisions"]] == ["same"]
    several = people("actor", "Sariev")
    assert several.exit_code == 1
    assert "person/aida-sarieva" in several.stderr


def test_actor_shows_the_roles_that_texts_give(run: Run, tmp_path: Path) -> None:
    given = "[content:“No,”] [cue:said] Deputy [speaker:Aida Sarieva]. => Aida Sarieva"
    with open_record(tmp_path / "onrecord.record", create=True) as record:
        for name, published in (("a", "2024-10-16"), ("b", "2024-11")):
            found = analysis(given.replace("No", name), id=name, published=published)
            add(record, found.document, found)
    shown = run("actor", "Sarieva").stdout.splitlines()
    assert shown[shown.index("Titles in the texts") + 1] == "  Deputy (en) 2 · 2024-10-16 – 2024-11"
    found_titles = json.loads(run("actor", "Sarieva", "--json").stdout)["titles"]
    assert found_titles == [
        {"title": "Deputy", "count": 2, "languages": {"en": 2}, "first": "2024-10-16", "last": "2024-11"}
    ]


def test_deciding_and_undoing(people: Run) -> None:
    done = people("same", "Сариев Айбек", "Saryev", "--because", "same office")
    assert done.exit_code == 0, done.stderr
    assert "are one, shown as Aibek Sariev (person/aibek-sariev)." in done.stdout
    assert "Decision 1 by Nurlan; to take it back: onrecord undo 1" in done.stdout
    shown = people("statements", "--speaker", "Saryev").stdout
    assert "by decision, found as Aibek Saryev" in shown
    [row] = [
        row
        for row in csv.DictReader(io.StringIO(people("statements", "--csv").stdout))
        if row["found_speaker_id"] != row["speaker_id"]
    ]
    assert (row["speaker_id"], row["found_speaker_id"]) == ("person/aibek-sariev", "person/aibek-saryev")
    assert "found as Aibek Saryev" in people("show", "b").stdout
    undone = people("undo")
    assert undone.stdout == (
        "Undone: decision 1 by Nurlan, "
        "Aibek Sariev (person/aibek-sariev) = Aibek Saryev (person/aibek-saryev)\n"
    )
    assert "found as" not in people("statements").stdout
    assert people("undo").exit_code == 1


def test_conflicting_decisions_are_refused_with_their_chain(people: Run) -> None:
    people("same", "Aibek Sariev", "Aibek Saryev")
    people("differ", "Aida Sarieva", "Aibek Saryev", "--author", "Аида")
    refused = people("same", "Aibek Sariev", "Aida Sarieva")
    assert refused.exit_code == 1
    assert "Aibek Sariev = Aibek Saryev (you, " in refused.stderr
    assert "Aida Sarieva ≠ Aibek Saryev (Аида, " in refused.stderr
    assert "onrecord undo 1 or onrecord undo 2" in refused.stderr
    assert people("same", "person/aida-sarieva", "Aida Sarieva").exit_code == 1


def test_only_own_decisions_are_undone_without_a_number(people: Run) -> None:
    people("same", "Aibek Sariev", "Aibek Saryev", "--author", "Аида")
    assert "Nothing that 'Nurlan' said stands" in people("undo").stderr
    assert people("undo", "1").exit_code == 0
    lines = people("decisions").stdout.splitlines()
    assert len(lines) == 1
    assert "undone by Nurlan" in lines[0]
    assert json.loads(people("decisions", "--json").stdout)[0]["undone_by"] == "Nurlan"
    rows = list(csv.DictReader(io.StringIO(people("decisions", "--csv").stdout)))
    assert (rows[0]["verdict"], rows[0]["author"]) == ("same", "Аида")


def test_ambiguous(people: Run) -> None:
    shown = people("ambiguous").stdout
    assert "onrecord same person/aibek-sariev person/aibek-saryev" in shown
    assert "“Sariev”: Aibek Sariev (person/aibek-sariev) 1" in shown
    assert "onrecord show d" in shown
    pair, name = json.loads(people("ambiguous", "--json").stdout)
    assert (pair["type"], pair["a"]["actor"]["name"]) == ("pair", "Aibek Sariev")
    assert (name["type"], name["statements"], name["documents"]) == ("name", 1, ["d"])
    people("differ", "Aibek Sariev", "Aibek Saryev")
    assert "One or two?" not in people("ambiguous").stdout


def test_kinds_that_differ_are_told(people: Run, tmp_path: Path) -> None:
    with open_record(tmp_path / "onrecord.record") as record:
        record.execute("UPDATE actor SET kind = 'group' WHERE name = 'Aida Sarieva'")
    done = people("same", "Aida Sarieva", "Aibek Saryev")
    assert done.exit_code == 0
    assert "Aida Sarieva (person/aida-sarieva) is a group" in done.stderr


def test_the_author_is_the_login_name_unless_told(people: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_AUTHOR")
    monkeypatch.setenv("LOGNAME", "aibek")
    people("same", "Aibek Sariev", "Aibek Saryev")
    assert "aibek" in people("decisions").stdout
    assert people("undo", "1", "--author", " ").exit_code == 1


def test_names_cannot_steer_the_terminal(people: Run, tmp_path: Path) -> None:
    with open_record(tmp_path / "onrecord.record") as record:
        record.execute(
            "UPDATE actor SET name = 'Aida\x1b[2J', id = 'person/\x1b[2J' WHERE name = 'Aida Sarieva'"
        )
    people("same", "person/\x1b[2J", "Aibek Saryev", "--because", "\x1b[2J")
    for arguments in (["actors"], ["actor", "person/\x1b[2J"], ["decisions"], ["ambiguous"], ["undo"]):
        output = people(*arguments).output
        assert "\x1b" not in output, arguments
        assert output


def test_an_empty_record_says_so(run: Run) -> None:
    run("add", "-", given='{"id": "a", "text": "Nobody spoke."}\n')
    assert run("decisions").stdout == "Nothing has been decided.\n"
    assert run("ambiguous").stdout == "Nothing needs a look.\n"
    assert run("actors").stdout == "Nobody found.\n"
    unknown = run("same", "Aida Sarieva", "Aibek Sariev")
    assert unknown.exit_code == 1
    assert "Nobody goes by 'Aida Sarieva'" in unknown.stderr
