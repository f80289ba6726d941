"""The tagger in PyTorch: a BERT encoder, labels for each piece, pointers between pieces, names."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.actors.evidence import FEATURES
from onrecord.tagging.decoding import LABELS, LINKS, NAME_LABELS

POSITIONS = 512
_POINTER_WIDTH = 96
_FAR_BELOW = -1e4  # a score that softmax makes nothing of


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of an encoder; layers may have fewer heads and inner neurons than the width would hold."""

    vocabulary: int
    layers: int
    heads: int = 12
    inner: int = 1536
    width: int = 384
    head_width: int = 32


class Layer(nn.Module):
    """A post-norm transformer layer."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads, self.head_width = shape.heads, shape.head_width
        heard = shape.heads * shape.head_width
        self.query_key_value = nn.Linear(shape.width, 3 * heard)
        self.attended = nn.Linear(heard, shape.width)
        self.attention_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.width)
        self.output_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """`x` (batch, length, width); `mask` (batch, 1, 1, length), 0 where attended to, else far below."""
        batch, length, _ = x.shape
        split = self.query_key_value(x).view(batch, length, 3, self.heads, self.head_width)
        query, key, value = split.permute(2, 0, 3, 1, 4).unbind(0)
        if x.is_cuda:
            heard = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        else:
            # Written out: the fused kernel's backward pass takes twice the time of all else on a CPU.
            scores = query @ key.transpose(2, 3) / math.sqrt(self.head_width)
            heard = torch.softmax(scores if mask is None else scores + mask, dim=-1) @ value
        heard = heard.transpose(1, 2).reshape(batch, length, self.heads * self.head_width)
        x = self.attention_norm(x + self.dropout(self.attended(heard)))
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

    def forward(self, pieces: Tensor, mask: Tensor | None = None) -> Tensor:
        """Piece ids to states (batch, length, width); ids and mask (batch, length).

        Without a mask nothing is padding.
        """
        return self.through(self.placed(self.words(pieces)), mask)

    def placed(self, words: Tensor) -> Tensor:
        """Word embeddings (batch, length, width) with those of their positions added."""
        return words + self.positions[: words.shape[1]]

    def through(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Sums of embeddings (batch, length, width) to states."""
        x = self.dropout(self.norm(x))
        attended = None if mask is None else (1.0 - mask[:, None, None, :].to(x.dtype)) * _FAR_BELOW
        for layer in self.layers:
            x = layer(x, attended)
        return x


class Tagger(nn.Module):
    """An encoder with a label for each piece, what it points to as a content start, a label for names.

    What lists know of words is added to the scores of names outside of the graph (`named`).
    """

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape, dropout)
        self.dropout = nn.Dropout(dropout)
        self.labels = nn.Linear(shape.width, len(LABELS))
        self.pointing = nn.Linear(shape.width, len(LINKS) * _POINTER_WIDTH)
        self.pointed = nn.Linear(shape.width, len(LINKS) * _POINTER_WIDTH)
        self.names = nn.Linear(shape.width, len(NAME_LABELS))
        self.evidence = nn.Linear(3 * len(FEATURES), len(NAME_LABELS), bias=False)
        nn.init.zeros_(self.evidence.weight)

    def forward(self, pieces: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Piece ids (batch, length), and a mask where some are padding, to emissions, links and names.

        Names (batch, length, label of names).
        """
        states: Tensor = self.dropout(self.encoder(pieces, mask))
        return (*self.heads(states), self.names(states))

    def named(self, states: Tensor, known: Tensor) -> Tensor:
        """States (word, width) and evidence (word, three times features) to scores of names (word, label)."""
        heard = functional.dropout(known, self.dropout.p, self.training)
        scores: Tensor = self.names(self.dropout(states)) + self.evidence(heard)
        return scores

    def heads(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """States (batch, length, width) to emissions and links.

        Emissions (batch, length, label); links (batch, link, length, length): how well the content that
        starts at the row has its source or cue start at the column, column 0 meaning that it has none.
        """
        batch, length, _ = states.shape
        size = (batch, length, len(LINKS), _POINTER_WIDTH)
        rows = self.pointing(states).view(size).transpose(1, 2)
        columns = self.pointed(states).view(size).permute(0, 2, 3, 1)
        return self.labels(states), rows @ columns / math.sqrt(_POINTER_WIDTH)
