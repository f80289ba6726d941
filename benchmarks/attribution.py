"""How well statements are found and attributed, on four annotated sets.

The text is given, its language is not. ``f1``, ``precision`` and ``recall`` are *attribution* over all
statements, ``quoted_f1`` and ``unquoted_f1`` over those with and without quotation marks, and
``content_token_f1`` and its like the token measure of one field; the scorer's docstring defines them all.
``direct_right`` is the recall of attribution over the gold statements with quotation marks: the share of them
that are found with the right speaker span.

Two figures are ours. They are of the contents that the scorer pairs (IoU of word tokens >= 0.5, one to one).

``speaker_resolution``
    Of the pairs whose gold speaker is a person, the share whose resolved speaker has the gold full name.
    Names are compared by their romanised words in any order, so that script and "family name first" do not
    count. PolNeAR does not name its speakers and has no such figure.
``expected_calibration_error``
    How far ``Statement.confidence`` is from the truth. A statement is right if it is in a pair whose speaker
    spans touch: a true positive of attribution. The statements are sorted into ten bins of equal width by
    their confidence; the figure is the mean over the bins, each weighted by its share of the statements, of
    the distance between the mean confidence and the share that is right. After Naeini, Cooper and Hauskrecht,
    "Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015. Were every confidence true,
    chance would still keep it at some 0.05 for 170 statements and 0.02 for 2,000. ``dev-sets`` is that of the
    statements of the three development sets together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from benchmarks.corpora import CORPORA, SCORER, load_scorer, read_rows
from onrecord.pipeline import Engine, analyze_document
from onrecord.records import Document, Statement
from onrecord.romanisation import fold

SETS = {
    "seeds": "gold/statements-seeds.jsonl",
    "ky-dev": "gold/statements-ky-dev.jsonl",
    "ru-dev": "gold/statements-ru-dev.jsonl",
    "polnear-dev": "data/polnear-dev.jsonl",
}
_DEV_SETS = ("ky-dev", "ru-dev", "polnear-dev")
_BINS = 10
Row = dict[str, Any]


class Judged(NamedTuple):
    """How sure a found statement is, 0 to 1, and whether it is right."""

    confidence: float
    right: bool


class Pair(NamedTuple):
    """The numbers of a found and a gold statement with the same content, and whether their speakers touch."""

    found: int
    gold: int
    same_speaker: bool


def measure(corpora: Path = CORPORA, engine: Engine = Engine.TAGGER) -> dict[str, float]:
    """Every figure as ``SET.MEASURE``, from 0 to 1; a set whose file is absent is left out."""
    if not (corpora / SCORER).exists():
        return {}
    scorer = load_scorer(corpora)
    figures: dict[str, float] = {}
    of_dev_sets: list[Judged] = []
    for name, file in SETS.items():
        if (corpora / file).exists():
            gold = read_rows(corpora / file)
            predicted = [scored_row(row["id"], _statements(row, engine)) for row in gold]
            measured = score(scorer, gold, predicted) | speaker_resolution(scorer, gold, predicted)
            sure = judged(scorer, gold, predicted)
            measured |= expected_calibration_error(sure)
            figures |= {f"{name}.{measure}": value for measure, value in measured.items()}
            of_dev_sets += sure if name in _DEV_SETS else []
    calibration = expected_calibration_error(of_dev_sets)
    return figures | {f"dev-sets.{measure}": value for measure, value in calibration.items()}


def scored_row(identifier: str, statements: Iterable[Statement]) -> Row:
    """One article's statements in the scorer's form, with resolved name and confidence beside the spans."""
    return {
        "id": identifier,
        "statements": [
            {
                "content": statement.content,
                "speaker_span": statement.speaker_span,
                "cue": statement.cue,
                "speaker": statement.speaker.name if statement.speaker else None,
                "confidence": statement.confidence,
            }
            for statement in statements
        ],
    }


def score(scorer: ModuleType, gold: list[Row], predicted: list[Row]) -> dict[str, float]:
    """The scorer's figures for one set; both lists hold the same articles in the same order."""
    texts = {row["id"]: row["text"] for row in gold}
    wanted, found = scorer.load(gold), scorer.load(predicted, texts)
    counts = scorer.total(scorer.doc_counts(wanted[article], found[article]) for article in wanted)
    precision, recall, f1 = scorer.prf(counts["all", "attribution"])
    figures = {"f1": f1, "precision": precision, "recall": recall}
    _, direct_right, quoted_f1 = scorer.prf(counts["quoted", "attribution"])
    figures |= {"direct_right": direct_right, "quoted_f1": quoted_f1}
    figures["unquoted_f1"] = scorer.prf(counts["unquoted", "attribution"])[2]
    for field, _ in scorer.FIELDS:
        figures[f"{field}_token_f1"] = scorer.prf(counts["all", f"{field}.token"])[2]
    return figures


