"""Annotated names: which words of a text name whom, and what is learnt from that.

Three sources. NEREL (Russian) tells persons, organisations, countries, cities and other places, one inside
the other; the outermost is kept. The Kyrgyz annotation knows one kind of place. English has none that is
ours to use: `training.silver` lets spaCy's small model read PolNeAR.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from onrecord.records import Span
from onrecord.tagging.decoding import NAME_KINDS, NAME_LABELS
from training.corpora import IGNORED

SOME_PLACE = "some place"
"""A country, a city or another place."""
UNSURE = "unsure"
"""Whether this is a name, and of what, must not be learnt."""
_PLACES = ("country", "city", "place")
_NEREL = {"PERSON": "person", "ORGANIZATION": "organisation", "COUNTRY": "country", "CITY": "city"}
_NEREL_PLACES = frozenset(("STATE_OR_PROVINCE", "DISTRICT", "LOCATION"))
_KYRGYZ = {"PER": "person", "ORG": "organisation", "LOC": SOME_PLACE}

ALLOWED: tuple[frozenset[str], ...] = (
    *(frozenset((label,)) for label in NAME_LABELS),
    *(frozenset(f"{part}-{kind}" for kind in _PLACES) for part in "BI"),
)
"""Which labels a word may have that is annotated with a code, its place here. The last two codes begin and go
on with some place, the others are labels."""


class Named(NamedTuple):
    """A name from `start` to `end` of a text; `kind` is one of NAME_KINDS, SOME_PLACE or UNSURE."""

    start: int
    end: int
    kind: str


def nerel(annotation: Path) -> list[Named]:
    """The outermost names in a brat file of NEREL."""
    found = set()
    for line in annotation.read_text("utf-8").splitlines():
        if line.startswith("T"):
            kind, *offsets = line.split("\t")[1].replace(";", " ").split()
            found.add((int(offsets[0]), int(offsets[-1]), kind))
    of_kinds = [Named(start, end, _NEREL[kind]) for start, end, kind in found if kind in _NEREL]
    names = _outermost(of_kinds)
    places = [Named(start, end, "place") for start, end, kind in found if kind in _NEREL_PLACES]
    return sorted([*names, *(place for place in _outermost(places) if not _touched(place, names))])


def kyrgyz(file: Path) -> dict[str, list[Named]]:
    """The names of each article."""
    rows = map(json.loads, file.read_text("utf-8").splitlines())
    return {
        row["id"]: [Named(start, end, _KYRGYZ[kind]) for start, end, kind in row["names"]] for row in rows
    }


def silver(file: Path) -> dict[str, list[Named]]:
    """The names that `training.silver` found."""
    rows = map(json.loads, file.read_text("utf-8").splitlines())
    return {row["id"]: [Named(*name) for name in row["names"]] for row in rows}


def codes(words: Sequence[Span], names: Iterable[Named]) -> list[int]:
    """For each word a row of ALLOWED, or IGNORED."""
    starts = [word.start for word in words]
    found = [NAME_LABELS.index("O")] * len(words)
    for name in names:
        part = "B"
        for number in range(max(0, bisect_right(starts, name.start) - 1), len(words)):
            if words[number].start >= name.end:
                break
            if words[number].end > name.start:
                found[number] = _code(part, name.kind)
                part = "I"
    return found


def _code(part: str, kind: str) -> int:
    if kind == UNSURE:
        return IGNORED
    if kind == SOME_PLACE:
        return len(NAME_LABELS) + "BI".index(part)
    assert kind in NAME_KINDS
    return NAME_LABELS.index(f"{part}-{kind}")


def _outermost(names: Iterable[Named]) -> list[Named]:
    kept: list[Named] = []
    for name in sorted(names, key=lambda each: (each.start, -each.end)):
        if not (kept and name.end <= kept[-1].end):
            kept.append(name)
    return kept


def _touched(one: Named, names: Iterable[Named]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in names)
