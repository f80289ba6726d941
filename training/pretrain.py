"""Lets the encoder read on in the texts that the others learn from, before anybody tells it anything.

Domain-adaptive pretraining (Gururangan et al. 2020, "Don't Stop Pretraining"): a fifth of the words are
hidden whole, and it guesses their pieces. Of the hidden pieces a tenth are others, a tenth are themselves
(Devlin et al. 2019, "BERT").
"""

import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from onrecord.tagging.pieces import PAD, ROOM, UNKNOWN, Window, windows
from training import checkpoints, opinions, prepare
from training.attitude_batches import read
from training.batches import cut
from training.learning import Losses, Rates, arguments, begin, learn
from training.losses import drawn_words, padded, word_starts
from training.model import Shape, Tagger
from training.settings import SENTENCES, TRAIN, UNLABELLED

NAME = "pretrained"
_EPOCHS = 12
_PIECES = 8192
_RATES = Rates(body=3e-4, heads=9e-4, warm_up=0.06)
_HIDDEN = 0.2
_UNKNOWN, _ITSELF = 0.8, 0.9  # up to these a hidden piece is the unknown one, or another


class Batch(NamedTuple):
    """Pieces (example, position), a mask that is false for padding, examples and positions of word starts."""

    pieces: Tensor
    mask: Tensor
    words: tuple[Tensor, Tensor]


class Guesser(Tagger):
    """A tagger that guesses pieces by a head of its own, which is of no use afterwards."""

    def __init__(self, shape: Shape) -> None:
        super().__init__(shape)
        self.dense = nn.Linear(shape.width, shape.width)
        self.dense_norm = nn.LayerNorm(shape.width)
        self.bias = nn.Parameter(torch.zeros(shape.vocabulary))

    def guess(self, states: Tensor) -> Tensor:
        """States (position, width) to scores of pieces (position, piece)."""
        seen = self.dense_norm(functional.gelu(self.dense(states)))
        return functional.linear(seen, self.encoder.words.weight, self.bias)


def collated(found: Sequence[Window]) -> Batch:
    """The batch of some windows."""
    pieces = padded([window.pieces for window in found])
    return Batch(pieces, pieces != PAD, word_starts([window.firsts for window in found]))


def loss(guesser: Guesser, batch: Batch) -> Losses:
    """Cross entropy of the hidden pieces."""
    pieces = batch.pieces
    asked = drawn_words(pieces, batch.words, _HIDDEN)
    chance = torch.rand(pieces.shape, device=pieces.device)
    others = torch.randint_like(pieces, UNKNOWN + 1, guesser.shape.vocabulary)
    shown = torch.where(asked & (chance < _ITSELF), others, pieces)
    shown = shown.masked_fill(asked & (chance < _UNKNOWN), UNKNOWN)
    states = guesser.encoder(shown, batch.mask)
    return {"pieces": functional.cross_entropy(guesser.guess(states[asked]), pieces[asked])}


def _windows(documents: Iterable[prepare.Prepared], draw: random.Random) -> list[Window]:
    """Those of documents, which are cut elsewhere each time."""
    return [
        window for document in documents for window in windows(document.units, draw.randint(ROOM // 4, ROOM))
    ]


def _batches(work: Path) -> list[list[Window]]:
    tokenizer = Tokenizer.from_file(str(work / "encoder" / "tokenizer.json"))
    documents = [each for name in (*TRAIN, *UNLABELLED, SENTENCES) for each in prepare.read(work, name)]
    asked = (*opinions.rusentne(), *opinions.newsmtsc(), *opinions.ruopinionne())
    single = [window for source in asked for window in read(source, tokenizer)]
    batches = []
    for number in range(_EPOCHS):
        draw = random.Random(number)
        batches += cut(_windows(documents, draw) + single, _PIECES, draw)
    return batches


def main() -> None:
    """Pretrains the starting encoder."""
    given = arguments(__doc__).parse_args()
    begin(1)
    guesser = checkpoints.over(Guesser, given.work)
    effort = learn(
        guesser, _batches(given.work), collated, lambda batch: loss(guesser, batch), _RATES, given.steps
    )
    checkpoints.save(given.work, NAME, guesser, effort)


if __name__ == "__main__":
    main()
