"""Fits how drafts of frames and of the tagger are weighed (src/onrecord/attribution/weights.json).

Two logistic regressions over the development sets, on which the tagger was not trained: is a draft right,
that is, does its content match a statement of the gold (IoU of word tokens at least 0.5) and do the speakers
touch? Cross-validated figures come from five folds of the articles, the weights that are written from all of
them.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.attribution.discourse import document_drafts
from onrecord.attribution.drafts import Draft
from onrecord.attribution.weighing import Features, Judge, Weights
from onrecord.languages import Language, language
from onrecord.tagging.segmentation import paragraphs
from onrecord.tagging.tagger import Tagger, Tagging
from training.corpora import Article, articles
from training.scorer import load_scorer
from training.settings import CORPORA, DEV, MODEL

_OUTPUT = Path(__file__).parents[1] / "src" / "onrecord" / "attribution" / "weights.json"
_NOTHING_KNOWN = Weights("", 0.0, {}, {})
_RIDGE = 1.0
_STEPS = 50
_FOLDS = 5
_BINS = 10
# An article in Kyrgyz or Russian counts so often: the sets are a tenth of the English one.
_REPEAT = {"polnear-dev": 1, "ky-dev": 3, "ru-dev": 3}
_SAME = 0.5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Read:
    """An article with what the tagger makes of it."""

    name: str
    article: Article
    language: Language
    tagging: Tagging


class _Recorder(Judge):
    """A judge that keeps the features of every draft it is asked about."""

    def __init__(self, text: str, tagging: Tagging) -> None:
        super().__init__(text, tagging, _NOTHING_KNOWN)
        self.seen: list[tuple[Draft, Features]] = []

    def probability(self, draft: Draft, features: Features) -> float:
        self.seen.append((draft, features))
        return super().probability(draft, features)


def _read(tagger: Tagger, name: str) -> Iterator[Read]:
    for article in articles(CORPORA / DEV[name]):
        known = language(article.get("language", "en"))
        assert known
        yield Read(name, article, known, tagger.tag(article["text"], list(paragraphs(article["text"]))))


def _drafts(read: Read, judge: Judge) -> list[Draft]:
    text = read.article["text"]
    return document_drafts(text, [(span, read.language) for span in paragraphs(text)], judge)


def _right(scorer: ModuleType, read: Read, drafts: Sequence[Draft]) -> list[bool]:
    """Whether each draft is right, each by itself."""
    gold = scorer.load([read.article])[read.article["id"]]
    answers = []
    for draft in drafts:
        row = {"id": read.article["id"], "statements": [_row(draft)]}
        loaded = scorer.load([row], {read.article["id"]: read.article["text"]})[read.article["id"]]
        answers.append(
            any(
                scorer.iou(own["content"][1], other["content"][1]) >= _SAME
                and (
                    bool(own["speaker"][1] & other["speaker"][1])
                    or not (own["speaker"][1] or other["speaker"][1])
                )
                for own in loaded
                for other in gold
            )
        )
    return answers


def _row(draft: Draft) -> dict[str, object]:
    return {"content": draft.content, "cue": draft.cue, "speaker_span": draft.speaker}


def _regression(rows: Sequence[tuple[Features, bool]]) -> Features:
    """Logistic regression with a ridge, by Newton's method."""
    names = sorted({name for features, _ in rows for name in features})
    x = np.array([[features.get(name, 0.0) for name in names] for features, _ in rows])
    y = np.array([right for _, right in rows], float)
    weights = np.zeros(len(names))
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + _RIDGE * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + _RIDGE * np.eye(len(names))
        weights -= np.linalg.solve(hessian, gradient)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def _fit(
    examples: dict[int, list[tuple[Draft, Features, bool]]], reads: Sequence[Read], model: str, least: float
) -> Weights:
    framed: list[tuple[Features, bool]] = []
    tagged: list[tuple[Features, bool]] = []
    for number, read in enumerate(reads):
        for draft, features, right in examples.get(number, []):
            rows = framed if draft.frame else tagged
            rows += [(features, right)] * _REPEAT[read.name]
    return Weights(model, least, _regression(framed), _regression(tagged))


def calibration_error(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """Expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    sure, was = np.array(confidences), np.array(right, float)
    bins = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    return float(
        sum(abs(sure[bins == b].mean() - was[bins == b].mean()) * (bins == b).mean() for b in set(bins))
    )


def _report(scorer: ModuleType, reads: Sequence[Read], found: Sequence[list[Draft]]) -> None:
    for name in DEV:
        rows = [(read, drafts) for read, drafts in zip(reads, found, strict=True) if read.name == name]
        gold = scorer.load([read.article for read, _ in rows])
        texts = {read.article["id"]: read.article["text"] for read, _ in rows}
        predicted = scorer.load(
            [{"id": r.article["id"], "statements": [_row(d) for d in drafts]} for r, drafts in rows], texts
        )
        counts = scorer.total([scorer.doc_counts(gold[key], predicted[key]) for key in gold])
        line = [f"{name:12s}"]
        for part in ("all", "quoted", "unquoted"):
            p, r, f = scorer.prf(counts[part, "attribution"])
            line.append(f"{part} {f:.3f} (P {p:.2f} R {r:.2f})")
        sure = [draft.sureness for _, drafts in rows for draft in drafts]
        right = [answer for read, drafts in rows for answer in _right(scorer, read, drafts)]
        print(*line, f"calibration error {calibration_error(sure, right):.3f}", flush=True)


def main() -> None:
    """Fits, prints cross-validated figures and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL, help="the model folder")
    parser.add_argument("--least", type=float, default=0.45, help="the least probable draft to keep")
    parser.add_argument("--output", type=Path, default=_OUTPUT)
    given = parser.parse_args()
    tagger, scorer = Tagger(given.model), load_scorer()
    reads = [read for name in DEV for read in _read(tagger, name)]
    examples = {}
    for number, read in enumerate(reads):
        if read.name in _REPEAT:
            recorder = _Recorder(read.article["text"], read.tagging)
            _drafts(read, recorder)
            drafts = [draft for draft, _ in recorder.seen]
            answers = _right(scorer, read, drafts)
            examples[number] = [(d, f, a) for (d, f), a in zip(recorder.seen, answers, strict=True)]
    everything = _fit(examples, reads, tagger.version, given.least)
    order = list(range(len(reads)))
    np.random.default_rng(0).shuffle(order)
    found: list[list[Draft]] = [[] for _ in reads]
    for fold in range(_FOLDS):
        held_out = set(order[fold::_FOLDS])
        kept = {number: rows for number, rows in examples.items() if number not in held_out}
        weights = _fit(kept, reads, tagger.version, given.least)
        for number in held_out:
            judge = Judge(reads[number].article["text"], reads[number].tagging, weights)
            found[number] = _drafts(reads[number], judge)
    _report(scorer, reads, found)
    written = msgspec.json.format(msgspec.json.encode(everything), indent=1)
    given.output.write_bytes(written + b"\n")


if __name__ == "__main__":
    main()
