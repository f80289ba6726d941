"""The neural tagger: which words of a text are speaker, cue and content, which belong together, which name.

BIO labels over words and a pointer from each content to its speaker and its cue, after Newell et al. (2018)
and Pavllo et al. (2018), over a multilingual encoder, and from the same states BIO scores for names; what the
model is and how it was made stands in the card of its folder. It runs on onnxruntime, one window at a time:
a window's scores depend on nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec
import numpy as np
from tokenizers import Tokenizer

from onrecord.records import Span, Spans
from onrecord.tagging.decoding import (
    CONTENT,
    FIELDS,
    LABELS,
    LINKED,
    LINKS,
    NAME_LABELS,
    Floats,
    Ints,
    Run,
    labelled,
    log_softmax,
    runs,
)
from onrecord.tagging.graphs import opened, scored
from onrecord.tagging.pieces import Window, units, windows
from onrecord.tagging.words import Words

PROTOCOL = 4
"""Of the model folder: raised whenever a reader of an older one could misread it."""
_FAINT = 1e-4  # what keeps the logarithm of an improbable field finite


class Tagged(NamedTuple):
    """A statement as the tagger sees it; ``score``, 0 to 1, is how sure it is of content and speaker."""

    content: Spans
    cue: Spans
    speaker: Spans
    score: float


@dataclass(frozen=True, slots=True)
class Tagging:
    """What the tagger makes of a text: its statements, and of every word how much it is of each field.

    ``starts`` and ``ends`` (word) are offsets into the text; ``sums`` (field, word + 1) the running sums of
    log probabilities; ``begins`` and ``goes_on`` (word) the probabilities that a content begins or goes on
    there. ``names`` (word, label) are scores of the labels of names, without the evidence of lists;
    ``opens`` (word) tells which words begin a line.
    """

    statements: list[Tagged]
    starts: Ints
    ends: Ints
    sums: Floats
    begins: Floats
    goes_on: Floats
    names: Floats
    opens: list[bool]

    def support(self, field: int, spans: Spans) -> float:
        """The geometric mean of the probability that the words of ``spans`` are of a field; 1 for none."""
        ranges = [self._words(span) for span in spans]
        count = sum(last - first for first, last in ranges)
        total = sum(float(self.sums[field, last] - self.sums[field, first]) for first, last in ranges)
        return float(np.exp(total / count)) if count else 1.0

    def edges(self, content: Spans) -> float:
        """The mean probability that a content begins and ends where each of ``content`` does."""
        sure = []
        for first, last in map(self._words, content):
            if first < last:
                sure.append(float(self.begins[first]))
                sure.append(1 - float(self.goes_on[last]) if last < len(self.goes_on) else 1.0)
        return sum(sure) / len(sure) if sure else 0.0

    def _words(self, span: Span) -> tuple[int, int]:
        first = int(self.ends.searchsorted(span.start, "right"))
        return first, max(first, int(self.starts.searchsorted(span.end)))


class Scores(Protocol):
    """Whatever scores windows: the model that ships, or one in training."""

    def scores(self, window: Window) -> WindowScores:
        """Those of a window."""
        ...


class WindowScores(NamedTuple):
    """Emissions (piece, label), links (link, piece, piece) and names (piece, label of names) of a window."""

    emissions: Floats
    links: Floats
    names: Floats


class Evidence(msgspec.Struct, frozen=True):
    """How much what lists know of a word and its neighbours counts for each label of names.

    ``weights`` (feature of the word before, the word, the word after; label): what is added to the scores.
    """

    features: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]


class _Protocol(msgspec.Struct):
    protocol: int


class _About(msgspec.Struct):
    """What ``model.json`` says of a model folder that matters here."""

    version: str
    labels: tuple[str, ...]
    links: tuple[str, ...]
    names: tuple[str, ...]
    evidence: Evidence


class Tagger:
    """A model folder, opened; raises ValueError where it does not follow our protocol."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        described = (folder / "model.json").read_bytes()
        protocol = msgspec.json.decode(described, type=_Protocol).protocol
        if protocol != PROTOCOL:
            raise ValueError(f"{folder} follows protocol {protocol} of model folders, not {PROTOCOL}")
        about = msgspec.json.decode(described, type=_About)
        if (about.labels, about.links, about.names) != (LABELS, LINKS, NAME_LABELS):
            raise ValueError(f"{folder} has other labels than this version of onrecord")
        self.version = about.version
        self.evidence = about.evidence
        self.words = Words(folder)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._session = opened(folder / "model.onnx", threads)

    def scores(self, window: Window) -> WindowScores:
        """Those of a window."""
        embedded = self.words.embedded(window.pieces)
        found = self._session.run(WindowScores._fields, {"embedded": embedded})
        return WindowScores(*(scores[0] for scores in found))

    def tag(self, text: str, lines: Iterable[Span]) -> Tagging:
        """What the given lines of ``text`` hold."""
        return tagging(windows(units(text, lines, self.tokenizer)), self)


