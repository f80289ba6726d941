"""Prepared documents as the batches of an epoch."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.tagging.pieces import END, ROOM, START, windows
from training.corpora import IGNORED
from training.prepare import Prepared

_SAME_LENGTH = 12  # pieces; windows of about one length share a batch, not always the same ones


@dataclass(frozen=True, slots=True)
class Example:
    """A window with what is to be learnt from it.

    `firsts` are the positions of word starts, `labels` those of the words, `links` positions of a content
    start, its source's and its cue's: 0 for none, `IGNORED` for one outside the window. `places` numbers each
    piece in its corpus, -1 for marks. `names` are the codes of the words' names (`training.names`),
    `evidence` the features that hold for them.
    """

    corpus: str
    pieces: list[int]
    firsts: list[int]
    labels: list[int]
    links: list[tuple[int, int, int]]
    places: list[int]
    names: list[int]
    evidence: list[list[int]]


def examples(corpus: str, document: Prepared, first_place: int, first_room: int = ROOM) -> Iterator[Example]:
    """The windows of a document whose first piece is number `first_place` of the corpus."""
    place, word = first_place, 0
    for window in windows(document.units, first_room):
        words = range(word, word + len(window.firsts))
        at: dict[int | None, int] = dict(zip(words, window.firsts, strict=True)) | {None: 0}
        places = []
        for piece in window.pieces:
            places.append(-1 if piece in (START, END) else place)
            place += piece not in (START, END)
        part = slice(words.start, words.stop)
        yield Example(
            corpus,
            window.pieces,
            window.firsts,
            _known(document.labels, part),
            [
                (at[link.content], at.get(link.source, IGNORED), at.get(link.cue, IGNORED))
                for link in document.links
                if link.content in at
            ],
            places,
            _known(document.names, part),
            document.evidence[part],
        )
        word = words.stop
    if place - first_place != size(document):
        raise ValueError(f"{document.id} holds the text of a mark")


def _known(annotated: list[int] | None, part: slice) -> list[int]:
    return [IGNORED] * (part.stop - part.start) if annotated is None else annotated[part]


def size(document: Prepared) -> int:
    """How many pieces a document has."""
    return sum(len(unit.pieces) for unit in document.units)


def epoch(
    corpora: Mapping[str, Sequence[Prepared]], times: Mapping[str, float], pieces: int, seed: int
) -> list[list[Example]]:
    """Batches of at most `pieces`, padding included, over every corpus so many `times`.

    Of less than once a random part is drawn. Documents are cut into windows elsewhere each time.
    """
    draw = random.Random(seed)
    drawn: list[Example] = []
    for name, often in times.items():
        documents = list(_placed(corpora[name]))
        for _ in range(int(often) or 1):
            if often < 1:
                documents = draw.sample(documents, int(often * len(documents)))
            for place, document in documents:
                drawn += examples(name, document, place, draw.randint(ROOM // 4, ROOM))
    drawn.sort(key=lambda example: len(example.pieces) + draw.uniform(0, _SAME_LENGTH))
    batches: list[list[Example]] = [[]]
    for example in drawn:
        if batches[-1] and (len(batches[-1]) + 1) * len(example.pieces) > pieces:
            batches.append([])
        batches[-1].append(example)
    draw.shuffle(batches)
    return batches


def _placed(documents: Sequence[Prepared]) -> Iterator[tuple[int, Prepared]]:
    place = 0
    for document in documents:
        yield place, document
        place += size(document)
