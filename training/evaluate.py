"""Scores a checkpoint or a model folder on the development sets with the scorer that lies by the gold."""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training import reference
from training.decoding import Scores
from training.prepare import articles
from training.reference import Model, padded, predict
from training.settings import CORPORA, DEV, WORK
from training.train import load
from training.vocabulary import PAD
from training.windows import Window

_SHOWN = ("all.attribution", "quoted.attribution", "unquoted.attribution", "all.spk_acc")
_FIELDS = tuple(f"all.{f}.{m}" for f in ("content", "speaker", "cue") for m in ("exact_w", "token"))


def checkpoint_model(encoder: Path, state: Path) -> Model:
    """The model of a training checkpoint."""
    torch.set_num_threads(1)
    tagger = load(encoder, state).eval()

    def run(windows: Sequence[Window]) -> list[Scores]:
        with torch.no_grad():
            emissions, links = tagger(*batch(windows))
        return [Scores(e, k) for e, k in zip(emissions.float().numpy(), links.float().numpy(), strict=True)]

    return run


def batch(windows: Sequence[Window]) -> tuple[Tensor, Tensor]:
    """Piece ids and mask, (window, length)."""
    ids = torch.from_numpy(padded(windows))
    return ids, ids != PAD


def score(gold: Path, predicted: Path) -> dict[str, dict[str, float]]:
    """What the scorer says, by measure."""
    command = [sys.executable, str(CORPORA / "tools" / "score.py"), str(gold), str(predicted), "--json"]
    said: dict[str, dict[str, float]] = json.loads(
        subprocess.run(command, check=True, capture_output=True).stdout
    )
    return said


def evaluate(
    model: Model, tokenizer: Tokenizer, output: Path, names: Sequence[str], overlap: int
) -> dict[str, dict[str, dict[str, float]]]:
    """Figures by set; predictions are left in `output`."""
    output.mkdir(parents=True, exist_ok=True)
    figures = {}
    for name in names:
        predicted = output / f"{name}.jsonl"
        with predicted.open("w", encoding="utf-8") as rows:
            for article in articles(CORPORA / DEV[name]):
                found = predict(article["text"], tokenizer, model, overlap)
                made = [
                    {"content": s.content, "cue": s.cue, "speaker_span": s.speaker_span, "score": s.score}
                    for s in found
                ]
                rows.write(json.dumps({"id": article["id"], "statements": made}) + "\n")
        figures[name] = score(CORPORA / DEV[name], predicted)
        print(f"{name:12s}", end="")
        for measure in _SHOWN:
            said = figures[name][measure]
            print(f" {measure.split('.')[0]} {said['F']:.3f} (P {said['P']:.3f} R {said['R']:.3f})", end="")
        print("\n   ", *(f"{m[4:]} {figures[name][m]['F']:.3f}" for m in _FIELDS), flush=True)
    return figures


def main() -> None:
    """Prints the figures of a run's checkpoint or of an exported folder and writes them as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--name", default="tagger", help="the training run")
    parser.add_argument("--folder", type=Path, help="score this exported model folder instead")
    parser.add_argument("--sets", nargs="+", choices=DEV, default=list(DEV))
    parser.add_argument(
        "--overlap", type=int, default=0, help="pieces that a window repeats of the one before"
    )
    given = parser.parse_args()
    output = given.work / "predicted" / (given.folder.name if given.folder else given.name)
    if given.folder:
        shipped = reference.Tagger(given.folder)
        tokenizer, model = shipped.tokenizer, shipped.scores
    else:
        tokenizer = Tokenizer.from_file(str(given.work / "encoder" / "tokenizer.json"))
        state = given.work / "checkpoints" / f"{given.name}.pt"
        model = checkpoint_model(given.work / "encoder" / "encoder.pt", state)
    figures = evaluate(model, tokenizer, output, given.sets, given.overlap)
    (output / "figures.json").write_text(json.dumps(figures, indent=1), "utf-8")


if __name__ == "__main__":
    main()
