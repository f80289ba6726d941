"""Fits how probable a position is (src/onrecord/positions/weights.json).

A logistic regression over the articles in which attitudes are annotated, each read by a reader that has not
learnt it: is there an annotated attitude of the same polarity whose holder and target touch those found?
"""

import argparse
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray

from onrecord.attribution.statements import attribute
from onrecord.pipeline import readable
from onrecord.positions import IssueReader
from onrecord.positions.attitude_reader import AttitudeReader as Shipped
from onrecord.positions.attitude_reader import default_reader
from onrecord.positions.opinions import Opinion as Found
from onrecord.positions.opinions import OpinionScores, opinions
from onrecord.positions.reading import Readers, candidates
from onrecord.positions.weighing import Weights
from onrecord.reading import describe
from onrecord.records import Document, Position, Span
from onrecord.tagging.pieces import Window
from onrecord.tagging.tagger import default_tagger
from training.attitude_export import load
from training.attitude_folds import scored
from training.attitude_model import OpinionReader
from training.folds import FOLDS, checkpoint, fold
from training.opinions import Opinion, Source, sources
from training.settings import WORK

_OUTPUT = Path(__file__).parents[1] / "src" / "onrecord" / "positions" / "weights.json"
_RIDGE = 75.0
_STEPS = 60
_REPEAT = {"own-en": 9, "own-ky": 18, "ruopinionne": 3, "written-ky": 1}
"""How often a text counts: printed Kyrgyz news is what is read, and there is little of it."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Exact:
    """A reader of opinions in float, in the place of the one that ships."""

    reader: OpinionReader
    ease: float
    version: str = "0"

    def scores(self, windows: Iterable[Window]) -> Iterator[tuple[Window, OpinionScores]]:
        """Windows with their scores, in order."""
        return ((window, scored(self.reader, window)) for window in windows)

    def opinions(self, window: Window, scores: OpinionScores, listed: Collection[int]) -> Iterator[Found]:
        """Those in a window."""
        return opinions(window, scores, self.ease, listed)


def judged(source: Source, reader: Shipped) -> Iterator[tuple[tuple[float, ...], bool]]:
    """What was seen of each position in an article, and whether it is right."""
    document = describe(Document(source.id, source.text, language=source.language))
    lines = list(readable(document))
    tagger = default_tagger()
    statements, actors = attribute(document, lines, tagger)
    found = candidates(
        document, lines, statements, actors, Readers(tagger.tokenizer, reader, IssueReader(()))
    )
    left = list(source.opinions or ())
    # An attitude that was found twice was right once, the second time it is in the way.
    for position, seen in sorted(found, key=lambda each: -each.position.confidence):
        if seen is not None:
            same = next((each for each in left if _same(position, each)), None)
            if same is not None:
                left.remove(same)
            yield seen, same is not None


def _same(position: Position, gold: Opinion) -> bool:
    holder = gold.holder if isinstance(gold.holder, Span) else None
    return (
        position.polarity == gold.polarity
        and any(_touch(each, gold.target) for each in position.target_span)
        and holder is not None
        and any(_touch(each, holder) for each in position.holder_span)
    )


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def fitted(rows: Sequence[tuple[tuple[float, ...], bool]]) -> tuple[float, ...]:
    """Weights by Newton's method, with a ridge."""
    seen, right = np.array([each for each, _ in rows]), np.array([float(answer) for _, answer in rows])
    weights: Floats = np.zeros(seen.shape[1])
    for _ in range(_STEPS):
        sure = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (right - sure) - _RIDGE * weights
        curve = (seen * (sure * (1 - sure))[:, None]).T @ seen + _RIDGE * np.eye(seen.shape[1])
        weights += np.linalg.solve(curve, slope)
    return tuple(round(float(each), 4) for each in weights)


def main() -> None:
    """Fits and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--folds", type=int, default=FOLDS, help="of so many folds the articles are read")
    parser.add_argument("--ease", type=float, default=0.5, help="what an expression is spared, in logits")
    parser.add_argument("--output", type=Path, default=_OUTPUT)
    given = parser.parse_args()
    torch.set_num_threads(1)
    corpora = sources()
    rows: list[tuple[tuple[float, ...], bool]] = []
    for number in range(given.folds):
        own = load(given.work, checkpoint("opinions", number), OpinionReader)
        reader: Shipped = _Exact(own, given.ease)  # type: ignore[assignment]
        for corpus, times in _REPEAT.items():
            for source in corpora[corpus]:
                if fold(source) == number:
                    rows += list(judged(source, reader)) * times
    weights = fitted(rows)
    right = sum(answer for _, answer in rows)
    print(f"{len(rows)} positions, {right} right; {weights}")
    written = msgspec.json.encode(Weights(default_reader().version, weights))
    given.output.write_bytes(msgspec.json.format(written, indent=1) + b"\n")


if __name__ == "__main__":
    main()
