"""The readers of attitudes in PyTorch: one finds opinions, one tells the attitude toward a given target."""

import math

import torch
from torch import Tensor, nn

from onrecord.positions.labels import ATTITUDES, EXPRESSIONS, LANGUAGES, LINKS
from onrecord.tagging.decoding import bio
from training.model import Encoder, Shape

PARTS = bio(("part",))
"""Labels of words by which targets are marked, and likewise holders: learnt beside the pointers, not read."""
LEANINGS = (*LANGUAGES, "polar")
"""The last is that of corpora in which no attitude is neutral."""
_POINTER_WIDTH = 96


class AttitudeReader(nn.Module):
    """Scores of the attitude toward a target, to whose pieces a learnt vector is added on their way in."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape, dropout)
        self.dropout = nn.Dropout(dropout)
        self.marked = nn.Parameter(0.02 * torch.randn(shape.width))
        self.toward = nn.Linear(3 * shape.width, shape.width)
        self.attitude = nn.Linear(shape.width, len(ATTITUDES))
        self.leaning = nn.Embedding(len(LEANINGS), len(ATTITUDES))
        nn.init.zeros_(self.leaning.weight)

    def forward(self, pieces: Tensor, mask: Tensor, target: Tensor, leaning: Tensor) -> Tensor:
        """Pieces (batch, length), 1 at those of the target, and places in LEANINGS, to scores (batch, 3)."""
        scores: Tensor = self.read(self.encoder.words(pieces), mask, target) + self.leaning(leaning)
        return scores

    def read(self, words: Tensor, mask: Tensor | None, target: Tensor) -> Tensor:
        """The same of word embeddings, and without leaning."""
        x = self.encoder.placed(words) + target[..., None] * self.marked
        states = self.encoder.through(x, mask).float()
        real = torch.ones_like(target) if mask is None else mask.float()
        means = [(states * each[..., None]).sum(1) / each.sum(1, keepdim=True) for each in (target, real)]
        seen = torch.cat([means[0], states[:, 0], means[1]], -1)
        scores: Tensor = self.attitude(self.dropout(torch.tanh(self.toward(self.dropout(seen)))))
        return scores


class OpinionReader(AttitudeReader):
    """Labels of expressions, targets and holders, and pointers from an expression to the borders of these.

    There are few annotated opinions; so it learns attitudes beside, by the same encoder.
    """

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__(shape, dropout)
        self.expressions = nn.Linear(shape.width, len(EXPRESSIONS))
        self.parts = nn.Linear(shape.width, 2 * len(PARTS))
        self.pointing = nn.Linear(shape.width, len(LINKS) * _POINTER_WIDTH)
        self.pointed = nn.Linear(shape.width, len(LINKS) * _POINTER_WIDTH)

    def opinions(self, words: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor, Tensor]:
        """Word embeddings to expressions, parts (both by label) and links (batch, link, length, length)."""
        states = self.dropout(self.encoder.through(self.encoder.placed(words), mask))
        batch, length, _ = states.shape
        size = (batch, length, len(LINKS), _POINTER_WIDTH)
        rows = self.pointing(states).view(size).transpose(1, 2)
        columns = self.pointed(states).view(size).permute(0, 2, 3, 1)
        return self.expressions(states), self.parts(states), rows @ columns / math.sqrt(_POINTER_WIDTH)
