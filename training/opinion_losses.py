"""How far a reader of opinions is from the annotation, and from its teachers."""

from collections.abc import Sequence

import torch
from torch import Tensor

from onrecord.positions.labels import EXPRESSIONS, HOLDER, LINKS
from training.attitude_model import PARTS, OpinionReader
from training.learning import Losses
from training.losses import NEVER, label_loss, told_loss
from training.opinion_batches import Batch

_LINKS = 0.15  # what pointers count beside labels
_GOLD = 0.5  # what the gold counts for a student beside its teachers
_BEGIN = [EXPRESSIONS.index(label) for label in EXPRESSIONS if label.startswith("B-")]
_PROBABLE = 0.04  # from here on a word may begin an expression, for the teachers

Scores = tuple[Tensor, Tensor, Tensor]
"""Expressions (example, position, label), parts likewise, links (example, link, position, position)."""
Starts = tuple[Tensor, Tensor, Tensor]
"""Examples, positions and ends of lines, as in Batch."""


def scores(reader: OpinionReader, batch: Batch) -> Scores:
    """What a reader makes of a batch."""
    return reader.opinions(reader.encoder.words(batch.pieces), batch.mask)


def gold_loss(found: Scores, batch: Batch) -> Losses:
    """Distance from the annotation, zero where there is none."""
    expressions, parts, links = found
    targets, holders = parts[batch.words].split(len(PARTS), -1)
    return {
        "expressions": label_loss(expressions[batch.words], batch.expressions),
        "targets": label_loss(targets, batch.parts[:, 0]),
        "holders": label_loss(holders, batch.parts[:, 1]),
        "links": _LINKS * _link_loss(links, batch),
    }


def _link_loss(links: Tensor, batch: Batch) -> Tensor:
    """How improbable it is that expressions point where they should, summed over links."""
    logs = _pointing(links, batch, batch.starts).log_softmax(-1)
    right = logs.masked_fill(~batch.pointed, NEVER).logsumexp(-1)
    known = batch.pointed.any(-1)
    return -((right * known).sum(0) / known.sum(0).clamp(min=1)).sum()


def _pointing(links: Tensor, batch: Batch, starts: Starts) -> Tensor:
    """Scores (start, link, position) of what expressions that start there point to.

    A target is words; a holder may also be nobody, at 0, or the author, at the end of the line.
    """
    which, start, end = starts
    allowed = torch.zeros_like(batch.mask)
    allowed[batch.words] = True
    allowed = allowed[which][:, None].repeat(1, len(LINKS), 1)
    allowed[:, HOLDER, 0] = True
    allowed[:, HOLDER] |= torch.arange(allowed.shape[2], device=end.device) == end[:, None, None]
    return links[which, :, start].masked_fill(~allowed, NEVER)


def distilled_loss(reader: OpinionReader, teachers: Sequence[OpinionReader], batch: Batch) -> Losses:
    """Distance from the mean of some teachers' odds and from the annotation, where there is any.

    The pointers of a word count as much as the teachers believe that it begins an expression.
    """
    with torch.no_grad():
        told = [scores(teacher, batch) for teacher in teachers]
        odds = _mean([each[batch.words].softmax(-1) for each, _, _ in told])
        begins = odds[:, _BEGIN].sum(-1)
        likely = begins > _PROBABLE
        starts = (batch.words[0][likely], batch.words[1][likely], batch.ends[likely])
        pointed = _mean([_pointing(links, batch, starts).softmax(-1) for _, _, links in told])
    found = scores(reader, batch)
    expressions, parts, links = found
    logs = _pointing(links, batch, starts).log_softmax(-1)
    weight = begins[likely, None]
    own = parts[batch.words].unflatten(-1, (-1, len(PARTS)))
    theirs = _mean([each[batch.words].unflatten(-1, (-1, len(PARTS))).softmax(-1) for _, each, _ in told])
    return {
        "told expressions": told_loss(expressions[batch.words], odds),
        "told parts": own.shape[1] * told_loss(own, theirs),
        "told links": _LINKS * -((pointed * logs).sum(-1) * weight).sum() / weight.sum().clamp(min=_PROBABLE),
        "gold": _GOLD * torch.stack(list(gold_loss(found, batch).values())).sum(),
    }


def _mean(odds: list[Tensor]) -> Tensor:
    return torch.stack(odds).mean(0)
