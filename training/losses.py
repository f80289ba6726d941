"""Examples as tensors, and what teacher and student both learn from the gold."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from onrecord.actors.evidence import FEATURES
from onrecord.actors.recognition import with_neighbours
from onrecord.tagging.decoding import NAME_LABELS, Floats
from onrecord.tagging.pieces import END, PAD, START, UNKNOWN
from training.batches import Example
from training.corpora import IGNORED
from training.names import ALLOWED

LINKS_WEIGHT = 0.1
_NEVER = -1e4
_ALLOWED = torch.tensor([[label in labels for label in NAME_LABELS] for labels in ALLOWED])


@dataclass(frozen=True, slots=True)
class Batch:
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


def collated(examples: Sequence[Example]) -> Batch:
    """The batch of some examples."""
    pieces = torch.nn.utils.rnn.pad_sequence(
        [torch.tensor(example.pieces) for example in examples], batch_first=True, padding_value=PAD
    )
    words = torch.tensor([(i, at) for i, example in enumerate(examples) for at in example.firsts]).T
    labels = torch.tensor([label for example in examples for label in example.labels])
    links = torch.tensor([(i, *link) for i, example in enumerate(examples) for link in example.links])
    names = torch.tensor([code for example in examples for code in example.names])
    known = torch.from_numpy(np.concatenate([_evidence(example) for example in examples]))
    return Batch(pieces, pieces != PAD, (words[0], words[1]), labels, links.reshape(-1, 4), names, known)


def _evidence(example: Example) -> Floats:
    rows = np.zeros((len(example.evidence), len(FEATURES)), np.float32)
    for row, features in zip(rows, example.evidence, strict=True):
        row[features] = 1
    return with_neighbours(rows)


def hidden(batch: Batch, share: float) -> Tensor:
    """The pieces of a batch, those of a random share of the words being unknown.

    So names are learnt from what stands around them, and from evidence.
    """
    begins = torch.zeros_like(batch.mask)
    begins[batch.words] = True
    word = begins.cumsum(1)
    drawn = torch.rand(len(word), int(word.max()) + 1) < share
    marks = torch.isin(batch.pieces, torch.tensor([START, PAD, END]))
    return batch.pieces.masked_fill(drawn.gather(1, word) & (word > 0) & ~marks, UNKNOWN)


def label_loss(emissions: Tensor, batch: Batch) -> Tensor:
    """Cross entropy of the labels of words; `emissions` (word, label). Zero where nothing is annotated."""
    known = batch.labels != IGNORED
    if not known.any():
        return emissions.new_zeros(())
    return functional.cross_entropy(emissions[known], batch.labels[known])


def name_loss(scores: Tensor, batch: Batch) -> Tensor:
    """How improbable the labels of names are that the annotation allows; `scores` (word, label)."""
    known = batch.names != IGNORED
    if not known.any():
        return scores.new_zeros(())
    logs = torch.log_softmax(scores[known].float(), -1)
    return -logs.masked_fill(~_ALLOWED[batch.names[known]], -torch.inf).logsumexp(-1).mean()


def link_loss(links: Tensor, batch: Batch) -> Tensor:
    """Cross entropy of what contents point to: a word start or nothing. `links` as the model gives them."""
    total = torch.zeros(())
    candidates = _candidates(batch)
    which, start, *targets = batch.links.T
    for kind, target in enumerate(targets):
        if (target != IGNORED).any():
            scores = links[which, kind, start].float().masked_fill(~candidates[which], _NEVER)
            total = total + functional.cross_entropy(scores, target, ignore_index=IGNORED)
    return total


def link_divergence(links: Tensor, before: Tensor, batch: Batch, starts: Tensor) -> Tensor:
    """Kullback-Leibler of what contents point to, from what they pointed to before.

    `starts` (word) tells which words are taken for the beginning of a content.
    """
    total = torch.zeros(())
    candidates = _candidates(batch)
    which, start = (each[starts] for each in batch.words)
    for kind in range(links.shape[1] if len(which) else 0):
        now, then = (
            functional.log_softmax(scores[which, kind, start].masked_fill(~candidates[which], _NEVER), -1)
            for scores in (links, before)
        )
        total = total + functional.kl_div(now, then, log_target=True, reduction="batchmean")
    return total


def _candidates(batch: Batch) -> Tensor:
    """Where (example, position) a content can point to."""
    found = torch.zeros_like(batch.mask)
    found[batch.words] = True
    found[:, 0] = True
    return found
