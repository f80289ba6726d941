"""From the scores of a window to labelled runs of words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
Ints = NDArray[np.intp]

FIELDS = ("source", "cue", "content")
NAME_KINDS = ("person", "organisation", "country", "city", "place")
"""What names name; a place is any that is neither a country nor a city."""
LINKS = ("source", "cue")
"""What each content points to."""
SOURCE, CUE, CONTENT = range(len(FIELDS))
LINKED = (SOURCE, CUE)
_NEVER = -1e9


def bio(fields: Sequence[str]) -> tuple[str, ...]:
    """The labels of words by which fields are marked: outside, and beginning and inside of each."""
    return ("O", *(f"{part}-{field}" for field in fields for part in "BI"))


LABELS = bio(FIELDS)
NAME_LABELS = bio(NAME_KINDS)


class Run(NamedTuple):
    """Words ``first`` up to ``last`` of one field, by its number."""

    field: int
    first: int
    last: int


def log_softmax(scores: Floats) -> Floats:
    """Over the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    logs: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return logs


def labelled(logs: Floats, opens: Sequence[bool], before: int) -> list[int]:
    """The most probable labels of a window's words in which "inside" follows only its own field.

    ``logs`` (word, label), the labels being those of :func:`bio`; nothing runs on into a word that ``opens``
    a line. ``before`` is the label of the word before the first, for a line that began in the window before.
    """
    best = logs.argmax(1)
    last = np.concatenate([[before], best[:-1]])
    last[np.asarray(opens)] = 0
    wrong = (best > 0) & (best % 2 == 0) & (last != best) & (last != best - 1)
    labels: list[int] = best.tolist()
    # What is best word by word is best altogether wherever it is allowed.
    if wrong.any():
        borders = [index for index, opening in enumerate(opens) if opening and index]
        for first, end in pairwise([0, *borders, len(labels)]):
            if wrong[first:end].any():
                line_before = before if first == 0 and not opens[0] else 0
                labels[first:end] = _viterbi(logs[first:end].tolist(), line_before)
    return labels


def runs(labels: Sequence[int]) -> list[Run]:
    """The runs of fields, in order; one that the window begins inside of begins at its first word."""
    found: list[Run] = []
    last = len(labels)
    for word in range(len(labels) - 1, -1, -1):
        label = labels[word]
        if not label:
            last = word
        elif label % 2 or word == 0 or labels[word - 1] not in (label, label - 1):
            found.append(Run((label - 1) // 2, word, last))
            last = word
    return found[::-1]


def _viterbi(logs: list[list[float]], before: int) -> list[int]:
    size = len(logs[0])
    best = [0.0 if label == before else _NEVER for label in range(size)]
    back: list[list[int]] = []
    for row in logs:
        # By label, the label before it.
        top = max(best)
        last = [best.index(top)] * size
        reached = [top + score for score in row]
        for inside in range(2, size, 2):
            last[inside] = inside - 1 if best[inside - 1] >= best[inside] else inside
            reached[inside] = best[last[inside]] + row[inside]
        back.append(last)
        best = reached
    label = best.index(max(best))
    labels = [label]
    for last in reversed(back[1:]):
        label = last[label]
        labels.append(label)
    return labels[::-1]
