"""Checkpoints: a tagger without its word embeddings, which stay frozen and lie with the encoder."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

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
    """The tagger of a checkpoint."""
    saved = read(work, name)
    tagger = Tagger(Shape(**saved["shape"]))
    words = torch.load(work / "encoder" / "encoder.pt")["state"]["words.weight"]
    tagger.load_state_dict(saved["model"] | {_WORDS: words})
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
