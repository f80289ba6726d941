"""Examples as tensors, and what teacher and student both learn from the gold."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from onrecord.tagging.pieces import PAD
from training.batches import IGNORED, Example

LINKS_WEIGHT = 0.1
_NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples as tensors.

    `pieces` (example, position), `mask` likewise, false for padding; `words` (2, word) are the examples and
    positions of word starts, `labels` (word) theirs; `links` (link, 4) an example and three positions.
    """

    pieces: Tensor
    mask: Tensor
    words: tuple[Tensor, Tensor]
    labels: Tensor
    links: Tensor

    def of_words(self, scores: Tensor) -> Tensor:
        """The rows (word, …) of `scores` (example, position, …) at word starts."""
        return scores[self.words]


def collated(examples: Sequence[Example]) -> Batch:
    """The batch of some examples."""
    pieces = torch.nn.utils.rnn.pad_sequence(
        [torch.tensor(example.pieces) for example in examples], batch_first=True, padding_value=PAD
    )
    words = torch.tensor([(i, at) for i, example in enumerate(examples) for at in example.firsts]).T
    labels = torch.tensor([label for example in examples for label in example.labels])
    links = torch.tensor([(i, *link) for i, example in enumerate(examples) for link in example.links])
    return Batch(pieces, pieces != PAD, (words[0], words[1]), labels, links.reshape(-1, 4))


def label_loss(emissions: Tensor, batch: Batch) -> Tensor:
    """Cross entropy of the labels of words; `emissions` (word, label). Zero where nothing is annotated."""
    known = batch.labels != IGNORED
    if not known.any():
        return emissions.new_zeros(())
    return functional.cross_entropy(emissions[known], batch.labels[known])


def link_loss(links: Tensor, batch: Batch) -> Tensor:
    """Cross entropy of what contents point to: a word start or nothing. `links` as the model gives them."""
    total = torch.zeros(())
    candidates = torch.zeros_like(batch.mask)
    candidates[batch.words] = True
    candidates[:, 0] = True
    which, start, *targets = batch.links.T
    for kind, target in enumerate(targets):
        if (target != IGNORED).any():
            scores = links[which, kind, start].float().masked_fill(~candidates[which], _NEVER)
            total = total + functional.cross_entropy(scores, target, ignore_index=IGNORED)
    return total
