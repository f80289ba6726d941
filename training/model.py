"""The tagger in PyTorch: a BERT encoder, labels for each piece, pointers between pieces."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.settings import LABELS, LINKS

POSITIONS = 512
_POINTER_WIDTH = 96


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of an encoder."""

    vocabulary: int
    layers: int
    width: int = 384
    heads: int = 12
    inner: int = 1536


class Layer(nn.Module):
    """A post-norm transformer layer."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query_key_value = nn.Linear(shape.width, 3 * shape.width)
        self.attended = nn.Linear(shape.width, shape.width)
        self.attention_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.width)
        self.output_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x` (batch, length, width); `mask` (batch, 1, 1, length), 0 where attended to, else far below."""
        batch, length, width = x.shape
        split = self.query_key_value(x).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4).unbind(0)
        # Written out: the fused kernel's backward pass takes twice the time of all else on a CPU.
        scores = query @ key.transpose(2, 3) / math.sqrt(width // self.heads)
        weights = torch.softmax(scores + mask, dim=-1)
        heard = self.attended((weights.to(value.dtype) @ value).transpose(1, 2).reshape(batch, length, width))
        x = self.attention_norm(x + self.dropout(heard))
        thought = self.outer(functional.gelu(self.inner(x)))
        normed: Tensor = self.output_norm(x + self.dropout(thought))
        return normed


class Encoder(nn.Module):
    """BERT without its pooler; token types are folded into the positions."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Parameter(torch.zeros(POSITIONS, shape.width))
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Piece ids and their mask, both (batch, length), to states (batch, length, width)."""
        x = self.words(pieces) + self.positions[: pieces.shape[1]]
        x = self.dropout(self.norm(x))
        attended = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, attended)
        return x


class Tagger(nn.Module):
    """An encoder with a label for each piece, and for each piece as a content start what it points to."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape, dropout)
        self.dropout = nn.Dropout(dropout)
        self.labels = nn.Linear(shape.width, len(LABELS))
        self.pointing = nn.Linear(shape.width, len(LINKS) * _POINTER_WIDTH)
        self.pointed = nn.Linear(shape.width, len(LINKS) * _POINTER_WIDTH)

    def forward(self, pieces: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Piece ids (batch, length) and mask to emissions and links.

        Emissions (batch, length, label); links (batch, link, length, length): how well the content that
        starts at the row has its source or cue start at the column, column 0 meaning that it has none.
        """
        x = self.dropout(self.encoder(pieces, mask))
        batch, length, _ = x.shape
        size = (batch, length, len(LINKS), _POINTER_WIDTH)
        rows = self.pointing(x).view(size).transpose(1, 2)
        columns = self.pointed(x).view(size).permute(0, 2, 3, 1)
        return self.labels(x), rows @ columns / math.sqrt(_POINTER_WIDTH)
