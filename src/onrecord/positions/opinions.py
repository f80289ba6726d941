"""From the scores of a window to opinions: an expression, what it is about, whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from onrecord.positions.labels import HOLDER, PARTS, SIDES, TARGET
from onrecord.records import Polarity, Span
from onrecord.tagging.decoding import Floats, Run, labelled, log_softmax, runs
from onrecord.tagging.pieces import END, Window

_GOING_ON = 1.5
"""How much less probable than its end, in logits, a part may be to go on after a word that was pointed to."""
_SECOND_TARGET = 0.3
"""How probable a further target of one expression must be."""


class OpinionScores(NamedTuple):
    """Of a window: expressions (piece, label), parts (piece, labels of targets and holders), links
    (link, piece, piece)."""

    expressions: Floats
    parts: Floats
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


def opinions(window: Window, scores: OpinionScores, ease: float = 0.0) -> Iterator[Opinion]:
    """The opinions in a window; ``ease`` lowers what is asked of an expression, in logits."""
    firsts = np.array(window.firsts)
    expressive = scores.expressions[firsts].copy()
    expressive[:, 0] -= ease
    logs = log_softmax(expressive)
    parts = [scores.parts[firsts][:, slice(k * len(PARTS), (k + 1) * len(PARTS))] for k in (TARGET, HOLDER)]
    found = [runs(labelled(log_softmax(each), window.opens, 0)) for each in parts]
    ends = [at for at, piece in enumerate(window.pieces) if piece == END]
    for run in runs(labelled(logs, window.opens, 0)):
        first = window.firsts[run.first]
        labels = 1 + 2 * run.field + (np.arange(run.last - run.first) > 0)
        sure = float(np.exp(logs[np.arange(run.first, run.last), labels].mean()))
        end = next(at for at in ends if at > first)
        holder_odds = _softmax(scores.links[HOLDER, first, [0, end, *firsts]])
        best = int(holder_odds.argmax())
        holder = None
        if best > 1:
            holder = _span(window, _part(found[HOLDER], parts[HOLDER], window.opens, best - 2))
        target_odds = _softmax(scores.links[TARGET, first, firsts])
        expression = _span(window, run)
        for target, odds in _targets(target_odds, found[TARGET], parts[TARGET], window.opens):
            yield Opinion(
                expression,
                _span(window, target),
                holder,
                best == 1,
                SIDES[run.field],
                sure * odds,
                float(holder_odds[best]),
            )


def _targets(
    odds: Floats, found: Sequence[Run], scores: Floats, opens: Sequence[bool]
) -> list[tuple[Run, float]]:
    """The probable targets, each with the odds of all of its words; at least one."""
    targets: list[Run] = []
    for word in np.flatnonzero(odds >= _SECOND_TARGET).tolist() or [int(odds.argmax())]:
        if not any(run.first <= word < run.last for run in targets):
            targets.append(_part(found, scores, opens, word))
    return [(run, float(odds[run.first : run.last].sum())) for run in targets]


def _part(found: Sequence[Run], scores: Floats, opens: Sequence[bool], word: int) -> Run:
    """The target or holder that holds a word; where none does, the word and what may go on after it.

    ``scores`` (word, label of parts) are those of targets or of holders; ``opens`` tells where lines begin.
    """
    run = next((run for run in found if run.first <= word < run.last), None)
    if run:
        return run
    last = word + 1
    while last < len(scores) and not opens[last] and _goes_on(scores[last]):
        last += 1
    return Run(0, word, last)


def _goes_on(scores: Floats) -> bool:
    outside, _, inside = scores
    return bool(inside > outside - _GOING_ON)


def _span(window: Window, run: Run) -> Span:
    return Span(window.words[run.first].start, window.words[run.last - 1].end)


def _softmax(scores: Floats) -> Floats:
    odds: Floats = np.exp(log_softmax(scores))
    return odds
