"""Dates in three languages. A case is one line: ``text → dates``, each as ISO 8601 or EDTF."""

from __future__ import annotations

import pytest

from onrecord.reading import find_dates
from onrecord.reading.dates import to_iso
from onrecord.records import Span

STATED = """
14:06, 16 октября 2024, Ак-Сай → 2024-10-16
в октябре 2024 года → 2024-10
15–16 мая 2022 года → 2022-05-15/2022-05-16
16.10.2024 14:06 → 2024-10-16
16/10/2024 → 2024-10-16
с 29 по 31 февраля 2023 года →
4 сентября сенат → XXXX-09-04
она мая не помнит, в 2024 году →
16-май, 2022 → 2022-05-16
2024-жылдын 4-сентябры → 2024-09-04
2022-жылдын 9-марттагы жыйында → 2022-03-09
2021-жылдын июнь айында → 2021-06
16-майда Ак-Сайда → XXXX-05-16
13-апрелде; 4-сентябрга чейин; 5-июнда → XXXX-04-13 XXXX-09-04 XXXX-06-05
10-12-майда → XXXX-05-10/XXXX-05-12
Sept. 4, 2024 → 2024-09-04
4\u00a0September 2024 → 2024-09-04
the 16th of May → XXXX-05-16
May 16 and March 2014 → XXXX-05-16 2014-03
Wednesday, Oct. 16, 2024 → 2024-10-16
they may 16 times march 4 miles →
2024-10-16T14:06 → 2024-10-16
version 1.10.2024.5 costs $12.10 at 10:30 →
on Wednesday →
29 February 2023 →
ſept 4, 2024 → 2024-09-04
"""
RECKONED = """
on Wednesday → 2024-10-16
told reporters Tuesday → 2024-10-15
next Friday → 2024-10-18
в среду → 2024-10-16
окружающая среда, жума →
в прошлую пятницу → 2024-10-11
шаршембиде айтты; жума күнү → 2024-10-16 2024-10-11
бүгүн; кечээ; вчера; tomorrow → 2024-10-16 2024-10-15 2024-10-15 2024-10-17
16-майда → 2024-05-16
December 30 and 4 января → 2024-12-30 2025-01-04
в среду, 9 октября → 2024-10-09
on Wednesday, 9 October 2019 → 2019-10-09
29 February → 2024-02-29
"""


def cases(block: str) -> list[tuple[str, list[str]]]:
    pairs = [line.split("→") for line in block.strip().split("\n")]
    return [(text.rstrip(), dates.split()) for text, dates in pairs]


@pytest.mark.parametrize(("text", "dates"), cases(STATED))
def test_dates_without_a_day_of_publication(text: str, dates: list[str]) -> None:
    mentions = find_dates(text, "ru")
    assert [mention.iso for mention in mentions] == dates
    assert not any(mention.inferred for mention in mentions)


@pytest.mark.parametrize(("text", "dates"), cases(RECKONED))
def test_dates_reckoned_from_the_day_of_publication(text: str, dates: list[str]) -> None:
    assert [mention.iso for mention in find_dates(text, "ru", "2024-10-16T09:00")] == dates


def test_what_is_reckoned_is_told_from_what_is_stated() -> None:
    mentions = find_dates("On Monday: 4 May; 4 May 2024; yesterday", "en", "2024-10-16")
    assert [mention.inferred for mention in mentions] == [True, True, False, True]


def test_a_span_covers_the_words_of_its_date() -> None:
    text = "Сенат в среду, 16 октября 2024 года, принял бюджет 2025-жылдын 1-январына чейин."
    spans = [mention.span for mention in find_dates(text, "ru")]
    assert [text[span.start : span.end] for span in spans] == [
        "в среду, 16 октября 2024 года",
        "2025-жылдын 1-январына",
    ]
    assert isinstance(spans[0], Span)


def test_day_and_month_in_figures_are_not_guessed_in_english() -> None:
    assert find_dates("05/06/2024", "en") == []
    assert [mention.iso for mention in find_dates("05/06/2024", "ky")] == ["2024-06-05"]


@pytest.mark.parametrize("published", ["", "soon", "2024", "0001-01-01", "9999-12-31"])
def test_a_day_of_publication_at_the_edge_of_the_calendar(published: str) -> None:
    text = "tomorrow, yesterday, on Monday, next Sunday, 29 February, 31 December, 1 January"
    assert all(mention.iso for mention in find_dates(text, "en", published))


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-10-16", "2024-10-16"),
        ("2024-10-16T14:06:00+06:00", "2024-10-16T14:06:00+06:00"),
        ("2024-10-16 14:06:00", "2024-10-16T14:06:00"),
        ("2024-10", "2024-10"),
        ("2024", "2024"),
        ("Wed, 16 Oct 2024 14:06:00 +0600", "2024-10-16T14:06:00+06:00"),
        ("14:06, 16 октября 2024", "2024-10-16"),
        ("16-май, 2022", "2022-05-16"),
        ("May 16", None),
        ("4 May 2024 or 5 May 2024", None),
        ("recently", None),
        ("", None),
    ],
)
def test_dates_as_machines_and_people_write_them(written: str, iso: str | None) -> None:
    assert to_iso(written) == iso
