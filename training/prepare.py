"""Turns the corpora into documents of labelled words, cut into pieces as the package cuts them.

What names are in them stands in files of its own (`training.names`), and is set beside the words by id.
"""

import argparse
import hashlib
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import msgspec
import numpy as np
from tokenizers import Tokenizer

from onrecord.actors.evidence import evidence
from onrecord.languages import language
from onrecord.records import Span
from onrecord.tagging.decoding import FIELDS, LABELS
from onrecord.tagging.pieces import Unit, units
from onrecord.tagging.segmentation import paragraphs
from training import names, opinions
from training.corpora import Article, Spans, articles
from training.names import Named
from training.rename import renamed
from training.settings import (
    CORPORA,
    DEV,
    KYRGYZ_NAMES,
    LANGUAGES,
    NEREL,
    RENAMED,
    SENTENCES,
    TRAIN,
    UNLABELLED,
    WORK,
)
from training.swap import pool, swapped

_TOGETHER = 8  # sentences without context that share a text
_KEYS = ("speaker_span", "cue", "content")  # of a gold statement, in the order of FIELDS


class Link(msgspec.Struct, frozen=True, array_like=True):
    """Words that begin a content, its source and its cue; `None` where the statement names none."""

    content: int
    source: int | None
    cue: int | None


class Prepared(msgspec.Struct, frozen=True):
    """A document: its units, a label for each word in their order, links by word number.

    `labels` is `None` for a text whose statements nobody has annotated, `names`, codes of `training.names`,
    for one whose names nobody has. `evidence` holds for each word the numbers of the features that hold.
    """

    id: str
    units: list[Unit]
    evidence: list[list[int]]
    labels: list[int] | None = None
    links: list[Link] = []
    names: list[int] | None = None

    @property
    def words(self) -> list[Span]:
        """All words, in order."""
        return [word for unit in self.units for word in unit.words]


@dataclass(frozen=True, slots=True)
class Preparation:
    """How the texts of one language are prepared: its code, the tokenizer, the annotated names by text id."""

    code: str
    tokenizer: Tokenizer
    names: Mapping[str, Sequence[Named]]

    def labelled(self, article: Article) -> Prepared:
        """An annotated article: the words that its gold statements touch, labelled."""
        document = self.unlabelled(article["id"], article["text"])
        words = document.words
        labels = [LABELS.index("O")] * len(words)
        links = []
        for statement in article["statements"]:
            starts = {}
            for field, key in zip(FIELDS, _KEYS, strict=True):
                starts[field] = list(_mark(labels, words, field, statement.get(key) or []))
            source, cue = (next(iter(starts[field]), None) for field in ("source", "cue"))
            links += [Link(start, source, cue) for start in starts["content"]]
        return msgspec.structs.replace(document, labels=labels, links=links)

    def unlabelled(self, id: str, text: str) -> Prepared:  # noqa: A002
        """A text in which nobody has annotated statements."""
        known = language(self.code)
        if known is None:
            raise ValueError(f"onrecord does not read {self.code}")
        found = [unit for unit in units(text, paragraphs(text), self.tokenizer) if unit.words]
        words = [word for unit in found for word in unit.words]
        rows = evidence(text, words, [known] * len(words))
        annotated = self.names.get(id)
        return Prepared(
            id,
            found,
            [np.flatnonzero(row).tolist() for row in rows],
            names=None if annotated is None else names.codes(words, annotated),
        )


def without_names(document: Prepared) -> Prepared:
    """A document as if nobody had annotated its names."""
    return msgspec.structs.replace(document, names=None)


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


def _mark(labels: list[int], words: Sequence[Span], field: str, spans: Spans) -> Iterator[int]:
    """Labels the words that each span touches; gives the first of them."""
    for start, end in spans:
        touched = [number for number, word in enumerate(words) if word.start < end and word.end > start]
        for number in touched:
            labels[number] = LABELS.index(f"I-{field}")
        if touched:
            labels[touched[0]] = LABELS.index(f"B-{field}")
            yield touched[0]


