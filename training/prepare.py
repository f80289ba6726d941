"""Turns the corpora into documents of labelled words, cut into pieces as the package cuts them."""

import argparse
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from tokenizers import Tokenizer

from onrecord.records import Span
from onrecord.tagging.decoding import FIELDS, LABELS
from onrecord.tagging.pieces import Unit, units
from onrecord.tagging.segmentation import paragraphs
from training.corpora import Article, Spans, articles
from training.settings import CORPORA, DEV, TRAIN, UNLABELLED, WORK

_KEYS = ("speaker_span", "cue", "content")  # of a gold statement, in the order of FIELDS


class Link(msgspec.Struct, frozen=True, array_like=True):
    """Words that begin a content, its source and its cue; `None` where the statement names none."""

    content: int
    source: int | None
    cue: int | None


class Prepared(msgspec.Struct, frozen=True):
    """A document: its units, a label for each word in their order, links by word number.

    `labels` is `None` for a text that nobody has annotated.
    """

    id: str
    units: list[Unit]
    labels: list[int] | None = None
    links: list[Link] = []


def labelled(article: Article, tokenizer: Tokenizer) -> Prepared:
    """An annotated article: the words that its gold statements touch, labelled."""
    found = _units(article["text"], tokenizer)
    words = [word for unit in found for word in unit.words]
    labels = [LABELS.index("O")] * len(words)
    links = []
    for statement in article["statements"]:
        starts = {}
        for field, key in zip(FIELDS, _KEYS, strict=True):
            starts[field] = list(_mark(labels, words, field, statement.get(key) or []))
        source, cue = (next(iter(starts[field]), None) for field in ("source", "cue"))
        links += [Link(start, source, cue) for start in starts["content"]]
    return Prepared(article["id"], found, labels, links)


def unlabelled(name: str, text: str, tokenizer: Tokenizer) -> Prepared:
    """A text that nobody has annotated."""
    return Prepared(name, _units(text, tokenizer))


def write(work: Path, name: str, documents: Iterable[Prepared]) -> None:
    """Writes a prepared corpus."""
    encoder = msgspec.json.Encoder()
    number = pieces = 0
    with _path(work, name).open("wb") as rows:
        for number, document in enumerate(documents, 1):  # noqa: B007 -- counts
            rows.write(encoder.encode(document) + b"\n")
            pieces += sum(len(unit.pieces) for unit in document.units)
    print(f"{name}: {number} documents, {pieces:,} pieces", flush=True)


def read(work: Path, name: str) -> list[Prepared]:
    """The documents of a prepared corpus."""
    decoder = msgspec.json.Decoder(Prepared)
    return decoder.decode_lines(_path(work, name).read_bytes())


def _path(work: Path, name: str) -> Path:
    return work / "prepared" / f"{name}.jsonl"


def _units(text: str, tokenizer: Tokenizer) -> list[Unit]:
    return [unit for unit in units(text, paragraphs(text), tokenizer) if unit.words]


def _mark(labels: list[int], words: Sequence[Span], field: str, spans: Spans) -> Iterator[int]:
    """Labels the words that each span touches; gives the first of them."""
    for start, end in spans:
        touched = [number for number, word in enumerate(words) if word.start < end and word.end > start]
        for number in touched:
            labels[number] = LABELS.index(f"I-{field}")
        if touched:
            labels[touched[0]] = LABELS.index(f"B-{field}")
            yield touched[0]


def _measuring() -> set[str]:
    """The texts that measure, without white space: some lie among the unlabelled ones too."""
    return {_bare(article["text"]) for file in DEV.values() for article in articles(CORPORA / file)}


def _bare(text: str) -> str:
    return "".join(text.split())


def _hash(files: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for file in files:
        whole.update(file.read_bytes())
    return whole.hexdigest()


def main() -> None:
    """Prepares every training corpus and notes the hashes of what it read and of what measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK)
    work: Path = parser.parse_args().work
    (work / "prepared").mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(work / "encoder" / "tokenizer.json"))
    hashes = {file: _hash([CORPORA / file]) for file in (*TRAIN.values(), *DEV.values())}
    for name, file in TRAIN.items():
        write(work, name, (labelled(article, tokenizer) for article in articles(CORPORA / file)))
    measuring = _measuring()
    for name, folder in UNLABELLED.items():
        files = sorted((CORPORA / folder).glob("*.txt"))
        hashes[f"{folder}/*.txt"] = _hash(files)
        texts = {file.stem: file.read_text("utf-8") for file in files}
        allowed = {stem: text for stem, text in texts.items() if _bare(text) not in measuring}
        print(f"{name}: {len(texts) - len(allowed)} texts left out, because they measure")
        write(work, name, (unlabelled(stem, text, tokenizer) for stem, text in allowed.items()))
    (work / "prepared" / "hashes.json").write_bytes(msgspec.json.format(msgspec.json.encode(hashes)) + b"\n")


if __name__ == "__main__":
    main()
