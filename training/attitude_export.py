"""Writes the folder of the reader of attitudes that ships: an int8 ONNX graph, metadata and a card."""

import argparse
import shutil
import tempfile
from pathlib import Path

import msgspec
import torch
from torch import Tensor, nn

from onrecord.positions.attitude_reader import PROTOCOL
from onrecord.positions.labels import ATTITUDES, EXPRESSIONS, LANGUAGES, LINKS, PARTS
from onrecord.positions.opinions import OpinionScores
from training import checkpoints, graphs
from training.attitude_model import AttitudeReader
from training.model import Shape
from training.settings import ATTITUDE_MODEL, WORK

_CARD = """# Reader of attitudes

Marks expressions of attitudes, their targets and their holders in Kyrgyz, Russian and English news, links them, and
tells the attitude toward one given target.
Version {version}, protocol {protocol}; {layers} layers of {heads} heads and {inner} inner neurons, int8. Word
embeddings are the tagger's.

## Made from

- the encoder of the tagger (see its card);
- RuSentNE-2023 and RuOpinionNE-2024, training parts (Russian, dialogue-evaluation, MIT);
- NewsMTSC, training part (English, fhamborg/NewsMTSC);
- attitudes annotated for this project in training articles: 293 in 120 Kyrgyz ones of 24.kg, 585 in 44 English ones of
  PolNeAR, 144 in 28 Russian ones of Wikinews. No training text lies in this folder.

## Limits

- An attitude is read from a window of at most 160 pieces; what stands elsewhere is unknown to it.
- Irony, implied criticism and what only background knowledge tells are mostly missed.
- The Kyrgyz annotation is small, and one annotator's.

{notes}
"""


class _Graph(nn.Module):
    """A reader that is given embeddings and a target, which may be none."""

    def __init__(self, reader: AttitudeReader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, embedded: Tensor, target: Tensor) -> tuple[Tensor, ...]:
        """Embeddings (1, length, width) and 1 at the target's pieces to tuples and the attitude."""
        states = self.reader.read(embedded, None, target)
        return (*self.reader.tuples(states), self.reader.attitudes(states, torch.ones_like(target), target))


def load(work: Path, name: str) -> AttitudeReader:
    """The reader of a checkpoint."""
    saved = checkpoints.read(work, name)
    reader = AttitudeReader(Shape(**saved["shape"]), len(LANGUAGES))
    checkpoints.fill(reader, saved["model"], work)
    return reader.eval()


def export(reader: AttitudeReader, version: str, ease: float, notes: list[str], folder: Path) -> None:
    """Writes the model folder of a reader."""
    outputs = (*OpinionScores._fields, "attitude")
    graphs.write(_Graph(reader), {"embedded": reader.shape.width, "target": None}, outputs, folder)
    leanings = reader.leaning.weight.detach().tolist()
    shape = reader.shape
    about = {
        "protocol": PROTOCOL,
        "version": version,
        "expressions": EXPRESSIONS,
        "parts": PARTS,
        "links": LINKS,
        "attitudes": [int(each) for each in ATTITUDES],
        "leanings": dict(zip(LANGUAGES, leanings, strict=True)),
        "ease": ease,
        "layers": shape.layers,
        "heads": shape.heads,
        "inner": shape.inner,
    }
    (folder / "model.json").write_bytes(msgspec.json.encode(about))
    text = _CARD.format(
        notes="\n\n".join(notes),
        **{key: about[key] for key in ("version", "protocol", "layers", "heads", "inner")},
    )
    (folder / "card.md").write_text(text.rstrip() + "\n", "utf-8")


def main() -> None:
    """Exports the checkpoint of a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version", help="what records name as the model's version")
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--name", default="attitudes", help="the checkpoint")
    parser.add_argument("--ease", type=float, default=1.0, help="what an expression is spared, in logits")
    parser.add_argument("--output", type=Path, default=ATTITUDE_MODEL, help="the model folder")
    parser.add_argument("--note", action="append", default=[], help="what the card must say of this run")
    given = parser.parse_args()
    torch.set_num_threads(1)
    given.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        export(load(given.work, given.name), given.version, given.ease, given.note, Path(scratch))
        for file in Path(scratch).iterdir():
            shutil.copyfile(file, given.output / file.name)


if __name__ == "__main__":
    main()
