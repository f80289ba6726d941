"""From scores to statements: numpy only, the same at evaluation and in the shipped model's reference."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from training.settings import FIELDS, LABELS, LINKS
from training.windows import Unit, Window

Floats = NDArray[np.float32]
Span = tuple[int, int]
_FORBIDDEN = -1e9


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of a window: emissions (length, label), links (link, length, length)."""

    emissions: Floats
    links: Floats


@dataclass(slots=True)
class Statement:
    """A content with what it points to, as half-open code-point spans of the text."""

    content: list[Span]
    cue: list[Span]
    speaker_span: list[Span]
    score: float


@dataclass(frozen=True, slots=True)
class _Found:
    """A run of words with one field: places of its first piece, its span, its mean log probability."""

    field: str
    place: int
    span: Span
    score: float


@dataclass(slots=True)
class _Table:
    """Word by word over a whole document: the model's view of each."""

    places: list[int] = field(default_factory=list)  # of first pieces
    spans: list[Span] = field(default_factory=list)
    opens: list[bool] = field(default_factory=list)  # whether a line begins here


def _transitions() -> Floats:
    """Inside follows only begin or inside of the same field."""
    allowed = np.zeros((len(LABELS), len(LABELS)), np.float32)
    for after, label in enumerate(LABELS):
        if label.startswith("I-"):
            for before, other in enumerate(LABELS):
                if other[2:] != label[2:]:
                    allowed[before, after] = _FORBIDDEN
    return allowed


_TRANSITIONS = _transitions()
_OPENING = np.array([_FORBIDDEN if label.startswith("I-") else 0 for label in LABELS], np.float32)


def viterbi(emissions: Floats, opens: Sequence[bool]) -> list[int]:
    """The best labels (word) for emissions (word, label); nothing runs on into a word that opens a line."""
    if not len(emissions):
        return []
    best = emissions[0] + _OPENING
    back = np.zeros(emissions.shape, np.intp)
    for at in range(1, len(emissions)):
        ways = best[:, None] + _TRANSITIONS
        back[at] = ways.argmax(0)
        best = ways.max(0) + emissions[at]
        if opens[at]:
            best = best + _OPENING
    labels = [int(best.argmax())]
    for at in range(len(emissions) - 1, 0, -1):
        labels.append(int(back[at][labels[-1]]))
    return labels[::-1]


def log_softmax(x: Floats) -> Floats:
    """Over the last axis."""
    shifted = x - x.max(-1, keepdims=True)
    logs: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return logs


def _table(units: Sequence[Unit]) -> _Table:
    table, place = _Table(), 0
    for unit in units:
        for at, piece in enumerate(unit.pieces):
            if piece.first:
                table.places.append(place)
                table.spans.append((piece.start, piece.end))
                table.opens.append(at == 0 and not unit.continues)
            else:
                table.spans[-1] = (table.spans[-1][0], piece.end)
            place += 1
    return table


def _found(table: _Table, logs: Floats, labels: Sequence[int]) -> list[_Found]:
    runs: list[list[int]] = []
    for word, label in enumerate(labels):
        if LABELS[label].startswith("B-"):
            runs.append([word])
        elif label:
            runs[-1].append(word)
    return [
        _Found(
            LABELS[labels[run[0]]][2:],
            table.places[run[0]],
            (table.spans[run[0]][0], table.spans[run[-1]][1]),
            float(np.mean([logs[word, labels[word]] for word in run])),
        )
        for run in runs
    ]


def _link(
    content: _Found, found: Sequence[_Found], kind: int, scores: Floats, at: dict[int, int]
) -> tuple[_Found | None, float]:
    """The run of a kind that the content points to, None for none, and the log probability of that."""
    others: list[_Found | None] = [None]
    others += [run for run in found if run.field == LINKS[kind] and run.place in at]
    columns = [0 if other is None else at[other.place] for other in others]
    logs = log_softmax(scores[kind, at[content.place], columns])
    best = int(logs.argmax())
    return others[best], float(logs[best])


def statements(units: Sequence[Unit], windows: Sequence[Window], scores: Sequence[Scores]) -> list[Statement]:
    """The statements of a document, given the model's scores of its windows in order.

    Of a piece that several windows hold, the one that shows most on both its sides decides. Contents of one
    line with the same cue and the same source are the parts of one statement.
    """
    table = _table(units)
    home = _homes(windows)
    ats = [{place: i for i, place in enumerate(view.places) if place >= 0} for view in windows]
    rows = [scores[home[place]].emissions[ats[home[place]][place]] for place in table.places]
    if not rows:
        return []
    emissions = np.stack(rows)
    found = _found(table, log_softmax(emissions), viterbi(emissions, table.opens))
    lines = dict(zip(table.places, np.cumsum(table.opens).tolist(), strict=True))
    made: dict[tuple[int, int, int], Statement] = {}
    for content in found:
        if content.field != FIELDS[2]:
            continue
        window = home[content.place]
        (source, sure), (cue, _) = (
            _link(content, found, kind, scores[window].links, ats[window]) for kind in range(len(LINKS))
        )
        whole = (
            lines[content.place],
            cue.place if cue else -1 - content.place,  # without a cue nothing is joined
            source.place if source else -1,
        )
        if whole in made:
            made[whole].content.append(content.span)
        else:
            made[whole] = Statement(
                [content.span],
                [cue.span] if cue else [],
                [source.span] if source else [],
                float(np.exp(content.score + sure)),
            )
    return list(made.values())


def _homes(windows: Sequence[Window]) -> dict[int, int]:
    """For each place the window in which it lies farthest from an end."""
    depth: dict[int, tuple[int, int]] = {}
    for number, view in enumerate(windows):
        last = len(view.places) - 1
        for at, place in enumerate(view.places):
            deep = min(at, last - at)
            if place >= 0 and (place not in depth or deep > depth[place][0]):
                depth[place] = (deep, number)
    return {place: number for place, (_, number) in depth.items()}
