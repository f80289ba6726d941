"""A user's own catalogue, with the commands that resolve who is meant."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Run

TEXT = "“We are ready,” said President Aida Sarieva."
SARIEVA: dict[str, Any] = {
    "id": "aida-sarieva",
    "kind": "person",
    "names": {"en": ["Aida A. Sarieva", "Aida Sarieva"], "ky": ["Аида Сариева"]},
    "roles": [{"role": "President", "organisation": "Republic of Toluk", "from": "2021"}],
    "source": "written for a test",
}


@pytest.fixture
def own(run: Run, tmp_path: Path) -> Path:  # noqa: ARG001 - the program's folder
    (tmp_path / "one.txt").write_text(TEXT)
    return written(tmp_path, SARIEVA)


def written(folder: Path, row: dict[str, Any]) -> Path:
    path = folder / "own.jsonl"
    path.write_text("# ours\n" + json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def speakers(run: Run) -> list[tuple[str, str]]:
    found = json.loads(run("statements", "--json").stdout)
    return [(each["speaker"]["id"], each["speaker"]["name"]) for each in found]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_extract_knows_whom_the_user_knows(run: Run, own: Path, jobs: str) -> None:
    given = "".join(json.dumps({"id": str(n), "text": f"{TEXT} {n}"}) + "\n" for n in range(4))
    done = run("extract", "-", "--catalogue", own.name, "--jobs", jobs, "--engine", "rules", given=given)
    assert done.exit_code == 0
    ids = [json.loads(line)["statements"][0]["speaker"]["id"] for line in done.stdout.splitlines()]
    assert ids == ["aida-sarieva"] * 4


def test_the_catalogue_can_be_set_for_good(run: Run, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_CATALOGUE", own.name)
    assert '"aida-sarieva"' in run("extract", "one.txt").stdout
    monkeypatch.setenv("ONRECORD_CATALOGUE", "")
    assert '"aida-sarieva"' not in run("extract", "one.txt").stdout


def test_another_catalogue_analyses_again(run: Run, own: Path, tmp_path: Path) -> None:
    assert run("add", "one.txt").stdout.startswith("added")
    assert speakers(run) == [("person/aida-sarieva", "Aida Sarieva")]
    with_own = ("add", "one.txt", "--catalogue", own.name)
    assert run(*with_own).stdout.startswith("analysed again")
    assert speakers(run) == [("aida-sarieva", "Aida A. Sarieva")]
    assert run(*with_own).stdout.startswith("known")
    written(tmp_path, SARIEVA | {"names": {"en": ["Aida Asanovna Sarieva", "Aida Sarieva"]}})
    assert run(*with_own).stdout.startswith("analysed again")
    assert speakers(run) == [("aida-sarieva", "Aida Asanovna Sarieva")]
    assert run("add", "one.txt").stdout.startswith("analysed again")
    assert speakers(run) == [("person/aida-sarieva", "Aida Sarieva")]
    assert run("verify").exit_code == 0


def test_an_actor_shows_the_offices_that_the_user_knows(run: Run, own: Path) -> None:
    run("add", "one.txt", "--catalogue", own.name)
    assert "President, Republic of Toluk · 2021" in run("actor", "Sarieva", "--catalogue", own.name).stdout
    assert "Republic of Toluk" not in run("actor", "Sarieva").stdout


@pytest.mark.parametrize("command", ["add", "extract"])
def test_a_mistake_is_told_before_anything_is_done(run: Run, own: Path, tmp_path: Path, command: str) -> None:
    written(tmp_path, SARIEVA | {"kind": "place\x1b[2J"})
    refused = run(command, "one.txt", "--catalogue", own.name)
    assert refused.exit_code == 2
    assert "Invalid value for '--catalogue' (env var: 'ONRECORD_CATALOGUE')" in refused.stderr
    assert "own.jsonl, line 2: Invalid enum value 'place" in refused.stderr
    assert "\x1b" not in refused.stderr
    assert refused.stdout == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.txt", "own.jsonl"]


def test_an_index_that_cannot_be_kept(
    run: Run, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "one.txt"))
    refused = run("add", "one.txt", "--catalogue", own.name)
    assert refused.exit_code == 1
    assert "own.jsonl cannot be used as a catalogue: [Errno " in refused.stderr
    assert "XDG_CACHE_HOME" in refused.stderr


def test_a_catalogue_that_is_not_there(run: Run, own: Path) -> None:
    own.unlink()
    refused = run("add", "one.txt", "--catalogue", own.name)
    assert refused.exit_code == 2
    assert "File 'own.jsonl' does not exist" in refused.stderr
