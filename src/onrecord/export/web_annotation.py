"""Statements and positions as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), in JSON-LD.

What is annotated is the text as it was read, named by its SHA-256; the page where it was printed is the
``scope``. Positions count Unicode code points from the beginning of that text, as the model has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch
from typing import Any

from onrecord.export.addresses import (
    TERMS,
    actor_iri,
    position_iri,
    statement_iri,
    target_iri,
    text_iri,
    web_address,
)
from onrecord.export.documents import Exported, Item, by_document
from onrecord.export.lists import json_with_list
from onrecord.export.rows import Found
from onrecord.records import ActorReference, Span, Spans
from onrecord.store import Record
from onrecord.store.rows import RecordedPosition, RecordedStatement
from onrecord.version import VERSION
from onrecord.wire.recorded import SIDES

UNIT = "Unicode code points"
_CONTEXT = 32
"""How many characters before and after a quotation are given with it."""

_PAGE: dict[str, object] = {
    "@context": [
        "http://www.w3.org/ns/anno.jsonld",
        {"schema": "https://schema.org/", "onrecord": TERMS},
    ],
    "id": "urn:x-onrecord:annotations",
    "type": "AnnotationPage",
}
_GENERATOR = {
    "id": f"urn:x-onrecord:software:{VERSION}",
    "type": "Software",
    "name": f"onrecord {VERSION}",
}

JsonObject = dict[str, Any]


def annotation_page(record: Record, found: Iterable[Item]) -> Iterator[str]:
    """One annotation page, as JSON in parts."""
    items = (
        _annotation(exported, item) for exported in by_document(record, found) for item in exported.items
    )
    return json_with_list(_PAGE, "items", items)


def _annotation(exported: Exported[Item], item: Item) -> JsonObject:
    return {"type": "Annotation", **_about(item), "generator": _GENERATOR, "target": _targets(exported, item)}


@singledispatch
def _about(item: Found) -> JsonObject:
    raise TypeError(item)


@_about.register
def _about_statement(item: RecordedStatement) -> JsonObject:
    statement = item.statement
    return {
        "id": statement_iri(item.document.id, statement.id),
        "motivation": ["identifying", "classifying"],
        "body": [*_actor(item.speaker), _classified(statement.kind.value)],
        "onrecord:confidence": statement.confidence,
        "onrecord:method": statement.method,
    }


@_about.register
def _about_position(item: RecordedPosition) -> JsonObject:
    position, target = item.position, item.target
    on = {"id": target_iri(target.kind, target.id), "schema:name": target.name}
    return {
        "id": position_iri(item.document.id, position.id),
        "motivation": ["assessing", "identifying"],
        "body": [
            *_actor(item.holder),
            _classified(SIDES[position.polarity]),
            {"type": "SpecificResource", "purpose": "linking", "source": on},
        ],
        "onrecord:confidence": position.confidence,
        "onrecord:method": position.method,
    }


@singledispatch
def _pieces(item: Found) -> Spans:
    raise TypeError(item)


@_pieces.register
def _pieces_of_statement(item: RecordedStatement) -> Spans:
    return item.statement.content


@_pieces.register
def _pieces_of_position(item: RecordedPosition) -> Spans:
    return item.position.evidence


def _actor(actor: ActorReference | None) -> list[JsonObject]:
    if actor is None:
        return []
    source = {"id": actor_iri(actor.id), "schema:name": actor.name}
    return [{"type": "SpecificResource", "purpose": "identifying", "source": source}]


def _classified(value: str) -> JsonObject:
    return {"type": "TextualBody", "purpose": "classifying", "format": "text/plain", "value": value}


def _targets(exported: Exported[Item], item: Item) -> list[JsonObject]:
    text, sha256 = exported.recorded.document.text, exported.recorded.text_sha256
    source: JsonObject = {
        "id": text_iri(sha256),
        "type": "Text",
        "format": "text/plain",
        "language": item.document.language,
        "schema:sha256": sha256,
    }
    page = web_address(item.document.url)
    return [
        {
            "type": "SpecificResource",
            "source": source,
            **({"scope": page} if page else {}),
            "selector": [_position_selector(span), _quote_selector(text, span)],
        }
        for span in _pieces(item)
    ]


def _position_selector(span: Span) -> JsonObject:
    return {
        "type": "TextPositionSelector",
        "start": span.start,
        "end": span.end,
        "schema:unitText": UNIT,
    }


def _quote_selector(text: str, span: Span) -> JsonObject:
    return {
        "type": "TextQuoteSelector",
        "exact": text[span.start : span.end],
        "prefix": text[max(0, span.start - _CONTEXT) : span.start],
        "suffix": text[span.end : span.end + _CONTEXT],
    }
