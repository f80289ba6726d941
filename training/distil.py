"""Distils the teachers of statements and names into a student that begins as the first of them, pruned.

It learns from the gold, from the mean of what the teachers say (of several: Hinton et al. 2015, "Distilling
the Knowledge in a Neural Network") and from the first one's final states, to which a linear map takes its
own (Jiao et al. 2020, "TinyBERT"). Texts without annotation teach through the teachers alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.tagging.decoding import LABELS
from training import checkpoints
from training.learning import Losses, Rates, arguments, begin, frozen, learn
from training.learning import collated as in_turn
from training.losses import (
    LINKS_WEIGHT,
    NEVER,
    Batch,
    candidates,
    collated,
    hidden,
    label_loss,
    link_loss,
    name_loss,
    told_loss,
)
from training.model import Shape, Tagger
from training.prune import importance, pruned
from training.teach import NAMES, corpora, epochs
from training.teach import loss as gold_loss

NAME = "student"
HIDDEN = 0.06
"""The share of words that the learner must do without."""
_HEADS, _INNER = 4, 384  # of 12 and 1536
_MEASURED_ON = {"polnear": 0.1, "ky": 2.0, "ru": 1.0, "nerel": 0.2}
_MEASURED = 120  # batches
_TIMES = {
    "polnear": 1.0,
    "polnear-renamed": 0.5,
    "ky": 5.0,
    "ky-renamed": 1.0,
    "ru": 4.0,
    "nerel": 1.0,
    "nerel-renamed": 1.0,
    "sentences": 2.0,
}
_EPOCHS = 8
_PIECES = 8192
_RATES = Rates(body=1e-3, heads=2e-3, warm_up=0.03)
_SEED = 21
_FIRST_EPOCH = 700
_TEMPERATURE = 2.0
_GOLD, _TOLD_LINKS, _STATES = 0.4, 0.3, 0.5  # what terms of the loss count, the teachers' labels counting 1
_CONTENT_BEGINS = LABELS.index("B-content")
_PROBABLE = 0.25  # from here on a word may begin a content, for the teachers


class Pupil(Tagger):
    """A student with the map from its states to its teacher's, which is of no use afterwards."""

    def __init__(self, shape: Shape) -> None:
        super().__init__(shape)
        self.towards = nn.Linear(shape.width, shape.width)
        nn.init.eye_(self.towards.weight)
        nn.init.zeros_(self.towards.bias)


@dataclass(frozen=True, slots=True)
class Told:
    """What teachers say of a batch, in the mean.

    Odds of labels and of names (word, label), softened; which words may begin a content, and what these point
    to (start, link, position); the first teacher's states (example, position, width).
    """

    labels: Tensor
    names: Tensor
    starts: tuple[Tensor, Tensor]
    links: Tensor
    states: Tensor


@torch.no_grad()
def told(teachers: Sequence[Tagger], batch: Batch) -> Told:
    """What teachers say of a batch."""
    states = [teacher.encoder(batch.pieces, batch.mask) for teacher in teachers]
    heads = [teacher.heads(each) for teacher, each in zip(teachers, states, strict=True)]
    labels = _mean([_softened(batch.of_words(emissions)) for emissions, _ in heads])
    names = _mean(
        [
            _softened(teacher.named(batch.of_words(each), batch.evidence))
            for teacher, each in zip(teachers, states, strict=True)
        ]
    )
    begins = labels[:, _CONTENT_BEGINS] > _PROBABLE
    starts = (batch.words[0][begins], batch.words[1][begins])
    pointed = _mean([_pointed(links, batch, starts).softmax(-1) for _, links in heads])
    return Told(labels, names, starts, pointed, states[0])


def _mean(odds: list[Tensor]) -> Tensor:
    return torch.stack(odds).mean(0)


def _softened(scores: Tensor) -> Tensor:
    return (scores / _TEMPERATURE).softmax(-1)


def _pointed(links: Tensor, batch: Batch, starts: tuple[Tensor, Tensor]) -> Tensor:
    """Scores (start, link, position) of what contents that start there point to."""
    which, start = starts
    return links[which, :, start].masked_fill(~candidates(batch)[which][:, None], NEVER)


def statement_losses(tagger: Tagger, states: Tensor, known: Told, batch: Batch) -> Losses:
    """Distance of what `states` say of statements from the teachers and from the gold."""
    emissions, links = tagger.heads(tagger.dropout(states))
    labels = batch.of_words(emissions)
    return {
        "told labels": told_loss(labels, known.labels, _TEMPERATURE),
        "told links": _TOLD_LINKS * told_loss(_pointed(links, batch, known.starts), known.links),
        "labels": _GOLD * label_loss(labels, batch.labels),
        "links": LINKS_WEIGHT * link_loss(links, batch),
    }


def loss(student: Pupil, teachers: Sequence[Tagger], batch: Batch) -> Losses:
    """Distance from the teachers and from the gold."""
    known = told(teachers, batch)
    states = student.encoder(hidden(batch, HIDDEN), batch.mask)
    names = student.named(batch.of_words(states), batch.evidence)
    theirs = known.states[batch.mask]
    away = functional.mse_loss(student.towards(student.dropout(states))[batch.mask], theirs)
    return {
        **statement_losses(student, states, known, batch),
        "told names": told_loss(names, known.names, _TEMPERATURE),
        "names": _GOLD * name_loss(names, batch.names),
        "states": _STATES * away / theirs.var(),  # of unit scale, whatever the states are
    }


def begun(work: Path) -> Pupil:
    """The student as it begins."""
    teacher = checkpoints.load(work, NAMES[0])
    drawn = epochs(corpora(work, _MEASURED_ON), _MEASURED_ON, 2000, range(99, 100))[:_MEASURED]
    matters = importance(teacher, in_turn(drawn, collated), lambda batch: gold_loss(teacher, batch, 0.0))
    shape, state = pruned(teacher, matters, _HEADS, _INNER)
    return checkpoints.fill(Pupil(shape), state, work)


def main() -> None:
    """Prunes and distils."""
    given = arguments(__doc__).parse_args()
    begin(_SEED)
    student = begun(given.work)
    teachers = [frozen(checkpoints.load(given.work, name)) for name in NAMES]
    seeds = range(_FIRST_EPOCH, _FIRST_EPOCH + _EPOCHS)
    batches = epochs(corpora(given.work, _TIMES), _TIMES, _PIECES, seeds)
    effort = learn(
        student, batches, collated, lambda batch: loss(student, teachers, batch), _RATES, given.steps
    )
    checkpoints.save(given.work, NAME, student, effort)


if __name__ == "__main__":
    main()
