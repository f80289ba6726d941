"""Checkpoints: a tagger without its word embeddings, which stay frozen and lie with the encoder."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.model import Shape, Tagger

_WORDS = "encoder.words.weight"


def path(work: Path, name: str) -> Path:
    """Where the checkpoint of the run `name` lies."""
    return work / "checkpoints" / f"{name}.pt"


def save(work: Path, name: str, tagger: Tagger, **more: object) -> None:
    """Writes a checkpoint, whole or not at all."""
    target = path(work, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    state = {key: value for key, value in tagger.state_dict().items() if key != _WORDS}
    partial = target.with_suffix(".partial")
    torch.save({"model": state, "shape": asdict(tagger.shape), **more}, partial)
    partial.replace(target)


def read(work: Path, name: str) -> dict[str, Any]:
    """All that a checkpoint holds. Exits where there is none."""
    file = path(work, name)
    if not file.exists():
        raise SystemExit(f"{file} is missing: run the steps of docs/training.md in their order")
    saved: dict[str, Any] = torch.load(file)
    return saved


def load(work: Path, name: str) -> Tagger:
    """The tagger of a checkpoint, which may hold more that only its training needed."""
    saved = read(work, name)
    return fill(Tagger(Shape(**saved["shape"])), saved["model"], work)


def fill(tagger: Tagger, state: Mapping[str, Tensor], work: Path) -> Tagger:
    """A tagger with all of a state that belongs to it, and with the starting encoder's word embeddings."""
    words = torch.load(work / "encoder" / "encoder.pt")["state"]["words.weight"]
    own = tagger.state_dict()
    tagger.load_state_dict(own | {key: state[key] for key in state if key in own} | {_WORDS: words})
    return _frozen(tagger)


def fresh(work: Path) -> Tagger:
    """A tagger over the starting encoder, its heads at random."""
    start = torch.load(work / "encoder" / "encoder.pt")
    tagger = Tagger(Shape(len(start["state"]["words.weight"]), start["layers"]))
    tagger.encoder.load_state_dict(start["state"])
    return _frozen(tagger)


def _frozen(tagger: Tagger) -> Tagger:
    tagger.encoder.words.weight.requires_grad_(False)
    return tagger
