"""Writes the model folder that ships: an int8 ONNX graph, the tokenizer, metadata, a card."""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from torch import Tensor, nn

from training.card import card
from training.evaluate import checkpoint_model, evaluate
from training.model import Tagger
from training.prepare import articles
from training.reference import OVERLAP, Model
from training.reference import Tagger as Shipped
from training.settings import CORPORA, DEV, LABELS, LINKS, PROTOCOL, WINDOW, WORK
from training.train import load
from training.vocabulary import END, PAD, START, UNKNOWN
from training.windows import pack, units, window

_LARGEST = 45_000_000  # bytes, the whole folder
_BLOCK = 128  # weights that share a scale
_INT8_ACTIVATIONS = 4  # the operator's name for it


class _Graph(nn.Module):
    """The tagger as it ships: piece ids alone come in, padding is told from them."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, pieces: Tensor) -> tuple[Tensor, Tensor]:
        """Piece ids (batch, length) to emissions and links."""
        emissions, links = self.tagger(pieces, pieces != PAD)
        return emissions, links


def _graph(tagger: Tagger, path: Path) -> None:
    batch, length = torch.export.Dim("batch", min=1, max=512), torch.export.Dim("length", min=3, max=512)
    program = torch.onnx.export(
        _Graph(tagger).eval(),
        (torch.full((2, 7), UNKNOWN),),
        input_names=["pieces"],
        output_names=["emissions", "links"],
        dynamic_shapes={"pieces": {0: batch, 1: length}},
        dynamo=True,
    )
    if program is None:
        raise SystemExit("the exporter gave no program")
    program.save(path)


def _quantise(exact: Path, small: Path) -> None:
    """Int8: embeddings as a whole, matrices in blocks.

    Each piece's activations are quantised in blocks too. One scale for a whole batch, as dynamic quantisation
    takes it, is faster, but costs one to three points of F1 and makes scores depend on what shares the batch.
    """
    embedded = exact.with_name("embedded.onnx")
    quantize_dynamic(exact, embedded, op_types_to_quantize=["Gather"], weight_type=QuantType.QInt8)
    matrices = MatMulNBitsQuantizer(
        onnx.load(embedded), bits=8, block_size=_BLOCK, is_symmetric=True, accuracy_level=_INT8_ACTIVATIONS
    )
    matrices.process()
    model = matrices.model.model
    for noted in (model, model.graph, *model.graph.node, *model.graph.value_info, *model.graph.initializer):
        del noted.metadata_props[:]  # stack traces, with paths of the machine
    for value in (*model.graph.input, *model.graph.output):
        del value.metadata_props[:]
    onnx.save(model, small)


def _agreement(shipped: Shipped, model: Model) -> dict[str, float]:
    """How the shipped graph compares with PyTorch on the words of real text."""
    equal, differences = [], []
    for file in DEV.values():
        for article in list(articles(CORPORA / file))[:5]:
            parts = units(article["text"], shipped.tokenizer)
            ids = [[piece.id for piece in unit.pieces] for unit in parts]
            first = np.array([piece.first for unit in parts for piece in unit.pieces])
            views = [window(ids, run) for run in pack([len(unit) for unit in ids])]
            for view, ours, theirs in zip(views, shipped.scores(views), model(views), strict=True):
                words = [at for at, place in enumerate(view.places) if place >= 0 and first[place]]
                equal.append(ours.emissions[words].argmax(1) == theirs.emissions[words].argmax(1))
                differences.append(np.abs(ours.emissions[words] - theirs.emissions[words]).max(1))
    return {
        "labels_equal": float(np.concatenate(equal).mean()),
        "mean_emission_difference": float(np.concatenate(differences).mean()),
    }


def _about(name: str, layers: int) -> dict[str, object]:
    return {
        "protocol": PROTOCOL,
        "version": name,
        "labels": LABELS,
        "links": LINKS,
        "layers": layers,
        "window": WINDOW,
        "pieces": {"start": START, "end": END, "padding": PAD, "unknown": UNKNOWN},
        "inputs": {"pieces": "int64 (batch, length)"},
        "outputs": {
            "emissions": "float32 (batch, length, label)",
            "links": "float32 (batch, link, length of content starts, length of source or cue starts)",
        },
    }


def main() -> None:
    """Exports the checkpoint of a run and scores what will ship."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--name", default="tagger", help="the training run")
    parser.add_argument("--version", default="1", help="what records name as the model's version")
    parser.add_argument("--output", type=Path, help="default: model-NAME in the work folder")
    given = parser.parse_args()
    work: Path = given.work
    folder: Path = given.output or work / f"model-{given.name}"
    folder.mkdir(parents=True, exist_ok=True)
    encoder, state = work / "encoder" / "encoder.pt", work / "checkpoints" / f"{given.name}.pt"
    tagger = load(encoder, state)
    with tempfile.TemporaryDirectory() as scratch:
        exact = Path(scratch) / "exact.onnx"
        _graph(tagger, exact)
        _quantise(exact, folder / "model.onnx")
    shutil.copyfile(work / "encoder" / "tokenizer.json", folder / "tokenizer.json")
    about = _about(given.version, tagger.shape.layers)
    (folder / "model.json").write_text(json.dumps(about, indent=1), "utf-8")
    shipped = Shipped(folder)
    agreement = _agreement(shipped, checkpoint_model(encoder, state))
    print(agreement)
    figures = evaluate(
        shipped.scores, shipped.tokenizer, work / "predicted" / folder.name, list(DEV), OVERLAP
    )
    steps = torch.load(state)["step"]
    hashes = json.loads((work / "prepared" / "hashes.json").read_text("utf-8"))
    (folder / "card.md").write_text(card(about, hashes, steps, agreement, figures), "utf-8")
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(f"{folder}: {size / 1e6:.1f} MB")
    if size > _LARGEST:
        raise SystemExit(f"the folder holds more than {_LARGEST / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
