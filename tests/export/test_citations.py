"""Citations, read by a BibTeX library and set by a CSL processor."""

from __future__ import annotations

import json
import warnings

import pytest

from onrecord.export.citations import bibtex, csl
from onrecord.store import Record, add, statements
from store.making import READY, analysis


@pytest.fixture
def cited(told: Record) -> Record:
    found = analysis(
        READY.replace("ready", "late"),
        id="cited",
        title="50 % of {A} & B_1: \\cost $5 #1 ~ ^",
        outlet="Ak-Sai Courier",
        url="https://example.org/a_b?x=1%202&y={z}",
        authors=("Kanat Borubaev", "the newsroom and friends"),
        published="2024-10",
    )
    add(told, found.document, found)
    return told


def test_bibtex_gives_back_what_was_cited(cited: Record) -> None:
    pybtex = pytest.importorskip("pybtex.database")
    entries = pybtex.parse_string("".join(bibtex(cited, statements(cited))), "bibtex").entries
    assert len(entries) == 6
    entry = next(each for each in entries.values() if each.fields.get("url"))
    assert entry.type == "article"
    assert entry.fields["year"] == "2024"
    assert entry.fields["month"] == "October"
    assert entry.fields["journal"] == "Ak-Sai Courier"
    assert entry.fields["url"] == "https://example.org/a_b?x=1%202&y=%7Bz%7D"
    assert entry.fields["title"] == (
        r"50 \% of \textbraceleft{}A\textbraceright{} \& B\_1: \textbackslash{}cost \$5 \#1"
        r" \textasciitilde{} \textasciicircum{}"
    )
    assert [str(person).strip("{}") for person in entry.persons["author"]] == [
        "Kanat Borubaev",
        "the newsroom and friends",
    ]


def test_no_title_closes_its_entry(cited: Record) -> None:
    pybtex = pytest.importorskip("pybtex.database")
    entries = pybtex.parse_string("".join(bibtex(cited, statements(cited))), "bibtex").entries
    harmful = next(each for each in entries.values() if "script" in each.fields["title"])
    assert r"\textbackslash{}write18\textbraceleft{}ls\textbraceright{}" in harmful.fields["title"]
    assert harmful.fields["day"] == "16"
    assert "url" not in harmful.fields


def test_csl_is_set_by_a_processor(cited: Record) -> None:
    pytest.importorskip("citeproc")
    items = json.loads("".join(csl(cited, statements(cited))))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from citeproc import (  # noqa: PLC0415
            Citation,
            CitationItem,
            CitationStylesBibliography,
            CitationStylesStyle,
            formatter,
        )
        from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        lines = [str(line) for line in bibliography.bibliography()]
    assert len(lines) == len(items) == 6
    (line,) = (each for each in lines if "Borubaev" in each)
    assert "2024" in line
    assert "Ak-Sai Courier" in line
