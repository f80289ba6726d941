"""Writes what readers of attitudes find in sentences that they have not learnt, for the benchmark.

Of each target's scores it keeps one letter, of tuples the offsets. How far the attitudes of a corpus lean to
neutral is chosen for each fold on the others.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from benchmarks.attitudes import FOLDS_FILE, LETTERS, NOT_READ, f1_of_sides, macro_f1
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.positions.opinions import OpinionScores, opinions
from onrecord.tagging.pieces import Window
from training import checkpoints
from training.attitude_batches import Example, attitude_examples, collated, read
from training.attitude_export import load
from training.attitude_model import AttitudeReader, OpinionReader
from training.folds import FOLDS, checkpoint, fold
from training.opinions import Source, sources
from training.settings import WORK

Floats = NDArray[np.float32]
MEASURES: Mapping[str, Callable[[Sequence[int], Sequence[int]], float]] = {
    "rusentne": f1_of_sides,
    "newsmtsc": macro_f1,
}
_SHIFTS = np.arange(-0.8, 1.7, 0.1)
_TOGETHER = 16


def scored(reader: OpinionReader, window: Window) -> OpinionScores:
    """The scores of a window's opinions."""
    with torch.inference_mode():
        words = reader.encoder.words(torch.tensor([window.pieces]))
        expressions, _, links = reader.opinions(words, None)
    return OpinionScores(expressions[0].numpy(), links[0].numpy())


def toward(reader: AttitudeReader, asked: Sequence[Example]) -> dict[int, Floats]:
    """The scores of attitudes toward targets, by their numbers."""
    ordered = sorted(asked, key=lambda each: len(each.pieces))
    scores: dict[int, Floats] = {}
    for first in range(0, len(ordered), _TOGETHER):
        part = ordered[first : first + _TOGETHER]
        batch = collated(part)
        with torch.inference_mode():
            rows = reader(batch.pieces, batch.mask, batch.target, batch.leanings)
        found = torch.log_softmax(rows, -1).numpy()
        scores |= {each.number: row for each, row in zip(part, found, strict=True)}
    return scores


def shift(
    gold: Sequence[int], scores: Floats, measure: Callable[[Sequence[int], Sequence[int]], float]
) -> float:
    """What to take from neutral so that a measure is best."""
    return float(max(_SHIFTS, key=lambda each: measure(gold, _decided(scores, each))))


def _decided(scores: Floats, less_neutral: float) -> list[int]:
    moved = scores - np.array([0, less_neutral, 0], np.float32)
    decided: list[int] = (moved.argmax(1) - 1).tolist()
    return decided


def _letters(corpus: str, asked: Sequence[Example], scores: Mapping[int, Floats]) -> str:
    """A letter for each target of the corpus, that of neutral for one that the text does not show."""
    was_read = [each for each in asked if each.number in scores]
    gold = [(each.attitude or 0) - 1 for each in was_read]
    folds = np.array([fold(each.source) for each in was_read])
    rows = np.array([scores[each.number] for each in was_read])
    decided = np.zeros(len(was_read), int)
    for number in sorted(set(folds.tolist())):
        others = folds != number
        known = [each for each, other in zip(gold, others, strict=True) if other]
        less = shift(known, rows[others], MEASURES[corpus]) if known else 0.0
        decided[~others] = _decided(rows[~others], less)
        print(f"{corpus}, fold {number}: {less:.1f} taken from neutral", flush=True)
    letters = [LETTERS[0]] * (1 + max(each.number for each in asked))
    for each in asked:
        letters[each.number] = NOT_READ
    for each, attitude in zip(was_read, decided.tolist(), strict=True):
        letters[each.number] = LETTERS[attitude]
    return "".join(letters)


def _opinions(
    reader: OpinionReader, source: Source, tokenizer: Tokenizer, ease: float
) -> Iterator[list[object]]:
    for window in read(source, tokenizer):
        for each in opinions(window, scored(reader, window), ease):
            holder = each.holder or ("author" if each.authors else None)
            yield [holder, each.target, each.expression, int(each.polarity)]


def main() -> None:
    """Writes the benchmark's file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--ease", type=float, default=0.5, help="what an expression is spared, in logits")
    given = parser.parse_args()
    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_file(str(given.work / "encoder" / "tokenizer.json"))
    corpora = sources()
    asked = {
        corpus: [each for source in corpora[corpus] for each in attitude_examples(source, tokenizer)]
        for corpus in MEASURES
    }
    scores: dict[str, dict[int, Floats]] = {corpus: {} for corpus in MEASURES}
    tuples: dict[str, list[object]] = {}
    for number in range(FOLDS):
        if checkpoints.path(given.work, checkpoint("attitudes", number)).exists():
            attitudes = load(given.work, checkpoint("attitudes", number), AttitudeReader)
            for corpus in MEASURES:
                here = [each for each in asked[corpus] if fold(each.source) == number]
                scores[corpus] |= toward(attitudes, here)
        if checkpoints.path(given.work, checkpoint("opinions", number)).exists():
            reader = load(given.work, checkpoint("opinions", number), OpinionReader)
            for source in corpora["ruopinionne"]:
                if fold(source) == number:
                    tuples[source.id] = list(_opinions(reader, source, tokenizer, given.ease))
        print(f"fold {number} read", flush=True)
    rows: list[object] = [
        {"corpus": corpus, "attitudes": _letters(corpus, asked[corpus], scores[corpus])}
        for corpus in MEASURES
    ]
    rows += [
        {"id": source.id, "opinions": tuples[source.id]}
        for source in corpora["ruopinionne"]
        if source.id in tuples
    ]
    FOLDS_FILE.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


if __name__ == "__main__":
    main()
