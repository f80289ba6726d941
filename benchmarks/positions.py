"""How well positions are read: who stands how to what, with the words that show it.

``ky-dev``, ``en-written``
    Kyrgyz news, and English news about invented people that was written for this project and that no reader
    has learnt, with annotated attitudes (holder, target, polarity). A position is right where it overlaps an
    attitude of the same polarity by holder and target, one to one; ``f1``, ``precision`` and ``recall``.
    ``sure_precision`` is the precision of the positions that ``SURE`` calls sure, ``sure`` their number.
``seeds``
    The five specimens. ``found`` counts the annotated positions with one of the same polarity whose evidence
    overlaps the annotated words, wherever these stand, with the same holder, toward the same target: the same
    actor, or an issue. Holders and targets are the same where one id stands for the annotated actor
    (``benchmarks.actors``); an issue is another one only where the annotation's is in the shipped pack and a
    further one was found. On an issue of the pack for which the annotation has an opposite wording, to be for
    is to be against that.
    ``wrong`` counts the others that such a position of the opposite polarity stands for.
``cost``
    How many times as long the specimens take with positions as without, in processor time.
``expected_calibration_error``
    How far ``Position.confidence`` is from the share that is right, in ten bins; ``dev-sets``: both together.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import actors as of_actors
from benchmarks.attribution import Judged, expected_calibration_error
from benchmarks.corpora import CORPORA, read_rows
from benchmarks.issues import HOME
from onrecord.pipeline import analyze
from onrecord.records import ActorKind, Analysis, Position, Spans, TargetKind
from onrecord.store import SURE

KYRGYZ = "gold/attitudes-ky-dev.jsonl"
KYRGYZ_TEXTS = "gold/statements-ky-dev.jsonl"
ENGLISH = Path(__file__).parents[1] / "training" / "attitudes" / "written-en.jsonl"
_ROUNDS = 3
Row = dict[str, Any]


class Outcome(NamedTuple):
    """An annotated position of the specimens, and whether one of its or the opposite polarity was found."""

    document: str
    gold: Row
    right: bool
    wrong: bool


def measure(corpora: Path = CORPORA) -> dict[str, float]:
    """Every figure as ``SET.MEASURE``; a set whose files are absent is left out."""
    found = {"en-written": list(judged(read_rows(ENGLISH), "en"))}
    if (corpora / KYRGYZ).exists() and (corpora / KYRGYZ_TEXTS).exists():
        found["ky-dev"] = list(judged(kyrgyz(corpora), "ky"))
    figures = {
        f"{name}.{measure}": value for name, each in found.items() for measure, value in quality(each).items()
    }
    if len(found) > 1:
        pooled = [position for each in found.values() for _, positions in each for position in positions]
        figures |= {f"dev-sets.{name}": value for name, value in expected_calibration_error(pooled).items()}
    if (corpora / of_actors.FACTS).exists() and (corpora / of_actors.TEXTS).exists():
        outcomes = list(seeds(corpora))
        figures["seeds.found"] = float(sum(each.right for each in outcomes))
        figures["seeds.wrong"] = float(sum(each.wrong for each in outcomes))
        figures["cost"] = cost([row["text"] for row in read_rows(corpora / of_actors.TEXTS)])
    return figures


def cost(texts: Sequence[str]) -> float:
    """How many times as long texts take with positions as without."""
    seconds = {True: 0.0, False: 0.0}
    for number in range(2 * _ROUNDS):
        begun = time.process_time()
        for text in texts:
            analyze(text, positions=number % 2 == 0)
        seconds[number % 2 == 0] += time.process_time() - begun
    return seconds[True] / seconds[False]


def kyrgyz(corpora: Path) -> Iterator[Row]:
    """The Kyrgyz articles with their attitudes."""
    gold = {row["id"]: row["attitudes"] for row in read_rows(corpora / KYRGYZ)}
    for row in read_rows(corpora / KYRGYZ_TEXTS):
        yield row | {"attitudes": gold.get(row["id"], [])}


def judged(articles: Iterable[Row], language: str) -> Iterator[tuple[int, list[Judged]]]:
    """Of each article the number of its attitudes, and the positions found in it."""
    for row in articles:
        attitudes = [each for each in row["attitudes"] if each["holder"]]
        found = [each for each in analyze(row["text"], language=language).positions if each.polarity]
        pairs = paired(attitudes, found)
        yield (
            len(attitudes),
            [Judged(each.confidence, number in pairs) for number, each in enumerate(found)],
        )


def quality(articles: Sequence[tuple[int, list[Judged]]]) -> dict[str, float]:
    """The figures of some articles."""
    wanted = sum(attitudes for attitudes, _ in articles)
    found = [position for _, positions in articles for position in positions]
    right = sum(each.right for each in found)
    sure = [each.right for each in found if each.confidence >= SURE]
    return {
        "f1": 2 * right / (wanted + len(found)) if found else 0.0,
        "precision": right / len(found) if found else 0.0,
        "recall": right / wanted,
        "sure_precision": sum(sure) / len(sure) if sure else 0.0,
        "sure": float(len(sure)),
        **expected_calibration_error(found),
    }


def paired(attitudes: Sequence[Row], found: Sequence[Position]) -> set[int]:
    """The numbers of the positions that stand for an annotated attitude, one for each, the surest first."""
    left = list(attitudes)
    pairs = set()
    for number in sorted(range(len(found)), key=lambda each: -found[each].confidence):
        each = found[number]
        same = next(
            (
                row
                for row in left
                if row["polarity"] == each.polarity
                and _touch(each.holder_span, [row["holder"]])
                and _touch(each.target_span, [row["target"]])
            ),
            None,
        )
        if same is not None:
            left.remove(same)
            pairs.add(number)
    return pairs


def seeds(corpora: Path) -> Iterator[Outcome]:
    """Every annotated position of the specimens."""
    facts = json.loads((corpora / of_actors.FACTS).read_text(encoding="utf-8"))
    for row in read_rows(corpora / of_actors.TEXTS):
        if row["id"] in facts:
            analysis = analyze(row["text"])
            same = _ids(row, facts[row["id"]]["actors"], analysis)
            for gold in facts[row["id"]]["positions"]:
                sides = [
                    _sign(gold, each) * each.polarity
                    for each in analysis.positions
                    if _stands_for(gold, each, row["text"], same)
                ]
                right = gold["polarity"] in sides
                wrong = gold["polarity"] != 0 and -gold["polarity"] in sides
                yield Outcome(row["id"], gold, right, wrong and not right)


def _ids(row: Row, gold: list[Row], analysis: Analysis) -> dict[str, set[str]]:
    """The ids of the found actors that stand for each annotated one."""
    known = of_actors.gold_actors(
        row["id"], row["text"], [each for each in gold if each["kind"] in set(ActorKind)]
    )
    return {each.gold.id: set(each.ids[:2]) for each in of_actors.judge(known, analysis.actors)}


def _stands_for(gold: Row, found: Position, text: str, same: dict[str, set[str]]) -> bool:
    shown = [match.span() for match in re.finditer(re.escape(gold["evidence"]), text)]
    if not _touch(found.evidence, shown):
        return False
    if found.holder is None or found.holder.id not in same.get(gold["holder"], set()):
        return False
    if gold["target_kind"] == "actor":
        return found.target.kind is TargetKind.ACTOR and found.target.id in same.get(gold["target"], set())
    home = HOME.get(gold["target"])
    defined = not found.target.id.startswith("issue/")
    return found.target.kind is TargetKind.ISSUE and (
        home is None or not defined or home[0] == found.target.id
    )


def _sign(gold: Row, found: Position) -> int:
    """-1 where to be for what was found is to be against what the annotation names, else 1."""
    key, sign = HOME.get(gold["target"], ("", 1))
    return sign if found.target.id == key else 1


def _touch(spans: Spans, others: Sequence[Sequence[int]]) -> bool:
    return any(one.start < other[1] and other[0] < one.end for one in spans for other in others)


def main() -> None:
    """Print every annotated position of the specimens with its outcome, and the figures."""
    for each in seeds(CORPORA):
        mark = "+" if each.right else "!" if each.wrong else " "
        gold = each.gold
        what = f"{gold['polarity']:2} {gold['holder']} → {gold['target']}"
        print(f"{mark} {each.document[:3]} {what}: {gold['evidence']}")
    for name, figure in measure().items():
        print(f"{name}  {figure:.4f}")


if __name__ == "__main__":
    main()
