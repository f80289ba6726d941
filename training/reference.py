"""Inference over a model folder as the package does it: onnxruntime, tokenizers and numpy, nothing else.

python -m training.reference FOLDER < article.txt
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer as Pieces

from training.decoding import Scores, Statement, statements
from training.settings import LABELS, PROTOCOL
from training.vocabulary import PAD
from training.windows import Window, pack, units, window

Model = Callable[[Sequence[Window]], list[Scores]]
_BATCH = 8
OVERLAP = 0


def padded(windows: Sequence[Window]) -> NDArray[np.int64]:
    """Piece ids (window, length of the longest)."""
    ids = np.full((len(windows), max(len(view.ids) for view in windows)), PAD, np.int64)
    for row, view in zip(ids, windows, strict=True):
        row[: len(view.ids)] = view.ids
    return ids


def predict(text: str, tokenizer: Pieces, model: Model, overlap: int = OVERLAP) -> list[Statement]:
    """The statements of a text; windows of like length share a batch."""
    parts = units(text, tokenizer)
    ids = [[piece.id for piece in unit.pieces] for unit in parts]
    views = [window(ids, run) for run in pack([len(unit) for unit in ids], overlap=overlap)]
    order = sorted(range(len(views)), key=lambda at: len(views[at].ids))
    scores: dict[int, Scores] = {}
    for at in range(0, len(order), _BATCH):
        chosen = order[at : at + _BATCH]
        scores.update(zip(chosen, model([views[i] for i in chosen]), strict=True))
    return statements(parts, views, [scores[at] for at in range(len(views))])


class Tagger:
    """A model folder, opened. Raises ValueError where its protocol or labels are not ours."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        about = json.loads((folder / "model.json").read_text("utf-8"))
        if about["protocol"] != PROTOCOL or tuple(about["labels"]) != LABELS:
            raise ValueError(f"{folder} follows protocol {about['protocol']}, not {PROTOCOL}")
        self.tokenizer = Pieces.from_file(str(folder / "tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(
            folder / "model.onnx", options, providers=["CPUExecutionProvider"]
        )

    def scores(self, windows: Sequence[Window]) -> list[Scores]:
        """What the model says of each window."""
        emissions, links = self._session.run(["emissions", "links"], {"pieces": padded(windows)})
        return [Scores(e, k) for e, k in zip(emissions, links, strict=True)]

    def __call__(self, text: str) -> list[Statement]:
        """The statements of a text."""
        return predict(text, self.tokenizer, self.scores)


def main() -> None:
    """Prints the statements of the text on standard input, one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    text = sys.stdin.read()
    for said in Tagger(parser.parse_args().folder)(text):
        row: dict[str, object] = {
            name: [text[start:end] for start, end in getattr(said, name)]
            for name in ("content", "cue", "speaker_span")
        }
        print(json.dumps(row | {"score": round(said.score, 4)}, ensure_ascii=False))


if __name__ == "__main__":
    main()
