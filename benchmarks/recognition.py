"""How well names are recognised: exact span and kind, micro F1.

``nerel-dev``
    Russian news, development part of NEREL 1.1: persons, organisations, countries, cities, of names inside
    one another the outermost. ``precision`` and ``recall`` belong to ``f1``; the others are by kind.
``ky-folds``
    Kyrgyz news, persons, organisations and places (countries, cities and others are one kind there). Each
    article was read by a model that had not learnt its names, five in all; what they found stands in
    ``names-ky-folds.jsonl``, as offsets, written by ``python -m training.adapt --folds``. The model that
    ships has learnt all of them.
``ky-train``
    The same articles, read by the model that ships. It knows them; the figure only watches over the code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from benchmarks.corpora import CORPORA, read_rows
from onrecord.actors.recognition import recognised
from onrecord.languages import language
from onrecord.tagging.segmentation import paragraphs
from onrecord.tagging.tagger import default_tagger

NEREL = "data/nerel-dev"
KYRGYZ = "gold/names-ky-train.jsonl"
KYRGYZ_TEXTS = "gold/statements-ky-train.jsonl"
FOLDS = Path(__file__).with_name("names-ky-folds.jsonl")
_NEREL_KINDS = {"PERSON": "person", "ORGANIZATION": "organisation", "COUNTRY": "country", "CITY": "city"}
_KYRGYZ_KINDS = {"person": "PER", "organisation": "ORG", "country": "LOC", "city": "LOC", "place": "LOC"}


class Named(NamedTuple):
    """A name of an article by offsets and kind."""

    start: int
    end: int
    kind: str


Names = dict[str, set[Named]]
"""The names of each article, by its id."""


class _Row(msgspec.Struct):
    id: str
    names: list[Named]


def measure(corpora: Path = CORPORA) -> dict[str, float]:
    """Every figure as ``SET.MEASURE``, from 0 to 1; a set whose files are absent is left out."""
    figures: dict[str, float] = {}
    if (corpora / NEREL).is_dir():
        texts = {file.stem: file.read_text("utf-8") for file in sorted((corpora / NEREL).glob("*.txt"))}
        gold = {name: set(nerel_names(corpora / NEREL / f"{name}.ann")) for name in texts}
        found = {
            name: {each for each in _found(text, "ru") if each.kind in _NEREL_KINDS.values()}
            for name, text in texts.items()
        }
        figures |= _of("nerel-dev", score(gold, found))
    if (corpora / KYRGYZ).exists():
        gold = _read(corpora / KYRGYZ)
        rows = [row for row in read_rows(corpora / KYRGYZ_TEXTS) if row["id"] in gold]
        figures |= _of("ky-folds", score(gold, _kyrgyz(_read(FOLDS))))
        found = _kyrgyz({row["id"]: set(_found(row["text"], "ky")) for row in rows})
        figures["ky-train.f1"] = score(gold, found)["f1"]
    return figures


def score(gold: Names, found: Names) -> dict[str, float]:
    """``precision``, ``recall`` and ``f1`` over all names, and the F1 of each kind by its name."""
    right = [each for name in gold for each in gold[name] & found.get(name, set())]
    wanted = [each for names in gold.values() for each in names]
    said = [each for names in found.values() for each in names]
    figures = {
        "precision": len(right) / len(said) if said else 0.0,
        "recall": len(right) / len(wanted),
        "f1": _f1(right, wanted, said),
    }
    for kind in sorted({each.kind for each in wanted}):
        of_kind = ([each for each in some if each.kind == kind] for some in (right, wanted, said))
        figures[kind] = _f1(*of_kind)
    return figures


def nerel_names(annotation: Path) -> Iterator[Named]:
    """The outermost names of the four kinds in a brat file."""
    found = set()
    for line in annotation.read_text("utf-8").splitlines():
        if line.startswith("T"):
            kind, *offsets = line.split("\t")[1].replace(";", " ").split()
            if kind in _NEREL_KINDS:
                found.add(Named(int(offsets[0]), int(offsets[-1]), _NEREL_KINDS[kind]))
    end = 0
    for name in sorted(found, key=lambda each: (each.start, -each.end)):
        if name.end > end:
            end = name.end
            yield name


def _found(text: str, code: str) -> Iterator[Named]:
    known, tagger = language(code), default_tagger()
    assert known
    lines = [(span, known) for span in paragraphs(text)]
    tagging = tagger.tag(text, [span for span, _ in lines])
    for name in recognised(text, lines, tagging, tagger.evidence):
        yield Named(*name.span, name.kind)


def _kyrgyz(names: Mapping[str, Iterable[Named]]) -> Names:
    return {
        name: {each._replace(kind=_KYRGYZ_KINDS[each.kind]) for each in found}
        for name, found in names.items()
    }


def _read(file: Path) -> Names:
    rows = msgspec.json.Decoder(_Row).decode_lines(file.read_bytes())
    return {row.id: set(row.names) for row in rows}


def _of(name: str, figures: Mapping[str, float]) -> dict[str, float]:
    return {f"{name}.{measure}": value for measure, value in figures.items()}


def _f1(right: Iterable[Named], wanted: Iterable[Named], said: Iterable[Named]) -> float:
    counts = [len(list(each)) for each in (right, wanted, said)]
    return 2 * counts[0] / (counts[1] + counts[2]) if counts[1] + counts[2] else 0.0


if __name__ == "__main__":
    for name, figure in measure().items():
        print(f"{name}  {figure:.4f}")
