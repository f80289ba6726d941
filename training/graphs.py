"""Int8 ONNX graphs of models, and the word embeddings that lie beside them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from training.model import POSITIONS, Encoder

_SOME = 7  # pieces of the example that is traced


def write_words(encoder: Encoder, folder: Path) -> None:
    """Writes the word embeddings: int8 rows (piece, width) and a float32 scale for each."""
    words = encoder.words.weight.detach().numpy()
    scales = np.maximum(np.abs(words).max(1), 1e-8).astype(np.float32) / 127
    np.save(folder / "words.npy", np.round(words / scales[:, None]).astype(np.int8))
    np.save(folder / "scales.npy", scales)


def write(module: nn.Module, inputs: Mapping[str, int | None], outputs: Sequence[str], path: Path) -> None:
    """Writes a graph to `path`; inputs are (1, length, so wide), or (1, length) without a width."""
    exact = path.with_suffix(".exact")
    length = torch.export.Dim("length", min=3, max=POSITIONS)
    given = tuple(torch.ones((1, _SOME) if wide is None else (1, _SOME, wide)) for wide in inputs.values())
    program = torch.onnx.export(
        module.eval(),
        given,
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_shapes=tuple({0: 1, 1: length} for _ in inputs),
        dynamo=True,
    )
    if program is None:
        raise SystemExit("the exporter gave no program")
    program.save(exact)
    _quantise(exact, path)
    exact.unlink()


def _quantise(exact: Path, small: Path) -> None:
    """Int8 weights by output channel; 7 bits of them, because 8 overflow on processors without VNNI."""
    quantize_dynamic(
        exact,
        small,
        op_types_to_quantize=["MatMul", "Gemm"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    model = onnx.load(small)
    graph = model.graph
    # Stack traces, with paths of the machine.
    for noted in (
        model,
        graph,
        *graph.node,
        *graph.value_info,
        *graph.initializer,
        *graph.input,
        *graph.output,
    ):
        del noted.metadata_props[:]
    onnx.save(model, small)
