"""Languages of short texts by invented sentences, and of long ones that mix them."""

from __future__ import annotations

import pytest

from onrecord.reading import identify_language, paragraph_languages
from onrecord.reading.entries import read_entries

SENTENCES = {
    "ky": """
        Сенат добуш берди
        Президент Айдаров кайтып келди
        Министр отставкага кетти
        Парламент закон кабыл алды
        Депутат прокуратурага арызданды
        Толукта премьер-министр алмашты
        Экс-министр издөөдө
        Спикер кызматынан бошотулду""",
    "ru": """
        Сенат принял закон
        Президент Айдаров вернулся
        Умерла актриса Сена Айдарова
        Задержан экс-министр Айдаров
        Ак-Сай: митинг оппозиции
        Министр кыргызского языка не нашёл
        Выборы отложены""",
    "en": """
        Senate passes budget
        Former minister arrested
        Toluk president visits Ak-Sai
        Aydarov: No comment
        Protests continue""",
    "kk": """
        Президент жаңа заңға қол қойды
        Министр журналистердің сұрақтарына жауап берді""",
    "uk": "Президент підписав закон про вибори",
    "mn": "Монгол Улсын Ерөнхийлөгч хуульд гарын үсэг зурлаа",
    "tg": "Президенти Тоҷикистон қонуни навро имзо кард",
    "tt": "Президент яңа законга кул куйды һәм бу турыда әйтте",
    "uz": "Prezident yangi qonunni imzoladi va bu haqda gapirdi",
    "de": "Der Präsident hat das Gesetz unterschrieben",
    "tr": "Cumhurbaşkanı yeni yasayı imzaladı",
    "zh": "总统签署了新法律",
}


@pytest.mark.parametrize(
    ("sentence", "language"),
    [(line.strip(), code) for code, block in SENTENCES.items() for line in block.strip().split("\n")],
)
def test_single_sentences(sentence: str, language: str) -> None:
    assert identify_language(sentence) == language
    assert identify_language(sentence.upper()) == language


@pytest.mark.parametrize("text", ["", " \n", "12:30, 16.10.2024", "— … №", "\x00\ud800😀"])
def test_what_has_no_letters_has_no_language(text: str) -> None:
    assert identify_language(text) == "und"


def test_a_kazakh_name_does_not_make_a_kyrgyz_text_kazakh() -> None:
    assert identify_language("Президент Қасым Әлиев Ак-Сайга келип, өкмөт башчысы менен жолукту") == "ky"


def test_a_foreign_heading_does_not_decide_for_a_long_text() -> None:
    text = "The Senate of Toluk has passed its budget. " * 20 + "Сенат бюджетти кабыл алды. " * 400
    assert identify_language(text) == "ky"


def test_each_paragraph_has_its_language() -> None:
    text = (
        "Толукта шайлоо өттү\r\n\r\n«Мы готовы, и никто нам не помешает», — деди Айдаров.\n"
        "The Senate of Toluk said that it would vote on Monday.\n  Photo: Toluk Daily\n12:30\n"
        "Президент жаңа заңға қол қойды, министр сұрақтарға жауап берді.\nSena AYDAROVA"
    )
    found = [(text[span.start : span.end], code) for span, code in paragraph_languages(text, "ky")]
    assert [code for _, code in found] == ["ky", "ru", "en", "ky", "ky", "kk", "ky"]
    assert [line for line, _ in found] == [line.strip() for line in text.split("\n") if line.strip()]


def test_a_line_without_evidence_has_the_language_of_the_document_but_not_its_region() -> None:
    assert [code for _, code in paragraph_languages("Toluk 2024", "en-GB")] == ["en"]


def test_the_code_of_a_language_is_the_shortest_that_it_has() -> None:
    assert identify_language("ÑA") == "gn"


def test_no_entry_stands_for_two_languages() -> None:
    entries = read_entries("language_evidence.txt")
    words = [set(entries[f"{language} words"]) for language in ("ky", "ru", "other")]
    assert not words[0] & words[1]
    assert not (words[0] | words[1]) & words[2]
    assert not set(entries["ky endings"]) & set(entries["ru endings"])
