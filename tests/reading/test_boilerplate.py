"""Lines that are no part of the article, and lines that only look so. In a case, ``>`` marks boilerplate."""

from __future__ import annotations

import pytest

from onrecord.reading import describe
from onrecord.reading.boilerplate import is_boilerplate
from onrecord.reading.entries import read_entries
from onrecord.records import Document

ARTICLES = [
    """
Сенатор Айдаров: биз даярбыз
Сенат жыйын өткөрдү. Бул тууралуу Айдаров билдирди.
> Айдаров жыйында. Сүрөт: Толуктун Сенатынын басма сөз кызматы.
«Биз даярбыз», — деди Айдаров.
> Дагы окуңуз: Сенат бюджетти кабыл алды
> Пикир калтыруу
""",
    """
Senator Aydarov: We are ready
> Young senator Nur Aydarov
> Young senator Nur Aydarov
> A photo: Video frame
— Are you ready?
— We are.
— We are.
"We are ready," he said in Ak-Sai. Toluk is.
> Leave a Reply
> Your email address will not be published.
> Back to top button
""",
    """
Senate in crisis
> Protests continue in Toluk
Protests continue in Toluk and nobody knows why. Aydarov left Ak-Sai, a source said.
> Aydarov Ak-Sai Toluk
""",
    """
Сенат Толука принял бюджет
Бюджет
Бюджета ждали год, сказал он.
Источник: спикер
Photo exhibitions open in Ak-Sai, the minister said.
Share prices fell, the bank said.
Реклама запрещена, заявил министр.
Подпишитесь на петицию, призвал сенатор.
> https://daily.example/1
> Facebook | Telegram · VK
> #Толук, #Сенат
Сена Айдарова
""",
    """
Сенат Толука принял бюджет
> Сенат Толука принял бюджет
Сенат принял бюджет, сказал спикер Айдаров из Ак-Сая
Айдаров Сенат
""",
]


@pytest.mark.parametrize("article", ARTICLES)
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\n \n\n"])
def test_lines_that_are_no_part_of_the_article(article: str, line_break: str) -> None:
    marked_lines = article.strip().split("\n")
    text = line_break.join(line.removeprefix("> ") for line in marked_lines)
    found = [text[span.start : span.end] for span in describe(Document("", text)).boilerplate]
    assert found == [line[2:] for line in marked_lines if line.startswith("> ")]


@pytest.mark.parametrize("section", ["whole line", "line start", "credit"])
def test_every_marker_works(section: str) -> None:
    idle = [entry for entry in read_entries("boilerplate.txt")[section] if not is_boilerplate(entry)]
    assert idle == []


def test_a_paragraph_is_never_taken_for_a_caption() -> None:
    assert is_boilerplate("Фото: сенат Толука")
    assert not is_boilerplate("Фото: " + "сенатор сказал, что готов, и " * 12)
