"""Annotated attitudes as batches: windows with tuples, and windows with one marked target."""

import random
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.languages import language
from onrecord.positions.attitude_reader import pieces_of
from onrecord.positions.labels import EXPRESSIONS, SIDES
from onrecord.records import Span
from onrecord.tagging.pieces import END, PAD, Window, units, windows
from onrecord.tagging.segmentation import paragraphs, sentences
from training.attitude_model import LEANINGS, PARTS
from training.opinions import AUTHOR, Opinion, Source

FOLDS = 5
_SAME_LENGTH = 12  # pieces; windows of about one length share a batch, not always the same ones
_BEGIN, _INSIDE = (PARTS.index(f"{part}-part") for part in "BI")


@dataclass(frozen=True, slots=True)
class Example:
    """A window with what is to be learnt from it.

    Either `attitude` toward the pieces at `target`, a place in ATTITUDES, with the target's `number` in its
    corpus and its `leaning`; or labels of words, and for each expression the positions of its start, of its
    targets and of its holder.
    """

    source: Source
    window: Window
    target: tuple[int, ...] = ()
    attitude: int | None = None
    number: int = 0
    leaning: str = ""
    expressions: tuple[int, ...] = ()
    parts: tuple[tuple[int, int], ...] = ()
    links: tuple[tuple[int, tuple[int, ...], int], ...] = ()

    @property
    def pieces(self) -> list[int]:
        """Those of the window."""
        return self.window.pieces


def fold(source: Source) -> int:
    """Which fold a text is in; the same for one sentence in several corpora."""
    return zlib.crc32("".join(source.text.split()).encode()) % FOLDS


def read(source: Source, tokenizer: Tokenizer) -> Iterator[Window]:
    """The sentences of a text, a window each."""
    known = language(source.language)
    assert known
    article = source.corpus.startswith(("own", "written"))
    for line in paragraphs(source.text) if article else [Span(0, len(source.text))]:
        parts = sentences(source.text, line, (), known.abbreviations) if article else [line]
        for part in parts:
            yield from windows(units(source.text, [part], tokenizer))


def opinion_examples(source: Source, tokenizer: Tokenizer) -> Iterator[Example]:
    """The sentences of a text in which opinions are annotated, if they are."""
    if source.opinions is not None:
        for window in read(source, tokenizer):
            yield _tuples(source, window, source.opinions)


def attitude_examples(source: Source, tokenizer: Tokenizer) -> Iterator[Example]:
    """The targets of a text."""
    for window in read(source, tokenizer) if source.asked else ():
        for asked in source.asked:
            if words := _words(window, asked.target):
                leaning = "polar" if asked.polar else source.language
                target = tuple(pieces_of(window, words))
                yield Example(source, window, target, 1 + asked.attitude, asked.number, leaning)


def all_examples(source: Source, tokenizer: Tokenizer) -> Iterator[Example]:
    """The opinions and the targets of a text."""
    yield from opinion_examples(source, tokenizer)
    yield from attitude_examples(source, tokenizer)


def _words(window: Window, span: Span) -> range:
    touched = [n for n, word in enumerate(window.words) if word.start < span.end and word.end > span.start]
    return range(touched[0], touched[-1] + 1) if touched else range(0)


def _tuples(source: Source, window: Window, opinions: Sequence[Opinion]) -> Example:
    size = len(window.words)
    expressions = [0] * size
    targets, holders = [0] * size, [0] * size
    links: dict[int, tuple[set[int], int]] = {}
    for opinion in opinions:
        shown, target = _words(window, opinion.expression), _words(window, opinion.target)
        if not shown:
            continue
        _mark(expressions, shown, *(EXPRESSIONS.index(f"{part}-{_SIDE[opinion.polarity]}") for part in "BI"))
        _mark(targets, target, _BEGIN, _INSIDE)
        start = window.firsts[shown[0]]
        holder = 0  # nobody whom the window names
        if opinion.holder == AUTHOR:
            holder = window.pieces.index(END, start)
        elif isinstance(opinion.holder, Span) and (named := _words(window, opinion.holder)):
            _mark(holders, named, _BEGIN, _INSIDE)
            holder = window.firsts[named[0]]
        pointed, _ = links.setdefault(start, (set(), holder))
        if target:
            pointed.add(window.firsts[target[0]])
    return Example(
        source,
        window,
        expressions=tuple(expressions),
        parts=tuple(zip(targets, holders, strict=True)),
        links=tuple((start, tuple(sorted(to)), holder) for start, (to, holder) in links.items()),
    )


_SIDE = {side: EXPRESSIONS[1 + 2 * number].partition("-")[2] for number, side in enumerate(SIDES)}


def _mark(labels: list[int], words: range, begin: int, inside: int) -> None:
    for word in words:
        labels[word] = inside
    for word in words[:1]:
        labels[word] = begin


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples of one sort as tensors; those of tuples have no `target`."""

    pieces: Tensor
    mask: Tensor
    leanings: Tensor
    target: Tensor | None
    attitudes: Tensor
    examples: Sequence[Example]


def collated(examples: Sequence[Example]) -> Batch:
    """The batch of some examples, all with a marked target or all without."""
    pieces = torch.nn.utils.rnn.pad_sequence(
        [torch.tensor(each.window.pieces) for each in examples], batch_first=True, padding_value=PAD
    )
    leanings = torch.tensor([LEANINGS.index(each.leaning) if each.leaning else 0 for each in examples])
    target = None
    if examples[0].attitude is not None:
        target = torch.zeros(pieces.shape)
        for row, each in zip(target, examples, strict=True):
            row[list(each.target)] = 1
    attitudes = torch.tensor([each.attitude or 0 for each in examples])
    return Batch(pieces, pieces != PAD, leanings, target, attitudes, examples)


def epoch(
    corpora: Mapping[str, Sequence[Example]], times: Mapping[str, float], pieces: int, seed: int
) -> list[list[Example]]:
    """Batches of at most `pieces`, padding included, over every corpus so many `times`."""
    draw = random.Random(seed)
    drawn: list[Example] = []
    for name, count in times.items():
        every = corpora[name]
        drawn += list(every) * int(count)
        drawn += draw.sample(list(every), round((count % 1) * len(every)))
    drawn.sort(key=lambda each: len(each.pieces) + draw.random() * _SAME_LENGTH)
    found: list[list[Example]] = []
    for asked in (False, True):
        found += _cut((each for each in drawn if (each.attitude is not None) is asked), pieces)
    draw.shuffle(found)
    return found


def _cut(ordered: Iterable[Example], pieces: int) -> list[list[Example]]:
    found: list[list[Example]] = []
    longest = 0
    for each in ordered:
        longest = max(longest, len(each.window.pieces))
        if not found or (len(found[-1]) + 1) * longest > pieces:
            found.append([])
            longest = len(each.window.pieces)
        found[-1].append(each)
    return found
