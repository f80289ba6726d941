"""Datasette itself opens a record, shows the views and what their columns mean."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.export.datasette import metadata
from onrecord.records import ActorReference
from onrecord.store import Record, Verdict, decide, open_record, positions, problems, statements
from onrecord.store.database import as_made
from store.holding import BORUBAEV, SARIEV

READ_BY_HAND = ("documents", "statements", "positions", "speakers", "mentions")


@pytest.fixture
def record_path(told: Record, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "my news.record"
    told.execute("VACUUM INTO ?", (str(path),))
    with open_record(path):
        yield path


def asked(path: Path, *addresses: str) -> list[Any]:
    """What Datasette answers, by its own client, without a network."""
    app = pytest.importorskip("datasette.app")

    async def ask() -> list[Any]:
        served = app.Datasette([str(path)], metadata=metadata(path), settings={"num_sql_threads": 1})
        await served.invoke_startup()
        try:
            return [await served.client.get(f"/my+news{address}") for address in addresses]
        finally:
            for database in served.databases.values():
                database.close()

    answers = asyncio.run(ask())
    assert [answer.status_code for answer in answers] == [200] * len(answers)
    return answers


def rows(path: Path, view: str, question: str = "") -> list[dict[str, Any]]:
    (answer,) = asked(path, f"/{view}.json?_shape=array&_size=max{question}")
    found: list[dict[str, Any]] = answer.json()
    return found


def test_the_statements_are_those_of_the_record(record_path: Path, told: Record) -> None:
    found = {(row["document"], row["statement"]): row for row in rows(record_path, "statements")}
    expected = list(statements(told))
    assert len(found) == len(expected)
    for each in expected:
        row = found[each.document.id, each.statement.id]
        assert row["content"] == " … ".join(each.words["content"])
        assert row["offsets"] == ", ".join(f"{start}–{end}" for start, end in each.statement.content)
        assert row["speaker"] == (each.speaker.name if each.speaker else None)
        assert (row["outlet"], row["published"]) == (each.document.outlet, each.document.published)
        assert (row["cue"] or "") == " … ".join(each.words["cue"])


def test_the_positions_are_those_of_the_record(record_path: Path, told: Record) -> None:
    found = {(row["document"], row["position"]): row for row in rows(record_path, "positions")}
    expected = list(positions(told))
    assert len(found) == len(expected)
    for each in expected:
        row = found[each.document.id, each.position.id]
        assert row["evidence"] == " … ".join(each.words["evidence"])
        assert row["side"] == {1: "for", 0: "neutral", -1: "against"}[each.position.polarity]
        assert (row["target"], row["target_kind"]) == (each.target.name, each.target.kind)
        assert (row["holder"], row["past"]) == (each.holder and each.holder.name, each.position.past)
        assert row["claimed_by"] == (each.claimed_by and each.claimed_by.name)


def test_decisions_show_in_the_views(record_path: Path) -> None:
    ann = ActorReference("=ann-<b>böse</b>", "=Ann <b>Böse</b>")
    with open_record(record_path) as record:
        decide(record, Verdict.SAME, SARIEV, BORUBAEV, author="Nurlan")
        decide(record, Verdict.SAME, ann, ActorReference("aida-sarieva", "Aida Sarieva"), author="Nurlan")
    (speaker,) = rows(record_path, "speakers")
    assert speaker["statements"] == 2
    assert speaker["speaker_id"] in (ann.id, "aida-sarieva")
    holders = {row["holder_id"] for row in rows(record_path, "positions")}
    assert len(holders & {SARIEV.id, BORUBAEV.id}) == 1


def test_columns_are_explained_and_hostile_text_is_text(record_path: Path) -> None:
    pages = asked(record_path, "", *(f"/{view}" for view in READ_BY_HAND))
    meant = metadata(record_path)["databases"]["my news"]["tables"]
    assert "Begin with the views:" in pages[0].text
    for view, answer in zip(READ_BY_HAND, pages[1:], strict=True):
        assert meant[view]["description"].partition(".")[0] in answer.text
        for column in meant[view]["columns"]:
            assert f"<dt>{column}</dt>" in answer.text
        assert "<script>alert" not in answer.text
        assert "<b>Böse" not in answer.text


def test_everything_in_a_record_is_explained() -> None:
    made = as_made()
    listed = made.execute("SELECT name, type FROM pragma_table_list WHERE schema = 'main'").fetchall()
    tables = {name for name, kind in listed if kind == "table" and not name.startswith("sqlite_")}
    meant = metadata(Path("x.record"))["databases"]["x"]["tables"]
    assert meant.keys() == tables | set(READ_BY_HAND)
    for view in READ_BY_HAND:
        columns = [row[1] for row in made.execute(f"PRAGMA table_info ({view})")]
        assert list(meant[view]["columns"]) == columns
        assert set(meant[view]["facets"]) <= set(columns)


def test_a_record_that_datasette_has_read_holds(record_path: Path) -> None:
    asked(record_path, "/statements")
    with open_record(record_path) as record:
        assert list(problems(record)) == []
