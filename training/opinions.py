"""Annotated attitudes: toward a given target, and as tuples of holder, target, expression and polarity.

RuSentNE-2023 and NewsMTSC ask for the attitude toward a given target in a sentence; RuOpinionNE-2024 gives
tuples in sentences. `training/attitudes/` holds tuples in training articles of the three languages, annotated
for this project, as offsets, and tuples in articles about invented people that were written for it.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.records import Span
from training.corpora import articles
from training.settings import CORPORA, TRAIN

RUSENTNE = "data/rusentne-train.csv"
NEWSMTSC = "data/newsmtsc-train.jsonl"
RUOPINIONNE = "data/ruopinionne-train.jsonl"
WRITTEN = ("en", "ky", "ru")
"""The languages in which articles were written."""
OWN = Path(__file__).parent / "attitudes"
_OWN_TEXTS = {"en": TRAIN["polnear"], "ky": TRAIN["ky"], "ru": TRAIN["ru"]}

AUTHOR = "author"
"""The holder of what the article itself holds."""


class Opinion(NamedTuple):
    """Who (nobody named, the author or a span) stands how (1 or -1) to what, shown by which words."""

    holder: Span | str | None
    target: Span
    expression: Span
    polarity: int


class Asked(NamedTuple):
    """A target, the attitude toward it, -1, 0 or 1, and its number among the targets of the corpus.

    ``polar`` tells that the corpus has no neutral ones.
    """

    target: Span
    attitude: int
    number: int = 0
    polar: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence or an article; `opinions` is `None` where nobody has annotated tuples."""

    id: str
    corpus: str
    language: str
    text: str
    asked: tuple[Asked, ...] = ()
    opinions: tuple[Opinion, ...] | None = None


def rusentne() -> Iterator[Source]:
    """Russian sentences with the attitudes toward entities in them."""
    found: dict[str, list[Asked]] = defaultdict(list)
    with (CORPORA / RUSENTNE).open(encoding="utf-8") as table:
        for number, row in enumerate(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)):
            start, end = int(row["entity_pos_start_rel"]), int(row["entity_pos_end_rel"])
            text, entity = row["sentence"], row["entity"]
            if text[start:end] != entity:
                start = text.find(entity)
                end = start + len(entity)
            if start >= 0:
                found[text].append(Asked(Span(start, end), int(row["label"]), number))
    for number, (text, asked) in enumerate(found.items()):
        yield Source(f"rusentne-{number}", "rusentne", "ru", text, tuple(asked))


def newsmtsc() -> Iterator[Source]:
    """English sentences with the attitudes toward persons and bodies in them."""
    numbers = count()
    for number, line in enumerate((CORPORA / NEWSMTSC).read_text("utf-8").splitlines()):
        row = json.loads(line)
        asked = tuple(
            Asked(Span(each["from"], each["to"]), (int(each["polarity"]) - 4) // 2, next(numbers))
            for each in row["targets"]
        )
        yield Source(f"newsmtsc-{number}", "newsmtsc", "en", row["sentence_normalized"], asked)


def ruopinionne() -> Iterator[Source]:
    """Russian sentences with tuples."""
    for line in (CORPORA / RUOPINIONNE).read_text("utf-8").splitlines():
        row = json.loads(line)
        opinions = []
        for each in row["opinions"]:
            holder = _holder(each["Source"])
            target, expression = (_hull(each[key][1]) for key in ("Target", "Polar_expression"))
            opinions.append(Opinion(holder, target, expression, 1 if each["Polarity"] == "POS" else -1))
        asked = tuple(_polar(opinions))
        yield Source(
            f"ruopinionne-{row['sent_id']}", "ruopinionne", "ru", row["text"], asked, tuple(opinions)
        )


def own(language: str) -> Iterator[Source]:
    """Training articles of a language with tuples, annotated for this project."""
    texts = {article["id"]: article["text"] for article in articles(CORPORA / _OWN_TEXTS[language])}
    for row in _rows(f"{language}.jsonl"):
        yield _annotated(row["id"], f"own-{language}", language, texts[row["id"]], row["attitudes"])


def written(language: str) -> Iterator[Source]:
    """Articles with tuples that were written for this project, a sentence a line."""
    for row in _rows(f"written-{language}.jsonl"):
        yield _annotated(row["id"], f"written-{language}", language, row["text"], row["attitudes"])


def _rows(name: str) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, (OWN / name).read_text("utf-8").splitlines())


def _annotated(
    id: str,  # noqa: A002
    corpus: str,
    language: str,
    text: str,
    attitudes: Iterable[dict[str, Any]],
) -> Source:
    opinions = tuple(
        Opinion(
            Span(*each["holder"]) if each["holder"] else None,
            Span(*each["target"]),
            Span(*expression),
            each["polarity"],
        )
        for each in attitudes
        for expression in each["expression"]
    )
    return Source(id, corpus, language, text, tuple(_polar(opinions)), opinions)


def _polar(opinions: Iterable[Opinion]) -> Iterator[Asked]:
    """The targets of opinions, but for those that some are for and some against."""
    sides: dict[Span, set[int]] = defaultdict(set)
    for opinion in opinions:
        sides[opinion.target].add(opinion.polarity)
    for target, found in sides.items():
        if len(found) == 1:
            yield Asked(target, found.pop(), polar=True)


def _holder(source: list[list[str]]) -> Span | str | None:
    words, places = source
    if words == ["AUTHOR"]:
        return AUTHOR
    return None if words == ["NULL"] else _hull(places)


def _hull(places: list[str]) -> Span:
    bounds = [tuple(map(int, place.split(":"))) for place in places]
    return Span(min(start for start, _ in bounds), max(end for _, end in bounds))
