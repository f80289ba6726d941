"""How well attitudes and opinions are read in single sentences, by readers that have not learnt these.

The sentences are parted into five folds; those of a fold were read by a reader that has learnt the others.
What was found stands in ``attitudes-folds.jsonl``, as offsets and letters, written by ``python -m
training.attitude_folds``; folds that were not read are not measured (``read`` is the share that was). The
reader that ships has learnt all of them.

``rusentne.f1``
    RuSentNE-2023, training part (Russian): the mean of the F1 of negative and positive.
``newsmtsc.macro_f1``
    NewsMTSC, training part (English): the mean of the F1 of negative, neutral and positive.
``ruopinionne.f1``
    RuOpinionNE-2024, training part: tuples of holder, target, expression and polarity, scored as its
    organisers do (after SemEval-2022 task 10): a tuple counts where one of the same polarity shares words
    with it in all three spans, by the mean share of its words that are shared.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.corpora import CORPORA, read_rows

RUSENTNE = "data/rusentne-train.csv"
NEWSMTSC = "data/newsmtsc-train.jsonl"
RUOPINIONNE = "data/ruopinionne-train.jsonl"
FOLDS_FILE = Path(__file__).with_name("attitudes-folds.jsonl")
LETTERS = {-1: "-", 0: "0", 1: "+"}
NOT_READ = "?"
_AUTHOR, _NOBODY = frozenset(("author",)), frozenset(("nobody",))

Words = frozenset[Any]


class Opinion(NamedTuple):
    """A tuple by the numbers of its words."""

    holder: Words
    target: Words
    expression: Words
    polarity: int


def measure(corpora: Path = CORPORA) -> dict[str, float]:
    """Every figure as ``SET.MEASURE``, from 0 to 1; a set whose file is absent is left out."""
    rows = read_rows(FOLDS_FILE)
    said: dict[str, list[int | None]] = {
        row["corpus"]: [_attitude(letter) for letter in row["attitudes"]] for row in rows if "corpus" in row
    }
    figures: dict[str, float] = {}
    if (corpora / RUSENTNE).exists():
        gold, found, share = _read(_rusentne(corpora / RUSENTNE), said["rusentne"])
        figures |= {"rusentne.f1": f1_of_sides(gold, found), "rusentne.read": share}
    if (corpora / NEWSMTSC).exists():
        gold, found, share = _read(_newsmtsc(corpora / NEWSMTSC), said["newsmtsc"])
        figures |= {"newsmtsc.macro_f1": macro_f1(gold, found), "newsmtsc.read": share}
    if (corpora / RUOPINIONNE).exists():
        opinions = {row["id"]: row["opinions"] for row in rows if "id" in row}
        sentences = read_rows(corpora / RUOPINIONNE)
        share = len(opinions) / len(sentences)
        figures |= {"ruopinionne.f1": tuple_f1(*_tuples(sentences, opinions)), "ruopinionne.read": share}
    return figures


def f1_of_sides(gold: Sequence[int], said: Sequence[int]) -> float:
    """The mean of the F1 of negative and positive."""
    return (_f1(gold, said, -1) + _f1(gold, said, 1)) / 2


def macro_f1(gold: Sequence[int], said: Sequence[int]) -> float:
    """The mean of the F1 of negative, neutral and positive."""
    return sum(_f1(gold, said, label) for label in LETTERS) / len(LETTERS)


def tuple_f1(gold: Sequence[Sequence[Opinion]], said: Sequence[Sequence[Opinion]]) -> float:
    """The weighted F1 of tuples; the sentences of both stand in one order."""
    precision = _weighted(said, gold)
    recall = _weighted(gold, said)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _weighted(some: Sequence[Sequence[Opinion]], others: Sequence[Sequence[Opinion]]) -> float:
    weights = [
        max((_overlap(each, other) for other in theirs), default=0.0)
        for ours, theirs in zip(some, others, strict=True)
        for each in ours
    ]
    return sum(weights) / len(weights) if weights else 0.0


def _overlap(one: Opinion, other: Opinion) -> float:
    pairs = list(zip(one[:3], other[:3], strict=True))
    if one.polarity != other.polarity or not all(ours & theirs for ours, theirs in pairs):
        return 0.0
    return sum(len(ours & theirs) / len(ours) for ours, theirs in pairs) / len(pairs)


def _f1(gold: Sequence[int], said: Sequence[int], label: int) -> float:
    right = sum(one == other == label for one, other in zip(gold, said, strict=True))
    total = gold.count(label) + said.count(label)
    return 2 * right / total if total else 0.0


def _tuples(
    rows: Iterable[dict[str, Any]], found: dict[str, list[Any]]
) -> tuple[list[list[Opinion]], list[list[Opinion]]]:
    gold, said = [], []
    for row in rows:
        if f"ruopinionne-{row['sent_id']}" not in found:
            continue
        words = _words(row["text"])
        gold.append(_distinct(_gold_opinion(each, words) for each in row["opinions"]))
        said.append(
            _distinct(
                Opinion(_holder(holder, words), _at([target], words), _at([expression], words), polarity)
                for holder, target, expression, polarity in found[f"ruopinionne-{row['sent_id']}"]
            )
        )
    return gold, said


def _gold_opinion(row: dict[str, Any], words: Sequence[tuple[int, int]]) -> Opinion:
    holder, target, expression = (
        [list(map(int, place.split(":"))) for place in row[key][1] if place != "NULL"]
        for key in ("Source", "Target", "Polar_expression")
    )
    named = _AUTHOR if row["Source"][1] == ["NULL"] else _at(holder, words) or _NOBODY
    return Opinion(named, _at(target, words), _at(expression, words), 1 if row["Polarity"] == "POS" else -1)


def _holder(holder: Any, words: Sequence[tuple[int, int]]) -> Words:
    if holder == "author":
        return _AUTHOR
    return _at([holder], words) if holder else _NOBODY


def _at(places: Iterable[Sequence[int]], words: Sequence[tuple[int, int]]) -> Words:
    return frozenset(
        number
        for number, (start, end) in enumerate(words)
        if any(start < place[1] and place[0] < end for place in places)
    )


def _words(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append((at, at + len(word)))
        at += len(word)
    return found


def _distinct(opinions: Iterable[Opinion]) -> list[Opinion]:
    return list(dict.fromkeys(opinions))


def _rusentne(file: Path) -> list[int]:
    with file.open(encoding="utf-8") as table:
        return [int(row["label"]) for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _newsmtsc(file: Path) -> list[int]:
    return [(int(each["polarity"]) - 4) // 2 for row in read_rows(file) for each in row["targets"]]


def _attitude(letter: str) -> int | None:
    return next((attitude for attitude, written in LETTERS.items() if written == letter), None)


def _read(gold: Sequence[int], said: Sequence[int | None]) -> tuple[list[int], list[int], float]:
    """What was read of both, and its share."""
    pairs = [(one, other) for one, other in zip(gold, said, strict=True) if other is not None]
    return [one for one, _ in pairs], [other for _, other in pairs], len(pairs) / len(gold)


if __name__ == "__main__":
    for name, figure in measure().items():
        print(f"{name}  {figure:.4f}")
