"""How well statements are found and attributed, on four annotated sets.

The text is given, its language is not. ``f1``, ``precision`` and ``recall`` are *attribution* over all
statements, ``quoted_f1`` and ``unquoted_f1`` over those with and without quotation marks, and
``content_token_f1`` and its like the token measure of one field; the scorer's docstring defines them all.

``speaker_resolution`` is ours: of the statements whose content matched (IoU of word tokens >= 0.5, one to
one) and whose gold speaker is a person, the share whose resolved speaker has the gold full name. Names
are compared by their romanised words in any order, so that script and "family name first" do not count.
PolNeAR does not name its speakers and has no such figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.corpora import CORPORA, SCORER, load_scorer, read_rows
from onrecord.pipeline import analyze_document
from onrecord.records import Document, Statement
from onrecord.romanisation import fold

SETS = {
    "seeds": "gold/statements-seeds.jsonl",
    "ky-dev": "gold/statements-ky-dev.jsonl",
    "ru-dev": "gold/statements-ru-dev.jsonl",
    "polnear-dev": "data/polnear-dev.jsonl",
}
Row = dict[str, Any]


def measure(corpora: Path = CORPORA) -> dict[str, float]:
    """Every figure as ``SET.MEASURE``, from 0 to 1; a set whose file is absent is left out."""
    if not (corpora / SCORER).exists():
        return {}
    scorer = load_scorer(corpora)
    figures: dict[str, float] = {}
    for name, file in SETS.items():
        if (corpora / file).exists():
            gold = read_rows(corpora / file)
            predicted = [scored_row(row["id"], _statements(row)) for row in gold]
            measured = score(scorer, gold, predicted) | speaker_resolution(scorer, gold, predicted)
            figures |= {f"{name}.{measure}": value for measure, value in measured.items()}
    return figures


def scored_row(identifier: str, statements: Iterable[Statement]) -> Row:
    """One article's statements in the scorer's form, with the resolved name beside the spans."""
    return {
        "id": identifier,
        "statements": [
            {
                "content": statement.content,
                "speaker_span": statement.speaker_span,
                "cue": statement.cue,
                "speaker": statement.speaker.name if statement.speaker else None,
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
    for subset in ("quoted", "unquoted"):
        figures[f"{subset}_f1"] = scorer.prf(counts[subset, "attribution"])[2]
    for field, _ in scorer.FIELDS:
        figures[f"{field}_token_f1"] = scorer.prf(counts["all", f"{field}.token"])[2]
    return figures


def speaker_resolution(scorer: ModuleType, gold: list[Row], predicted: list[Row]) -> dict[str, float]:
    """The share of matched statements by persons that carry the right full name; empty where none is."""
    resolved: list[bool] = []
    for wanted, found in zip(gold, predicted, strict=True):
        text = wanted["text"]
        gold_tokens = _content_tokens(scorer, text, wanted["statements"])
        found_tokens = _content_tokens(scorer, text, found["statements"])
        for i, j, overlap in scorer.greedy(found_tokens, gold_tokens):
            person = wanted["statements"][j]
            if overlap >= 0.5 and person.get("speaker_type") == "p":
                name = found["statements"][i]["speaker"]
                resolved.append(name is not None and _words(name) == _words(person["speaker"]))
    return {"speaker_resolution": sum(resolved) / len(resolved)} if resolved else {}


def _statements(row: Row) -> tuple[Statement, ...]:
    return analyze_document(Document(id=row["id"], text=row["text"])).statements


def _content_tokens(scorer: ModuleType, text: str, statements: list[Row]) -> list[frozenset[int]]:
    tokens = list(scorer.TOK.finditer(text))
    starts, ends = [token.start() for token in tokens], [token.end() for token in tokens]
    return [scorer.toks(scorer.norm(row["content"], text), starts, ends) for row in statements]


def _words(name: str) -> list[str]:
    return sorted(fold(name).split())
