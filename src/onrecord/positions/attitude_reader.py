"""The neural reader of attitudes: opinions in a window, and the attitude toward a given target.

What the model is and how it was made stands in the card of its folder. It reads the tagger's windows and word
embeddings.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from onrecord.positions.labels import ATTITUDES, EXPRESSIONS, LANGUAGES, LINKS
from onrecord.positions.opinions import Opinion, OpinionScores, opinions
from onrecord.records import Span
from onrecord.tagging.decoding import log_softmax
from onrecord.tagging.graphs import opened, scored
from onrecord.tagging.pieces import END, Window
from onrecord.tagging.words import Words

PROTOCOL = 2
"""Of the model folder: raised whenever a reader of an older one could misread it."""


class Odds(NamedTuple):
    """How probable each attitude toward a target is; they sum to 1."""

    against: float
    neutral: float
    favour: float


class _About(msgspec.Struct):
    """What ``model.json`` says of a model folder that matters here."""

    protocol: int
    version: str
    expressions: tuple[str, ...]
    links: tuple[str, ...]
    attitudes: tuple[int, ...]
    leanings: dict[str, tuple[float, ...]]
    ease: float


class AttitudeReader:
    """A model folder, opened; raises ValueError where it does not follow our protocol."""

    def __init__(self, folder: Path, words: Words, threads: int = 1) -> None:
        about = msgspec.json.decode((folder / "model.json").read_bytes(), type=_About)
        if about.protocol != PROTOCOL:
            raise ValueError(f"{folder} follows protocol {about.protocol} of model folders, not {PROTOCOL}")
        known = (about.expressions, about.links, about.attitudes, tuple(about.leanings))
        if known != (EXPRESSIONS, LINKS, ATTITUDES, LANGUAGES):
            raise ValueError(f"{folder} has other labels than this version of onrecord")
        self.version = about.version
        self._leanings, self._ease, self._words = about.leanings, about.ease, words
        self._opinions = opened(folder / "opinions.onnx", threads)
        self._attitudes = opened(folder / "attitudes.onnx", threads)

    def scores(self, windows: Iterable[Window]) -> Iterator[tuple[Window, OpinionScores]]:
        """Windows with their scores, in order; a window is best a sentence."""
        return scored(windows, self._scores)

    def opinions(self, window: Window, scores: OpinionScores, listed: Collection[int]) -> Iterator[Opinion]:
        """The opinions that the words of a window express, in order.

        ``listed`` are the words, by number, by which one takes a side, as lists know.
        """
        return opinions(window, scores, self._ease, listed)

    def _scores(self, window: Window) -> OpinionScores:
        given = {"embedded": self._words.embedded(window.pieces)}
        scores = self._opinions.run(OpinionScores._fields, given)
        return OpinionScores(*(each[0] for each in scores))

    def attitude(self, window: Window, words: Sequence[int], language: str) -> Odds:
        """How probable each attitude toward the target is whose ``words`` (by number) a window holds."""
        target = np.zeros((1, len(window.pieces)), np.float32)
        target[0, list(pieces_of(window, words))] = 1
        given = {"embedded": self._words.embedded(window.pieces), "target": target}
        (scores,) = self._attitudes.run(["attitude"], given)
        odds = np.exp(log_softmax(scores[0] + np.array(self._leanings[language], np.float32)))
        return Odds(*map(float, odds))


def pieces_of(window: Window, words: Sequence[int]) -> Iterator[int]:
    """The positions of the pieces of some words, by number."""
    ends = [*window.firsts[1:], len(window.pieces)]
    for word in words:
        for at in range(window.firsts[word], ends[word]):
            if window.pieces[at] != END:
                yield at


def words_in(window: Window, span: Span) -> Sequence[int]:
    """The numbers of the words that a span touches."""
    return [n for n, word in enumerate(window.words) if word.start < span.end and word.end > span.start]


@cache
def default_reader() -> AttitudeReader:
    """The reader that comes with onrecord."""
    with (
        as_file(files("onrecord.positions").joinpath("model")) as folder,
        as_file(files("onrecord.tagging").joinpath("model")) as tagger,
    ):
        return AttitudeReader(folder, Words(tagger))
