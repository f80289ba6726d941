"""How every network is trained: optimiser, rates, steps, on a GPU where there is one."""

import argparse
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

from training.settings import WORK

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")
_WORKERS = min(3, (os.cpu_count() or 1) - 1)  # processes that make batches while the device calculates
_AHEAD = 8  # batches that each of them has ready
_SHOWN = 200  # steps between lines of progress

Losses = dict[str, Tensor]
"""The terms of a loss, weighted: it is their sum."""
AnyExample = TypeVar("AnyExample")
AnyBatch = TypeVar("AnyBatch")
AnyModule = TypeVar("AnyModule", bound=nn.Module)


@dataclass(frozen=True, slots=True)
class Rates:
    """Of learning, at their highest: the encoder's, the heads', and the share of steps spent warming up."""

    body: float
    heads: float
    warm_up: float

    def at(self, step: int, steps: int) -> float:
        """What the rates are multiplied by: up linearly, then linearly down."""
        warm = max(1, round(self.warm_up * steps))
        return min((step + 1) / warm, (steps - step) / max(1, steps - warm))


@dataclass(frozen=True, slots=True)
class Effort:
    """What a training took, for the card: `step` is the number of steps; seconds."""

    step: int
    seconds: float


def arguments(description: str | None) -> argparse.ArgumentParser:
    """The options that all training commands have."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--steps", type=int, help="stop each training after so many, to try whether all runs")
    return parser


def begin(seed: int) -> None:
    """Fixes what is drawn, and lets a GPU multiply in TF32."""
    torch.set_float32_matmul_precision("high")
    torch.manual_seed(seed)


def learn(
    network: nn.Module,
    batches: Sequence[Sequence[AnyExample]],
    collate: Callable[[Sequence[AnyExample]], AnyBatch],
    loss: Callable[[AnyBatch], Losses],
    rates: Rates,
    limit: int | None = None,
) -> Effort:
    """Takes a step for each of the batches, but no more than `limit`; leaves the network on its device.

    `loss` is given what `collate` makes of a batch, a tuple of tensors, on the device.
    """
    batches = batches[:limit]
    network.to(DEVICE).train()
    optimiser = _optimiser(network, rates)
    steps = len(batches)
    plan = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rates.at(step, steps))
    weights = [weight for weight in network.parameters() if weight.requires_grad]
    began = time.monotonic()
    for step, batch in enumerate(collated(batches, collate), 1):
        terms = loss(batch)
        optimiser.zero_grad(set_to_none=True)
        torch.stack(list(terms.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        plan.step()
        if step % _SHOWN == 0 or step == steps:
            shown = " ".join(f"{name} {term.item():.3f}" for name, term in terms.items())
            print(f"{step}/{steps} {shown}, {time.monotonic() - began:.0f} s", flush=True)
    return Effort(steps, time.monotonic() - began)


def _optimiser(network: nn.Module, rates: Rates) -> torch.optim.AdamW:
    """Norms and biases are not decayed."""
    groups = []
    for heads in (False, True):
        for flat in (False, True):
            chosen = [
                weight
                for name, weight in network.named_parameters()
                if weight.requires_grad and name.startswith("encoder") != heads and (weight.ndim < 2) == flat
            ]
            rate = rates.heads if heads else rates.body
            groups.append({"params": chosen, "lr": rate, "weight_decay": 0.0 if flat else 0.01})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def collated(
    batches: Sequence[Sequence[AnyExample]], collate: Callable[[Sequence[AnyExample]], AnyBatch]
) -> Iterator[AnyBatch]:
    """What `collate` makes of each batch, in order, on the device."""
    loader = DataLoader(
        _Batches(batches, collate),
        batch_size=None,
        shuffle=False,
        num_workers=_WORKERS,
        prefetch_factor=_AHEAD if _WORKERS else None,
        pin_memory=DEVICE.type == "cuda",
    )
    yield from map(moved, loader)


class _Batches(Dataset[AnyBatch], Generic[AnyExample, AnyBatch]):
    def __init__(
        self,
        batches: Sequence[Sequence[AnyExample]],
        collate: Callable[[Sequence[AnyExample]], AnyBatch],
    ) -> None:
        self._batches, self._collate = batches, collate

    def __len__(self) -> int:
        return len(self._batches)

    def __getitem__(self, number: int) -> AnyBatch:
        return self._collate(self._batches[number])


def moved(given: Any) -> Any:
    """The same tensors on the device."""
    if isinstance(given, Tensor):
        return given.to(DEVICE, non_blocking=True)
    parts = map(moved, given)
    return type(given)(*parts) if hasattr(given, "_fields") else tuple(parts)


def frozen(network: AnyModule) -> AnyModule:
    """The network on the device, as others learn from it."""
    return network.to(DEVICE).eval().requires_grad_(False)
