"""Scores of a window become opinions: expression, target, holder."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pytest

from onrecord.positions.labels import EXPRESSIONS, HOLDER, LINKS, TARGET
from onrecord.positions.opinions import Opinion, OpinionScores, holder_at, opinions
from onrecord.records import Polarity, Span
from onrecord.tagging.pieces import Unit, Window

TEXT = "Minister Sariev firmly supports the new base near Kemar"
WORDS = [Span(at, at + len(word)) for word in TEXT.split() for at in [TEXT.index(word)]]
MINISTER, SARIEV, FIRMLY, SUPPORTS, THE, NEW, BASE, NEAR, KEMAR = range(len(WORDS))
NOBODY, AUTHOR = "nobody", "author"
B_AGAINST, I_AGAINST, B_FOR, I_FOR = range(1, 5)


def window() -> Window:
    """One line, each of its words one piece."""
    made = Window()
    made.add(Unit([10 + n for n in range(len(WORDS))], WORDS, list(range(len(WORDS)))))
    return made


class Scores:
    """Scores that say nothing, to be filled."""

    def __init__(self) -> None:
        pieces = len(window().pieces)
        self.expressions = np.zeros((pieces, len(EXPRESSIONS)), np.float32)
        self.expressions[:, 0] = 5
        self.links = np.zeros((len(LINKS), pieces, pieces), np.float32)

    def expression(self, label: int, *words: int) -> None:
        for at, word in enumerate(words):
            self.expressions[1 + word, label + (at > 0)] = 15

    def point(
        self, link: slice, word: int, first: int | str, last: int | None = None, score: float = 15
    ) -> None:
        end = len(window().pieces) - 1
        for pointer, to in zip(
            range(len(LINKS))[link], (first, first if last is None else last), strict=True
        ):
            place = {NOBODY: 0, AUTHOR: end}[to] if isinstance(to, str) else 1 + to
            self.links[pointer, 1 + word, place] = score

    def read(self, ease: float = 0.0, listed: Collection[int] | None = None) -> list[Opinion]:
        return list(opinions(window(), OpinionScores(self.expressions, self.links), ease, listed))


def words(span: Span | None) -> str | None:
    return TEXT[span.start : span.end] if span else None


def test_nothing_is_expressed() -> None:
    assert Scores().read() == []


def test_an_expression_points_to_where_target_and_holder_begin_and_end() -> None:
    scores = Scores()
    scores.expression(B_FOR, FIRMLY, SUPPORTS)
    scores.point(TARGET, FIRMLY, THE, BASE)
    scores.point(HOLDER, FIRMLY, MINISTER, SARIEV)
    (found,) = scores.read()
    assert (words(found.expression), words(found.target), words(found.holder)) == (
        "firmly supports",
        "the new base",
        "Minister Sariev",
    )
    assert found.polarity is Polarity.FOR
    assert not found.authors
    assert found.sureness == pytest.approx(1, abs=0.01)
    assert found.holder_sureness == pytest.approx(1, abs=0.01)


def test_nothing_ends_before_it_begins() -> None:
    scores = Scores()
    scores.expression(B_AGAINST, SUPPORTS)
    scores.point(TARGET, SUPPORTS, KEMAR, THE, score=6)
    scores.point(TARGET, SUPPORTS, NEW, BASE, score=5)
    (found,) = scores.read()
    assert words(found.target) == "new base"


def test_odds_are_those_of_all_that_lies_within() -> None:
    scores = Scores()
    scores.expression(B_FOR, SUPPORTS)
    scores.point(TARGET, SUPPORTS, THE, BASE)
    scores.point(TARGET, SUPPORTS, NEW, BASE)
    (found,) = scores.read()
    assert words(found.target) == "the new base"
    assert found.sureness == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(("to", "authors"), [(NOBODY, False), (AUTHOR, True)])
def test_no_holder_named(to: str, authors: bool) -> None:
    scores = Scores()
    scores.expression(B_FOR, SUPPORTS)
    scores.point(TARGET, SUPPORTS, BASE)
    scores.point(HOLDER, SUPPORTS, to)
    (found,) = scores.read()
    assert found.holder is None
    assert found.authors is authors


def test_where_no_target_is_probable_the_best_is_taken_and_unsure() -> None:
    scores = Scores()
    scores.expression(B_FOR, SUPPORTS)
    scores.point(TARGET, SUPPORTS, KEMAR, score=0.5)
    (found,) = scores.read()
    assert words(found.target) == "Kemar"
    assert found.sureness < 0.3


def test_two_expressions_side_by_side() -> None:
    scores = Scores()
    scores.expression(B_FOR, FIRMLY)
    scores.expression(B_AGAINST, SUPPORTS)
    assert [(words(each.expression), each.polarity) for each in scores.read()] == [
        ("firmly", Polarity.FOR),
        ("supports", Polarity.AGAINST),
    ]


def test_less_is_asked_of_words_that_lists_know_and_more_of_others() -> None:
    scores = Scores()
    scores.expressions[1 + SUPPORTS, B_FOR] = 5.2
    scores.expressions[1 + FIRMLY, B_AGAINST] = 4.8
    scores.point(TARGET, SUPPORTS, BASE)
    scores.point(TARGET, FIRMLY, BASE)
    assert [words(found.expression) for found in scores.read()] == ["supports"]
    assert scores.read(listed=()) == []
    assert [words(found.expression) for found in scores.read(listed={FIRMLY})] == ["firmly"]
    assert [words(found.expression) for found in scores.read(listed={FIRMLY, SUPPORTS})] == [
        "firmly",
        "supports",
    ]


def test_what_lists_know_leaves_the_sureness() -> None:
    scores = Scores()
    scores.expressions[1 + SUPPORTS, B_FOR] = 6
    scores.point(TARGET, SUPPORTS, BASE)
    assert scores.read(listed={SUPPORTS}) == scores.read(listed=()) == scores.read()


@pytest.mark.parametrize(
    ("to", "holder", "authors"), [(SARIEV, "Sariev", False), (NOBODY, None, False), (AUTHOR, None, True)]
)
def test_any_word_points_to_a_holder(to: int | str, holder: str | None, authors: bool) -> None:
    scores = Scores()
    scores.point(HOLDER, NEW, to)
    found = holder_at(window(), OpinionScores(scores.expressions, scores.links), NEW)
    assert (words(found.holder), found.authors) == (holder, authors)
    assert found.sureness == pytest.approx(1, abs=0.01)


def test_ease_lowers_what_is_asked() -> None:
    scores = Scores()
    scores.expressions[1 + SUPPORTS, B_FOR] = 4
    assert scores.read() == []
    assert len(scores.read(ease=2.0)) == 1
