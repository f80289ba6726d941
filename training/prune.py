"""Cuts the teacher down to the heads and inner neurons that matter; what is left is where the student begins.

Importance is of first order: by how much the loss would change if a head or neuron were silent, |gradient ×
activation|, summed over examples (heads: Michel et al. 2019, "Are Sixteen Heads Really Better than One?";
neurons: Molchanov et al. 2017, "Pruning Convolutional Neural Networks for Resource Efficient Inference").
All layers stay, and become narrow.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from training import checkpoints, prepare
from training.batches import Example, epoch
from training.corpora import IGNORED
from training.losses import collated, label_loss
from training.model import Layer, Shape, Tagger
from training.settings import TRAIN, UNLABELLED, WORK

TIMES = {"polnear": 1.0, "ky": 5.0, "ru": 4.0, "nerel": 0.35}
"""How often an epoch holds each corpus."""
PIECES = 960
SEED = 77
_MEASURED_ON = 150  # batches, of an epoch that distillation does not reach
_MEASURED_EPOCH = 99


@dataclass(frozen=True, slots=True)
class Importance:
    """Of a layer's heads and inner neurons."""

    heads: Tensor
    inner: Tensor


class _Listener:
    """Keeps what goes into a linear layer, with its gradient."""

    def __init__(self, module: nn.Linear) -> None:
        self._heard: Tensor | None = None
        self.handle: RemovableHandle = module.register_forward_pre_hook(self._listen)

    def _listen(self, _: nn.Module, given: tuple[Tensor]) -> None:
        (self._heard,) = given
        self._heard.retain_grad()

    def effect(self) -> Tensor:
        """Gradient × activation, summed over positions: (example, feature)."""
        assert self._heard is not None and self._heard.grad is not None
        return (self._heard.grad.float() * self._heard.detach().float()).sum(1)


def importance(teacher: Tagger, batches: Sequence[list[Example]]) -> list[Importance]:
    """Of every layer, for the loss of the labels."""
    shape = teacher.shape
    layers = [layer for layer in teacher.encoder.layers if isinstance(layer, Layer)]
    listeners = [(_Listener(layer.attended), _Listener(layer.outer)) for layer in layers]
    found = [Importance(torch.zeros(shape.heads), torch.zeros(shape.inner)) for _ in layers]
    teacher.eval()
    teacher.requires_grad_(False)
    teacher.encoder.positions.requires_grad_(True)  # so that there is a gradient at all
    for examples in batches:
        batch = collated(examples)
        with torch.autocast("cpu", torch.bfloat16):
            emissions, _, _ = teacher(batch.pieces, batch.mask)
        label_loss(batch.of_words(emissions).float(), batch).backward()  # type: ignore[no-untyped-call]
        for (attended, outer), layer in zip(listeners, found, strict=True):
            by_head = attended.effect().view(len(examples), shape.heads, shape.head_width).sum(2)
            layer.heads.add_(by_head.abs().sum(0))
            layer.inner.add_(outer.effect().abs().sum(0))
    for pair in listeners:
        for listener in pair:
            listener.handle.remove()
    return found


def pruned(teacher: Tagger, matters: Sequence[Importance], heads: int, inner: int) -> Tagger:
    """The teacher with so many heads and inner neurons in each layer, the most important ones."""
    shape = replace(teacher.shape, heads=heads, inner=inner)
    state = teacher.state_dict()
    for number, layer in enumerate(matters):
        kept = _columns(layer.heads.topk(heads).indices.sort().values, shape)
        neurons = layer.inner.topk(inner).indices.sort().values
        whole = teacher.shape.heads * shape.head_width
        prefix = f"encoder.layers.{number}"
        for part in ("weight", "bias"):
            rows = torch.cat([kept + whole * third for third in range(3)])
            state[f"{prefix}.query_key_value.{part}"] = state[f"{prefix}.query_key_value.{part}"][rows]
            state[f"{prefix}.inner.{part}"] = state[f"{prefix}.inner.{part}"][neurons]
        state[f"{prefix}.attended.weight"] = state[f"{prefix}.attended.weight"][:, kept]
        state[f"{prefix}.outer.weight"] = state[f"{prefix}.outer.weight"][:, neurons]
    student = Tagger(shape)
    student.load_state_dict(state)
    return student


def _columns(heads: Tensor, shape: Shape) -> Tensor:
    """The features that some heads give."""
    return (heads[:, None] * shape.head_width + torch.arange(shape.head_width)).flatten()


def main() -> None:
    """Writes the pruned teacher as a checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--heads", type=int, default=4, help="to keep in each layer, of 12")
    parser.add_argument("--inner", type=int, default=384, help="neurons to keep in each layer, of 1536")
    given = parser.parse_args()
    torch.set_num_threads(1)
    teacher = checkpoints.load(given.work, "teacher")
    corpora = {name: prepare.read(given.work, name) for name in (*TRAIN, *UNLABELLED)}
    drawn = epoch(corpora, TIMES, PIECES, SEED + _MEASURED_EPOCH)[:_MEASURED_ON]
    annotated = [[each for each in batch if each.labels[0] != IGNORED] for batch in drawn]
    matters = importance(teacher, [batch for batch in annotated if batch])
    for number, layer in enumerate(matters, 1):
        heads, inner = (
            float(each.topk(count).values.sum() / each.sum())
            for each, count in ((layer.heads, given.heads), (layer.inner, given.inner))
        )
        print(f"layer {number}: kept {heads:.0%} of what the heads matter, {inner:.0%} of the neurons")
    checkpoints.save(given.work, "pruned", pruned(teacher, matters, given.heads, given.inner))


if __name__ == "__main__":
    main()
