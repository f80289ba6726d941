"""Decisions on who is who leave a record with its export, and come back with an import."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.export import export_lines, import_lines
from onrecord.records import ActorReference
from onrecord.store import (
    ConflictError,
    Record,
    RecordError,
    Verdict,
    add,
    decide,
    decisions,
    problems,
    speakers,
    undo,
)
from onrecord.store.database import as_made
from store.making import analysis

NAMES = ("Aida Sarieva", "Aibek Sariev", "Aibek Saryev", "Kanat Borubaev")
ACTORS = tuple(ActorReference(name.casefold().replace(" ", "-"), name) for name in NAMES)


def news() -> Record:
    record = as_made()
    for name in NAMES:
        found = analysis(f"[content:“We met,”] [cue:said] [speaker:{name}]. => {name}", id=name)
        add(record, found.document, found)
    return record


@pytest.fixture
def decided() -> Iterator[Record]:
    with closing(news()) as record:
        decide(record, Verdict.DIFFER, ACTORS[0], ACTORS[1], author="Nurlan", because="sister and brother")
        decide(record, Verdict.SAME, ACTORS[1], ACTORS[3], author="Аида")
        undo(record, 2, author="Nurlan")
        decide(record, Verdict.SAME, ACTORS[1], ACTORS[2], author="Аида")
        record.execute(
            "INSERT INTO actor_former SELECT 'earlier', number FROM actor WHERE id = ?", ("aida-sarieva",)
        )
        yield record


def copied(record: Record) -> Record:
    copy = as_made()
    import_lines(copy, io.BytesIO(b"".join(line + b"\n" for line in export_lines(record))))
    return copy


def test_corrections_end_the_export(decided: Record) -> None:
    lines = [json.loads(line) for line in export_lines(decided)]
    assert [line["type"] for line in lines[-4:]] == ["statement", *["correction"] * 3]
    assert lines[-3]["verdict"] == "differ"
    assert lines[-3]["a"] == {"id": "aida-sarieva", "name": "Aida Sarieva"}
    assert (lines[-3]["author"], lines[-3]["because"]) == ("Nurlan", "sister and brother")
    assert [line["undone_by"] for line in lines[-3:]] == [None, "Nurlan", None]
    assert {line["id"]: line["formerly"] for line in lines if line["type"] == "actor"} == {
        actor.id: ["earlier"] if actor == ACTORS[0] else [] for actor in ACTORS
    }
    said = [line["speaker"]["name"] for line in lines if line["type"] == "statement"]
    assert said == list(NAMES), "what was found is exported as it was found"


def test_a_record_of_decisions_comes_back_as_it_was(decided: Record) -> None:
    with closing(copied(decided)) as copy:
        assert list(export_lines(copy)) == list(export_lines(decided))
        assert list(decisions(copy)) == list(decisions(decided))
        assert list(speakers(copy)) == list(speakers(decided))
        assert [each.statements for each in speakers(copy, "Aibek Saryev")] == [2]
        assert list(problems(copy)) == []


pairs = st.tuples(st.sampled_from(ACTORS), st.sampled_from(ACTORS)).filter(lambda pair: pair[0] != pair[1])


@settings(deadline=None)
@given(st.lists(st.one_of(st.tuples(st.sampled_from(Verdict), pairs), st.integers(1, 8)), max_size=10))
def test_any_decisions_come_back(
    sequence: list[tuple[Verdict, tuple[ActorReference, ActorReference]] | int],
) -> None:
    with closing(news()) as record:
        for move in sequence:
            try:
                if isinstance(move, int):
                    undo(record, move, author="A")
                else:
                    decide(record, move[0], *move[1], author="A")
            except (ConflictError, RecordError):
                continue
        with closing(copied(record)) as copy:
            assert list(export_lines(copy)) == list(export_lines(record))
            assert list(speakers(copy)) == list(speakers(record))


Change = Callable[[list[Any]], object]
WRONG: dict[str, tuple[Change, str]] = {
    "decided of one": (lambda lines: lines[-1].update(b=lines[-1]["a"]), "CHECK constraint"),
    "undone by nobody": (lambda lines: lines[-2].update(undone_by=None), "CHECK constraint"),
    "decided some day": (lambda lines: lines[-1].update(decided="today"), "no time"),
    "undone some day": (lambda lines: lines[-2].update(undone="later"), "no time"),
    "another verdict": (lambda lines: lines[-1].update(verdict="perhaps"), "perhaps"),
    "without author": (lambda lines: lines[-1].pop("author"), "author"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_decision_that_does_not_hold_imports_nothing(decided: Record, wrong: str) -> None:
    change, complaint = WRONG[wrong]
    lines = [json.loads(line) for line in export_lines(decided)]
    change(lines)
    with closing(as_made()) as copy:
        with pytest.raises(RecordError, match=complaint):
            import_lines(copy, io.BytesIO(b"".join(json.dumps(line).encode() + b"\n" for line in lines)))
        assert list(export_lines(copy)) == []


def test_an_export_without_former_ids_is_taken(decided: Record) -> None:
    lines = [json.loads(line) for line in export_lines(decided)]
    for line in lines:
        line.pop("formerly", None)
    with closing(as_made()) as copy:
        import_lines(copy, io.BytesIO(b"".join(json.dumps(line).encode() + b"\n" for line in lines)))
        assert len(list(decisions(copy))) == 3
