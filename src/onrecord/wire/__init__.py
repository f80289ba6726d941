"""The JSON form of an analysis, as other programs rely on it."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.records import Analysis, Document

_ENCODER = msgspec.json.Encoder()


def analysis_object(analysis: Analysis) -> dict[str, Any]:
    """The document's fields with its statements and actors, as one object of plain values."""
    return {
        **document_object(analysis.document),
        "statements": msgspec.to_builtins(analysis.statements),
        "actors": msgspec.to_builtins(analysis.actors),
        "positions": msgspec.to_builtins(analysis.positions),
        # Nothing reads these from text yet; readers of the format expect the keys.
        "figures": [],
        "events": [],
    }


def document_object(document: Document) -> dict[str, Any]:
    """A document's own fields, as plain values."""
    fields: dict[str, Any] = msgspec.to_builtins(document)
    return fields


def encode(value: object) -> str:
    """Compact JSON of plain values or records, without a line break."""
    return _ENCODER.encode(value).decode()
