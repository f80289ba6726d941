"""What a text says of itself, and what it does not say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.reading import describe, text_id
from onrecord.records import Document

ARTICLE = (
    "Сенат Толука принял бюджет\n\n14:06, 16 октября 2024, Ак-Сай - ИА «Толук» , Сена АЙДАРОВА\n\n"
    "Сенат принял бюджет в среду.\n\n«Мы готовы», — заявил спикер.\n\nИсточник: https://daily.example/1"
)


def boilerplate(text: str) -> list[str]:
    return [text[span.start : span.end] for span in describe(Document("", text)).boilerplate]


def test_a_text_gives_what_it_says_of_itself() -> None:
    document = describe(Document("", ARTICLE))
    assert replace(document, boilerplate=()) == Document(
        id=text_id(ARTICLE),
        text=ARTICLE,
        language="ru",
        title="Сенат Толука принял бюджет",
        url="https://daily.example/1",
        outlet="Толук",
        authors=("Сена АЙДАРОВА",),
        published="2024-10-16",
    )
    assert boilerplate(ARTICLE) == [
        "14:06, 16 октября 2024, Ак-Сай - ИА «Толук» , Сена АЙДАРОВА",
        "Источник: https://daily.example/1",
    ]


def test_what_is_stated_stays() -> None:
    stated = Document(
        id="7",
        text=ARTICLE,
        language="ky",
        title="Title",
        url="https://www.other.example/2",
        outlet="Outlet",
        authors=("Author",),
        published="2020",
    )
    assert replace(describe(stated), boilerplate=()) == stated


def test_the_outlet_of_a_stated_address_is_its_host_but_a_source_is_not_the_outlet() -> None:
    body = "Сенат Толука\n\nСенат принял бюджет.\n\nИсточник: https://source.example/1"
    assert describe(Document("", body)).outlet is None
    assert describe(Document("", body, url="https://www.daily.example/1")).outlet == "daily.example"
    assert describe(Document("", body, url="http://[broken")).outlet is None


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ("16 октября 2024", "2024-10-16"),
        ("20241016", "2024-10-16"),
        ("", None),
        ("весной", None),
        ("garbage", None),
        ("2024-02-30", None),
        ("2023-02-29", None),
        ("2024-02-30T10:00:00Z", None),
        ("2024-13", None),
        ("2024-02-30/2024-02-31", None),
        ("/", None),
    ],
)
def test_a_stated_day_becomes_iso_where_it_is_understood(stated: str, published: str | None) -> None:
    assert describe(Document("", "Сенат Толука.", published=stated)).published == published


@pytest.mark.parametrize(
    "stated",
    [
        "2024",
        "2024-10",
        "2024-02-29",
        "2024-10-16T14:06:00+06:00",
        "XXXX-02-29",
        "2024-XX-31",
        "201X",
        "2024-21",
        "2024-05~",
        "2024-05-15/2024-05-16",
        "2024-05/..",
    ],
)
def test_a_stated_date_in_standard_form_stays(stated: str) -> None:
    assert describe(Document("", "Сенат Толука.", published=stated)).published == stated


def test_the_dateline_counts_where_what_is_stated_is_no_date() -> None:
    assert describe(Document("", ARTICLE, published="2024-02-30")).published == "2024-10-16"


@pytest.mark.parametrize(
    ("stated", "language"),
    [
        ("EN", "en"),
        ("ZH-hant", "zh-Hant"),
        ("sr-latn-rs", "sr-Latn-RS"),
        ("en_US", "en-US"),
        ("de-1996", "de-1996"),
        ("kir", "ky"),
        ("grc", "grc"),
        # No codes: the text tells.
        ("und", "ru"),
        ("UND", "ru"),
        ("english", "ru"),
        ("klingon!!", "ru"),
        ("xx", "ru"),
        ("en-", "ru"),
        ("en\x1b[2J", "ru"),
    ],
)
def test_a_stated_language_is_brought_to_its_code(stated: str, language: str) -> None:
    assert describe(Document("", ARTICLE, language=stated)).language == language


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("16-май, 2022", "2022-05-16"),
        ("2024-жылдын 4-сентябры", "2024-09-04"),
        ("Published: Sept. 4, 2024, 10:30", "2024-09-04"),
        ("Дата публикации: 16.10.2024", "2024-10-16"),
        ("Wednesday, 16 October 2024", "2024-10-16"),
        ("Ак-Сай, 16 октября 2024, 14:06", "2024-10-16"),
        ("AK-SAI, Sept. 4, 2024 (Toluk Press) — The Senate of Toluk has passed its budget.", "2024-09-04"),
        # Captions, sentences, history, days without a year: none of these tells when it was printed.
        ("16 октября 2024 года", None),
        ("Сенат Толука, 16 октября 2024", None),
        ("16 октября 2024 года сенат Толука принял бюджет", None),
        ("Сенат принял бюджет 16 октября 2024.", None),
        ("17 ноября 1875", None),
        ("16-майда", None),
        ("4 May 2024, 5 May 2024", None),
    ],
)
def test_the_day_of_publication_stands_in_a_line_of_its_own(line: str, published: str | None) -> None:
    text = f"Толук\n\n{line}\n\nThe Senate of Toluk sat on 1 May 2020, he said.\n"
    assert describe(Document("", text)).published == published


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Sena Aydarova", "Sena Aydarova"),
        ("Автор: Сена Айдарова", "Сена Айдарова"),
        ("Автору: Сена Айдар кызы", "Сена Айдар кызы"),
        ("16.10.2024, Сена АЙДАРОВА", "Сена АЙДАРОВА"),
        ("16.10.2024, Нижний Ак-Сай", None),
        ("By the way", None),
        ("Bystander Sena Aydarova", None),
        ("Авторы закона", None),
    ],
)
def test_bylines(line: str, author: str | None) -> None:
    text = f"Толук\n{line}\nThe Senate sat."
    assert describe(Document("", text)).authors == ((author,) if author else ())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Senate passes budget\nThe Senate of Toluk has passed it.", "Senate passes budget"),
        ("Айдаров: «Биз даярбыз»\r\n\r\nСенат жыйын өткөрдү.", "Айдаров: «Биз даярбыз»"),
        ("Реклама\nСенат принял бюджет\nОн принят.", "Сенат принял бюджет"),
        ("Источник: президент уходит\nОн уйдёт, сказал источник.", "Источник: президент уходит"),
        ("The Senate of Toluk has passed its budget.\nIt is the first.", None),
        ("Only one line", None),
        ("— Are you ready?\n— We are.", None),
        ("16 октября 2024, 14:06\nСенат принял бюджет.", None),
        ("a" * 300 + "\nText.", None),
        ("", None),
    ],
)
def test_a_title_is_a_first_line_that_looks_like_one(text: str, title: str | None) -> None:
    assert describe(Document("", text)).title == title
