"""Checkpoints: a network without its word embeddings, which stay frozen and lie with the encoder."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol, TypeVar

import torch
from torch import Tensor

from training.learning import Effort
from training.model import Encoder, Shape, Tagger

_WORDS = "encoder.words.weight"


class Network(Protocol):
    """What has an encoder and heads over it."""

    shape: Shape
    encoder: Encoder

    def __init__(self, shape: Shape) -> None: ...

    state_dict: Any
    load_state_dict: Any


AnyNetwork = TypeVar("AnyNetwork", bound=Network)


def path(work: Path, name: str) -> Path:
    """Where the checkpoint of the run `name` lies."""
    return work / "checkpoints" / f"{name}.pt"


def save(work: Path, name: str, network: Network, effort: Effort) -> None:
    """Writes a checkpoint and what its training took, whole or not at all."""
    target = path(work, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    state = {key: value.cpu() for key, value in network.state_dict().items() if key != _WORDS}
    partial = target.with_suffix(".partial")
    torch.save({"model": state, "shape": asdict(network.shape), **asdict(effort)}, partial)
    partial.replace(target)


def read(work: Path, name: str) -> dict[str, Any]:
    """All that a checkpoint holds. Exits where there is none."""
    file = path(work, name)
    if not file.exists():
        raise SystemExit(f"{file} is missing: run the steps of docs/training.md in their order")
    saved: dict[str, Any] = torch.load(file, map_location="cpu")
    return saved


def load(work: Path, name: str) -> Tagger:
    """The tagger of a checkpoint, which may hold more that only its training needed."""
    saved = read(work, name)
    return fill(Tagger(Shape(**saved["shape"])), saved["model"], work)


def fill(network: AnyNetwork, state: Mapping[str, Tensor], work: Path) -> AnyNetwork:
    """A network with all of a state that belongs to it, and with the starting encoder's word embeddings."""
    words = _starting(work)["state"]["words.weight"]
    own = network.state_dict()
    network.load_state_dict(own | {key: state[key] for key in state if key in own} | {_WORDS: words})
    network.encoder.words.weight.requires_grad_(False)
    return network


def over(kind: type[AnyNetwork], work: Path, name: str | None = None) -> AnyNetwork:
    """A network over the encoder of a checkpoint, or over the starting one; its heads are at random."""
    if name is None:
        start = _starting(work)
        shape = Shape(len(start["state"]["words.weight"]), start["layers"])
        state = {f"encoder.{key}": value for key, value in start["state"].items()}
    else:
        saved = read(work, name)
        shape = Shape(**saved["shape"])
        state = {key: value for key, value in saved["model"].items() if key.startswith("encoder.")}
    return fill(kind(shape), state, work)


def _starting(work: Path) -> dict[str, Any]:
    start: dict[str, Any] = torch.load(work / "encoder" / "encoder.pt", map_location="cpu")
    return start
