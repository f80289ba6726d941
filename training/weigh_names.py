"""Fits what grammar and the text around count for Russian names (src/onrecord/actors/russian_weights.json).

One logistic regression over the words of NEREL's training part, added to what the tagger that ships and its
evidence make of them. The tagger has learnt these articles and is surer there than elsewhere, so that what is
added comes out rather too small than too large. Articles that measure are left out.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from onrecord.actors import russian_context
from onrecord.actors.evidence import evidence, with_neighbours
from onrecord.actors.russian_context import Heard, Weights, in_context
from onrecord.languages import language
from onrecord.records import Span
from onrecord.tagging.decoding import NAME_LABELS
from onrecord.tagging.segmentation import paragraphs
from onrecord.tagging.tagger import Tagger
from training import names
from training.prepare import bare, measuring
from training.settings import CORPORA, MODEL, UNLABELLED

_OUTPUT = Path(__file__).parents[1] / "src" / "onrecord" / "actors" / "russian_weights.json"
_RIDGE = 1.0
_STEPS = 50


class Read(NamedTuple):
    """An article: features and scores of its words, and the codes of their labels."""

    features: Tensor
    scores: Tensor
    codes: Tensor


def _read(tagger: Tagger) -> Iterator[Read]:
    russian = language("ru")
    assert russian
    measure = measuring()
    weights = np.array(tagger.evidence.weights, np.float32)
    for file in sorted((CORPORA / UNLABELLED["nerel"]).glob("*.txt")):
        text = file.read_text("utf-8")
        if bare(text) in measure:
            continue
        tagging = tagger.tag(text, list(paragraphs(text)))
        words = list(map(Span, tagging.starts.tolist(), tagging.ends.tolist()))
        languages = [russian] * len(words)
        listed = evidence(text, words, languages)
        scores = tagging.names + with_neighbours(listed) @ weights
        features = in_context(text, Heard(words, tagging.opens, languages, listed, scores))
        codes = names.codes(words, names.nerel(file.with_suffix(".ann")))
        yield Read(torch.from_numpy(features), torch.from_numpy(scores), torch.tensor(codes))


def _fit(features: Tensor, scores: Tensor, codes: Tensor) -> Tensor:
    """The weights (feature, label) of a multinomial logistic regression with a ridge."""
    weights = torch.zeros(features.shape[1], len(NAME_LABELS), requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=_STEPS, history_size=10, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimiser.zero_grad()
        ridge = _RIDGE / 2 * weights.square().sum() / len(codes)
        found = functional.cross_entropy(scores + features @ weights, codes) + ridge
        found.backward()
        return found

    print(f"loss before {functional.cross_entropy(scores, codes):.4f}")
    optimiser.step(loss)
    print(f"loss after {loss():.4f}")
    return weights.detach()


def main() -> None:
    """Fits and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL, help="the model folder")
    parser.add_argument("--output", type=Path, default=_OUTPUT)
    given = parser.parse_args()
    tagger = Tagger(given.model)
    read = list(_read(tagger))
    print(f"{len(read)} articles, {sum(len(each.codes) for each in read):,} words")
    weights = _fit(*map(torch.cat, zip(*read, strict=True)))
    rows = tuple(tuple(round(weight, 3) for weight in row) for row in weights.tolist())
    found = Weights(tagger.version, russian_context.FEATURES, rows)
    given.output.write_bytes(msgspec.json.encode(found) + b"\n")


if __name__ == "__main__":
    main()
