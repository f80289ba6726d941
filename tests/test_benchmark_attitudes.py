"""The measures of attitudes and opinions."""

import pytest
from benchmarks.attitudes import Opinion, f1_of_sides, macro_f1, tuple_f1


def opinion(holder: set[object], target: set[int], expression: set[int], polarity: int = 1) -> Opinion:
    return Opinion(frozenset(holder), frozenset(target), frozenset(expression), polarity)


def test_f1_of_sides_leaves_neutral_out() -> None:
    assert f1_of_sides([1, -1, 0, 0], [1, -1, 0, 0]) == 1.0
    # Negative: one of one is right, two were said: 2/3. Positive: none.
    assert f1_of_sides([1, -1, 0], [-1, -1, 0]) == pytest.approx(1 / 3)


def test_macro_f1_counts_neutral() -> None:
    assert macro_f1([1, -1, 0], [-1, -1, 0]) == pytest.approx((2 / 3 + 1 + 0) / 3)


def test_tuples_count_by_the_share_of_their_words() -> None:
    gold = [[opinion({1}, {3, 4}, {2})]]
    assert tuple_f1(gold, gold) == 1.0
    # All of the found words are right, half of the target is missing.
    assert tuple_f1(gold, [[opinion({1}, {3}, {2})]]) == pytest.approx(2 * 1 * (2.5 / 3) / (1 + 2.5 / 3))


@pytest.mark.parametrize(
    "said",
    [
        opinion({1}, {3}, {2}, -1),  # the other side
        opinion({"author"}, {3}, {2}),  # somebody else's
        opinion({1}, {5}, {2}),  # toward somebody else
        opinion({1}, {3}, {6}),  # by other words
    ],
)
def test_tuples_that_miss_a_part_count_nothing(said: Opinion) -> None:
    assert tuple_f1([[opinion({1}, {3}, {2})]], [[said]]) == 0.0


def test_precision_and_recall_of_tuples() -> None:
    right = opinion({1}, {3}, {2})
    assert tuple_f1([[right], [right]], [[right], []]) == pytest.approx(2 / 3)
    assert tuple_f1([[right], []], [[right], [right]]) == pytest.approx(2 / 3)
