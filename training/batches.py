"""Prepared documents as the batches of an epoch."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from onrecord.tagging.pieces import ROOM, windows
from training.corpora import IGNORED
from training.prepare import Prepared

_SAME_LENGTH = 12  # pieces; windows of about one length share a batch, not always the same ones


class Cut(Protocol):
    """An example of any kind, which has pieces."""

    @property
    def pieces(self) -> list[int]: ...  # noqa: D102


AnyCut = TypeVar("AnyCut", bound=Cut)


@dataclass(frozen=True, slots=True)
class Example:
    """A window with what is to be learnt from it.

    `firsts` are the positions of word starts, `labels` those of the words, `links` positions of a content
    start, its source's and its cue's: 0 for none, `IGNORED` for one outside the window. `names` are the codes
    of the words' names (`training.names`), `evidence` the features that hold for them.
    """

    pieces: list[int]
    firsts: list[int]
    labels: list[int]
    links: list[tuple[int, int, int]]
    names: list[int]
    evidence: list[list[int]]


def examples(document: Prepared, first_room: int = ROOM) -> Iterator[Example]:
    """The windows of a document; the first may be given less room, in pieces."""
    word = 0
    for window in windows(document.units, first_room):
        words = range(word, word + len(window.firsts))
        at: dict[int | None, int] = dict(zip(words, window.firsts, strict=True)) | {None: 0}
        part = slice(words.start, words.stop)
        yield Example(
            window.pieces,
            window.firsts,
            _known(document.labels, part),
            [
                (at[link.content], at.get(link.source, IGNORED), at.get(link.cue, IGNORED))
                for link in document.links
                if link.content in at
            ],
            _known(document.names, part),
            document.evidence[part],
        )
        word = words.stop


def _known(annotated: list[int] | None, part: slice) -> list[int]:
    return [IGNORED] * (part.stop - part.start) if annotated is None else annotated[part]


def epoch(
    corpora: Mapping[str, Sequence[Prepared]], times: Mapping[str, float], pieces: int, seed: int
) -> list[list[Example]]:
    """Batches of at most `pieces`, padding included, over every corpus so many `times`.

    Of less than once a random part is drawn. Documents are cut into windows elsewhere each time.
    """
    draw = random.Random(seed)
    drawn: list[Example] = []
    for name, often in times.items():
        for _ in range(int(often) or 1):
            documents = corpora[name]
            if often < 1:
                documents = draw.sample(documents, int(often * len(documents)))
            for document in documents:
                drawn += examples(document, draw.randint(ROOM // 4, ROOM))
    return cut(drawn, pieces, draw)


def cut(drawn: Iterable[AnyCut], pieces: int, draw: random.Random) -> list[list[AnyCut]]:
    """Batches of examples of about one length, in random order; each of at most `pieces`, with padding."""
    batches: list[list[AnyCut]] = []
    longest = 0
    for example in sorted(drawn, key=lambda each: len(each.pieces) + draw.uniform(0, _SAME_LENGTH)):
        longest = max(longest, len(example.pieces))
        if not batches or (len(batches[-1]) + 1) * longest > pieces:
            batches.append([])
            longest = len(example.pieces)
        batches[-1].append(example)
    draw.shuffle(batches)
    return batches
