"""A teacher's final states of every piece of the training texts, half precision, one row a piece.

They are taken once, because each step of distillation asks for them: about a gigabyte.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training import checkpoints, prepare
from training.batches import Example, examples, size
from training.losses import collated
from training.model import Encoder
from training.prepare import Prepared
from training.settings import RENAMED, SENTENCES, TRAIN, UNLABELLED, WORK

_TOGETHER = 8  # windows

States = NDArray[np.float16]


def read(work: Path, teacher: str, corpus: str) -> States:
    """The states (piece, width) of a corpus, left on disk."""
    states: States = np.load(_path(work, teacher, corpus), mmap_mode="r")
    return states


def of_pieces(
    found: Mapping[str, States], examples: Sequence[Example], mask: Tensor
) -> tuple[Tensor, Tensor]:
    """States (example, position, width), zero for marks and padding, and where there are any."""
    width = next(iter(found.values())).shape[1]
    made = np.zeros((*mask.shape, width), np.float32)
    real = np.zeros(mask.shape, bool)
    for row, which, example in zip(made, real, examples, strict=True):
        places = np.array(example.places)
        (at,) = np.nonzero(places >= 0)
        row[at] = found[example.corpus][places[at]]
        which[at] = True
    return torch.from_numpy(made), torch.from_numpy(real)


def _path(work: Path, teacher: str, corpus: str) -> Path:
    return work / "states" / teacher / f"{corpus}.npy"


def _windows(corpus: str, documents: Sequence[Prepared]) -> list[Example]:
    """Those of a corpus, by length."""
    found: list[Example] = []
    place = 0
    for document in documents:
        found += examples(corpus, document, place)
        place += size(document)
    return sorted(found, key=lambda example: len(example.pieces))


def _write(encoder: Encoder, windows: Sequence[Example], pieces: int, width: int, target: Path) -> None:
    partial = target.with_suffix(".partial")
    states = np.lib.format.open_memmap(partial, "w+", np.float16, (pieces, width))
    for begin in range(0, len(windows), _TOGETHER):
        together = windows[begin : begin + _TOGETHER]
        batch = collated(together)
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            found = encoder(batch.pieces, batch.mask).float().numpy()
        for example, rows in zip(together, found, strict=True):
            places = np.array(example.places)
            (at,) = np.nonzero(places >= 0)
            states[places[at]] = rows[at]
    states.flush()
    partial.replace(target)


def main() -> None:
    """Writes the states of every training corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("teacher", nargs="?", default="teacher", help="names the checkpoint")
    parser.add_argument("--work", type=Path, default=WORK)
    given = parser.parse_args()
    work: Path = given.work
    torch.set_num_threads(1)
    teacher = checkpoints.load(work, given.teacher).eval()
    (work / "states" / given.teacher).mkdir(parents=True, exist_ok=True)
    for corpus in (*TRAIN, *UNLABELLED, SENTENCES, *(f"{name}-renamed" for name in RENAMED)):
        documents = prepare.read(work, corpus)
        pieces = sum(map(size, documents))
        path = _path(work, given.teacher, corpus)
        _write(teacher.encoder, _windows(corpus, documents), pieces, teacher.shape.width, path)
        print(f"{corpus}: {pieces:,} pieces", flush=True)


if __name__ == "__main__":
    main()
