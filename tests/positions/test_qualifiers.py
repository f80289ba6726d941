"""Which stands are of the past only, and on what others depend."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.languages import CODES
from onrecord.positions.qualifiers import Qualifiers, qualifiers
from onrecord.records import Span


def read(marked: str, code: str) -> tuple[Qualifiers, str]:
    """What is read of a sentence in which ⟦…⟧ marks the evidence, and the sentence."""
    found = re.fullmatch("(.*)⟦(.*)⟧(.*)", marked)
    assert found
    text = "Before. " + "".join(found.groups()) + " After."
    start = len("Before. ") + len(found[1])
    evidence = Span(start, start + len(found[2]))
    sentence = Span(len("Before. "), len(text) - len(" After."))
    return qualifiers(text, sentence, evidence, None, code), text


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("en", "“I think it’s ⟦right that we had a neutral position⟧,” Sariev said."),
        ("en", "⟦It was right that we were neutral⟧, but now we must choose a side."),
        ("en", "“We used to ⟦support the base⟧,” Osmonova said."),
        ("en", "Sariev used to ⟦oppose the bridge toll⟧."),
        ("en", "Osmonova once ⟦opposed the base⟧, and now she wants it."),
        ("en", "“We were right to ⟦stay neutral⟧,” he said."),
        ("ru", "«Раньше мы ⟦были за нейтралитет⟧», — сказал Сариев."),
        ("ru", "Сариев раньше ⟦поддерживал базу⟧, но теперь молчит."),
        ("ru", "«⟦Правильно, что мы были нейтральны⟧», — сказала Осмонова."),
        ("ru", "В прошлом Осмонова ⟦выступала против платы⟧."),
        ("ky", "«Буга чейин биз ⟦бейтарап болчубуз⟧», — деди Сариев."),
        ("ky", "Мурда биз ⟦базаны колдочубуз⟧."),
        ("ky", "Илгери биз ⟦көпүрө акысына каршы элек⟧, бирок азыр колдойбуз."),
        ("ky", "«⟦Бейтарап болгонубуз туура⟧», — деди Осмонова."),
    ],
)
def test_of_the_past_only(code: str, sentence: str) -> None:
    assert read(sentence, code)[0].past


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("en", "The minister ⟦condemned the raid⟧ yesterday."),
        ("en", "Sariev previously ⟦condemned the raid⟧."),
        ("en", "We used to be silent, but now we must ⟦support the base⟧."),
        ("en", "We used to support the base and should still ⟦support the base⟧."),
        ("en", "The money used to ⟦support the rebels⟧ is gone."),
        ("en", "“The money that he used to ⟦back the rebels⟧ was ours,” she said."),
        ("en", "He ⟦stood by the toll⟧ that he had previously set."),
        ("en", "Osmonova is used to ⟦criticism of the base⟧."),
        ("en", "It is right that we should ⟦stay neutral⟧."),
        ("ru", "Министр вчера ⟦осудил налёт⟧."),
        ("ru", "Ранее Сариев ⟦осудил налёт⟧."),
        ("ru", "Раньше мы были за базу, но теперь ⟦мы против⟧."),
        ("ru", "Раньше мы ⟦были за нейтралитет⟧ и должны остаться."),
        ("ky", "Министр кечээ ⟦чабуулду айыптады⟧."),
        ("ky", "Буга чейин министр ⟦базаны колдой турганын⟧ айткан болчу."),
        ("ky", "Мурда билбечүбүз, бирок азыр ⟦базаны колдойбуз⟧."),
        ("ky", "Буга чейин ⟦окуучубуз⟧ жеңди."),
        ("ky", "Ошол кезде ⟦колдошубуз керек⟧ болчу."),
    ],
)
def test_not_of_the_past_only(code: str, sentence: str) -> None:
    assert not read(sentence, code)[0].past


@pytest.mark.parametrize(
    ("code", "sentence", "condition"),
    [
        (
            "en",
            "“I see ⟦no threat to our bilateral relations⟧, if a third party does not hinder them,” he said.",
            "if a third party does not hinder them",
        ),
        ("en", "“If Kemar pays, we will ⟦support the base⟧,” Sariev said.", "If Kemar pays"),
        ("en", "“If Kemar pays,” Sariev said, “we will ⟦support the base⟧.”", "If Kemar pays"),
        ("en", "We will ⟦support the base⟧ only if Kemar pays.", "only if Kemar pays"),
        ("en", "She ⟦backs the toll⟧ provided that it is low.", "provided that it is low"),
        ("en", "They ⟦oppose the toll⟧ unless the money stays here.", "unless the money stays here"),
        ("en", "If they pay, then ⟦we are for it⟧.", "If they pay"),
        ("ru", "Мы ⟦поддержим базу⟧, если Кемар заплатит.", "если Кемар заплатит"),
        (
            "ru",
            "Если Кемар, как обещал, заплатит, то мы ⟦поддержим базу⟧.",
            "Если Кемар, как обещал, заплатит",
        ),
        (
            "ru",
            "Она ⟦за плату⟧ при условии, что деньги останутся здесь.",
            "при условии, что деньги останутся здесь",
        ),
        ("ru", "Он сказал, что если Кемар заплатит, Толук ⟦поддержит базу⟧.", "если Кемар заплатит"),
        ("ky", "Эгер Кемар акча төлөсө, биз ⟦базаны колдойбуз⟧.", "Эгер Кемар акча төлөсө"),
        ("ky", "Эгерде акысы төмөн болсо, ⟦колдойбуз⟧.", "Эгерде акысы төмөн болсо"),
        ("ky", "«Кемар акча төлөсө, биз ⟦базаны колдойбуз⟧», — деди Сариев.", "Кемар акча төлөсө"),
    ],
)
def test_conditions(code: str, sentence: str, condition: str) -> None:
    found, text = read(sentence, code)
    assert [text[start:end] for start, end in found.condition] == [condition]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("en", "She was asked if she ⟦supports the base⟧."),
        ("en", "He ⟦opposes the base⟧, he was asked if that is so."),
        ("en", "Even if Kemar pays, we ⟦oppose the base⟧."),
        ("en", "He spoke as if he ⟦liked the base⟧."),
        ("en", "Although Kemar pays, we ⟦oppose the base⟧."),
        ("en", "He would not run if Kemar left, and ⟦we thank him⟧."),
        ("en", "She ⟦backs the base⟧ and that if Kemar pays, it will stay."),
        ("en", "If Kemar pays, if the base ⟦harms⟧ us, Sariev will speak."),
        ("en", "If the past is any guide, we ⟦oppose the base⟧."),
        ("en", "If ⟦the toll is unfair⟧, it will go."),
        ("en", "⟦We oppose the base⟧, but the toll will stay if Kemar pays."),
        ("ru", "Его спросили, ⟦поддерживает⟧ ли он базу."),
        ("ru", "Даже если Кемар заплатит, мы ⟦против базы⟧."),
        ("ru", "Хотя Кемар платит, мы ⟦против базы⟧."),
        ("ru", "Если честно, мы ⟦против базы⟧."),
        ("ru", "Журналист спросил, если ⟦поддержка базы⟧ останется."),
        ("ky", "Кемар төлөсө да, биз ⟦базага каршыбыз⟧."),
        ("ky", "Эгер Кемар төлөсө да, биз ⟦базага каршыбыз⟧."),
        ("ky", "Эске салсак, ⟦Сариев базаны колдогон⟧."),
        ("ky", "Бири колдосо, ⟦экинчиси каршы чыкты⟧."),
        ("ky", "Сариев болсо, ⟦базага каршы⟧."),
        ("ky", "Кыскача айтсак, биз ⟦базага каршыбыз⟧."),
        ("ky", "Бул жаман нерсе, биз ⟦базага каршыбыз⟧."),
        ("ky", "Ал базаны ⟦колдойбу⟧ деп сурашты."),
    ],
)
def test_no_conditions(code: str, sentence: str) -> None:
    assert read(sentence, code)[0].condition == ()


@pytest.mark.parametrize("code", CODES)
@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_any_text_yields_parts_of_the_sentence(code: str, text: str, one: int, other: int) -> None:
    sentence = Span(*sorted((min(one, len(text)), min(other, len(text)))))
    found = qualifiers(text, sentence, Span(sentence.start, sentence.end), None, code)
    assert all(sentence.start <= start < end <= sentence.end for start, end in found.condition)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "piece", ["if ", "если ", "эгер барса, ", "a", "а", ",", "once we ", "мурда биз ", "раньше мы ", " "]
)
def test_no_sentence_takes_long(code: str, piece: str) -> None:
    text = piece * (2990 // len(piece))
    began = time.process_time()
    qualifiers(text, Span(0, len(text)), Span(len(text) - 1, len(text)), None, code)
    assert time.process_time() - began < 1.0
