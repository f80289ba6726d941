"""Turns the corpora into documents of labelled pieces (prepared/NAME.jsonl)."""

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

from tokenizers import Tokenizer

from training.settings import CORPORA, DEV, LABELS, TRAIN, WORK
from training.windows import Piece, units

OUTSIDE = -1  # the label of a piece that begins no word
NONE = -1  # the statement has no such part
Spans = list[list[int]]


class Article(TypedDict):
    """A row of a corpus; more keys may stand there."""

    id: str
    text: str
    statements: list[dict[str, Spans]]


class Prepared(TypedDict):
    """`ids` and `labels` by unit; `links` as places of a content start, its source start, its cue start."""

    id: str
    ids: list[list[int]]
    labels: list[list[int]]
    links: list[list[int]]


def articles(path: Path) -> Iterator[Article]:
    """The rows of a corpus file."""
    with path.open(encoding="utf-8") as rows:
        for row in rows:
            yield json.loads(row)


def _touched(words: list[tuple[int, int, int]], span: list[int]) -> list[int]:
    """Places of the words that a span touches; `words` are (start, end, place)."""
    return [place for start, end, place in words if start < span[1] and end > span[0]]


def _words(pieces: list[Piece]) -> list[tuple[int, int, int]]:
    words: list[tuple[int, int, int]] = []
    for place, piece in enumerate(pieces):
        if piece.first:
            words.append((piece.start, piece.end, place))
        else:
            words[-1] = (words[-1][0], piece.end, words[-1][2])
    return words


def prepare(article: Article, tokenizer: Tokenizer) -> Prepared:
    """Labels and links of an article's gold statements."""
    parts = units(article["text"], tokenizer)
    pieces = [piece for part in parts for piece in part.pieces]
    words = _words(pieces)
    labels = [0 if piece.first else OUTSIDE for piece in pieces]
    links = []
    for statement in article["statements"]:
        starts: dict[str, list[int]] = {}
        for field, key in (("source", "speaker_span"), ("cue", "cue"), ("content", "content")):
            starts[field] = []
            for span in statement.get(key) or []:
                touched = _touched(words, span)
                for at, place in enumerate(touched):
                    labels[place] = LABELS.index(f"{'I' if at else 'B'}-{field}")
                starts[field] += touched[:1]
        source, cue = ((starts[field] or [NONE])[0] for field in ("source", "cue"))
        links += [[start, source, cue] for start in starts["content"]]
    ids, by_unit, at = [], [], 0
    for part in parts:
        ids.append([piece.id for piece in part.pieces])
        by_unit.append(labels[at : at + len(part.pieces)])
        at += len(part.pieces)
    return Prepared(id=article["id"], ids=ids, labels=by_unit, links=links)


def main() -> None:
    """Prepares every training corpus and notes the hashes of what it read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK)
    arguments = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(arguments.work / "encoder" / "tokenizer.json"))
    output = arguments.work / "prepared"
    output.mkdir(parents=True, exist_ok=True)
    hashes = {}
    for name, file in {**TRAIN, **DEV}.items():
        hashes[file] = hashlib.sha256((CORPORA / file).read_bytes()).hexdigest()
        if name in DEV:
            continue
        documents = [prepare(article, tokenizer) for article in articles(CORPORA / file)]
        with (output / f"{name}.jsonl").open("w", encoding="utf-8") as rows:
            rows.writelines(json.dumps(document) + "\n" for document in documents)
        pieces = sum(len(unit) for document in documents for unit in document["ids"])
        print(f"{name}: {len(documents)} documents, {pieces} pieces")
    (output / "hashes.json").write_text(json.dumps(hashes, indent=1), "utf-8")


if __name__ == "__main__":
    main()
