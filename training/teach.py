"""Trains the teacher of names, an encoder of full size; stopped at any time, it goes on.

It learns from NEREL and from silver English. The Kyrgyz names are kept from it, so that those that measure
in folds are unknown to it.
"""

import argparse
from pathlib import Path

import torch

from training.batches import Example
from training.learning import Course, Losses, Rates, teach
from training.losses import collated, hidden, name_loss
from training.model import Tagger
from training.settings import WORK

HIDDEN = 0.08
"""The share of words that the learner must do without."""
_COURSE = Course(
    times={"nerel": 1.0, "polnear": 0.1, "polnear-renamed": 0.2},
    epochs=5,
    pieces=1200,
    rates=Rates(body=2.5e-4, heads=2e-3, warm_up=0.06),
    seed=20_240_202,
)


def loss(tagger: Tagger, examples: list[Example]) -> Losses:
    """Cross entropy of the labels of names."""
    batch = collated(examples)
    with torch.autocast("cpu", torch.bfloat16):
        states = tagger.encoder(hidden(batch, HIDDEN), batch.mask)
    return {"names": name_loss(tagger.named(batch.of_words(states).float(), batch.evidence), batch)}


def main() -> None:
    """Trains the teacher of names, or goes on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--name", default="name-teacher", help="names the checkpoint; one there is resumed")
    given = parser.parse_args()
    teach(given.work, given.name, _COURSE, loss)


if __name__ == "__main__":
    main()
