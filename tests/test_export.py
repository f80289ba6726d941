from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord.export import export_lines, import_lines
from onrecord.records import ActorReference, Span
from onrecord.store import Record, RecordError, add, all_actors, documents, open_record, problems, search
from store.making import BRIDGE, READY, TOLL, analysis


@pytest.fixture
def records(tmp_path: Path) -> Any:
    with ExitStack() as stack:
        yield lambda name: stack.enter_context(open_record(tmp_path / name, create=True))


@pytest.fixture
def filled(records: Callable[[str], Record]) -> Record:
    record = records("filled.record")
    for marked, fields in (
        (READY, {"id": "a", "url": "http://x/1", "outlet": "Courier", "authors": ("A. B.", "В. Г.")}),
        (READY.replace("ready", "not ready"), {"url": "http://x/1", "published": "2024-10"}),
        (READY, {"id": "a", "url": "http://x/1", "outlet": "Courier"}),
        (BRIDGE, {"language": "ky", "boilerplate": (Span(0, 5),)}),
        (TOLL, {"language": "ru"}),
    ):
        found = analysis(marked, **fields)
        via = (ActorReference("press", "Press Service"), ActorReference("aida-sarieva", "Aida Sarieva"))
        found = replace(found, statements=tuple(replace(s, via=via) for s in found.statements))
        add(record, found.document, found)
    return record


def exported(record: Record) -> list[Any]:
    return [json.loads(line) for line in export_lines(record)]


def stream(lines: list[Any]) -> io.BytesIO:
    return io.BytesIO(b"".join(json.dumps(line).encode() + b"\n" for line in lines))


def test_every_line_has_a_type_and_statements_follow_their_document(filled: Record) -> None:
    lines = exported(filled)
    assert [line["type"] for line in lines] == ["actor"] * 3 + ["document", "statement"] * 4
    for document, statement in zip(lines[3::2], lines[4::2], strict=True):
        assert statement["document"] == document["id"]
        assert [document["text"][start:end] for start, end in statement["content"]]
    assert lines[3]["printings"][-1]["replaces"] == lines[5]["id"], "a page that changed back"


def test_the_import_of_an_export_exports_the_same_bytes(
    filled: Record, records: Callable[[str], Record]
) -> None:
    first = list(export_lines(filled))
    copy = records("copy.record")
    assert import_lines(copy, io.BytesIO(b"\n".join(first) + b"\n")) == 4
    assert list(export_lines(copy)) == first
    assert list(problems(copy)) == []
    assert list(documents(copy, all_versions=True)) == list(documents(filled, all_versions=True))
    assert [hit.snippet for hit in search(copy, "Turganov")] == [
        hit.snippet for hit in search(filled, "Turganov")
    ]


def test_only_an_empty_record_is_filled(filled: Record) -> None:
    lines = exported(filled)
    with pytest.raises(RecordError, match="not empty"):
        import_lines(filled, stream(lines))
    assert exported(filled) == lines


Change = Callable[[list[Any]], object]
WRONG: dict[str, tuple[Change, str]] = {
    "span outside": (lambda lines: lines[-1].update(content=[[0, 9999]]), "not within the text"),
    "empty span": (lambda lines: lines[-1].update(cue=[[3, 3]]), "not within the text"),
    "no content": (lambda lines: lines[-1].update(content=[]), "length >= 1"),
    "text changed": (lambda lines: lines[3].update(text=lines[3]["text"] + "!"), "SHA-256"),
    "unknown speaker": (lambda lines: lines[-1].update(speaker={"id": "x", "name": "X"}), "no actor x"),
    "speaker missing": (lambda lines: lines.pop(0), "no actor"),
    "two of one id": (lambda lines: lines.append(lines[3]), "there is a document a, or one of the same text"),
    "a statement twice": (lambda lines: lines.append(lines[-1]), "there is a statement s1"),
    "cut off": (lambda lines: lines.pop(), "At the end: document .* 1 fewer"),
    "a statement left out": (lambda lines: lines.pop(4), "Line 5: document a has 1 fewer"),
    "a statement too many": (lambda lines: lines[-2].update(statements=0), "1 more"),
    "another name": (lambda lines: lines[4]["speaker"].update(name="Aibek"), "calls aida-sarieva 'Aibek'"),
    "another reporter": (lambda lines: lines[4]["via"][0].update(name="Courier"), "calls press 'Courier'"),
    "false hash": (lambda lines: lines[5].update(id="ab" * 32), "looks like the SHA-256"),
    "statement astray": (lambda lines: lines.append(lines[4]), "does not follow"),
    "unknown type": (lambda lines: lines.append({"type": "figure"}), "figure"),
    "unknown field": (lambda lines: lines[0].update(more=1), "more"),
    "sure of nothing": (lambda lines: lines[-1].update(confidence=1.5), "<= 1"),
    "printed nowhere": (lambda lines: lines[3].update(printings=[]), "length >= 1"),
    "replaces nothing": (lambda lines: lines[3]["printings"][0].update(replaces="x"), "replaces a document"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_line_that_does_not_hold_imports_nothing(
    filled: Record, records: Callable[[str], Record], wrong: str
) -> None:
    change, complaint = WRONG[wrong]
    lines = exported(filled)
    change(lines)
    copy = records("copy.record")
    with pytest.raises(RecordError, match=complaint):
        import_lines(copy, stream(lines))
    assert exported(copy) == []
    assert list(all_actors(copy)) == []


@pytest.mark.parametrize("content", [b"not json\n", b"\n", b'{"type":"document"', b"\xff\n", b"[" * 100_000])
def test_what_is_no_export_is_refused(records: Callable[[str], Record], content: bytes) -> None:
    with pytest.raises(RecordError, match="Line 1"):
        import_lines(records("copy.record"), io.BytesIO(content))


def test_a_damaged_record_is_told_of(filled: Record) -> None:
    filled.execute("DELETE FROM printing WHERE document = 3")
    with pytest.raises(RecordError, match=r"damaged: document .* has no printing; see onrecord verify"):
        list(export_lines(filled))
