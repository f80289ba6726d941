"""Opinion tuples of RuOpinionNE-2024: the form, and what its scorer refuses."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from onrecord.export.documents import all_with_positions, by_document
from onrecord.export.ruopinionne import opinion_lines
from onrecord.records import Polarity
from onrecord.store import PositionFilter, Record, add, positions
from store.holding import SARIEV, SARIEVA, holding, on, position
from store.making import analysis


def written(record: Record) -> list[Any]:
    return [json.loads(line) for line in opinion_lines(all_with_positions(record))]


def test_offsets_cover_the_words_and_only_sides_are_given(told: Record) -> None:
    opinions = [(line["text"], opinion) for line in written(told) for opinion in line["opinions"]]
    assert len(opinions) == 5
    for text, opinion in opinions:
        assert opinion.keys() == {"Source", "Target", "Polar_expression", "Polarity"}
        assert opinion["Polarity"] in {"POS", "NEG"}
        for role in ("Source", "Target", "Polar_expression"):
            words, places = opinion[role]
            assert len(words) == len(places) > 0
            for word, place in zip(words, places, strict=True):
                start, end = map(int, place.split(":"))
                assert word == text[start:end] or (role, word, place) == ("Source", "NULL", "0:0")


def test_every_document_is_a_sentence_with_its_number(told: Record) -> None:
    add(told, (found := analysis("Ничего.", id="17", language="ru")).document, found)
    lines = {line["sent_id"]: line for line in written(told)}
    assert lines[17] == {"sent_id": 17, "text": "Ничего.", "opinions": []}
    assert len(lines) == 7


def test_tuples_of_one_meaning_do_not_overlap(told: Record) -> None:
    found = analysis("Сариева резко осудила решение Сариева и осудила его.", id="18", language="ru")
    text = found.document.text
    first, wider, other = (
        position(
            text, name, SARIEVA, Polarity.AGAINST, on(SARIEV), words,
            named="Сариева", about="решение Сариева", confidence=sure,
        )
        for name, words, sure in (
            ("a", "осудила", 0.6), ("b", "резко осудила", 0.8), ("c", "осудила его", 0.5),
        )
    )  # fmt: skip
    backward = replace(other, id="d", polarity=Polarity.FOR)
    add(told, found.document, holding(found, first, wider, other, backward))
    (line,) = (
        json.loads(each)
        for each in opinion_lines(by_document(told, positions(told, PositionFilter(document="18"))))
    )
    assert [(each["Polar_expression"][0], each["Polarity"]) for each in line["opinions"]] == [
        (["резко осудила"], "NEG"),
        (["осудила его"], "NEG"),
        (["осудила его"], "POS"),
    ]
