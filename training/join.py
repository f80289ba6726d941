"""Teaches the student names, beside what it knows of statements; stopped at any time, it goes on.

Names come from their annotation and from their teacher: its labels, and its states, to which a linear map
takes the student's. What the student knows of statements it keeps by learning from itself as it was (Li and
Hoiem, "Learning without Forgetting", ECCV 2016) and, once more, from the gold. The Kyrgyz names are not
learnt here but in `training.adapt`.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.tagging.decoding import LABELS
from training import checkpoints, prepare, states
from training.batches import Example, epoch
from training.distil import divergence
from training.learning import Losses, Rates, learn
from training.losses import (
    LINKS_WEIGHT,
    Batch,
    collated,
    hidden,
    label_loss,
    link_divergence,
    link_loss,
    name_loss,
)
from training.model import Tagger
from training.settings import WORK
from training.states import States
from training.teach import HIDDEN

TIMES = {"polnear": 0.1, "ky": 2.0, "ru": 1.0, "nerel": 2.0, "nerel-renamed": 1.0, "sentences": 2.0}
"""How often an epoch holds each corpus."""
PIECES = 1200
_SEED = 77
_EPOCHS = 6
_RATES = Rates(body=7e-4, heads=1e-3, warm_up=0.05)
_GOLD, _BEFORE, _NAMES, _NAME_TEACHER = 0.3, 0.7, 0.4, 0.6
_CONTENT_BEGINS = LABELS.index("B-content")


class Pupil(Tagger):
    """A student with the map from its states to its teacher's, which is of no use afterwards."""

    def __init__(self, student: Tagger, teacher: Tagger) -> None:
        super().__init__(student.shape)
        self.load_state_dict(student.state_dict())
        self.encoder.words.weight.requires_grad_(False)
        self.names.load_state_dict(teacher.names.state_dict())
        self.evidence.load_state_dict(teacher.evidence.state_dict())
        self.towards = nn.Linear(student.shape.width, teacher.shape.width)
        nn.init.eye_(self.towards.weight)
        nn.init.zeros_(self.towards.bias)


def statement_losses(tagger: Tagger, before: Tagger, own: Tensor, batch: Batch) -> Losses:
    """Distance from the gold's statements, and from what the tagger made of them before."""
    emissions, links = tagger.heads(tagger.dropout(own))
    with torch.no_grad():
        emissions_before, links_before, _ = before(batch.pieces, batch.mask)
    labels, labels_before = batch.of_words(emissions), batch.of_words(emissions_before)
    begins = labels_before.argmax(-1) == _CONTENT_BEGINS
    return {
        "gold": _GOLD * label_loss(labels, batch),
        "before": _BEFORE * divergence(labels, labels_before),
        "links": LINKS_WEIGHT * link_loss(links, batch),
        "links before": LINKS_WEIGHT * link_divergence(links, links_before, batch, begins),
    }


def loss(
    pupil: Pupil, before: Tagger, teacher: Tagger, found: Mapping[str, States], examples: list[Example]
) -> Losses:
    """Distance from the gold, from the teacher of names and from what was known of statements."""
    batch = collated(examples)
    own = pupil.encoder(hidden(batch, HIDDEN), batch.mask)
    theirs, real = states.of_pieces(found, examples, batch.mask)
    names = pupil.named(batch.of_words(own), batch.evidence)
    away = functional.mse_loss(pupil.towards(own)[real], theirs[real]) / theirs[real].var()
    return statement_losses(pupil, before, own, batch) | {
        "names": _NAMES * name_loss(names, batch),
        "teacher": _NAME_TEACHER
        * divergence(names, teacher.named(batch.of_words(theirs), batch.evidence).detach()),
        "states": away,
    }


def main() -> None:
    """Teaches, or goes on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--name", default="joined", help="names the checkpoint; an existing one is resumed")
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    work: Path = given.work
    torch.set_num_threads(given.threads)
    torch.manual_seed(1)
    teacher = checkpoints.load(work, "name-teacher").eval()
    before = checkpoints.load(work, "student").eval()
    pupil = Pupil(before, teacher)
    found = {name: states.read(work, "name-teacher", name) for name in TIMES}
    corpora = {name: prepare.read(work, name) for name in TIMES}
    corpora["ky"] = [prepare.without_names(document) for document in corpora["ky"]]
    batches = [batch for number in range(_EPOCHS) for batch in epoch(corpora, TIMES, PIECES, _SEED + number)]
    learn(
        pupil,
        batches,
        len(batches),
        lambda examples: loss(pupil, before, teacher, found, examples),
        _RATES,
        (work, given.name),
    )


if __name__ == "__main__":
    main()
