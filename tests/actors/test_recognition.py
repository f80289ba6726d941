"""What lists know of words is weighed."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.actors.evidence import weighed

RANDOM = np.random.default_rng(7)
WEIGHTS = RANDOM.normal(size=(54, 11)).astype(np.float32)


@pytest.mark.parametrize("words", [1, 255, 256, 257, 3000])
def test_rows_are_weighed_alike_however_many_there_are(words: int) -> None:
    rows = RANDOM.integers(0, 2, (words, len(WEIGHTS))).astype(np.float32)
    exact = (rows[:, :, None] * WEIGHTS).sum(1)
    np.testing.assert_allclose(weighed(rows, WEIGHTS), exact, atol=1e-4)
