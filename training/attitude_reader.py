"""Trains the reader of attitudes toward a target, on all or but a fold: three teachers, then their student.

All have the starting encoder's full size and begin with it. The student learns from the mean of what the
teachers say of the annotated targets and of names in sentences that nobody has annotated (as Hinton et al.
2015, "Distilling the Knowledge in a Neural Network"), and from the annotation. The annotation of a fold is
kept from its readers, whichever corpus has it.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from training import checkpoints, opinions, unlabelled
from training.attitude_batches import (
    FOLDS,
    TIMES,
    Batch,
    Example,
    attitude_examples,
    collated,
    epoch,
    fold,
)
from training.attitude_model import AttitudeReader
from training.batches import cut
from training.learning import Losses, Rates, arguments, begin, learn
from training.learning import collated as in_turn
from training.losses import label_loss, told_loss

_NAME = "attitudes"
_TEACHER_PIECES = 2400
_SEED = 11
_EPOCHS = 3
_PIECES = 6000
_RATES = Rates(body=1.5e-4, heads=7.5e-4, warm_up=0.06)
_GOLD_TIMES = 2  # how often an epoch of the student holds the annotated targets
_GOLD = 0.3  # what they count beside the teachers
_TOGETHER = 128

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Teacher:
    """How one is trained: seed, the encoder's rate, epochs."""

    seed: int
    rate: float
    epochs: int


TEACHERS = (Teacher(1, 1e-4, 3), Teacher(2, 1.5e-4, 3), Teacher(3, 1e-4, 4))


@dataclass(frozen=True, slots=True)
class Told:
    """A target, and how probable teachers find each attitude toward it."""

    example: Example
    odds: Floats

    @property
    def pieces(self) -> list[int]:
        """Those of the window."""
        return self.example.pieces


def teach(
    work: Path, teacher: Teacher, gold: Mapping[str, list[Example]], limit: int | None
) -> AttitudeReader:
    """A reader of full size that has learnt the annotated targets of some corpora."""
    begin(teacher.seed)
    reader = checkpoints.over(AttitudeReader, work)
    batches = [
        batch
        for number in range(teacher.epochs)
        for batch in epoch(gold, TIMES, _TEACHER_PIECES, 50 * teacher.seed + number)
    ]
    rates = Rates(body=teacher.rate, heads=5 * teacher.rate, warm_up=0.1)
    learn(reader, batches, collated, lambda batch: gold_loss(reader, batch), rates, limit)
    return reader


def scores(reader: AttitudeReader, batch: Batch) -> Tensor:
    """What a reader makes of a batch: (example, attitude)."""
    found: Tensor = reader(batch.pieces, batch.mask, batch.target, batch.leanings)
    return found


def gold_loss(reader: AttitudeReader, batch: Batch) -> Losses:
    """Distance from the annotated attitudes."""
    return {"toward": functional.cross_entropy(scores(reader, batch), batch.attitudes)}


@torch.inference_mode()
def odds(reader: AttitudeReader, examples: Sequence[Example]) -> Floats:
    """How probable a reader finds the attitudes toward some targets: (example, attitude)."""
    reader.eval()
    order = sorted(range(len(examples)), key=lambda number: len(examples[number].pieces))
    batches = [
        [examples[number] for number in order[first : first + _TOGETHER]]
        for first in range(0, len(order), _TOGETHER)
    ]
    rows = torch.cat([scores(reader, batch).softmax(-1).cpu() for batch in in_turn(batches, collated)])
    found = np.empty(rows.shape, np.float32)
    found[order] = rows.numpy()
    return found


def collated_told(told: Sequence[Told]) -> tuple[Batch, Tensor]:
    """The batch of some targets, and their odds (example, attitude)."""
    return collated([each.example for each in told]), torch.from_numpy(np.stack([each.odds for each in told]))


def told_losses(reader: AttitudeReader, given: tuple[Batch, Tensor]) -> Losses:
    """Distance from the teachers, and from the annotation where there is any."""
    batch, known = given
    found = scores(reader, batch)
    return {"told": told_loss(found, known), "toward": _GOLD * label_loss(found, batch.attitudes)}


def train(work: Path, held_out: int | None, limit: int | None) -> None:
    """Trains teachers and student on all but a fold; writes the student's checkpoint."""
    tokenizer = Tokenizer.from_file(str(work / "encoder" / "tokenizer.json"))
    gold = {
        corpus: [
            each
            for source in found
            if fold(source) != held_out
            for each in attitude_examples(source, tokenizer)
        ]
        for corpus, found in opinions.sources().items()
    }
    asked = [each for found in gold.values() for each in found]
    more = [each for found in unlabelled.sentences(work, tokenizer, held_out) for each in found.examples()]
    every = asked + more
    mean = np.mean([odds(teach(work, teacher, gold, limit), every) for teacher in TEACHERS], axis=0)
    told = [Told(example, row) for example, row in zip(every, mean, strict=True)]
    told += told[: len(asked)] * (_GOLD_TIMES - 1)
    begin(_SEED)
    student = checkpoints.over(AttitudeReader, work)
    batches = [batch for number in range(_EPOCHS) for batch in cut(told, _PIECES, random.Random(number))]
    effort = learn(student, batches, collated_told, lambda given: told_losses(student, given), _RATES, limit)
    name = _NAME if held_out is None else f"{_NAME}-{held_out}"
    checkpoints.save(work, name, student, effort)


def main() -> None:
    """Trains teachers and student."""
    parser = arguments(__doc__)
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="leave this one out, to measure")
    given = parser.parse_args()
    train(given.work, given.fold, given.steps)


if __name__ == "__main__":
    main()
