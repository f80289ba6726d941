"""Labels are the best allowed ones; runs are what they say."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onrecord.tagging.decoding import LABELS, Floats, Run, labelled, log_softmax, runs

O, B_SOURCE, I_SOURCE, B_CUE, I_CUE, B_CONTENT, I_CONTENT = range(7)  # noqa: E741 - the field's own letter
SCORES = arrays(np.float64, st.tuples(st.integers(1, 4), st.just(7)), elements=st.integers(-4, 4))


def allowed(labels: tuple[int, ...], opens: list[bool], before: int) -> bool:
    previous = [before, *labels[:-1]]
    return all(
        not LABELS[label].startswith("I-") or (LABELS[last][2:] == LABELS[label][2:] and not opening)
        for last, label, opening in zip(previous, labels, opens, strict=True)
    )


@settings(max_examples=150, deadline=None)
@given(SCORES, st.data())
def test_labels_are_the_best_allowed(scores: Floats, data: st.DataObject) -> None:
    logs = log_softmax(scores)
    opens = data.draw(st.lists(st.booleans(), min_size=len(logs), max_size=len(logs)))
    before = data.draw(st.integers(0, 6))

    def total(labels: tuple[int, ...]) -> float:
        return float(sum(logs[word, label] for word, label in enumerate(labels)))

    found = tuple(labelled(logs, opens, before))
    every = product(range(7), repeat=len(logs))
    best = max(total(labels) for labels in every if allowed(labels, opens, before))
    assert allowed(found, opens, before)
    assert total(found) == pytest.approx(best)


@given(st.lists(st.integers(0, 6), max_size=30))
def test_runs_part_the_labelled_words(labels: list[int]) -> None:
    found = runs(labels)
    inside = [word for run in found for word in range(run.first, run.last)]
    assert inside == [word for word, label in enumerate(labels) if label]
    assert all(one.last <= other.first for one, other in pairwise(found))


def test_what_begins_again_is_another_run() -> None:
    assert runs([B_CONTENT, I_CONTENT, B_CONTENT, O, I_CUE]) == [Run(2, 0, 2), Run(2, 2, 3), Run(1, 4, 5)]


def test_nothing_runs_on_into_a_new_line() -> None:
    logs = np.log(np.full((2, 7), 0.01))
    logs[0, B_CONTENT] = logs[1, I_CONTENT] = np.log(0.94)
    assert labelled(logs, [True, False], O) == [B_CONTENT, I_CONTENT]
    assert I_CONTENT not in labelled(logs, [True, True], O)


def test_a_line_goes_on_from_the_window_before() -> None:
    logs = np.log(np.full((1, 7), 0.01))
    logs[0, I_CONTENT] = np.log(0.94)
    assert labelled(logs, [False], B_CONTENT) == [I_CONTENT]
    assert labelled(logs, [False], B_CUE) != [I_CONTENT]
