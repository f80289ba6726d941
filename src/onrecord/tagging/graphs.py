"""The ONNX graphs of the models, opened for a single window at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

import onnxruntime

from onrecord.tagging.pieces import Window

Scores = TypeVar("Scores")
_IN_A_ROW = 32


def opened(graph: Path, threads: int) -> onnxruntime.InferenceSession:
    """A graph, to be run on the processor by so many threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        graph,
        options,
        providers=["CPUExecutionProvider"],
        # The fused operator takes several times as long as the two that it replaces.
        disabled_optimizers=["SkipLayerNormFusion"],
    )


def scored(windows: Iterable[Window], score: Callable[[Window], Scores]) -> Iterator[tuple[Window, Scores]]:
    """Windows with their scores.

    A graph is run for several in a row, because its weights and the program drive each other out of the
    processor's cache: it takes a quarter longer where each window is worked up at once.
    """
    rest = iter(windows)
    while some := list(islice(rest, _IN_A_ROW)):
        yield from zip(some, [score(window) for window in some], strict=True)
