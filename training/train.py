"""Trains the teacher, a tagger of the starting encoder's full size; stopped at any time, it goes on."""

import argparse
from pathlib import Path

import torch

from training.batches import Example
from training.learning import Course, Losses, Rates, teach
from training.losses import LINKS_WEIGHT, collated, label_loss, link_loss
from training.model import Tagger
from training.settings import WORK

_COURSE = Course(
    times={"polnear": 1.0, "ky": 4.0, "ru": 4.0},  # the small ones are a fifteenth of the large
    epochs=3,
    pieces=960,
    rates=Rates(body=2.5e-4, heads=2e-3, warm_up=0.06),
    seed=20_240_101,
)


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
    teach(given.work, given.name, _COURSE, loss)


if __name__ == "__main__":
    main()
