"""The word embeddings that all models read: eight-bit rows with a scale each, mapped and not loaded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from onrecord.tagging.decoding import Floats


class Words:
    """The embeddings in a model folder."""

    def __init__(self, folder: Path) -> None:
        # As a plain array: what a mapped one returns is one again, which takes longer than to look it up.
        self._rows = np.asarray(np.load(folder / "words.npy", mmap_mode="r"))
        self._scales = np.load(folder / "scales.npy")

    def embedded(self, pieces: Sequence[int]) -> Floats:
        """Piece ids to embeddings (1, piece, width)."""
        ids = np.asarray(pieces)
        rows: Floats = self._rows[ids] * self._scales[ids, None]
        return rows[None]
