from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.records import Kind
from onrecord.store import (
    AmbiguousDocumentError,
    NotFoundError,
    Record,
    RecordError,
    StatementFilter,
    add,
    count_undated,
    count_unsettled,
    days,
    documents,
    find_document,
    search,
    speakers,
    statements,
)
from onrecord.store.snippets import snippet
from store.making import BRIDGE, READY, TOLL, analysis


@pytest.fixture
def news(record: Record) -> Record:
    for marked, fields in (
        (READY, {"id": "en-1", "outlet": "Ak-Sai Courier", "published": "2024-10-16", "title": "Readiness"}),
        (BRIDGE, {"id": "ky-1", "language": "ky", "outlet": "Толук ТВ", "published": "2024-11"}),
        (TOLL, {"id": "ru-1", "language": "ru", "url": "http://x/1", "title": "Платный мост"}),
    ):
        found = analysis(marked, **fields)
        add(record, found.document, found)
    return record


def found_in(record: Record, **wanted: Any) -> list[str]:
    return [found.document.id for found in statements(record, StatementFilter(**wanted))]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["ky-1", "en-1", "ru-1"]),
        ({"speaker": "Sarieva"}, ["en-1"]),
        ({"speaker": "Сариева"}, ["en-1"]),
        ({"speaker": "сариев"}, ["en-1"]),
        ({"speaker": "aida-sarieva"}, ["en-1"]),
        ({"speaker": "Turganov Aibek"}, ["ky-1"]),
        ({"speaker": "arieva"}, []),
        ({"speaker": "Sarieva Aibek"}, []),
        ({"about": "ready"}, ["en-1"]),
        ({"about": "көпүрө"}, ["ky-1"]),
        ({"about": "kopuro"}, ["ky-1"]),
        ({"about": "платн"}, ["ru-1"]),
        ({"about": "said"}, []),
        ({"speaker": "Тургановго"}, ["ky-1"]),
        ({"speaker": "Айбек Турганову"}, ["ky-1"]),
        ({"speaker": '"Тургановго"'}, []),
        ({"about": "көпүрөнү"}, ["ky-1"]),
        ({"about": "проезда"}, ["ru-1"]),
        ({"about": '"проезда"'}, []),
        ({"outlet": "courier"}, ["en-1"]),
        ({"outlet": "Toluk"}, ["ky-1"]),
        ({"language": "ky"}, ["ky-1"]),
        ({"kind": Kind.DIRECT, "language": "en"}, ["en-1"]),
        ({"kind": Kind.INDIRECT}, []),
        ({"document": "ru-1"}, ["ru-1"]),
        ({"since": "2024-10-16"}, ["ky-1", "en-1"]),
        ({"since": "2024-10-17"}, ["ky-1"]),
        ({"until": "2024-10-16"}, ["en-1"]),
        ({"since": "2024-11-20", "until": "2024-11-21"}, ["ky-1"]),
        ({"since": "2025-01-01"}, []),
        ({"speaker": "Sarieva", "about": "ready", "outlet": "ak", "until": "2024-12-31"}, ["en-1"]),
        ({"speaker": "100%' OR 1=1 --"}, []),
    ],
)
def test_statements_are_found(news: Record, wanted: dict[str, Any], expected: list[str]) -> None:
    assert found_in(news, **wanted) == expected


def test_statements_end_at_the_limit(news: Record) -> None:
    assert len(list(statements(news, limit=2))) == 2


def test_what_has_no_date_is_counted(news: Record) -> None:
    assert count_undated(news, StatementFilter(since="2024-01-01")) == 1
    assert count_undated(news, StatementFilter(since="2024-01-01", language="en")) == 0
    assert count_undated(news, StatementFilter()) == 0


@pytest.mark.parametrize("nothing", ["", "—", '"', "«»"])
def test_a_question_without_words_is_refused(news: Record, nothing: str) -> None:
    for wanted in ({"speaker": nothing}, {"about": nothing}, {"outlet": nothing}):
        with pytest.raises(RecordError, match="no letter"):
            found_in(news, **wanted)
    with pytest.raises(RecordError, match="no letter"):
        list(search(news, nothing))


