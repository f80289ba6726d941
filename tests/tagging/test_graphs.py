"""Windows are scored some in a row."""

from __future__ import annotations

from onrecord.records import Span
from onrecord.tagging.graphs import scored
from onrecord.tagging.pieces import Unit, Window

MANY = 1000


def window(number: int) -> Window:
    """One that holds a single word."""
    made = Window()
    made.add(Unit([10 + number], [Span(number, number + 1)], [0]))
    return made


def test_each_window_has_its_own_scores_in_order() -> None:
    windows = [window(number) for number in range(MANY)]
    found = list(scored(iter(windows), lambda each: each.words[0].start))
    assert found == [(each, number) for number, each in enumerate(windows)]


def test_the_scores_of_a_long_text_are_not_all_held_at_once() -> None:
    read: list[Window] = []
    next(scored(map(window, range(MANY)), read.append))
    assert 1 < len(read) < MANY / 10


def test_nothing_is_scored_where_there_is_no_window() -> None:
    assert list(scored([], id)) == []
