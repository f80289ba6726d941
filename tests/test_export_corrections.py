"""Corrections of statements and positions leave a record with its export, and come back with an import."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from onrecord.export import export_lines, import_lines, training_lines
from onrecord.records import Kind, Span
from onrecord.store import (
    PositionChange,
    Record,
    RecordError,
    Ruling,
    StatementChange,
    Subject,
    Verdict,
    add,
    add_statement,
    correct,
    decide,
    history,
    positions_of,
    problems,
    statements_of,
    undo,
)
from onrecord.store.database import as_made
from store.holding import BORUBAEV, FOR, SARIEV, SARIEVA, leaves, put, stays
from test_export_decisions import copied


@pytest.fixture
def corrected() -> Iterator[Record]:
    with closing(as_made()) as record:
        put(record, stays(), leaves())

        def say(identifier: str, ruling: Ruling, **fields: Any) -> None:
            subject = Subject.POSITION if identifier.startswith("p") else Subject.STATEMENT
            correct(record, subject, "en-2", identifier, ruling, author="Nurlan", **fields)

        say("s1", Ruling.CHANGE, change=StatementChange(speaker=SARIEV), revision=0, because="named after")
        decide(record, Verdict.DIFFER, SARIEV, SARIEVA, author="Аида")
        say("s1", Ruling.ACCEPT, revision=1)
        say("s2", Ruling.REJECT, revision=0)
        say("p4", Ruling.CHANGE, change=PositionChange(polarity=FOR, holder=BORUBAEV), revision=0)
        given = StatementChange(kind=Kind.INDIRECT, content=(Span(0, 27),))
        add_statement(record, "en-2", given, author="Аида")
        say("s3", Ruling.REJECT, revision=0)
        undo(record, 7, author="Аида")
        yield record


def test_what_was_found_is_exported_as_it_was_found(corrected: Record) -> None:
    with closing(as_made()) as untouched:
        put(untouched, stays(), leaves())
        found = [json.loads(line) for line in export_lines(untouched) if b'"type":"document"' not in line]
    lines = [json.loads(line) for line in export_lines(corrected)]
    assert [line for line in lines if line["type"] in ("statement", "position")] == [
        line for line in found if line["type"] in ("statement", "position")
    ]
    made = [line for line in lines if line["type"] == "correction"]
    assert [line["verdict"] for line in made] == [
        *("change", "differ", "accept", "reject", "change", "add", "reject"),
    ]
    first = made[0]["of"]
    assert (first["subject"], first["document"], first["id"], first["revision"]) == (
        *("statement", "en-2", "s1", 0),
    )
    assert (first["upon"]["speaker"], first["becomes"]["speaker"]["name"]) == (None, "Aibek Sariev")
    assert first["words"]["upon"]["speaker"] == ["Minister Aibek Sariev"]
    assert made[3]["of"]["becomes"] is None
    assert made[5]["of"]["upon"] is None
    assert (made[6]["undone_by"], made[0]["because"]) == ("Аида", "named after")


def test_a_corrected_record_comes_back_as_it_was(corrected: Record) -> None:
    with closing(copied(corrected)) as copy:
        assert list(export_lines(copy)) == list(export_lines(corrected))
        assert list(history(copy)) == list(history(corrected))
        for document in ("en-1", "en-2"):
            assert list(statements_of(copy, document)) == list(statements_of(corrected, document))
            assert list(positions_of(copy, document)) == list(positions_of(corrected, document))
        assert list(problems(copy)) == []
        undo(copy, 4, author="Nurlan")
        add(copy, leaves().document, leaves(), analysed_with="next")
        assert list(problems(copy)) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda line: line.update(verdict="perhaps"), "perhaps"),
        (lambda line: line.update(decided="yesterday"), "no time"),
        (lambda line: line.pop("of"), "of two actors, of a statement or of a position"),
        (lambda line: line["of"].update(document="en-9"), "en-9"),
        (lambda line: line["of"]["words"]["upon"].update(content=["other words"]), "do not stand"),
        (lambda line: line["of"]["becomes"].update(content=[[0, 10_000]]), "not within the text"),
        (lambda line: line["of"]["becomes"].update(kind="loud"), "loud"),
        (lambda line: line["of"].update(becomes=None, words={"upon": line["of"]["words"]["upon"]}), "CHECK"),
    ],
)
def test_a_correction_that_does_not_hold_is_refused(
    corrected: Record, change: Callable[[dict[str, Any]], object], message: str
) -> None:
    lines = [json.loads(line) for line in export_lines(corrected)]
    change(next(line for line in lines if line["type"] == "correction"))
    stream = io.BytesIO("".join(json.dumps(line) + "\n" for line in lines).encode())
    with closing(as_made()) as copy:
        with pytest.raises(RecordError, match=message):
            import_lines(copy, stream)
        assert copy.execute("SELECT count(*) FROM document").fetchone() == (0,)


def test_corrections_are_articles_to_learn_from(corrected: Record) -> None:
    (article,) = [json.loads(line) for line in training_lines(corrected)]
    assert (article["id"], article["language"], article["text"]) == ("en-2", "en", leaves().document.text)
    # s3, whose rejection was undone, is nobody's.
    assert article["complete"] is False
    added, accepted = article["statements"]
    assert added == {
        **{"id": 1, "kind": "indirect", "content": [[0, 27]], "speaker_span": [], "cue": []},
        **{"speaker": "?", "speaker_type": "g", "review": "added"},
    }
    assert (accepted["speaker"], accepted["speaker_type"], accepted["review"]) == (
        *("Aibek Sariev", "p", "accepted"),
    )
    (rejected,) = article["rejected"]
    assert (rejected["review"], rejected["speaker"], rejected["id"]) == ("rejected", "?", 3)
    (attitude,) = article["attitudes"]
    assert (attitude["holder_name"], attitude["polarity"], attitude["review"]) == (
        *("Kanat Borubaev", 1, "changed"),
    )
    assert attitude["statement"] is None, "nobody looked at the statement that holds it"
    start, end = attitude["expression"][0]
    assert article["text"][start:end] == "give neutrality up"
    assert article["rejected_attitudes"] == []