def test_speakers_are_counted(news: Record) -> None:
    found = list(speakers(news))
    assert [(s.name, s.statements, dict(s.outlets), dict(s.languages), s.first) for s in found] == [
        ("Aida Sarieva", 1, {"Ak-Sai Courier": 1}, {"en": 1}, "2024-10-16"),
        ("Айбек Турганов", 1, {"Толук ТВ": 1}, {"ky": 1}, "2024-11"),
    ]
    assert [s.name for s in speakers(news, "Turganov")] == ["Айбек Турганов"]
    assert len(list(speakers(news, limit=1))) == 1
    assert count_unsettled(news) == 1


def test_documents_are_listed_latest_first(news: Record) -> None:
    assert [(line.label.id, line.statements) for line in documents(news)] == [
        ("ky-1", 1),
        ("en-1", 1),
        ("ru-1", 1),
    ]


def test_a_document_is_found_by_what_it_is_called(news: Record) -> None:
    for name in ("ru-1", "http://x/1", "ru"):
        assert find_document(news, name).document.id == "ru-1"
    for nobody in ("zz", "", "%", "ru_1"):
        with pytest.raises(NotFoundError):
            find_document(news, nobody)
    add(news, analysis("Nobody spoke.", id="ru-2").document, analysis("Nobody spoke.", id="ru-2"))
    with pytest.raises(AmbiguousDocumentError, match="ru-1, ru-2"):
        find_document(news, "ru")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("турганов", {"ky-1": "Турганов", "ru-1": "Турганов"}),
        ("Turganov", {"ky-1": "Турганов", "ru-1": "Турганов"}),
        ("аксай", {}),
        ("ак-сай", {"en-1": "Ak-Sai", "ru-1": "Ак-Сайдагы"}),
        ("Ak-Sai", {"en-1": "Ak-Sai", "ru-1": "Ак-Сайдагы"}),
        ("sarieva ready", {"en-1": "ready"}),
        ('"we are ready"', {"en-1": "We are ready"}),
        ("«are we»", {}),
        ("readiness", {"en-1": ""}),
        ("ready NOT sarieva", {}),
        ("ready OR", {}),
        ("2000", {"ru-1": "2000"}),
        ("(Тургановго)", {"ky-1": "Турганов", "ru-1": "Турганов"}),
        ("проезда", {"ru-1": "проезд"}),
        ("«проезда»", {}),
    ],
)
def test_words_are_found_in_every_script(news: Record, query: str, expected: dict[str, str]) -> None:
    hits = list(search(news, query))
    assert {found.label.id: found.snippet.hit for found in hits} == expected


def test_a_hit_brings_the_statements_it_stands_in(news: Record) -> None:
    [found] = search(news, "ready")
    assert [s.words["content"] for s in found.statements] == [("“We are ready,”",)]
    [beside] = search(news, "ready said")
    assert beside.statements == ()


def test_a_snippet_is_of_the_original_words() -> None:
    text = "Аба ырайы. " * 40 + "Президент «Сариеванын, " + "сөзү\nбар " * 40
    shown = snippet(text, [[["sarieva"]]])
    assert shown.hit == "Сариеванын"
    assert text[shown.span.start : shown.span.end] == shown.hit
    assert shown.before.startswith("…")
    assert shown.before.removeprefix("…") + shown.hit + shown.after.removesuffix("…") in text
    assert len(shown.before + shown.after) < 200


def test_a_text_without_spaces_gives_a_short_snippet() -> None:
    shown = snippet("x" * 100_000, [[["x"]]])
    assert len(shown.before + shown.hit + shown.after) < 500


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=30), st.text(alphabet="\"*^():-+ANDORNEAR {}\0'«»“”аб1", max_size=30)))
def test_no_query_is_syntax(news: Record, query: str) -> None:
    try:
        for found in search(news, query):
            assert found.snippet.hit or found.label.title
        found_in(news, about=query)
        found_in(news, speaker=query, outlet=query)
    except RecordError as error:
        assert "no letter" in str(error)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-10-16", ("2024-10-16", "2024-10-16")),
        ("2024-10-16T23:30:00+06:00", ("2024-10-16", "2024-10-16")),
        ("2024-10-16?", ("2024-10-16", "2024-10-16")),
        ("2024-10/2024-11-05", ("2024-10-01", "2024-11-05")),
        ("16.10.2024", None),
        ("2024-13", None),
        ("2024-02-30", None),
        ("0000", None),
        ("", None),
        ("yesterday", None),
    ],
)
def test_a_date_means_days(date: str, expected: tuple[str, str] | None) -> None:
    assert days(date) == expected
