"""The reader of attitudes in PyTorch: an encoder read twice, for tuples and for one given target."""

import math

import torch
from torch import Tensor, nn

from onrecord.positions.labels import ATTITUDES, EXPRESSIONS, LINKS, PARTS
from training.model import Encoder, Shape

_POINTER_WIDTH = 96


class AttitudeReader(nn.Module):
    """Labels of expressions, targets and holders, pointers from an expression to these, and one attitude.

    For the attitude toward a target a learnt vector is added to its pieces where they go into the encoder.
    """

    def __init__(self, shape: Shape, languages: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape, dropout)
        self.dropout = nn.Dropout(dropout)
        self.marked = nn.Parameter(0.02 * torch.randn(shape.width))
        self.expressions = nn.Linear(shape.width, len(EXPRESSIONS))
        self.parts = nn.Linear(shape.width, 2 * len(PARTS))
        self.pointing = nn.Linear(shape.width, len(LINKS) * _POINTER_WIDTH)
        self.pointed = nn.Linear(shape.width, len(LINKS) * _POINTER_WIDTH)
        self.toward = nn.Linear(3 * shape.width, shape.width)
        self.attitude = nn.Linear(shape.width, len(ATTITUDES))
        self.leaning = nn.Embedding(languages, len(ATTITUDES))
        nn.init.zeros_(self.leaning.weight)

    def states(self, pieces: Tensor, mask: Tensor | None, target: Tensor | None = None) -> Tensor:
        """Piece ids (batch, length) to states; `target` likewise, 1 for the pieces of the target."""
        return self.read(self.encoder.words(pieces), mask, target)

    def read(self, words: Tensor, mask: Tensor | None, target: Tensor | None) -> Tensor:
        """Word embeddings to states."""
        x = self.encoder.placed(words)
        if target is not None:
            x = x + target[..., None] * self.marked
        return self.encoder.through(x, mask)

    def tuples(self, states: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """States to expressions and parts (batch, length, label) and links (batch, link, length, length)."""
        states = self.dropout(states)
        batch, length, _ = states.shape
        size = (batch, length, len(LINKS), _POINTER_WIDTH)
        rows = self.pointing(states).view(size).transpose(1, 2)
        columns = self.pointed(states).view(size).permute(0, 2, 3, 1)
        return self.expressions(states), self.parts(states), rows @ columns / math.sqrt(_POINTER_WIDTH)

    def attitudes(self, states: Tensor, mask: Tensor, target: Tensor) -> Tensor:
        """States with a marked target to scores (batch, attitude), without the language's leaning."""
        states, real = states.float(), mask.float()
        means = [
            (states * each[..., None]).sum(1) / each.sum(1, keepdim=True).clamp(min=1)
            for each in (target, real)
        ]
        seen = torch.cat([means[0], states[:, 0], means[1]], -1)
        thought = self.dropout(torch.tanh(self.toward(self.dropout(seen))))
        scores: Tensor = self.attitude(thought)
        return scores