def speaker_resolution(scorer: ModuleType, gold: list[Row], predicted: list[Row]) -> dict[str, float]:
    """The share of matched statements by persons that carry the right full name; empty where none is."""
    resolved: list[bool] = []
    for wanted, found in zip(gold, predicted, strict=True):
        for pair in _pairs(scorer, wanted, found):
            person = wanted["statements"][pair.gold]
            if person.get("speaker_type") == "p":
                name = found["statements"][pair.found]["speaker"]
                resolved.append(name is not None and _words(name) == _words(person["speaker"]))
    return {"speaker_resolution": sum(resolved) / len(resolved)} if resolved else {}


def judged(scorer: ModuleType, gold: list[Row], predicted: list[Row]) -> list[Judged]:
    """Each found statement with whether it is a true positive of attribution."""
    statements: list[Judged] = []
    for wanted, found in zip(gold, predicted, strict=True):
        right = {pair.found for pair in _pairs(scorer, wanted, found) if pair.same_speaker}
        statements += [Judged(row["confidence"], n in right) for n, row in enumerate(found["statements"])]
    return statements


def expected_calibration_error(statements: Collection[Judged]) -> dict[str, float]:
    """How far the confidences of ``statements`` are from the truth, 0 to 1; empty where there are none."""
    if not statements:
        return {}
    gaps: dict[int, float] = defaultdict(float)
    for confidence, right in statements:
        # A bin's weight times the distance of its means is the distance of its sums over the number of all.
        gaps[min(int(confidence * _BINS), _BINS - 1)] += confidence - right
    return {"expected_calibration_error": sum(map(abs, gaps.values())) / len(statements)}


def _statements(row: Row, engine: Engine) -> tuple[Statement, ...]:
    return analyze_document(Document(id=row["id"], text=row["text"]), engine, positions=False).statements


def _pairs(scorer: ModuleType, wanted: Row, found: Row) -> Iterator[Pair]:
    """The pairs of one article as the scorer makes them for attribution."""
    fields = ("content", "speaker_span")
    (contents, speakers), (gold_contents, gold_speakers) = (
        [_tokens(scorer, wanted["text"], row["statements"], field) for field in fields]
        for row in (found, wanted)
    )

    def same_speaker(i: int, j: int) -> bool:
        return bool(speakers[i] & gold_speakers[j]) or not (speakers[i] or gold_speakers[j])

    for i, j, overlap in scorer.greedy(contents, gold_contents, lambda i, j: not same_speaker(i, j)):
        if overlap >= 0.5:
            yield Pair(i, j, same_speaker(i, j))


def _tokens(scorer: ModuleType, text: str, statements: list[Row], field: str) -> list[frozenset[int]]:
    tokens = list(scorer.TOK.finditer(text))
    starts, ends = [token.start() for token in tokens], [token.end() for token in tokens]
    return [scorer.toks(scorer.norm(row.get(field), text), starts, ends) for row in statements]


def _words(name: str) -> list[str]:
    return sorted(fold(name).split())
