"""Cuts a teacher down to the layers, heads and inner neurons that its student begins with.

Of the layers every second stays (Sanh et al. 2019, "DistilBERT"). Which heads and neurons do is told by an
importance of first order: by how much the loss would change if one were silent, |gradient × activation|,
summed over examples (heads: Michel et al. 2019, "Are Sixteen Heads Really Better than One?"; neurons:
Molchanov et al. 2017, "Pruning Convolutional Neural Networks for Resource Efficient Inference").
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from training.learning import DEVICE, AnyBatch, Losses
from training.model import Layer, Shape

_LAYERS = "encoder.layers."
LAYERS = (1, 3, 5, 7, 9, 11)
"""Those that stay, of twelve from 0 on."""


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
        return (self._heard.grad * self._heard.detach()).sum(1)


def importance(
    teacher: Any,
    batches: Iterable[AnyBatch],
    loss: Callable[[AnyBatch], Losses],
) -> list[Importance]:
    """Of every layer of a teacher on the device, for its loss."""
    shape: Shape = teacher.shape
    layers = [layer for layer in teacher.encoder.layers if isinstance(layer, Layer)]
    listeners = [(_Listener(layer.attended), _Listener(layer.outer)) for layer in layers]
    found = [
        Importance(torch.zeros(shape.heads, device=DEVICE), torch.zeros(shape.inner, device=DEVICE))
        for _ in layers
    ]
    teacher.to(DEVICE).eval().requires_grad_(False)
    teacher.encoder.positions.requires_grad_(True)  # so that there is a gradient at all
    for batch in batches:
        torch.stack(list(loss(batch).values())).sum().backward()
        for (attended, outer), layer in zip(listeners, found, strict=True):
            by_head = attended.effect().unflatten(1, (shape.heads, shape.head_width)).sum(2)
            layer.heads.add_(by_head.abs().sum(0))
            layer.inner.add_(outer.effect().abs().sum(0))
    for pair in listeners:
        for listener in pair:
            listener.handle.remove()
    return found


def pruned(
    teacher: Any,
    matters: Sequence[Importance],
    heads: int,
    inner: int,
) -> tuple[Shape, dict[str, Tensor]]:
    """Shape and weights of a teacher with so many heads and inner neurons in each layer of LAYERS."""
    whole = {key: value.detach().cpu() for key, value in teacher.state_dict().items()}
    state = {key: value for key, value in whole.items() if not key.startswith(_LAYERS)}
    for new, old in enumerate(LAYERS):
        layer = {
            key.removeprefix(f"{_LAYERS}{old}."): value
            for key, value in whole.items()
            if key.startswith(f"{_LAYERS}{old}.")
        }
        state |= {
            f"{_LAYERS}{new}.{key}": value
            for key, value in _narrowed(layer, matters[old], (heads, inner), teacher.shape).items()
        }
    return replace(teacher.shape, layers=len(LAYERS), heads=heads, inner=inner), state


def _narrowed(
    layer: dict[str, Tensor], matters: Importance, kept: tuple[int, int], shape: Shape
) -> dict[str, Tensor]:
    """The weights of a layer with so many of its heads and inner neurons."""
    heads, neurons = (
        each.topk(count).indices.sort().values.cpu()
        for each, count in zip((matters.heads, matters.inner), kept, strict=True)
    )
    columns = (heads[:, None] * shape.head_width + torch.arange(shape.head_width)).flatten()
    rows = torch.cat([columns + shape.heads * shape.head_width * third for third in range(3)])
    narrow = dict(layer)
    for part in ("weight", "bias"):
        narrow[f"query_key_value.{part}"] = layer[f"query_key_value.{part}"][rows]
        narrow[f"inner.{part}"] = layer[f"inner.{part}"][neurons]
    narrow["attended.weight"] = layer["attended.weight"][:, columns]
    narrow["outer.weight"] = layer["outer.weight"][:, neurons]
    return narrow
