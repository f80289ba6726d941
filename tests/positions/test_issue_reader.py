"""Sentences are read for the issues that they are about and for their side."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.languages import CODES
from onrecord.positions import IssueReader, shipped_issues, with_examples
from onrecord.records import Polarity, Span

READER = IssueReader(shipped_issues())
FOR, NEUTRAL, AGAINST = Polarity.FOR, Polarity.NEUTRAL, Polarity.AGAINST
BASE = "foreign-military-base"


def stands(sentence: str, code: str, reader: IssueReader = READER) -> dict[str, Polarity]:
    return {stand.issue: stand.side for stand in reader.read(sentence, code)}


# Written apart from the examples of the pack.
@pytest.mark.parametrize(
    ("code", "sentence", "issue", "side"),
    [
        ("en", "Toluk will keep its neutrality, Sariev promised.", "neutrality", FOR),
        ("en", "Osmonova rejected the idea of an air base near Ak-Sai.", BASE, AGAINST),
        (
            "en",
            "We are not going to withdraw from the Eurasian Economic Union.",
            "eurasian-economic-union",
            FOR,
        ),
        ("en", "He did not support Russia in this war.", "support-for-russia-in-the-war", AGAINST),
        ("en", "Dorek condemned the invasion.", "support-for-russia-in-the-war", AGAINST),
        ("en", "The congress on multi-vector policy begins at nine.", "multi-vector-policy", NEUTRAL),
        ("ru", "Сариев выступил против военной базы.", BASE, AGAINST),
        ("ru", "Осмонова поддержала членство в ЕАЭС.", "eurasian-economic-union", FOR),
        ("ru", "Мы не поддерживаем Россию в этой войне.", "support-for-russia-in-the-war", AGAINST),
        ("ru", "Он критикует многовекторность.", "multi-vector-policy", AGAINST),
        ("ky", "Депутат аскердик базага каршы чыкты.", BASE, AGAINST),
        ("ky", "Биз көп багыттуу саясатты колдойбуз.", "multi-vector-policy", FOR),
        ("ky", "Өкмөт бейөкмөт уюмдарды сындады.", "foreign-funded-ngos", AGAINST),
        ("ky", "ЕАЭБге мүчө болууга даярбыз.", "eurasian-economic-union", FOR),
    ],
)
def test_sides(code: str, sentence: str, issue: str, side: Polarity) -> None:
    assert stands(sentence, code)[issue] is side


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("en", "The minister opened a school in the valley."),
        ("ru", "Министр открыл школу в долине."),
        ("ky", "Министр өрөөндө мектеп ачты."),
        ("xx", "We belong to no military bloc."),
        ("en", ""),
    ],
)
def test_about_nothing(code: str, sentence: str) -> None:
    assert stands(sentence, code) == {}


def test_a_sentence_takes_up_what_the_one_before_named() -> None:
    speech = [
        "There is talk of an air base.",
        "This is unacceptable.",
        "The harvest was good.",
        "It is wrong.",
    ]
    read = list(READER.read_speech(speech, "en"))
    assert [[(stand.issue, stand.side) for stand in each] for each in read] == [
        [(BASE, NEUTRAL)],
        [(BASE, AGAINST)],
        [],
        [],
    ]
    assert read[1][0].span == Span(0, 4)


def test_a_reader_keeps_nothing_of_what_it_read() -> None:
    list(READER.read_speech(["There is talk of an air base."], "en"))
    assert stands("This is unacceptable.", "en") == {}


def test_a_correction_counts_for_the_sentence_and_near_repetitions() -> None:
    said = "Who would plough our neutrality under for a handful of silver?"
    assert stands(said, "en") == {"neutrality": NEUTRAL}
    corrected = IssueReader(with_examples(READER.issues, "neutrality", FOR, [said]))
    assert stands(said, "en", corrected) == {"neutrality": FOR}
    assert stands(said.replace("silver", "gold"), "en", corrected) == {"neutrality": FOR}
    assert stands("Our neutrality is discussed.", "en", corrected) == {"neutrality": NEUTRAL}


def test_an_example_can_name_an_issue_that_no_term_names() -> None:
    said = "Strangers in boots shall not sleep in our barracks."
    assert stands(said, "en") == {}
    (stand,) = IssueReader(with_examples(READER.issues, BASE, AGAINST, [said])).read(said, "en")
    assert (stand.issue, stand.side, stand.span) == (BASE, AGAINST, None)
    assert stand.score > 0.9


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["not", "support", "Россия", "база", "аскердик", "air base", "this", "?", "\ud800", "ЕАЭБ"]
        )
        | st.text(max_size=8),
        max_size=12,
    ),
    st.sampled_from(CODES),
)
def test_scores_are_probabilities_and_spans_lie_inside(words: list[str], code: str) -> None:
    sentence = " ".join(words)
    for stand in READER.read(sentence, code):
        assert math.isclose(sum(stand.sides), 1)
        assert 0 <= stand.score <= max(stand.sides) + 1e-9
        assert stand.span is None or sentence[slice(*stand.span)].strip()


def test_long_sentences_are_read_in_time() -> None:
    began = time.process_time()
    assert READER.read("we do not support the air base, " * 5_000, "en")
    assert time.process_time() - began < 5
