"""Distils the teacher into its pruned self; stopped at any time, it goes on from its last checkpoint.

The student learns from the gold, from the teacher's labels softened by a temperature (Hinton et al. 2015,
"Distilling the Knowledge in a Neural Network") and from the teacher's final states (as Jiao et al. 2020 do in
"TinyBERT"): these have the same width, and say of every piece far more than a label. Texts without labels, of
which Russian had too few with any, teach through the teacher alone.
"""

import argparse
from collections.abc import Iterator, Mapping
from itertools import chain, count
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from training import checkpoints, prepare, states
from training.batches import Example, epoch
from training.learning import Losses, Rates, learn
from training.losses import LINKS_WEIGHT, collated, label_loss, link_loss
from training.model import Tagger
from training.prune import PIECES, SEED, TIMES
from training.settings import WORK
from training.states import States

_STEPS = 9_000
_RATES = Rates(body=5e-4, heads=1e-3, warm_up=0.05)
_GOLD, _TEACHER = 0.4, 0.6  # shares of the labels' loss
_TEMPERATURE = 2.0


def loss(student: Tagger, labels: nn.Linear, found: Mapping[str, States], examples: list[Example]) -> Losses:
    """Distance from the gold and from the teacher, of whom there are its labels' layer and its states."""
    batch = collated(examples)
    with torch.autocast("cpu", torch.bfloat16):
        own = student.dropout(student.encoder(batch.pieces, batch.mask))
        emissions, links = student.heads(own)
    theirs, real = states.of_pieces(found, examples, batch.mask)
    own_labels = batch.of_words(emissions).float()
    # Of unit scale, whatever the teacher's states are.
    away = functional.mse_loss(own.float()[real], theirs[real]) / theirs[real].var()
    return {
        "gold": _GOLD * label_loss(own_labels, batch),
        "teacher": _TEACHER * divergence(own_labels, labels(batch.of_words(theirs))),
        "states": away,
        "links": LINKS_WEIGHT * link_loss(links, batch),
    }


def divergence(student: Tensor, teacher: Tensor) -> Tensor:
    """Kullback-Leibler, from the teacher's softened labels, of gradients as large as at temperature one."""
    own, theirs = (functional.log_softmax(each / _TEMPERATURE, -1) for each in (student, teacher))
    return _TEMPERATURE**2 * functional.kl_div(own, theirs, log_target=True, reduction="batchmean")


def _batches(work: Path) -> Iterator[list[Example]]:
    corpora = {name: prepare.read(work, name) for name in TIMES}
    return chain.from_iterable(epoch(corpora, TIMES, PIECES, SEED + number) for number in count())


def main() -> None:
    """Distils, or goes on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--name", default="student", help="names the checkpoint; an existing one is resumed")
    parser.add_argument("--steps", type=int, default=_STEPS)
    given = parser.parse_args()
    work: Path = given.work
    torch.set_num_threads(1)
    torch.manual_seed(1)
    labels = checkpoints.load(work, "teacher").labels.requires_grad_(False)
    found = {name: states.read(work, "teacher", name) for name in TIMES}
    student = checkpoints.load(work, "pruned")
    learn(
        student,
        _batches(work),
        given.steps,
        lambda examples: loss(student, labels, found, examples),
        _RATES,
        (work, given.name),
    )


if __name__ == "__main__":
    main()
