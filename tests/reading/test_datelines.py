"""Headers of articles, as outlets write them, and what only looks like one."""

from __future__ import annotations

import pytest

from onrecord.reading import describe
from onrecord.records import Document

Said = tuple[str | None, str | None, tuple[str, ...]]
NOTHING: Said = (None, None, ())
TITLE = "Толук"
BODY = "Сенат сел в Ак-Сае.\n\nThe Senate of Toluk sat on 1 May 2020, he said."


def said(text: str) -> Said:
    found = describe(Document("", text))
    return found.published, found.outlet, found.authors


@pytest.mark.parametrize(
    ("line", "outlet", "authors"),
    [
        # The outlet before the place, after it, before the date, after it.
        ("The Sorvian Courier, Port Selm, September 4, 2024", "The Sorvian Courier", ()),
        ("24.kg, Бишкек. 4 сентября 2024", "24.kg", ()),
        ("24.kg, Бишкек. 4 сентября 2024.", "24.kg", ()),
        ("Азаттык, 4-сентябрь, 2024", "Азаттык", ()),
        ("Кабар — 04.09.2024 14:06", "Кабар", ()),
        ("www.toluk.example, 04.09.2024", "www.toluk.example", ()),
        ("Толук Таңы гезити, 2024-жылдын 4-сентябры, Ак-Сай", "Толук Таңы", ()),
        ("Газета «Толук», 4 сентября 2024 года", "Толук", ()),
        ("Ak-Sai (Toluk Press), 4 September 2024", "Toluk Press", ()),
        ("4 сентября 2024, Бишкек — Тоолук", "Тоолук", ()),
        ("4 сентября 2024, 14:06 (МСК), Толук-Пресс", "Толук-Пресс", ()),
        ("14:06, 4 сентября 2024, Ак-Сай - news agency , Сена АЙДАРОВА", None, ("Сена АЙДАРОВА",)),
        ("14:06, 4 September 2024, Ak-Sai - Toluk, Sena Aydarova", "Toluk", ("Sena Aydarova",)),
        # The author.
        ("Ak-Sai Monitor | 4 September 2024 | by Marat Aliev", "Ak-Sai Monitor", ("Marat Aliev",)),
        ("«Ак-Сай газета», 4 сентября 2024 года, Ак-Сай. Автор: М. Алиев", "Ак-Сай газета", ("М. Алиев",)),
        ("Ак-Сай, 4-сентябрь, 2024-жыл. «Таң» гезити. Автору: Сена Айдар кызы", "Таң", ("Сена Айдар кызы",)),
        ("4 сентября 2024 года, «Толукский вестник», беседовал М. Алиев", "Толукский вестник", ("М. Алиев",)),
        ("Сена АЙДАРОВА, «Толукский вестник», 4 сентября 2024", "Толукский вестник", ("Сена АЙДАРОВА",)),
        ("By Sena Aydarova and Marat Aliev | 4 September 2024", None, ("Sena Aydarova", "Marat Aliev")),
        # What cannot be told is left out.
        ("Политика | 04.09.2024", None, ()),
        ("Ak-Sai Monitor · Sena Aydarova · 4 September 2024", "Ak-Sai Monitor", ()),
        ("4 сентября 2024, 14:06, Сенат, Ак-Сай", None, ()),
        ("4 сентября 2024, Глава МИД", None, ()),
        ("Бишкек, 4 сентября 2024", None, ()),
        ("Bishkek, Kyrgyzstan, 4 September 2024", None, ()),
        ("Sept. 4, 2024, 2:06 p.m. ET", None, ()),
    ],
)  # fmt: skip
def test_a_header_line_tells_day_outlet_and_author(
    line: str, outlet: str | None, authors: tuple[str, ...]
) -> None:
    text = f"{TITLE}\n\n{line}\n\n{BODY}"
    found = describe(Document("", text))
    assert (found.published, found.outlet, found.authors) == ("2024-09-04", outlet, authors)
    assert [text[span.start : span.end] for span in found.boilerplate] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Bishkek, 16 October 2024. Photo: Sena Aydarova",
        "Сена Айдарова, 12 февраля 2020 года",
        "Sena Aydarova, February 12, 2020",
        "Sena Aydarova, Bishkek, 12 February 2020",
        "Сена АЙДАРОВА, Ак-Сай, 12 февраля 2020",
        "Глава МИД, Ак-Сай, 12 марта 2020",
        "Бишкек, 16 октября 2024 года",
        "Bishkek 16 October 2024",
        "Митинг в Ак-Сае, 12 марта 2011",
        "Встреча, 14 августа 1995 года на площади, Ак-Сай",
        "«Толук», 5 мая 2018",
        "Об этом сообщила газета «Толук», 5 мая 2018.",
        "В среду, 3 октября 2018 года, Сенат сел.",
        "4 сентября 2024 года, Сенат Толука.",
        "30 мая 2017 года, открытие выставки",
        "Газета «Толук» закрыта, 30 мая 2017 года",
        "16 October 2024: the day it began",
        "Это было 3 октября 2018 года в 14:06.",
        "4 сентября 2024, Бишкек — Сенат сел.",
        "Кабар, 4 сентября 2024; Азаттык, 5 сентября 2024",
        "Он умер. 4 сентября 2024 — день памяти о нём.",
    ],
)
def test_captions_and_sentences_tell_nothing(line: str) -> None:
    assert said(f"{TITLE}\n\n{line}\n\n{BODY}") == NOTHING


