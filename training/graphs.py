"""Int8 ONNX graphs of models, and the word embeddings that lie beside them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from training.model import POSITIONS, Encoder

Nodes = Mapping[str, onnx.NodeProto]
"""By what they make, or by what they use."""
_SOME = 7  # pieces of the example that is traced
_CONTRIBUTED = "com.microsoft"
# What leads from the quantised input to the weights of attention, from these backward, and what follows them.
_QUERY = ["Div", "MatMul", "Squeeze", "Slice", "Transpose", "Reshape", "Add", "Mul", "Cast", "MatMulInteger"]
_HEARD = ["MatMul", "Transpose", "Reshape"]


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
    fuse_attention(model)
    onnx.save(model, small)


def fuse_attention(model: onnx.ModelProto) -> None:
    """Makes one node of each attention, from its quantised input to what it heard; the results are the same.

    onnxruntime has the operator, but does not itself find where it fits. For a sentence the whole graph then
    takes a tenth less time.
    """
    graph = model.graph
    made = {name: node for node in graph.node for name in node.output}
    used = {name: node for node in graph.node for name in node.input}
    constants = {each.name: each for each in graph.initializer}
    for softmax in [node for node in graph.node if node.op_type == "Softmax"]:
        *_, split, biased, scaled, _, product = _led_to(softmax, made, _QUERY)
        *_, heard = _followed(softmax, used, _HEARD)
        scales = made[scaled.input[1]]
        given, weights, zero, weights_zero = product.input
        inputs = [given, weights, biased.input[1], *scales.input, "", zero, weights_zero]
        heads = int(numpy_helper.to_array(constants[split.input[1]])[-2])
        one = helper.make_node("QAttention", inputs, heard.output, domain=_CONTRIBUTED, num_heads=heads)
        heard.CopyFrom(one)
    _drop_unused(graph)
    model.opset_import.append(helper.make_opsetid(_CONTRIBUTED, 1))


def _led_to(node: onnx.NodeProto, made: Nodes, kinds: Iterable[str]) -> Iterator[onnx.NodeProto]:
    """The nodes of these kinds that lead to one by their first outputs and inputs, from it backward."""
    for kind in kinds:
        node = made[node.input[0]]
        yield _of_kind(node, kind)


def _followed(node: onnx.NodeProto, used: Nodes, kinds: Iterable[str]) -> Iterator[onnx.NodeProto]:
    """The nodes of these kinds that follow one."""
    for kind in kinds:
        node = used[node.output[0]]
        yield _of_kind(node, kind)


def _of_kind(node: onnx.NodeProto, kind: str) -> onnx.NodeProto:
    if node.op_type != kind:
        raise SystemExit(f"the exporter writes attention another way: {node.op_type} in the place of {kind}")
    return node


def _drop_unused(graph: onnx.GraphProto) -> None:
    wanted = {each.name for each in graph.output}
    kept = []
    for node in reversed(graph.node):
        if not wanted.isdisjoint(node.output):
            wanted.update(node.input)
            kept.append(node)
    del graph.node[:]
    graph.node.extend(reversed(kept))
    for named in (graph.initializer, graph.value_info):
        still = [each for each in named if each.name in wanted]
        del named[:]
        named.extend(still)
