"""The teacher's final states of every piece of the training texts, half precision, one row a piece.

They are taken once, because each step of distillation asks for them: about a gigabyte.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from training import checkpoints, prepare
from training.batches import Example, examples, size
from training.losses import collated
from training.model import Encoder
from training.prepare import Prepared
from training.settings import TRAIN, UNLABELLED, WORK

_TOGETHER = 8  # windows

States = NDArray[np.float16]


def read(work: Path, corpus: str) -> States:
    """The states (piece, width) of a corpus, left on disk."""
    states: States = np.load(_path(work, corpus), mmap_mode="r")
    return states


def _path(work: Path, corpus: str) -> Path:
    return work / "states" / f"{corpus}.npy"


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
    parser.add_argument("--work", type=Path, default=WORK)
    work: Path = parser.parse_args().work
    torch.set_num_threads(1)
    teacher = checkpoints.load(work, "teacher").eval()
    (work / "states").mkdir(exist_ok=True)
    for corpus in (*TRAIN, *UNLABELLED):
        documents = prepare.read(work, corpus)
        pieces = sum(map(size, documents))
        _write(teacher.encoder, _windows(corpus, documents), pieces, teacher.shape.width, _path(work, corpus))
        print(f"{corpus}: {pieces:,} pieces", flush=True)


if __name__ == "__main__":
    main()
