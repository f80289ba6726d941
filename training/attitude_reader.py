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

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from training import checkpoints, opinions, unlabelled
from training.attitude_batches import (
    TIMES,
    Batch,
    Example,
    attitude_examples,
    collated,
    epoch,
)
from training.attitude_model import AttitudeReader
from training.batches import cut
from training.folds import checkpoint, command, fold
from training.learning import Losses, Rates, begin, frozen, learn
from training.losses import label_loss, told_loss

_NAME = "attitudes"
_TEACHER_PIECES = 2400
_SEED = 11
_EPOCHS = 3
_PIECES = 6000
_RATES = Rates(body=1.5e-4, heads=7.5e-4, warm_up=0.06)
_GOLD_TIMES = 2  # how often an epoch of the student holds the annotated targets
_GOLD = 0.3  # what they count beside the teachers


@dataclass(frozen=True, slots=True)
class Teacher:
    """How one is trained: seed, the encoder's rate, epochs."""

    seed: int
    rate: float
    epochs: int


TEACHERS = (Teacher(1, 1e-4, 3), Teacher(2, 1.5e-4, 3), Teacher(3, 1e-4, 4))


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


def distilled_loss(student: AttitudeReader, teachers: Sequence[AttitudeReader], batch: Batch) -> Losses:
    """Distance from the mean of the teachers' odds, and from the annotation where there is any."""
    with torch.no_grad():
        odds = torch.stack([scores(teacher, batch).softmax(-1) for teacher in teachers]).mean(0)
    found = scores(student, batch)
    return {"told": told_loss(found, odds), "toward": _GOLD * label_loss(found, batch.attitudes)}


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
    teachers = [frozen(teach(work, teacher, gold, limit)) for teacher in TEACHERS]
    begin(_SEED)
    student = checkpoints.over(AttitudeReader, work)
    batches = [
        batch
        for number in range(_EPOCHS)
        for batch in cut(asked * _GOLD_TIMES + more, _PIECES, random.Random(number))
    ]
    effort = learn(
        student, batches, collated, lambda batch: distilled_loss(student, teachers, batch), _RATES, limit
    )
    checkpoints.save(work, checkpoint(_NAME, held_out), student, effort)


if __name__ == "__main__":
    command(__doc__, train)
