"""Scores a checkpoint, or a model folder, by itself on the development sets: no frames, no weighing."""

import argparse
from collections.abc import Iterator
from pathlib import Path

import torch
from tokenizers import Tokenizer

from onrecord.tagging import tagger as package
from onrecord.tagging.pieces import Window, units, windows
from onrecord.tagging.segmentation import paragraphs
from onrecord.tagging.tagger import Scores, WindowScores, tagging
from training import checkpoints
from training.corpora import Article, articles
from training.model import Tagger
from training.scorer import load_scorer
from training.settings import CORPORA, DEV, MODEL, WORK

Figures = dict[str, dict[str, tuple[float, float, float]]]
"""Precision, recall and F1 by set and measure."""

_SHOWN = (
    ("all", "attribution"),
    ("quoted", "attribution"),
    ("unquoted", "attribution"),
    ("all", "content.exact_w"),
    ("all", "speaker.exact_w"),
    ("all", "cue.exact_w"),
)


class Exact:
    """A tagger in float, window by window."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger.eval()

    def scores(self, window: Window) -> WindowScores:
        """Those of a window."""
        with torch.inference_mode():
            found = self._tagger(torch.tensor([window.pieces]))
        return WindowScores(*(scores[0].numpy() for scores in found))


def tokenizer(work: Path) -> Tokenizer:
    """The tokenizer of the starting encoder."""
    return Tokenizer.from_file(str(work / "encoder" / "tokenizer.json"))


def read(article: Article, cut: Tokenizer) -> Iterator[Window]:
    """The windows of an article."""
    return windows(units(article["text"], paragraphs(article["text"]), cut))


def evaluate(model: Scores, cut: Tokenizer) -> Figures:
    """Figures of a model; printed set by set as they come."""
    score = load_scorer()
    figures: Figures = {}
    print("F1 (precision, recall)", *(f"{part}.{measure}" for part, measure in _SHOWN), sep="\n    ")
    for name, file in DEV.items():
        gold = list(articles(CORPORA / file))
        rows = [
            {
                "id": article["id"],
                "statements": [
                    {"content": said.content, "cue": said.cue, "speaker_span": said.speaker}
                    for said in tagging(read(article, cut), model).statements
                ],
            }
            for article in gold
        ]
        wanted = score.load(gold)
        found = score.load(rows, {article["id"]: article["text"] for article in gold})
        counts = score.total([score.doc_counts(wanted[key], found[key]) for key in wanted])
        figures[name] = {f"{part}.{measure}": score.prf(counts[part, measure]) for part, measure in _SHOWN}
        shown = (f"{f:.3f} ({p:.2f}, {r:.2f})" for p, r, f in figures[name].values())
        print(f"{name:12s}", *shown, flush=True)
    return figures


def main() -> None:
    """Prints the figures of a model folder or of the checkpoint of a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", nargs="?", help="of this run; else the model folder is scored")
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--folder", type=Path, default=MODEL, help="the model folder")
    given = parser.parse_args()
    if given.checkpoint:
        torch.set_num_threads(1)
        evaluate(Exact(checkpoints.load(given.work, given.checkpoint)), tokenizer(given.work))
    else:
        tagger = package.Tagger(given.folder)
        evaluate(tagger, tagger.tokenizer)


if __name__ == "__main__":
    main()
