"""Sentences whose attitudes nobody has annotated, with names as targets: there teachers teach students."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from onrecord.positions.attitude_reader import pieces_of, words_in
from onrecord.records import Span
from onrecord.tagging.pieces import Window
from training import names, opinions
from training.attitude_batches import Example, read
from training.corpora import articles
from training.folds import fold
from training.names import SOME_PLACE, Named
from training.opinions import Source
from training.prepare import bare, measuring
from training.settings import CORPORA, KYRGYZ_NAMES, LANGUAGES, TRAIN, UNLABELLED

_FEWEST = 4  # words of a sentence
_TARGETS = 3  # of a sentence, at most
_KINDS = frozenset(("person", "organisation", "country", "city", SOME_PLACE))
_SEED = 5


@dataclass(frozen=True, slots=True)
class Sentence:
    """A window of a text and its targets, by the positions of their pieces."""

    source: Source
    window: Window
    targets: tuple[tuple[int, ...], ...]

    def examples(self) -> Iterator[Example]:
        """Its targets, without attitudes."""
        for target in self.targets:
            yield Example(self.source, self.window, target, self.source.language)


def sentences(work: Path, tokenizer: Tokenizer, held_out: int | None) -> list[Sentence]:
    """All sentences but those of a fold that is held out and those of articles that measure."""
    draw, measure = random.Random(_SEED), measuring()
    every: list[Sentence] = []
    for source, named in _articles(work):
        if bare(source.text) not in measure:
            every += _named(source, named, tokenizer, draw)
    for source in (*opinions.rusentne(), *opinions.newsmtsc(), *opinions.ruopinionne()):
        if fold(source) != held_out:
            every += _asked(source, tokenizer)
    return every


def _articles(work: Path) -> Iterator[tuple[Source, Sequence[Named]]]:
    """The training articles with their names."""
    annotated = {
        "polnear": names.silver(work / "silver" / "polnear.jsonl"),
        "ky": names.kyrgyz(CORPORA / KYRGYZ_NAMES),
    }
    for corpus, file in TRAIN.items():
        for article in articles(CORPORA / file):
            known = annotated.get(corpus, {}).get(article["id"], [])
            yield _article(corpus, article["id"], article["text"]), known
    for corpus, folder in UNLABELLED.items():
        for path in sorted((CORPORA / folder).glob("*.txt")):
            yield _article(corpus, path.stem, path.read_text("utf-8")), names.nerel(path.with_suffix(".ann"))


def _article(corpus: str, id: str, text: str) -> Source:  # noqa: A002
    return Source(id, f"own-{corpus}", LANGUAGES[corpus], text)


def _named(
    source: Source, named: Sequence[Named], tokenizer: Tokenizer, draw: random.Random
) -> Iterator[Sentence]:
    for window in read(source, tokenizer):
        if len(window.words) < _FEWEST:
            continue
        spans = [Span(each.start, each.end) for each in named if each.kind in _KINDS]
        targets = [tuple(pieces_of(window, words)) for span in spans if (words := words_in(window, span))]
        draw.shuffle(targets)
        yield Sentence(source, window, tuple(targets[:_TARGETS]))


def _asked(source: Source, tokenizer: Tokenizer) -> Iterator[Sentence]:
    for window in read(source, tokenizer):
        found = [words_in(window, asked.target) for asked in source.asked[:_TARGETS]]
        targets = tuple(tuple(pieces_of(window, words)) for words in found if words)
        yield Sentence(source, window, targets)
