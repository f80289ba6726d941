from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Span
from onrecord.web.marking import Mark, Role, lines, pieces

TEXT = "0123456789" * 3
spans = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: Span(min(pair), max(pair)))
marks = st.lists(st.builds(Mark, spans, st.sampled_from(Role), st.integers(1, 4)), max_size=8)


@given(marks, spans)
def test_pieces_are_the_text_and_make_up_every_mark(given_marks: list[Mark], within: Span) -> None:
    cut = list(pieces(given_marks, within))
    assert "".join(TEXT[slice(*piece.span)] for piece in cut) == TEXT[slice(*within)]
    for mark in given_marks:
        covered = "".join(TEXT[slice(*piece.span)] for piece in cut if mark in piece.marks)
        assert covered == TEXT[max(mark.span.start, within.start) : min(mark.span.end, within.end)]


def test_what_stands_within_another_comes_after_it() -> None:
    outer, inner = Mark(Span(0, 9), Role.CONTENT, 1), Mark(Span(3, 5), Role.CONTENT, 2)
    crossing = Mark(Span(4, 12), Role.SPEAKER, 1)
    cut = [(piece.span, piece.marks) for piece in pieces([inner, crossing, outer], Span(0, 12))]
    assert cut == [
        (Span(0, 3), (outer,)),
        (Span(3, 4), (outer, inner)),
        (Span(4, 5), (outer, crossing, inner)),
        (Span(5, 9), (outer, crossing)),
        (Span(9, 12), (crossing,)),
    ]


@given(st.text(st.sampled_from("ab\r\n"), max_size=30), spans)
def test_lines_are_all_of_a_text(text: str, within: Span) -> None:
    cut = list(lines(text, within))
    assert "".join(text[slice(*line)] for line in cut) == text[slice(*within)]
    assert all("\n" not in text[slice(*line)].rstrip("\r\n") for line in cut)
