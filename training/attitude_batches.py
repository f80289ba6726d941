"""Annotated attitudes as batches of sentences, each with one marked target."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.languages import language
from onrecord.positions.attitude_reader import pieces_of, words_in
from onrecord.records import Span
from onrecord.tagging.pieces import PAD, Window, units, windows
from onrecord.tagging.segmentation import paragraphs, sentences
from training.attitude_model import LEANINGS
from training.batches import AnyCut, cut
from training.corpora import IGNORED
from training.losses import padded
from training.opinions import Source

TIMES = {
    "rusentne": 1.0,
    "newsmtsc": 1.0,
    "ruopinionne": 1.0,
    "own-en": 1.0,
    "own-ky": 2.0,
    "own-ru": 1.0,
    "written-ky": 0.7,
    "written-ru": 1.0,
}
"""How often the readers of attitudes go over the targets of each corpus in an epoch."""


@dataclass(frozen=True, slots=True)
class Example:
    """A window with a target.

    `target` are the positions of its pieces, `attitude` is a place in ATTITUDES, `None` where nobody has
    annotated one; `leaning` is one of LEANINGS, `number` the target's in its corpus.
    """

    source: Source
    window: Window
    target: tuple[int, ...]
    leaning: str
    attitude: int | None = None
    number: int = 0

    @property
    def pieces(self) -> list[int]:
        """Those of the window."""
        return self.window.pieces


def read(source: Source, tokenizer: Tokenizer) -> Iterator[Window]:
    """The sentences of a text, a window each."""
    known = language(source.language)
    assert known
    article = source.corpus.startswith(("own", "written"))
    for line in paragraphs(source.text) if article else [Span(0, len(source.text))]:
        parts = sentences(source.text, line, (), known.abbreviations) if article else [line]
        for part in parts:
            yield from windows(units(source.text, [part], tokenizer))


def attitude_examples(source: Source, tokenizer: Tokenizer) -> Iterator[Example]:
    """The targets of a text."""
    for window in read(source, tokenizer) if source.asked else ():
        for asked in source.asked:
            if words := words_in(window, asked.target):
                leaning = "polar" if asked.polar else source.language
                target = tuple(pieces_of(window, words))
                yield Example(source, window, target, leaning, 1 + asked.attitude, asked.number)


class Batch(NamedTuple):
    """Examples as tensors.

    `pieces` (example, position), `mask` likewise, false for padding; `leanings` (example) places in LEANINGS;
    `target` (example, position), 1 at its pieces; `attitudes` (example) places in ATTITUDES, or IGNORED.
    """

    pieces: Tensor
    mask: Tensor
    leanings: Tensor
    target: Tensor
    attitudes: Tensor


def collated(examples: Sequence[Example]) -> Batch:
    """The batch of some examples."""
    pieces = padded([each.pieces for each in examples])
    target = torch.zeros(pieces.shape)
    for row, each in zip(target, examples, strict=True):
        row[list(each.target)] = 1
    return Batch(
        pieces,
        pieces != PAD,
        torch.tensor([LEANINGS.index(each.leaning) for each in examples]),
        target,
        torch.tensor([IGNORED if each.attitude is None else each.attitude for each in examples]),
    )


def epoch(
    corpora: Mapping[str, Sequence[AnyCut]], times: Mapping[str, float], pieces: int, seed: int
) -> list[list[AnyCut]]:
    """Batches of at most `pieces`, padding included, over every corpus so many `times`.

    Of what is left of a number of times a random part is drawn.
    """
    draw = random.Random(seed)
    drawn: list[AnyCut] = []
    for name, often in times.items():
        every = corpora[name]
        drawn += list(every) * int(often)
        drawn += draw.sample(every, round(often % 1 * len(every)))
    return cut(drawn, pieces, draw)
