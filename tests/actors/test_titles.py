"""The role that a text gives a person, as the lines of ``titles.txt`` are marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marked import read_cases
from onrecord.actors.title_words import title_words
from onrecord.actors.titles import title_of, title_shown
from onrecord.languages import CODES, Language, language
from onrecord.records import Span

_MARK = re.compile(r"\[(title|name):([^\]]+)\]")
CASES = [
    pytest.param(*line.split(" | ", 1), id=f"{number}")
    for number, line in read_cases(Path(__file__).parent / "titles.txt")
]
WORDS = sorted(
    {
        *(form for code in CODES for form in title_words(code).entries),
        *(
            "министр",
            "министра",
            "министри",
            "minister",
            "Minister",
            "President",
            "глава",
            "башчысы",
            "депутат",
        ),
        *(
            "Толук",
            "Толука",
            "Толуктун",
            "МИД",
            "ТИМдин",
            "of",
            "the",
            "at",
            "Gov.",
            "U.S.",
            "2014",
            "боюнча",
        ),
        *("Сариев", "Айбека", "said", "сказал", "деди", "«Мост»", "“", "»", ".", ",", "—", "(", ")", "\n"),
    }
)


@pytest.mark.parametrize(("code", "line"), CASES)
def test_title(code: str, line: str) -> None:
    marked, _, shown = line.partition(" => ")
    marks = {match[1]: match[2] for match in _MARK.finditer(marked)}
    text = _MARK.sub(r"\2", marked)
    # The name may also stand where it is not meant.
    start = len(_MARK.sub(r"\2", marked[: marked.index("[name:")]))
    found = title_of(text, Span(start, start + len(marks["name"])), known(code))
    assert (found and text[slice(*found)]) == marks.get("title")
    if found:
        assert title_shown(text, found, known(code)) == (shown or marks["title"])


@given(
    st.sampled_from(CODES),
    st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=25),
    st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=25),
)
def test_any_words_beside_a_name_are_read(code: str, before: list[str], after: list[str]) -> None:
    lead = " ".join([*before, ""])
    text = " ".join([lead + "Айбек Сариев", *after])
    name = Span(len(lead), len(lead) + len("Айбек Сариев"))
    found = title_of(text, name, known(code))
    if found:
        assert 0 <= found.start < found.end <= name.start or name.end < found.start < found.end <= len(text)
        assert text[slice(*found)] == text[slice(*found)].strip()
        assert title_shown(text, found, known(code)).strip()


@given(st.sampled_from(CODES), st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_span_is_read(code: str, text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    title_of(text, Span(start, end), known(code))


def test_a_title_does_not_depend_on_what_stands_far_away() -> None:
    text = "The foreign minister of Toluk said so. " * 20_000
    name = "Aibek Sariev"
    start = len(text) + len("Minister ")
    whole = f"{text}Minister {name}. {text}"
    assert title_of(whole, Span(start, start + len(name)), known("en")) == Span(start - 9, start - 1)


def known(code: str) -> Language:
    found = language(code)
    assert found
    return found