def measuring() -> set[str]:
    """The texts that measure, without white space: some lie among the unlabelled ones too."""
    return {bare(article["text"]) for file in DEV.values() for article in articles(CORPORA / file)}


def _renamed(name: str, preparation: Preparation) -> Iterator[Prepared]:
    """Each article with annotated names so many times, with other names and without statements."""
    draw = random.Random(name)
    for article in articles(CORPORA / TRAIN[name]):
        for number in range(RENAMED[name] if article["id"] in preparation.names else 0):
            text, named = renamed(article["text"], preparation.names[article["id"]], preparation.code, draw)
            identity = f"{article['id']}#{number}"
            yield replace(preparation, names={identity: named}).unlabelled(identity, text)


def _swapped(name: str, texts: Mapping[str, str], preparation: Preparation) -> Iterator[Prepared]:
    """Each Russian article so many times, names having changed places."""
    draw = random.Random(name)
    others = pool((text, preparation.names[stem]) for stem, text in texts.items())
    for number in range(RENAMED[name]):
        for stem, text in texts.items():
            other_text, named = swapped(text, preparation.names[stem], others, draw)
            identity = f"{stem}#{number}"
            yield replace(preparation, names={identity: named}).unlabelled(identity, other_text)


def _sentences(preparation: Preparation, measure: set[str]) -> Iterator[Prepared]:
    """The sentences of RuSentNE and RuOpinionNE that stand in no article that is learnt or measures."""
    known = "|".join(
        [
            *measure,
            *(
                bare(file.read_text("utf-8"))
                for folder in NEREL
                for file in sorted((CORPORA / folder).glob("*.txt"))
            ),
        ]
    )
    texts = dict.fromkeys(source.text for source in chain(opinions.rusentne(), opinions.ruopinionne()))
    new = [text.replace("\n", " ") for text in texts if bare(text) not in known]
    for first in range(0, len(new), _TOGETHER):
        yield preparation.unlabelled(f"sentences-{first}", "\n".join(new[first : first + _TOGETHER]))


def bare(text: str) -> str:
    """A text without white space, by which the same text in two corpora is known."""
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
    hashes = {file: _hash([CORPORA / file]) for file in (*TRAIN.values(), KYRGYZ_NAMES, *DEV.values())}
    annotated = {
        "ky": names.kyrgyz(CORPORA / KYRGYZ_NAMES),
        "polnear": names.silver(work / "silver" / "polnear.jsonl"),
    }
    for name, file in TRAIN.items():
        preparation = Preparation(LANGUAGES[name], tokenizer, annotated.get(name, {}))
        write(work, name, map(preparation.labelled, articles(CORPORA / file)))
        if name in RENAMED:
            write(work, f"{name}-renamed", _renamed(name, preparation))
    measure = measuring()
    for name, folder in UNLABELLED.items():
        files = sorted((CORPORA / folder).glob("*.txt"))
        hashes[f"{folder}/*.txt"] = _hash(files)
        hashes[f"{folder}/*.ann"] = _hash(file.with_suffix(".ann") for file in files)
        texts = {file.stem: file.read_text("utf-8") for file in files}
        allowed = {stem: text for stem, text in texts.items() if bare(text) not in measure}
        print(f"{name}: {len(texts) - len(allowed)} texts left out, because they measure")
        named = {file.stem: names.nerel(file.with_suffix(".ann")) for file in files}
        preparation = Preparation(LANGUAGES[name], tokenizer, named)
        write(work, name, (preparation.unlabelled(stem, text) for stem, text in allowed.items()))
        write(work, f"{name}-renamed", _swapped(name, allowed, preparation))
    write(work, SENTENCES, _sentences(Preparation(LANGUAGES[SENTENCES], tokenizer, {}), measure))
    (work / "prepared" / "hashes.json").write_bytes(msgspec.json.format(msgspec.json.encode(hashes)) + b"\n")


if __name__ == "__main__":
    main()
