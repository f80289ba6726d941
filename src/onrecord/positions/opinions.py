"""From the scores of a window to opinions: an expression, what it is about, whose it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

import numpy as np

from onrecord.positions.labels import EXPRESSIONS, HOLDER, SIDES, TARGET
from onrecord.records import Polarity, Span
from onrecord.tagging.decoding import Floats, Run, labelled, log_softmax, runs
from onrecord.tagging.pieces import END, WINDOW, Window

_LONGEST = 12
"""Words that a target or a holder may have."""
_WITNESS = 0.5
"""In logits: what it counts that lists know a word by which one takes a side, or do not."""
_NOBODY, _WRITER, _FIRST_WORD = range(3)
"""What a holder's pointers point to: nobody whom the window names, the writer, or from then on its words."""
_PLACES = _FIRST_WORD + WINDOW
# 1 where what begins at the row may end at the column.
_TARGETS = np.tri(_PLACES, k=_LONGEST - 1, dtype=np.float32) * np.tri(_PLACES, dtype=np.float32).T
_HOLDERS = np.concatenate([np.eye(_FIRST_WORD, _PLACES, dtype=np.float32), _TARGETS[_FIRST_WORD:]])


class OpinionScores(NamedTuple):
    """Of a window: expressions (piece, label) and links (link, piece, piece)."""

    expressions: Floats
    links: Floats


class Opinion(NamedTuple):
    """An attitude as it stands in a window.

    ``holder`` is where its holder is named, ``None`` where the window names none; ``authors`` tells that it
    is the writer's own. ``sureness`` and ``holder_sureness``, 0 to 1, are how probable expression and target,
    and holder, are.
    """

    expression: Span
    target: Span
    holder: Span | None
    authors: bool
    polarity: Polarity
    sureness: float
    holder_sureness: float


class Pointed(NamedTuple):
    """Whose the words of a window show the opinion to be, as in `Opinion`, and how probable that is."""

    holder: Span | None
    authors: bool
    sureness: float


def holder_at(window: Window, scores: OpinionScores, word: int) -> Pointed:
    """Whose an opinion is that a word, by its number, expresses or begins to."""
    first = window.firsts[word]
    end = window.pieces.index(END, first)
    odds = _pointed(scores.links[HOLDER, first][:, [0, end, *window.firsts]], _HOLDERS)
    who = _best(odds)
    named = Run(0, who.first - _FIRST_WORD, who.last - _FIRST_WORD) if who.first >= _FIRST_WORD else None
    return Pointed(_span(window, named) if named else None, who.first == _WRITER, _odds(odds, who))


def opinions(
    window: Window, scores: OpinionScores, ease: float = 0.0, listed: Collection[int] | None = None
) -> Iterator[Opinion]:
    """The opinions in a window; ``ease`` lowers what is asked of an expression, in logits.

    Where ``listed`` gives the words, by number, that take a side by what lists know, less is asked of these
    and more of others.
    """
    firsts = np.array(window.firsts)
    expressive = scores.expressions[firsts]
    expressive[:, 0] -= ease
    asked = expressive if listed is None else expressive + _asked(len(firsts), listed)
    if not asked.argmax(1).any():  # as in most sentences
        return
    logs = log_softmax(expressive)
    for run in runs(labelled(log_softmax(asked), window.opens, 0)):
        labels = 1 + 2 * run.field + (np.arange(run.last - run.first) > 0)
        sure = float(np.exp(logs[np.arange(run.first, run.last), labels].mean()))
        holder, authors, holder_sure = holder_at(window, scores, run.first)
        targets = _pointed(scores.links[TARGET, window.firsts[run.first]][:, firsts], _TARGETS)
        target = _best(targets)
        yield Opinion(
            _span(window, run),
            _span(window, target),
            holder,
            authors,
            SIDES[run.field],
            sure * _odds(targets, target),
            holder_sure,
        )


def _asked(words: int, listed: Collection[int]) -> Floats:
    """What is asked of words before they express anything: (word, label)."""
    more = np.zeros((words, len(EXPRESSIONS)), np.float32)
    more[:, 0] = _WITNESS
    more[list(listed), 0] = -_WITNESS
    return more


def _pointed(scores: Floats, possible: Floats) -> Floats:
    """How probable it is that a target or holder begins at the row and ends at the column.

    ``scores`` (2, place) are those of its beginning and its end.
    """
    begins, ends = np.exp(log_softmax(scores))
    odds: Floats = begins[:, None] * ends * possible[: len(begins), : len(ends)]
    return odds


def _best(odds: Floats) -> Run:
    first, last = np.unravel_index(odds.argmax(), odds.shape)
    return Run(0, int(first), int(last) + 1)


def _odds(odds: Floats, run: Run) -> float:
    """How probable it is that what is pointed to begins and ends within some places."""
    return float(odds[run.first : run.last, run.first : run.last].sum())


def _span(window: Window, run: Run) -> Span:
    return Span(window.words[run.first].start, window.words[run.last - 1].end)
