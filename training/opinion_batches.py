"""Annotated opinions as batches of sentences, together with sentences that nobody has annotated."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.positions.attitude_reader import words_in
from onrecord.positions.labels import EXPRESSIONS, LINKS, SIDES
from onrecord.records import Span
from onrecord.tagging.pieces import END, PAD, Window
from training.attitude_batches import read
from training.attitude_model import PARTS
from training.corpora import IGNORED
from training.losses import padded, word_starts
from training.opinions import AUTHOR, Opinion, Source

_SIDE = {int(side): EXPRESSIONS[1 + 2 * number].partition("-")[2] for number, side in enumerate(SIDES)}
_PART = tuple(PARTS.index(f"{part}-part") for part in "BI")

Pair = tuple[int, int]
"""Positions at which the first and the last word of a part start."""


class Link(NamedTuple):
    """What an expression points to, of which there may be several targets or none.

    `start` is the position of its own start. A holder whom the window does not name is at 0 and 0, the author
    at the end of the line twice.
    """

    start: int
    targets: tuple[Pair, ...]
    holder: Pair


@dataclass(frozen=True, slots=True)
class OpinionExample:
    """A sentence with labels of its words, as expressions and as parts of target and of holder, and links.

    Labels are IGNORED where nobody has annotated the sentence.
    """

    window: Window
    expressions: tuple[int, ...]
    parts: tuple[Pair, ...]
    links: tuple[Link, ...] = ()

    @property
    def pieces(self) -> list[int]:
        """Those of the window."""
        return self.window.pieces


def opinion_examples(source: Source, tokenizer: Tokenizer) -> Iterator[OpinionExample]:
    """The sentences of a text in which opinions are annotated, if they are."""
    if source.opinions is not None:
        for window in read(source, tokenizer):
            yield _annotated(window, source.opinions)


def unannotated(window: Window) -> OpinionExample:
    """A sentence from which only teachers can teach."""
    size = len(window.words)
    return OpinionExample(window, (IGNORED,) * size, ((IGNORED, IGNORED),) * size)


def _annotated(window: Window, opinions: Sequence[Opinion]) -> OpinionExample:
    expressions, targets, holders = ([0] * len(window.words) for _ in range(3))
    found: dict[int, tuple[set[Pair], Pair]] = {}
    for opinion in opinions:
        shown, target = (words_in(window, span) for span in (opinion.expression, opinion.target))
        if not shown:
            continue
        side = _SIDE[opinion.polarity]
        _mark(expressions, shown, (EXPRESSIONS.index(f"B-{side}"), EXPRESSIONS.index(f"I-{side}")))
        _mark(targets, target, _PART)
        start = window.firsts[shown[0]]
        holder = (0, 0)
        if opinion.holder == AUTHOR:
            holder = (window.pieces.index(END, start),) * 2
        elif isinstance(opinion.holder, Span) and (named := words_in(window, opinion.holder)):
            _mark(holders, named, _PART)
            holder = _pair(window, named)
        pointed, _ = found.setdefault(start, (set(), holder))
        if target:
            pointed.add(_pair(window, target))
    links = (Link(start, tuple(sorted(to)), holder) for start, (to, holder) in found.items())
    return OpinionExample(window, tuple(expressions), tuple(zip(targets, holders, strict=True)), tuple(links))


def _pair(window: Window, words: Sequence[int]) -> Pair:
    return window.firsts[words[0]], window.firsts[words[-1]]


def _mark(labels: list[int], words: Sequence[int], begin_inside: Sequence[int]) -> None:
    begin, inside = begin_inside
    for word in words:
        labels[word] = inside
    for word in words[:1]:
        labels[word] = begin


class Batch(NamedTuple):
    """Examples as tensors.

    `pieces` (example, position), `mask` likewise, false for padding; `words` (2, word) examples and positions
    of word starts, `ends` (word) the positions at which their lines end; `expressions` (word) and `parts`
    (word, 2) labels; `starts` (3, expression) examples, positions and ends of expressions, `pointed`
    (expression, link, position) whether it is right to point there.
    """

    pieces: Tensor
    mask: Tensor
    words: tuple[Tensor, Tensor]
    ends: Tensor
    expressions: Tensor
    parts: Tensor
    starts: tuple[Tensor, Tensor, Tensor]
    pointed: Tensor


def collated(examples: Sequence[OpinionExample]) -> Batch:
    """The batch of some examples."""
    pieces = padded([each.pieces for each in examples])
    links = [(number, link) for number, each in enumerate(examples) for link in each.links]
    pointed = torch.zeros(len(links), len(LINKS), pieces.shape[1], dtype=torch.bool)
    for row, (_, link) in zip(pointed, links, strict=True):
        for first, last in link.targets:
            row[_place("target begins"), first] = row[_place("target ends"), last] = True
        first, last = link.holder
        row[_place("holder begins"), first] = row[_place("holder ends"), last] = True
    starts = torch.tensor(
        [(number, link.start, examples[number].pieces.index(END, link.start)) for number, link in links]
    ).long()
    which, at, end = starts.reshape(-1, 3).T
    return Batch(
        pieces,
        pieces != PAD,
        word_starts([each.window.firsts for each in examples]),
        torch.tensor([each.pieces.index(END, first) for each in examples for first in each.window.firsts]),
        torch.tensor([label for each in examples for label in each.expressions]),
        torch.tensor([labels for each in examples for labels in each.parts]),
        (which, at, end),
        pointed,
    )


def _place(link: str) -> int:
    return LINKS.index(link)
