"""Trains the teacher, a tagger of the starting encoder's full size; stopped at any time, it goes on."""

import argparse
from pathlib import Path

import torch

from training import checkpoints, prepare
from training.batches import Example, epoch
from training.learning import Losses, Rates, learn
from training.losses import LINKS_WEIGHT, collated, label_loss, link_loss
from training.model import Tagger
from training.settings import WORK

_SEED = 20_240_101
_EPOCHS = 3
_TIMES = {
    "polnear": 1.0,
    "ky": 4.0,
    "ru": 4.0,
}  # the small ones more often: they are a fifteenth of the large
_PIECES = 960  # in a step
_RATES = Rates(body=2.5e-4, heads=2e-3, warm_up=0.06)


def loss(tagger: Tagger, examples: list[Example]) -> Losses:
    """Cross entropy of labels and links."""
    batch = collated(examples)
    with torch.autocast("cpu", torch.bfloat16):
        emissions, links, _ = tagger(batch.pieces, batch.mask)
    return {
        "labels": label_loss(batch.of_words(emissions).float(), batch),
        "links": LINKS_WEIGHT * link_loss(links, batch),
    }


def main() -> None:
    """Trains the teacher, or goes on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--name", default="teacher", help="names the checkpoint; an existing one is resumed")
    given = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(_SEED)
    tagger = checkpoints.fresh(given.work)
    corpora = {name: prepare.read(given.work, name) for name in _TIMES}
    batches = [
        batch for number in range(_EPOCHS) for batch in epoch(corpora, _TIMES, _PIECES, _SEED + number)
    ]
    learn(tagger, batches, len(batches), lambda batch: loss(tagger, batch), _RATES, (given.work, given.name))


if __name__ == "__main__":
    main()
