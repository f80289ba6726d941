"""Examples of statements and names as tensors, and distances from what is annotated in them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from onrecord.actors.evidence import FEATURES, with_neighbours
from onrecord.tagging.decoding import NAME_LABELS, Floats
from onrecord.tagging.pieces import END, PAD, START, UNKNOWN
from training.batches import Example
from training.corpora import IGNORED
from training.names import ALLOWED

LINKS_WEIGHT = 0.1
NEVER = -1e4
"""A score of what is impossible."""
_MARKS = (START, PAD, END)
_ALLOWED = torch.tensor([[label in labels for label in NAME_LABELS] for labels in ALLOWED])


class Batch(NamedTuple):
    """Examples as tensors.

    `pieces` (example, position), `mask` likewise, false for padding; `words` (2, word) are the examples and
    positions of word starts, `labels` (word) theirs; `links` (link, 4) an example and three positions;
    `names` (word) codes of names; `evidence` (word, three times features) what lists know of the word and
    those beside.
    """

    pieces: Tensor
    mask: Tensor
    words: tuple[Tensor, Tensor]
    labels: Tensor
    links: Tensor
    names: Tensor
    evidence: Tensor

    def of_words(self, scores: Tensor) -> Tensor:
        """The rows (word, …) of `scores` (example, position, …) at word starts."""
        return scores[self.words]


def padded(rows: Sequence[Sequence[int]]) -> Tensor:
    """Piece ids (example, position), padded to the length of the longest."""
    return torch.nn.utils.rnn.pad_sequence(
        [torch.tensor(row) for row in rows], batch_first=True, padding_value=PAD
    )


def word_starts(firsts: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """The examples and positions of word starts, given by example."""
    words = torch.tensor([(number, at) for number, row in enumerate(firsts) for at in row]).T
    return words[0], words[1]


def collated(examples: Sequence[Example]) -> Batch:
    """The batch of some examples."""
    pieces = padded([example.pieces for example in examples])
    links = torch.tensor([(i, *link) for i, example in enumerate(examples) for link in example.links])
    return Batch(
        pieces,
        pieces != PAD,
        word_starts([example.firsts for example in examples]),
        torch.tensor([label for example in examples for label in example.labels]),
        links.long().reshape(-1, 4),
        torch.tensor([code for example in examples for code in example.names]),
        torch.from_numpy(np.concatenate([_evidence(example) for example in examples])),
    )


def _evidence(example: Example) -> Floats:
    rows = np.zeros((len(example.evidence), len(FEATURES)), np.float32)
    for row, features in zip(rows, example.evidence, strict=True):
        row[features] = 1
    return with_neighbours(rows)


def drawn_words(pieces: Tensor, words: tuple[Tensor, Tensor], share: float) -> Tensor:
    """Where (example, position) the pieces of a random share of the words stand."""
    begins = torch.zeros_like(pieces)
    begins[words] = 1
    word = begins.cumsum(1)
    drawn = torch.rand(word.shape[0], word.shape[1] + 1, device=pieces.device) < share
    marks = torch.isin(pieces, torch.tensor(_MARKS, device=pieces.device))
    return drawn.gather(1, word) & (word > 0) & ~marks


def hidden(batch: Batch, share: float) -> Tensor:
    """The pieces of a batch, those of a random share of the words being unknown.

    So names are learnt from what stands around them, and from evidence.
    """
    return batch.pieces.masked_fill(drawn_words(batch.pieces, batch.words, share), UNKNOWN)


def label_loss(scores: Tensor, labels: Tensor) -> Tensor:
    """Cross entropy of the labels of words; `scores` (word, label). Zero where nothing is annotated."""
    total = functional.cross_entropy(scores, labels, ignore_index=IGNORED, reduction="sum")
    return total / (labels != IGNORED).sum().clamp(min=1)


def name_loss(scores: Tensor, names: Tensor) -> Tensor:
    """How improbable the labels of names are that the annotation allows; `scores` (word, label)."""
    known = names != IGNORED
    allowed = _ALLOWED.to(scores.device)[names.clamp(min=0)]
    logs = torch.log_softmax(scores, -1).masked_fill(~allowed, NEVER).logsumexp(-1)
    return -(logs * known).sum() / known.sum().clamp(min=1)


def link_loss(links: Tensor, batch: Batch) -> Tensor:
    """Cross entropy of what contents point to: a word start or nothing. `links` as the model gives them."""
    which, start, *targets = batch.links.T
    scores = links[which, :, start].masked_fill(~candidates(batch)[which][:, None], NEVER)
    return torch.stack([label_loss(scores[:, kind], target) for kind, target in enumerate(targets)]).sum()


def candidates(batch: Batch) -> Tensor:
    """Where (example, position) a content can point to."""
    found = torch.zeros_like(batch.mask)
    found[batch.words] = True
    found[:, 0] = True
    return found


def told_loss(scores: Tensor, odds: Tensor, temperature: float = 1.0) -> Tensor:
    """Cross entropy with the odds of teachers, taken at a temperature; both (…, choice), a mean over all.

    Its gradients are as large as at temperature one (Hinton et al. 2015, "Distilling the Knowledge in a
    Neural Network"). Zero where there is nothing to choose.
    """
    each = -(odds * functional.log_softmax(scores / temperature, -1)).sum(-1)
    return temperature**2 * each.sum() / max(1, each.numel())
