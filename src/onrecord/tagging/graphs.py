"""The ONNX graphs of the models, opened for a single window at a time."""

from __future__ import annotations

from pathlib import Path

import onnxruntime


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
