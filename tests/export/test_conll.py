"""CoNLL-U Plus, read by a library, gives the spans back."""

from __future__ import annotations

import re
from typing import Any

import pytest

from onrecord.export.conll import conll_lines
from onrecord.export.documents import all_with_statements, by_document
from onrecord.records import Span
from onrecord.store import Record, StatementFilter, statements

conllu = pytest.importorskip("conllu")
_WORD = re.compile(r"\w+|[^\w\s]")
_FIELDS = {
    "onrecord:start": lambda line, i: int(line[i]),
    "onrecord:end": lambda line, i: int(line[i]),
}


def sentences(written: str) -> Any:
    return conllu.parse(written, field_parsers=_FIELDS)


def chunks(words: list[Any], column: str) -> set[tuple[str, int, int]]:
    """Label, start and end of what a column marks, by IOB2."""
    found: list[tuple[str, int, int]] = []
    inside = None
    for word in words:
        mark, _, label = word[column].partition("-")
        if mark == "B":
            found.append((label, word["onrecord:start"], word["onrecord:end"]))
        elif mark == "I":
            assert inside == label, "I follows only its own label"
            found[-1] = (label, found[-1][1], word["onrecord:end"])
        inside = label if mark in "BI" else None
    return set(found)


def trimmed(text: str, span: Span) -> tuple[int, int]:
    words = [match.span() for match in _WORD.finditer(text, *span)]
    return words[0][0], words[-1][1]


def test_spans_come_back(told: Record) -> None:
    documents = list(all_with_statements(told))
    read = sentences("".join(conll_lines(documents)))
    by_id: dict[str, list[Any]] = {}
    for sentence in read:
        by_id.setdefault(sentence.metadata["sent_id"].rpartition("-")[0], []).extend(sentence)
    assert len(by_id) == len(documents)
    for each in documents:
        text = each.recorded.document.text
        words = by_id[" ".join(each.label.id.split())]
        assert [word["form"] for word in words] == _WORD.findall(text)
        for word in words:
            assert text[word["onrecord:start"] : word["onrecord:end"]] == word["form"]
        said = [recorded.statement for recorded in each.items]
        for role, labelled in (
            ("content", [(each.kind.value, each.content) for each in said]),
            ("speaker", [("speaker", each.speaker_span) for each in said]),
            ("cue", [("cue", each.cue) for each in said]),
        ):
            expected = {(label, *trimmed(text, span)) for label, spans in labelled for span in spans}
            assert chunks(words, f"onrecord:{role}") == expected


def test_words_name_their_statements(told: Record) -> None:
    (document,) = by_document(told, statements(told, StatementFilter(document="en-2")))
    words = [word for sentence in sentences("".join(conll_lines([document]))) for word in sentence]
    members = {word["form"]: word["onrecord:statements"] for word in words}
    assert (members["choose"], members["pays"], members["Borubaev"], members["Tuesday"]) == (
        "1",
        "2",
        "3",
        "_",
    )


def test_statements_are_listed_with_their_document(told: Record) -> None:
    (document,) = by_document(told, statements(told, StatementFilter(document="en-1")))
    first = sentences("".join(conll_lines([document])))[0]
    assert first.metadata["newdoc id"] == "en-1"
    assert first.metadata["statement_1"] == "s1 direct 0.750 _"
