"""Frames and tagger together: what each knows is kept."""

from __future__ import annotations

from onrecord.attribution.weighing import default_weights
from onrecord.pipeline import Engine, analyze_document
from onrecord.records import Document, Kind, Statement
from onrecord.tagging.tagger import default_tagger


def statements(text: str, language: str, engine: Engine = Engine.TAGGER) -> tuple[Statement, ...]:
    return analyze_document(Document("a", text, language=language), engine).statements


def words(text: str, statement: Statement) -> tuple[str, str, str]:
    content, cue, speaker = (
        " … ".join(text[start:end] for start, end in spans)
        for spans in (statement.content, statement.cue, statement.speaker_span)
    )
    return content, cue, speaker


def test_the_weights_are_those_of_the_model() -> None:
    assert default_weights().model == default_tagger().version


def test_the_method_names_who_found_it() -> None:
    text = "“We are ready for the winter,” Minister Aibek Sariev said."
    (statement,) = statements(text, "en")
    assert statement.method.startswith("rules ")
    assert statement.method.endswith(f" + tagger {default_tagger().version}")
    (statement,) = statements(text, "en", Engine.RULES)
    assert "tagger" not in statement.method


def test_the_tagger_finds_what_no_frame_knows() -> None:
    text = "Lawmaker Aida Osmonova fumed that the government had squandered the money for the bridge."
    assert statements(text, "en", Engine.RULES) == ()
    (statement,) = statements(text, "en")
    assert words(text, statement)[:2] == (
        "the government had squandered the money for the bridge",
        "fumed",
    )
    assert statement.method == f"tagger {default_tagger().version}"
    assert statement.speaker is not None
    assert statement.speaker.name == "Aida Osmonova"


def test_a_quotation_is_one_unit() -> None:
    text = (
        "“The bridge will be open before winter. However, the road to it will take another year, and nobody "
        "should expect miracles,” Minister Aibek Sariev warned on Monday."
    )
    (statement,) = statements(text, "en")
    assert statement.kind is Kind.DIRECT
    assert words(text, statement)[0] == text[: text.index("”") + 1]


def test_agreement_makes_sure() -> None:
    agreed = statements("Minister Aibek Sariev said that the bridge was open.", "en")[0]
    alone = statements(
        "Opposition lawmaker Aida Osmonova fumed that the government had squandered the money.", "en"
    )[0]
    assert agreed.confidence > alone.confidence
    assert agreed.confidence > 0.8
