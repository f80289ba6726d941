"""Positions as opinion tuples of RuOpinionNE-2024, a line of JSON for each document.

A document's text is a line's ``text``, so that sentences of that collection, added one a document, come out
as its scorer wants them. Offsets count characters. Left out is what the form has no place for: neutral
positions, and those whose target the text does not name nearby.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.export.documents import Exported
from onrecord.export.lists import json_lines
from onrecord.export.words import words_in
from onrecord.records import Polarity, Position, Span, Spans
from onrecord.store.rows import RecordedPosition

_POLARITIES = {Polarity.FOR: "POS", Polarity.AGAINST: "NEG"}
_NOBODY = [["NULL"], ["0:0"]]
_INTEGER = re.compile(r"0|[1-9]\d{0,17}", re.ASCII)
_WORD = re.compile(r"\S+")

_Words = frozenset[Span]


def opinion_lines(exported: Iterable[Exported[RecordedPosition]]) -> Iterator[str]:
    """The lines, with their line breaks."""
    return json_lines(map(_sentence, exported))


def _sentence(exported: Exported[RecordedPosition]) -> dict[str, Any]:
    identifier, text = exported.label.id, exported.recorded.document.text
    held = [each.position for each in exported.items]
    expressible = [each for each in held if each.polarity in _POLARITIES and each.target_span]
    return {
        # The collection numbers its sentences.
        "sent_id": int(identifier) if _INTEGER.fullmatch(identifier) else identifier,
        "text": text,
        "opinions": [_opinion(text, each) for each in _apart(text, expressible)],
    }


def _apart(text: str, held: Iterable[Position]) -> Iterator[Position]:
    """Of those that say one thing by overlapping words the surest: the scorer takes no others."""
    words = [Span(*match.span()) for match in _WORD.finditer(text)]
    taken: list[tuple[Polarity, _Words, _Words, _Words]] = []
    for each in sorted(held, key=lambda position: -position.confidence):
        holder, target, evidence = (
            frozenset(words_in(words, spans)) for spans in (each.holder_span, each.target_span, each.evidence)
        )
        if not any(other[:3] == (each.polarity, holder, target) and other[3] & evidence for other in taken):
            taken.append((each.polarity, holder, target, evidence))
            yield each


def _opinion(text: str, position: Position) -> dict[str, Any]:
    return {
        "Source": _pieces(text, position.holder_span) if position.holder_span else _NOBODY,
        "Target": _pieces(text, position.target_span),
        "Polar_expression": _pieces(text, position.evidence),
        "Polarity": _POLARITIES[position.polarity],
    }


def _pieces(text: str, spans: Spans) -> list[list[str]]:
    return [[text[start:end] for start, end in spans], [f"{start}:{end}" for start, end in spans]]