@cache
def default_tagger() -> Tagger:
    """The tagger that comes with onrecord."""
    with as_file(files("onrecord.tagging").joinpath("model")) as folder:
        return Tagger(folder)


def tagging(read: Iterable[Window], model: Scores) -> Tagging:
    """The scores of windows in their order, as one text."""
    words: list[Span] = []
    rows: list[Floats] = [np.zeros((0, len(LABELS)), np.float32)]
    names: list[Floats] = [np.zeros((0, len(NAME_LABELS)), np.float32)]
    opens: list[bool] = []
    document = _Document()
    for window, scores in scored(read, model.scores):
        logs = log_softmax(scores.emissions[window.firsts])
        rows.append(logs)
        names.append(scores.names[window.firsts])
        document.add(window, logs, scores.links)
        words += window.words
        opens += window.opens
    probable = np.exp(np.concatenate(rows))
    fields = np.stack([probable[:, 1 + 2 * field : 3 + 2 * field].sum(1) for field in range(len(FIELDS))])
    sums = np.zeros((len(FIELDS), len(words) + 1), np.float64)
    np.log(fields + _FAINT).cumsum(1, out=sums[:, 1:])
    starts, ends = (np.array([word[end] for word in words], np.intp) for end in (0, 1))
    begins, goes_on = probable[:, 1 + 2 * CONTENT], probable[:, 2 + 2 * CONTENT]
    return Tagging(document.statements(), starts, ends, sums, begins, goes_on, np.concatenate(names), opens)


@dataclass(slots=True)
class _Content:
    """A content with what it points to, by the places where those begin."""

    span: Span
    line: int
    cue: Span | None
    speaker: Span | None
    score: float


class _Document:
    """The contents found so far, window by window."""

    def __init__(self) -> None:
        self._contents: list[_Content] = []
        self._line = 0
        self._label = 0
        self._open: _Content | None = None  # the content that the last word belongs to

    def add(self, window: Window, logs: Floats, links: Floats) -> None:
        """Take up a window: ``logs`` (word, label), ``links`` (link, piece, piece)."""
        labels = labelled(logs, window.opens, self._label)
        found = runs(labels)
        sure = np.concatenate([[0.0], logs[np.arange(len(labels)), labels].cumsum()])
        lines = (np.cumsum(window.opens) + self._line).tolist()
        # A line cut in two: the model does not see that its content began in the window before.
        going_on = None if window.opens[0] else self._open
        self._open = None
        for run in found:
            if run.field != CONTENT:
                continue
            if going_on and run.first == 0:
                content = going_on
                content.span = Span(content.span.start, _span(window, run).end)
            else:
                speaker, cue = (_pointed_at(window, found, run, field, links) for field in LINKED)
                mean = (sure[run.last] - sure[run.first]) / (run.last - run.first)
                score = float(np.exp(mean + speaker.log))
                content = _Content(_span(window, run), lines[run.first], cue.span, speaker.span, score)
                self._contents.append(content)
            if run.last == len(labels):
                self._open = content
        self._line, self._label = lines[-1], labels[-1]

    def statements(self) -> list[Tagged]:
        """The contents, those of one line with the same cue and the same speaker being one statement."""
        whole: dict[object, list[_Content]] = {}
        for number, content in enumerate(self._contents):
            # Without a cue nothing is joined.
            key = (content.line, content.cue, content.speaker) if content.cue else number
            whole.setdefault(key, []).append(content)
        return [
            Tagged(
                tuple(part.span for part in parts),
                (parts[0].cue,) if parts[0].cue else (),
                (parts[0].speaker,) if parts[0].speaker else (),
                parts[0].score,
            )
            for parts in whole.values()
        ]


class _Pointed(NamedTuple):
    """What a content points to, ``None`` for nothing, and the log probability of that."""

    span: Span | None
    log: float


def _pointed_at(window: Window, found: Sequence[Run], content: Run, field: int, links: Floats) -> _Pointed:
    others = [run for run in found if run.field == field]
    columns = [0, *(window.firsts[run.first] for run in others)]
    scores = links[field, window.firsts[content.first], columns].tolist()
    top = max(scores)
    best = scores.index(top)
    log = -math.log(sum(math.exp(score - top) for score in scores))
    return _Pointed(_span(window, others[best - 1]) if best else None, log)


def _span(window: Window, run: Run) -> Span:
    return Span(window.words[run.first].start, window.words[run.last - 1].end)