def test_references_below_the_header_tell_nothing() -> None:
    for reference in (
        "Toluk Press, 4 September 2024",
        "Бишкек, 4 сентября 2024",
        "Азаттык, 4-сентябрь, 2024",
    ):
        assert said(f"{TITLE}\n\n{BODY}\n\n{reference}") == NOTHING
        assert said(f"{TITLE}\n\n{reference}\n\n{BODY}")[0] == "2024-09-04"


def test_dateline_and_byline_may_be_two_lines_in_either_order() -> None:
    lines = ["The Sorvian Courier, Port Selm, March 12, 2025", "By Anna VELIK"]
    for header in (lines, lines[::-1]):
        text = "\n".join([TITLE, "", *header, "", BODY])
        assert said(text) == ("2025-03-12", "The Sorvian Courier", ("Anna VELIK",))


def test_an_article_without_title_may_begin_with_its_dateline() -> None:
    document = describe(Document("", f"Кабар, Бишкек, 4 сентября 2024\n\n{BODY}"))
    assert (document.title, document.published, document.outlet) == (None, "2024-09-04", "Кабар")


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("AK-SAI, September 4, 2024 (Toluk Press) — The Senate sat.", "Toluk Press"),
        ("АК-САЙ, 4 сентября 2024 /Толук-Инфо/. Сенат сел.", "Толук-Инфо"),
        ("Бишкек. 4 сентября 2024. /Кабар/. Сенат сел.", "Кабар"),
        ("АК-САЙ, 4 сентября 2024 — Толук-Инфо. Сенат сел.", "Толук-Инфо"),
        ("AK-SAI, Sept. 4, 2024 — The Senate sat. It passed the budget.", None),
        ("AK-SAI, Sept. 4, 2024 (Kyrgyzstan) — The Senate sat.", None),
    ],
)
def test_a_dateline_before_the_first_words(head: str, outlet: str | None) -> None:
    found = describe(Document("", f"{TITLE}\n\n{head}\n\n{BODY}"))
    assert (found.published, found.outlet, found.authors) == ("2024-09-04", outlet, ())
    assert found.boilerplate == (), "it is text, to be read"


def test_the_header_goes_before_the_first_words() -> None:
    head = "AK-SAI, Sept. 3, 2024 (Toluk Press) — The Senate sat."
    text = f"{TITLE}\n\nAk-Sai Monitor, 4 September 2024\n\n{head}\n\n{BODY}"
    assert said(text) == ("2024-09-04", "Ak-Sai Monitor", ())
