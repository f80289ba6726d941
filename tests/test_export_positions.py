"""Positions leave a record with its export, and come back with an import."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.export import export_lines, import_lines
from onrecord.records import Polarity, Position, Span, Target, TargetKind
from onrecord.store import Record, RecordError, Verdict, decide, positions, problems, statements
from onrecord.store.database import as_made
from store.holding import (
    BORUBAEV,
    KEMAR,
    SARIEV,
    SARIEVA,
    holding,
    hostile,
    leaves,
    on,
    opposes,
    put,
    stays,
)
from store.making import analysis


@pytest.fixture
def held() -> Iterator[Record]:
    with closing(as_made()) as record:
        put(record, stays(), leaves(), opposes(), hostile())
        decide(record, Verdict.SAME, SARIEV, SARIEVA, author="Nurlan")
        yield record


def exported(record: Record) -> list[Any]:
    return [json.loads(line) for line in export_lines(record)]


def stream(lines: list[Any]) -> io.BytesIO:
    return io.BytesIO(b"".join(json.dumps(line).encode() + b"\n" for line in lines))


def test_positions_follow_the_statements_of_their_document(held: Record) -> None:
    lines = exported(held)
    types = [line["type"] for line in lines if line["type"] != "actor"]
    one, two, three, four = (["document"] + ["statement"] * s + ["position"] * p for s, p in (
        (1, 1), (3, 4), (1, 2), (0, 1),
    ))  # fmt: skip
    assert types == [*one, *two, *three, *four, "correction"]
    assert next(line for line in lines if line["type"] == "position") == {
        "type": "position",
        "id": "p1",
        "document": "en-1",
        "holder": {"id": "person/aibek-sariev", "name": "Aibek Sariev"},
        "holder_span": [[58, 70]],
        "target": {"kind": "issue", "id": "neutrality", "name": "neutrality of Toluk"},
        "target_span": [[1, 11]],
        "polarity": 1,
        "evidence": [[12, 33]],
        "statement": "s1",
        "claimed_by": None,
        "past": False,
        "condition": [],
        "confidence": 0.9,
        "method": "by hand",
        "analysed_with": "0.3.0",
    }


def test_the_import_of_an_export_exports_the_same_bytes(held: Record) -> None:
    first = list(export_lines(held))
    with closing(as_made()) as copy:
        assert import_lines(copy, io.BytesIO(b"\n".join(first))) == 4
        assert list(export_lines(copy)) == first
        assert list(positions(copy)) == list(positions(held))
        assert list(problems(copy)) == []


def test_an_export_of_before_positions_is_taken(held: Record) -> None:
    lines = [line for line in exported(held) if line["type"] != "position"]
    for line in lines:
        line.pop("positions", None)
    with closing(as_made()) as copy:
        assert import_lines(copy, stream(lines)) == 4
        assert list(statements(copy)) == list(statements(held))
        assert list(positions(copy)) == []


spans = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20)), max_size=2).map(
    lambda pairs: tuple(Span(start, start + length) for start, length in pairs)
)
someone = st.none() | st.sampled_from((SARIEV, SARIEVA, BORUBAEV))
names = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
targets = st.builds(Target, st.just(TargetKind.ISSUE), names, names) | st.sampled_from(
    (on(SARIEV), on(KEMAR))
)
made = st.builds(
    Position,
    id=names,
    holder=someone,
    holder_span=spans,
    target=targets,
    target_span=spans,
    polarity=st.sampled_from(Polarity),
    evidence=spans.filter(len),
    statement=st.sampled_from((None, "s1")),
    claimed_by=someone,
    past=st.booleans(),
    condition=spans,
    confidence=st.floats(0, 1),
    method=names,
)


@given(st.lists(made, max_size=6, unique_by=lambda position: position.id))
def test_any_positions_come_back(held: list[Position]) -> None:
    found = analysis("[content:“\r\n\u202eКөпүрө \U0001f309 \x1bачылды”] деди ал, жыйында айтты.", id="x")
    with closing(as_made()) as record, closing(as_made()) as copy:
        put(record, holding(found, *held))
        assert tuple(each.position for each in positions(record)) == tuple(held)
        first = list(export_lines(record))
        import_lines(copy, io.BytesIO(b"\n".join(first)))
        assert list(export_lines(copy)) == first
        assert list(problems(copy)) == []


Change = Callable[[list[Any]], object]
# The last position stands before the one correction.
WRONG: dict[str, tuple[Change, str]] = {
    "cut off": (lambda lines: lines.pop(-2), "document ru-1 has 1 fewer positions"),
    "one too many": (lambda lines: lines[-3].update(positions=0), "1 more positions"),
    "twice": (lambda lines: lines.insert(-1, lines[-2]), "a position h\x1b1 of this document already"),
    "astray": (lambda lines: lines[-2].update(document="en-1"), "position h\x1b1 does not follow"),
    "span outside": (lambda lines: lines[-2].update(condition=[[0, 9999]]), "not within the text"),
    "no evidence": (lambda lines: lines[-2].update(evidence=[]), "length >= 1"),
    "unknown holder": (lambda lines: lines[-2].update(holder={"id": "x", "name": "X"}), "no actor x"),
    "another name": (lambda lines: lines[-2]["holder"].update(name="Aibek"), "calls .* 'Aibek'"),
    "unknown target": (lambda lines: lines[-2]["target"].update(kind="actor"), "no actor"),
    "unknown statement": (lambda lines: lines[-2].update(statement="s1"), "s1 that is not there"),
    "half for": (lambda lines: lines[-2].update(polarity=2), "polarity"),
    "unknown field": (lambda lines: lines[-2].update(more=1), "more"),
    "sure of nothing": (lambda lines: lines[-2].update(confidence=-1), ">= 0"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_line_that_does_not_hold_imports_nothing(held: Record, wrong: str) -> None:
    change, complaint = WRONG[wrong]
    lines = exported(held)
    change(lines)
    with closing(as_made()) as copy:
        with pytest.raises(RecordError, match=complaint):
            import_lines(copy, stream(lines))
        assert exported(copy) == []
