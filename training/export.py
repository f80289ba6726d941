"""Writes the model folder that ships: an int8 ONNX graph, the tokenizer, metadata and a card.

The graph reads one window, without padding: activations are quantised with one scale a tensor, so that in a
batch the scores of a window would depend on its neighbours.
"""

import argparse
import json
import shutil
import tempfile
from itertools import islice
from pathlib import Path
from typing import TypedDict

import msgspec
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from onrecord.tagging import tagger as package
from onrecord.tagging.decoding import LABELS, LINKS, NAME_LABELS
from onrecord.tagging.pieces import END, PAD, START, UNKNOWN, WINDOW
from onrecord.tagging.tagger import PROTOCOL, WindowScores
from training import checkpoints, graphs
from training.adapt import weights
from training.card import RUNS, Run, card
from training.corpora import articles
from training.evaluate import Exact, Scores, evaluate, read
from training.model import Tagger
from training.settings import CORPORA, DEV, MODEL, WORK

_LARGEST = 45_000_000  # bytes, the whole folder
_COMPARED = 5  # articles of each development set


class About(TypedDict):
    """What ``model.json`` holds."""

    protocol: int
    version: str
    labels: tuple[str, ...]
    links: tuple[str, ...]
    names: tuple[str, ...]
    layers: int
    heads: int
    inner: int
    window: int
    pieces: dict[str, int]
    inputs: dict[str, str]
    outputs: dict[str, str]
    evidence: dict[str, object]


def about(version: str, tagger: Tagger) -> About:
    """The metadata of a model."""
    shape = tagger.shape
    return {
        "protocol": PROTOCOL,
        "version": version,
        "labels": LABELS,
        "links": LINKS,
        "names": NAME_LABELS,
        "layers": shape.layers,
        "heads": shape.heads,
        "inner": shape.inner,
        "window": WINDOW,
        "pieces": {"start": START, "end": END, "padding": PAD, "unknown": UNKNOWN},
        "inputs": {"embedded": "float32 (1, length, width), rows of words.npy times scales.npy"},
        "outputs": {
            "emissions": "float32 (1, length, label)",
            "links": "float32 (1, link, length of content starts, length of source or cue starts)",
            "names": "float32 (1, length, label of names), without the evidence",
        },
        "evidence": msgspec.to_builtins(weights(tagger)),
    }


class _Embedded(nn.Module):
    """A tagger that is given embeddings."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, embedded: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Embeddings (1, length, width) to emissions, links and names."""
        states = self.tagger.encoder.through(self.tagger.encoder.placed(embedded), None)
        return (*self.tagger.heads(states), self.tagger.names(states))


def agreement(shipped: Scores, exact: Scores, tokenizer: Tokenizer) -> tuple[float, float]:
    """How alike two models are on the words of real text: the share of equal labels, the mean difference.

    The difference of a word is that of the label whose emissions differ most.
    """
    equal, differences = [], []
    for file in DEV.values():
        for article in islice(articles(CORPORA / file), _COMPARED):
            for window in read(article, tokenizer):
                ours, theirs = (model.scores(window).emissions[window.firsts] for model in (shipped, exact))
                equal.append(ours.argmax(1) == theirs.argmax(1))
                differences.append(np.abs(ours - theirs).max(1))
    return float(np.concatenate(equal).mean()), float(np.concatenate(differences).mean())


def export(work: Path, name: str, version: str, notes: list[str], folder: Path) -> None:
    """Writes the model folder of a run; exits where it is too large."""
    tagger = checkpoints.load(work, name)
    graphs.write_words(tagger.encoder, folder)
    graphs.write(
        _Embedded(tagger), {"embedded": tagger.shape.width}, WindowScores._fields, folder / "model.onnx"
    )
    shutil.copyfile(work / "encoder" / "tokenizer.json", folder / "tokenizer.json")
    known = about(version, tagger)
    (folder / "model.json").write_bytes(msgspec.json.encode(known))
    shipped = package.Tagger(folder)
    alike = agreement(shipped, Exact(tagger), shipped.tokenizer)
    print(f"int8 against float: {alike[0]:.2%} of labels equal, mean difference {alike[1]:.3f}", flush=True)
    figures = evaluate(shipped, shipped.tokenizer)
    runs = {run: Run.of(checkpoints.read(work, run)) for run in RUNS if checkpoints.path(work, run).exists()}
    hashes = json.loads((work / "prepared" / "hashes.json").read_text("utf-8"))
    (folder / "card.md").write_text(card(known, hashes, runs, notes, alike, figures), "utf-8")
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(f"{size / 1e6:.1f} MB")
    if size > _LARGEST:
        raise SystemExit(f"the folder would hold more than {_LARGEST / 1e6:.0f} MB")


def main() -> None:
    """Exports the checkpoint of a run and scores what will ship."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version", help="what records name as the model's version")
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--name", default="averaged", help="the checkpoint")
    parser.add_argument("--output", type=Path, default=MODEL, help="the model folder")
    parser.add_argument("--note", action="append", default=[], help="what the card must say of this run")
    given = parser.parse_args()
    torch.set_num_threads(1)
    given.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        export(given.work, given.name, given.version, given.note, Path(scratch))
        for file in Path(scratch).iterdir():
            shutil.copyfile(file, given.output / file.name)


if __name__ == "__main__":
    main()
