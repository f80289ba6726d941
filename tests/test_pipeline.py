"""What holds of every analysis, whatever the text."""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.pipeline import Engine, analyze_document
from onrecord.records import Analysis, Document, Kind, Span
from onrecord.wire import analysis_object, encode

PHRASES = """
said told that “We are ready,” according to the minister Aibek Sariev, adding : — . ? He “ ” « » ' " ''
сказал что по словам министр Айбек Сариев сообщил «Мы готовы», — об этом он заявила Гульзат
деди деп билдирди «Биз даярбыз», экенин айтты Бул тууралуу ал Айбек Сариевдин айтымында маалыматка караганда
"""
WORDS = [*PHRASES.split(), "\n\n", "\u00a0"]
LANGUAGES = st.sampled_from([None, "en", "ky", "ru", "und", "fr", "x-nonsense"])
ENGINES = st.sampled_from(Engine)
NEWSLIKE = st.lists(st.sampled_from(WORDS), max_size=80).map(" ".join)
SURROGATES = st.text(st.characters(codec=None, categories=None), max_size=200)


def spans_of(analysis: Analysis) -> list[Span]:
    fields = [(each.content, each.cue, each.speaker_span) for each in analysis.statements]
    return [
        *(span for statement in fields for spans in statement for span in spans),
        *(span for actor in analysis.actors for span in actor.mentions),
        *analysis.document.boilerplate,
    ]


def check(text: str, analysis: Analysis) -> None:
    assert analysis.document.text == text
    for start, end in spans_of(analysis):
        assert 0 <= start < end <= len(text)
        assert not text[start].isspace()
    ids = [statement.id for statement in analysis.statements]
    assert len(ids) == len(set(ids))
    known = {actor.id for actor in analysis.actors}
    for statement in analysis.statements:
        assert statement.content
        assert 0 < statement.confidence <= 1
        assert re.fullmatch(r"(rules \S+ [\w-]+)?( \+ )?(tagger \S+)?", statement.method)
        assert all(one.end <= other.start for one, other in pairwise(statement.content))
        assert statement.speaker is None or statement.speaker.id in known
        assert {each.id for each in statement.via} <= known
    encode(analysis_object(analysis))


@settings(max_examples=300, deadline=None)
@given(NEWSLIKE, LANGUAGES, ENGINES)
def test_newslike_text(text: str, language: str | None, engine: Engine) -> None:
    check(text, onrecord.analyze(text, language=language, engine=engine))


@settings(max_examples=200, deadline=None)
@given(SURROGATES, LANGUAGES, ENGINES)
def test_arbitrary_unicode(text: str, language: str | None, engine: Engine) -> None:
    analysis = onrecord.analyze(text, language=language, engine=engine)
    assert analysis.document.text == text
    for start, end in spans_of(analysis):
        assert 0 <= start < end <= len(text)


def test_same_text_same_analysis() -> None:
    text = "Минералог Айбек Сариев сказал, что мост открыт. «Мы готовы», — добавил он."
    assert onrecord.analyze(text) == onrecord.analyze(text)


@pytest.mark.parametrize(
    "text",
    [
        "said " * 20_000,
        "“a” " * 20_000,
        "Айбек Сариев " * 5_000,
        "— a?\n" * 5_000,
        "«" * 5_000 + "»" * 5_000,
        "A. " * 20_000,
        "деп айтты " * 10_000,
        "x" * 1_000_000,
    ],
    ids=lambda text: repr(text[:12]),
)
@pytest.mark.parametrize("engine", Engine)
def test_hostile_text_ends(text: str, engine: Engine) -> None:
    onrecord.analyze(text, engine=engine)


def test_other_languages_yield_nothing() -> None:
    analysis = onrecord.analyze("Le ministre a dit : « Nous sommes prêts », selon le porte-parole du parti.")
    assert analysis.document.language == "fr"
    assert analysis.statements == ()


def test_paragraphs_of_a_mixed_document_are_read_in_their_own_language() -> None:
    text = (
        "“We are ready,” Aibek Sariev said. “The bridge will be open before the snow comes.”\n"
        "«Биз даярбыз», — деди Гүлзат Осмонова. Бул тууралуу ал парламентте билдирген.\n"
        "«Мы готовы», — сказал Милан Дорек, выступая в парламенте республики."
    )
    speakers = {each.speaker.name for each in onrecord.analyze(text).statements if each.speaker}
    assert {"Aibek Sariev", "Гүлзат Осмонова", "Милан Дорек"} <= speakers


def test_boilerplate_is_not_read() -> None:
    text = "The bridge is open again after two years of repairs.\n\n“We are ready,” said Aibek Sariev."
    mark = Span(text.index("“"), len(text))
    document = Document("a", text, language="en", boilerplate=(mark,))
    assert analyze_document(document).statements == ()
    assert analyze_document(Document("a", text, language="en")).statements != ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We are ready,” said Aibek Sariev.", Kind.DIRECT),
        ("Aibek Sariev said that the bridge was open.", Kind.INDIRECT),
        ("Aibek Sariev said that the bridge was “as good as open” by then.", Kind.MIXED),
        ("«Мы, — сказал Айбек Сариев, — готовы ко всему».", Kind.DIRECT),
        ("Айбек Сариев заявил, что партия «Новый Толук» готова.", Kind.INDIRECT),
    ],
)
def test_kind(text: str, kind: Kind) -> None:
    (statement,) = onrecord.analyze(text).statements
    assert statement.kind is kind


def test_who_reports_stands_in_via() -> None:
    text = "По данным пресс-службы министерства, Айбек Сариев заявил, что мост откроют в ноябре."
    document = Document("a", text, language="ru", outlet="Толук-Инфо")
    (statement,) = analyze_document(document, Engine.RULES).statements
    assert statement.speaker is not None
    assert statement.speaker.name == "Айбек Сариев"
    assert [each.name for each in statement.via] == ["Толук-Инфо", "пресс-служба министерства"]


def test_two_bearers_of_a_name_leave_the_speaker_open() -> None:
    text = (
        "Aibek Sariev met Nurbek Sariev in the parliament on Monday.\n"
        "Sariev said that the talks had been useful for both sides."
    )
    (statement,) = onrecord.analyze(text, language="en").statements
    assert statement.speaker is None
    assert statement.speaker_span


def test_one_person_in_every_case_and_script() -> None:
    forms = {
        "“We are ready,” said Aibek Sariev.": "en",
        "По словам Айбека Сариева, мост открыт.": "ru",
        "Айбек Сариевдин айтымында, көпүрө ачык.": "ky",
    }
    ids = {
        statement.speaker.id
        for text, language in forms.items()
        for statement in onrecord.analyze(text, language=language).statements
        if statement.speaker
    }
    assert len(ids) == 1


def test_the_wire_form_has_the_promised_keys() -> None:
    analysis = onrecord.analyze("“We are ready,” said Aibek Sariev.", url="https://news.example/1")
    value = msgspec.json.decode(encode(analysis_object(analysis)))
    assert set(value) == {
        "id", "language", "title", "url", "outlet", "authors", "published", "text", "boilerplate",
        "statements", "actors", "positions", "figures", "events",
    }  # fmt: skip
    assert set(value["statements"][0]) == {
        "id", "kind", "content", "cue", "speaker_span", "speaker", "via", "confidence", "method",
    }  # fmt: skip
    assert value["statements"][0]["content"] == [[0, 15]]
