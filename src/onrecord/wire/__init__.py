"""The JSON form of an analysis, as other programs rely on it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import msgspec

from onrecord.records import Actor, Analysis, Document, Position, Spans, Statement

_ENCODER = msgspec.json.Encoder()


class AnalysisObject(msgspec.Struct, kw_only=True, frozen=True):
    """One document with what was found in it. Offsets are half-open code-point offsets into its text."""

    id: str
    text: str
    language: str
    title: str | None
    url: str | None
    outlet: str | None
    authors: tuple[str, ...]
    published: str | None
    boilerplate: Spans
    statements: tuple[Statement, ...]
    actors: tuple[Actor, ...]
    positions: tuple[Position, ...]
    # Nothing reads these from text yet; readers of the format expect the keys.
    figures: tuple[Any, ...] = ()
    events: tuple[Any, ...] = ()


def analysis_object(analysis: Analysis) -> AnalysisObject:
    """The document's fields with its statements, actors and positions, as one object."""
    return AnalysisObject(
        **document_fields(analysis.document),
        statements=analysis.statements,
        actors=analysis.actors,
        positions=analysis.positions,
    )


def document_fields(document: Document) -> dict[str, Any]:
    """A document's own fields by their names."""
    return {field.name: getattr(document, field.name) for field in fields(document)}


def encode(value: object) -> str:
    """Compact JSON of plain values or records, without a line break."""
    return _ENCODER.encode(value).decode()
