"""Quotations of schema.org, read as RDF."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from onrecord.export.quotation import quotations
from onrecord.records import ActorReference, Kind
from onrecord.store import Record, StatementFilter, add, statements
from store.making import READY, analysis

rdflib = pytest.importorskip("rdflib")
SCHEMA = "https://schema.org/"


def test_direct_statements_with_speaker_and_article(told: Record) -> None:
    whole = json.loads("".join(quotations(told, statements(told))))
    assert whole["@context"] == "https://schema.org"
    graph = rdflib.Graph()
    graph.parse(data=json.dumps(whole | {"@context": {"@vocab": SCHEMA}}), format="json-ld")
    direct = list(statements(told, StatementFilter(kind=Kind.DIRECT)))
    rows = graph.query("""
        PREFIX s: <https://schema.org/>
        SELECT ?text ?outlet WHERE { ?quotation a s:Quotation ; s:text ?text ; s:isPartOf ?article .
            ?article a s:NewsArticle . OPTIONAL { ?article s:publisher/s:name ?outlet } }
    """)
    found = {(str(text), str(outlet) if outlet else None) for text, outlet in rows}
    assert found == {(" … ".join(each.words["content"]), each.document.outlet) for each in direct}
    assert len(whole["@graph"]) == len(direct) < len(list(statements(told)))


def test_what_a_creator_is(told: Record) -> None:
    found = analysis(
        READY.replace("ready", "late"), id="q", url='https://example.org/a b?x="y"', published="2024-10~"
    )
    someone = replace(found.actors[0], id="Q42")
    said = replace(found.statements[0], speaker=ActorReference("Q42", someone.name))
    add(told, found.document, replace(found, actors=(someone,), statements=(said,)))
    asked = statements(told, StatementFilter(document="q"))
    (quotation,) = json.loads("".join(quotations(told, asked)))["@graph"]
    assert quotation["creator"] == {
        "@type": "Person",
        "@id": "http://www.wikidata.org/entity/Q42",
        "name": "Aida Sarieva",
        "sameAs": "http://www.wikidata.org/entity/Q42",
    }
    assert quotation["isPartOf"]["url"] == "https://example.org/a%20b?x=%22y%22"
    assert "datePublished" not in quotation["isPartOf"], "an uncertain date is no date of ISO 8601"
