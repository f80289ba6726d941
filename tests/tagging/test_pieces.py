"""Words are spans of the text, windows whole lines, whatever the text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.records import Span
from onrecord.tagging.pieces import END, ROOM, START, WINDOW, units, windows
from onrecord.tagging.segmentation import paragraphs
from onrecord.tagging.tagger import default_tagger

TOKENIZER = default_tagger().tokenizer
TEXTS = st.text(st.characters(codec="utf-8"), max_size=400) | st.lists(
    st.sampled_from(["“We", "are", "ready,”", "билдирди.", "сказал", "\n", "x" * 90, "№5", "\u200b", "ﬁ"]),
    max_size=300,
).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
@example("℀")
def test_words_are_spans_in_order(text: str) -> None:
    lines = list(paragraphs(text))
    read = list(windows(units(text, lines, TOKENIZER)))
    words = [word for window in read for word in window.words]
    for word, later in pairwise(words):
        assert word.end <= later.start
    for start, end in words:
        assert any(line.start <= start < end <= line.end for line in lines)
        assert not text[start].isspace()
    for window in read:
        assert len(window.pieces) <= WINDOW
        assert window.pieces[0] == START
        assert window.pieces[-1] == END
        assert len(window.words) == len(window.firsts) == len(window.opens)
        assert all(0 < first < len(window.pieces) for first in window.firsts)


@settings(max_examples=200, deadline=None)
@given(st.text("aЖөё'’“”«»-—…№.,() \u00a0", min_size=1, max_size=30))
def test_a_line_has_the_pieces_that_the_tokenizer_makes_of_the_whole(line: str) -> None:
    blank = TOKENIZER.token_to_id("▁")
    expected = [each for each in TOKENIZER.encode(line, add_special_tokens=False).ids if each != blank]
    (unit,) = units(line, [Span(0, len(line))], TOKENIZER)
    assert unit.pieces == expected


def test_punctuation_is_a_word_of_its_own() -> None:
    text = "“Биз даярбыз”, — деди Aibek-Sariev."
    (unit,) = units(text, [Span(0, len(text))], TOKENIZER)
    words = [text[start:end] for start, end in unit.words]
    assert words == ["“", "Биз", "даярбыз", "”", ",", "—", "деди", "Aibek-Sariev", "."]


def test_a_long_line_is_cut_where_a_sentence_begins() -> None:
    text = "The bridge over the river was opened by the ministers of both countries on Monday. " * 20
    parts = list(units(text, [Span(0, len(text.rstrip()))], TOKENIZER))
    assert len(parts) > 1
    assert [part.continues for part in parts] == [False] + [True] * (len(parts) - 1)
    assert all(len(part.pieces) <= ROOM for part in parts)
    assert {text[part.words[0].start :][:10] for part in parts} == {"The bridge"}


def test_short_lines_share_a_window() -> None:
    text = "One line.\nAnother line.\nA third."
    (window,) = windows(units(text, paragraphs(text), TOKENIZER))
    opening = [text[slice(*word)] for word, opens in zip(window.words, window.opens, strict=True) if opens]
    assert opening == ["One", "Another", "A"]
    assert window.pieces.count(END) == 3


def test_the_first_window_may_have_less_room() -> None:
    text = "One line.\nAnother line.\nA third."
    read = list(windows(units(text, paragraphs(text), TOKENIZER), first_room=4))
    assert len(read) == 2


def test_half_a_pair_of_surrogates_is_no_text() -> None:
    (unit,) = units("Жол \ud800 ачык", [Span(0, 10)], TOKENIZER)
    assert unit.words == [Span(0, 3), Span(6, 10)]
