"""Terms are found in all their forms, and in nothing else."""

from __future__ import annotations

import time

import pytest

from onrecord.languages import language
from onrecord.positions.terms import Named, TermMatch, compiled


def found(sentence: str, code: str, *terms: str, before: str = "") -> list[str]:
    known = language(code)
    assert known is not None
    matches = compiled([Named("issue", term) for term in terms], known).find(sentence, before)
    return [sentence[match.span.start : match.span.end] for match in matches]


@pytest.mark.parametrize(
    ("code", "term", "sentence", "words"),
    [
        ("en", "military base", "Sorvia’s military bases stay.", "military bases"),
        ("en", "ally", "The allies’ word counts.", "allies"),
        ("en", "cooperat*", "They are cooperating.", "cooperating"),
        ("en", "NGO", "The NGOs’ reports came.", "NGOs"),
        ("ru", "военная база", "О военной базе речи нет.", "военной базе"),
        ("ru", "нейтралитет", "Верны нейтралитету.", "нейтралитету"),
        ("ru", "партнёр", "С партнером не спорят.", "партнером"),
        ("ru", "НКО", "Для НКО закон готов.", "НКО"),
        ("ky", "база", "Базабыздын жанында.", "Базабыздын"),
        ("ky", "база", "Базасынан чыкты.", "Базасынан"),
        ("ky", "бейтараптык", "Бейтараптыгыбызды сактайбыз.", "Бейтараптыгыбызды"),
        ("ky", "кызматташ*", "Кызматташкан жокпуз.", "Кызматташкан"),
        ("ky", "ЕАЭБ", "ЕАЭБдин базары чоң.", "ЕАЭБдин"),
        ("ky", "ЖККУ", "ЖККУга кайрылды.", "ЖККУга"),
    ],
)
def test_forms(code: str, term: str, sentence: str, words: str) -> None:
    assert found(sentence, code, term) == [words]


@pytest.mark.parametrize(
    ("code", "term", "sentence"),
    [
        ("en", "base", "This is basic."),
        ("en", "base", "It is based on law."),
        ("en", "NGO", "The ngo of nothing."),
        ("ru", "СВО", "СВОЙ человек сказал своё."),
        ("ru", "военная база", "База снабжения военная."),
        ("ky", "калыс", "Калыстоо жөнүндө."),
    ],
)
def test_no_forms(code: str, term: str, sentence: str) -> None:
    assert found(sentence, code, term) == []


def test_parts_stand_near_each_other_in_any_order() -> None:
    assert found("The toll on the bridge stays.", "en", "toll + bridge") == ["toll"]
    assert found("The bridge has a toll.", "en", "toll + bridge") == ["toll"]
    assert found("The toll stays.", "en", "toll + bridge") == []
    assert found(f"A toll {'is a thing ' * 12} and a bridge.", "en", "toll + bridge") == []


def test_all_but_the_first_part_may_stand_before() -> None:
    assert found("The toll stays.", "en", "toll + bridge", before="We crossed the bridge.") == ["toll"]
    assert found("The bridge stays.", "en", "toll + bridge", before="We paid the toll.") == []


def test_a_match_tells_what_it_is() -> None:
    english = language("en")
    assert english is not None
    terms = compiled([Named("toll", "free bridge", opposite=True), Named("toll", "toll + bridge")], english)
    assert terms.find("A free bridge!") == [TermMatch("toll", (2, 13), opposite=True, whole=True)]  # type: ignore[arg-type]
    assert [match.whole for match in terms.find("A toll!", "A bridge.")] == [False]


@pytest.mark.parametrize("term", ["+", "…", " + toll + ", "*"])
def test_odd_terms_do_no_harm(term: str) -> None:
    assert set(found("A toll is a toll.", "en", term)) <= {"toll"}


def test_long_sentences_are_read_in_time() -> None:
    began = time.process_time()
    assert found("toll bridge " * 20_000, "en", "toll + bridge", "bridge + toll", "toll + ferry")
    assert time.process_time() - began < 5
