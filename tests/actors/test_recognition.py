"""What lists know of words is weighed."""

from __future__ import annotations

import time

import numpy as np
import pytest

from onrecord.actors.recognition import weighed

RANDOM = np.random.default_rng(7)
WEIGHTS = RANDOM.normal(size=(54, 11)).astype(np.float32)


@pytest.mark.parametrize("words", [1, 255, 256, 257, 3000])
def test_rows_are_weighed_alike_however_many_there_are(words: int) -> None:
    rows = RANDOM.integers(0, 2, (words, len(WEIGHTS))).astype(np.float32)
    exact = (rows[:, :, None] * WEIGHTS).sum(1)
    np.testing.assert_allclose(weighed(rows, WEIGHTS), exact, atol=1e-4)


def test_no_thread_is_left_waiting_on_the_processor() -> None:
    rows = np.zeros((3000, len(WEIGHTS)), np.float32)
    weighed(rows, WEIGHTS)
    time.sleep(0.05)
    begun, pause = time.process_time(), 0.01
    for _ in range(20):
        weighed(rows, WEIGHTS)
        time.sleep(pause)
    # A thread that waits for more to do takes up the processor for most of the pause.
    assert time.process_time() - begun < 20 * pause / 5
