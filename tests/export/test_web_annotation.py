"""Web Annotations, read as RDF by a JSON-LD processor and held against the texts."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest

from onrecord.export.web_annotation import UNIT, annotation_page
from onrecord.store import Record, all_documents, positions, statements

rdflib = pytest.importorskip("rdflib")

# Terms of http://www.w3.org/ns/anno.jsonld as the recommendation defines them: a test asks no network.
ANNO = {
    "oa": "http://www.w3.org/ns/oa#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": {"@id": "@id", "@type": "@id"},
    "type": {"@id": "@type", "@type": "@vocab"},
    "Annotation": "oa:Annotation",
    "AnnotationPage": "as:OrderedCollectionPage",
    "SpecificResource": "oa:SpecificResource",
    "TextualBody": "oa:TextualBody",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "Text": "dctypes:Text",
    "Software": "as:Application",
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "identifying": "oa:identifying",
    "classifying": "oa:classifying",
    "assessing": "oa:assessing",
    "linking": "oa:linking",
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "scope": {"@type": "@id", "@id": "oa:hasScope"},
    "generator": {"@type": "@id", "@id": "as:generator"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "name": "foaf:name",
    "value": "rdf:value",
    "format": "dc:format",
    "language": "dc:language",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"},
    "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"},
}
OA, RDF, SCHEMA = (
    "http://www.w3.org/ns/oa#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "https://schema.org/",
)  # fmt: skip
# Classes, properties and instances that the model has no term for would be lost, or taken for something else.
SELECTIONS = """
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX schema: <https://schema.org/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?annotation ?source ?hash ?unit ?start ?end ?exact ?prefix ?suffix WHERE {
    ?annotation a oa:Annotation ; oa:motivatedBy oa:identifying ; oa:hasTarget ?target .
    ?target a oa:SpecificResource ; oa:hasSource ?source ; oa:hasSelector ?position, ?quote .
    ?source schema:sha256 ?hash .
    ?position a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end ; schema:unitText ?unit .
    ?quote a oa:TextQuoteSelector ; oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix .
}
"""


def page_of(record: Record, found: Any) -> dict[str, Any]:
    page: dict[str, Any] = json.loads("".join(annotation_page(record, found)))
    return page


def graph_of(page: dict[str, Any]) -> Any:
    first, own = page["@context"]
    assert first == "http://www.w3.org/ns/anno.jsonld"
    graph = rdflib.Graph()
    graph.parse(data=json.dumps(page | {"@context": [ANNO, own]}), format="json-ld")
    return graph


@pytest.mark.parametrize("ask", [statements, positions])
def test_every_selection_stands_in_the_text_that_its_hash_names(told: Record, ask: Any) -> None:
    texts = {each.text_sha256: each.document.text for each in all_documents(told)}
    rows = list(graph_of(page_of(told, ask(told))).query(SELECTIONS))
    for _, source, digest, unit, start, end, exact, prefix, suffix in rows:
        text = texts[str(digest)]
        first, last = start.toPython(), end.toPython()
        assert text[first:last] == str(exact)
        assert text[:first].endswith(str(prefix))
        assert text[last:].startswith(str(suffix))
        assert str(unit) == UNIT
        hashed = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
        assert str(source) == f"ni:///sha-256;{hashed}"
    pieces = sum(
        len(each.statement.content if ask is statements else each.position.evidence) for each in ask(told)
    )
    assert len(rows) == pieces > 4


def test_the_model_s_requirements_hold(told: Record) -> None:
    page = page_of(told, statements(told))
    assert {"@context", "id", "type", "items"} <= page.keys()
    identifiers = [item["id"] for item in page["items"]]
    assert len(set(identifiers)) == len(identifiers)
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert item["target"]
        for body in item["body"]:
            # A purpose belongs to a textual body or to a specific resource, each of which has what it says.
            assert ("value" in body) is (body["type"] == "TextualBody")
            assert ("source" in body) is (body["type"] == "SpecificResource")


def test_each_term_is_known_to_the_context(told: Record) -> None:
    for ask in (statements, positions):
        for _, predicate, value in graph_of(page_of(told, ask(told))):
            assert ":" in str(predicate)
            if str(predicate) in (f"{OA}hasPurpose", f"{OA}motivatedBy", f"{RDF}type"):
                assert str(value).startswith(("http", SCHEMA))


def test_an_address_that_would_run_a_script_is_no_scope(told: Record) -> None:
    page = page_of(told, statements(told))
    assert not [target for item in page["items"] for target in item["target"] if "scope" in target]


def test_an_empty_page_is_one(told: Record) -> None:
    assert page_of(told, [])["items"] == []
