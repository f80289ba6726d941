"""What grammar, the words around it and the rest of a text tell of Russian words that may be names."""

from __future__ import annotations

import re

import numpy as np
import pytest

from onrecord.actors.evidence import evidence
from onrecord.actors.russian_context import FEATURES, Heard, context_scores, in_context, weights
from onrecord.languages import language
from onrecord.records import Span
from onrecord.tagging.decoding import NAME_LABELS, Floats
from onrecord.tagging.tagger import default_tagger

_WORD = re.compile(r"\w+(?:-\w+)*|[^\w\s]")
_PERSON = NAME_LABELS.index("B-person")


def _heard(text: str, code: str = "ru", scores: Floats | None = None) -> Heard:
    known = language(code)
    assert known
    words = [Span(*word.span()) for word in _WORD.finditer(text)]
    opens = [
        index == 0 or "\n" in text[words[index - 1].end : word.start] for index, word in enumerate(words)
    ]
    languages = [known] * len(words)
    none = np.zeros((len(words), len(NAME_LABELS)), np.float32)
    return Heard(
        words, opens, languages, evidence(text, words, languages), none if scores is None else scores
    )


def _which(text: str, feature: str) -> list[str]:
    """The words that have a feature."""
    heard = _heard(text)
    column = in_context(text, heard)[:, FEATURES.index(feature)]
    return [
        text[word.start : word.end]
        for word, held in zip(heard.words, column, strict=True)
        if held and text[word.start].isalnum()
    ]


@pytest.mark.parametrize(
    ("feature", "text", "words"),
    [
        ("within quotes", "Партия «Ак Сай» и «Кемар».", ["Ак", "Сай", "Кемар"]),
        ("within quotes", 'Партия "Ак Сай" выиграла.', ["Ак", "Сай"]),
        ("within quotes", "Партия «Ак\nСай выиграл.", ["Ак"]),
        ("within brackets", "Партия (ПКТ) выиграла.", ["ПКТ"]),
        ("quotes close", "Партия «Ак Сай» выиграла.", ["Сай"]),
        ("opens line", "Кемар выиграл.\nСариев проиграл.", ["Кемар", "Сариев"]),
        ("latin", "Фирма Kemar закрыта.", ["Kemar"]),
        ("adjective of a country", "Шведский посол и шведы в Швеции.", ["Шведский"]),
        ("people of a country", "Шведский посол и шведы в Швеции.", ["шведы"]),
        ("adjective of a city", "лондонского и пекинской, но не детской", ["лондонского", "пекинской"]),
        ("region", "в Баварии и на Камчатке, но не в Кемаре", ["Баварии", "Камчатке"]),
        ("of a person", "известный шведский актёр и шведский закон", ["известный", "шведский"]),
        ("of a body", "новой шведской партии", ["новой", "шведской"]),
        ("of a person", "шведский\nактёр", []),
    ],
)
def test_a_feature_belongs_to_the_words_that_show_it(feature: str, text: str, words: list[str]) -> None:
    assert _which(text, feature) == words


def test_a_word_agrees_with_the_one_before_in_case_and_number() -> None:
    assert _which("нового министра", "agrees") == ["министра"]
    assert _which("новый министрам", "agrees") == []
    assert _which("нового, министра", "agrees") == []


def test_what_a_name_is_elsewhere_does_not_count_its_own_place() -> None:
    text = "Сариев пришёл. Увидели Сариева, ушёл Осмонов."
    scores = np.zeros((len(_heard(text).words), len(NAME_LABELS)), np.float32)
    scores[0, _PERSON] = 9
    rows = in_context(text, _heard(text, scores=scores))
    column = rows[:, FEATURES.index("B-person elsewhere")]
    repeated = rows[:, FEATURES.index("elsewhere")]
    first, second = 0, 4
    assert column[second] > column[first]
    assert np.flatnonzero(repeated).tolist() == [first, second]


def test_nothing_is_added_outside_of_russian() -> None:
    text = "Сариев Kemar компаниясын жапты."
    assert not context_scores(text, _heard(text, "ky")).any()


def test_every_text_can_be_read() -> None:
    text = "\ud83d « \ud800й 1- ℀ 𐐀 ''"
    assert np.isfinite(context_scores(text, _heard(text))).all()


def test_the_weights_belong_to_the_model_that_ships_and_to_these_features() -> None:
    assert weights().model == default_tagger().version
    assert weights().features == FEATURES
    assert {len(row) for row in weights().weights} == {len(NAME_LABELS)}
