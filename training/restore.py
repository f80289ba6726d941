"""Makes a checkpoint of the model folder that ships, so that training can go on from it without its history.

Weights come back from eight bits: what is restored and exported again differs by no more than rounding. Word
embeddings are not among them, they stand with the starting encoder.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from training import checkpoints
from training.model import Shape, Tagger
from training.settings import MODEL, WORK

Floats = NDArray[np.float32]
_PREFIX = "tagger."  # of what was exported


def restored(folder: Path, words: Tensor) -> Tagger:
    """The tagger in a model folder, with its word embeddings; heads that its graph lacks are at random."""
    graph = _without_prefix(onnx.load(folder / "model.onnx").graph)
    arrays = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    layers = len([name for name in arrays if name.endswith(".inner.bias")])
    inner = len(arrays["encoder.layers.0.inner.bias"])
    heard = len(arrays["encoder.layers.0.query_key_value.bias"]) // 3
    tagger = Tagger(Shape(len(words), layers, heard // Shape(0, 0).head_width, inner))
    state = tagger.state_dict()
    found = {name: arrays[name].copy() for name in arrays.keys() & state.keys()} | _matrices(graph, arrays)
    state |= {name: torch.from_numpy(array) for name, array in found.items()}
    state["encoder.words.weight"] = words
    tagger.load_state_dict(state)
    return tagger


def _without_prefix(graph: onnx.GraphProto) -> onnx.GraphProto:
    """The graph with the names that its weights have in the tagger."""
    for node in graph.node:
        node.input[:] = [name.removeprefix(_PREFIX) for name in node.input]
    for weights in graph.initializer:
        weights.name = weights.name.removeprefix(_PREFIX)
    return graph


def _matrices(graph: onnx.GraphProto, arrays: dict[str, NDArray[np.generic]]) -> dict[str, Floats]:
    """The weights of linear layers, which the exporter leaves no names: that of the bias added afterwards."""
    following = {name: node for node in graph.node for name in node.input}
    found = {}
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.input[1] in arrays:
            after = node
            while after.op_type != "Add":
                after = following[after.output[0]]
            bias = next(name for name in after.input if name in arrays)
            small, zero, scale = (
                arrays[node.input[1].removesuffix("quantized") + part].astype(np.float32)
                for part in ("quantized", "zero_point", "scale")
            )
            found[bias.removesuffix("bias") + "weight"] = ((small - zero) * scale).T.copy()
    return found


def main() -> None:
    """Writes the checkpoint of the student."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--folder", type=Path, default=MODEL, help="the model folder")
    parser.add_argument("--name", default="student", help="names the checkpoint")
    given = parser.parse_args()
    words = torch.load(given.work / "encoder" / "encoder.pt")["state"]["words.weight"]
    checkpoints.save(given.work, given.name, restored(given.folder, words))


if __name__ == "__main__":
    main()
