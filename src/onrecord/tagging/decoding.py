"""From the scores of a window to labelled runs of words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
Ints = NDArray[np.intp]

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
FIELDS = ("source", "cue", "content")
LINKS = ("source", "cue")
"""What each content points to."""
SOURCE, CUE, CONTENT = range(len(FIELDS))
LINKED = (SOURCE, CUE)
_FIELD_OF = [-1, SOURCE, SOURCE, CUE, CUE, CONTENT, CONTENT]
_INSIDE = (2, 4, 6)
_NEVER = -1e9


class Run(NamedTuple):
    """Words ``first`` up to ``last`` of one field."""

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

    ``logs`` (word, label); nothing runs on into a word that ``opens`` a line. ``before`` is the label of the
    word before the first, for a line that began in the window before.
    """
    best = logs.argmax(1)
    last = np.concatenate([[before], best[:-1]])
    last[np.asarray(opens)] = 0
    wrong = np.isin(best, _INSIDE) & (last != best) & (last != best - 1)
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
        elif label not in _INSIDE or word == 0 or _FIELD_OF[labels[word - 1]] != _FIELD_OF[label]:
            found.append(Run(_FIELD_OF[label], word, last))
            last = word
    return found[::-1]


def _viterbi(logs: list[list[float]], before: int) -> list[int]:
    best = [0.0 if label == before else _NEVER for label in range(len(LABELS))]
    back: list[tuple[int, ...]] = []
    for row in logs:
        top = max(best)
        outside = best.index(top)
        source = 1 if best[1] >= best[2] else 2
        cue = 3 if best[3] >= best[4] else 4
        content = 5 if best[5] >= best[6] else 6
        # By label, the label before it.
        last: tuple[int, ...] = (outside, outside, source, outside, cue, outside, content)
        back.append(last)
        best = [best[before] + score for before, score in zip(last, row, strict=True)]
    label = best.index(max(best))
    labels = [label]
    for last in reversed(back[1:]):
        label = last[label]
        labels.append(label)
    return labels[::-1]
