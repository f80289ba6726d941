"""brat standoff, read by the rules of its manual."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from onrecord.export.brat import write_folder
from onrecord.export.documents import all_with_statements
from onrecord.records import Span
from onrecord.store import Record

_PLACES = r"\d+ \d+(?:;\d+ \d+)*"
_LINES = {
    "T": re.compile(rf"(T\d+)\t(Content|Speaker|Cue) ({_PLACES})\t([^\t\n]+|.*)"),
    "R": re.compile(r"(R\d+)\t(SpokenBy|CuedBy) Arg1:(T\d+) Arg2:(T\d+)"),
    "A": re.compile(r"(A\d+)\tKind (T\d+) (direct|indirect|mixed)"),
    "#": re.compile(r"(#\d+)\tAnnotatorNotes (T\d+)\t([^\t\n]+)"),
}


Places = tuple[Span, ...]


@dataclass
class Read:
    things: dict[str, tuple[str, Places]] = field(default_factory=dict)
    relations: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def linked(self, relation: str, thing: str) -> Places:
        """Where what this relation leads to stands."""
        to = (b for name, a, b in self.relations.values() if (name, a) == (relation, thing))
        return next((self.things[each][1] for each in to), ())


def read(folder: Path, name: str) -> Read:
    """The annotations of a document, each checked against its text."""
    text = (folder / f"{name}.txt").read_bytes().decode()
    found, ids = Read(), set()
    for line in (folder / f"{name}.ann").read_bytes().decode().split("\n")[:-1]:
        match = _LINES[line[0]].fullmatch(line)
        assert match, line
        assert match[1] not in ids
        ids.add(match[1])
        if line[0] == "T":
            places = tuple(Span(*map(int, place.split())) for place in match[3].split(";"))
            words = " ".join(text[start:end] for start, end in places)
            assert match[4] == re.sub(r"[\r\n]", " ", words)
            found.things[match[1]] = match[2], places
        elif line[0] == "R":
            found.relations[match[1]] = match[2], match[3], match[4]
        elif line[0] == "A":
            found.kinds[match[2]] = match[3]
    return found


def test_statements_come_back(told: Record, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    documents = list(all_with_statements(told))
    assert write_folder(documents, folder) == len(documents)
    names = {path.stem for path in folder.glob("*.txt")}
    assert {path.stem for path in folder.glob("*.ann")} == names
    by_text = {(folder / f"{name}.txt").read_bytes().decode(): read(folder, name) for name in names}
    for each in documents:
        found = by_text[each.recorded.document.text]
        expected = {
            (s.kind.value, s.content, s.speaker_span, s.cue)
            for s in (recorded.statement for recorded in each.items)
        }
        linked = {
            (found.kinds[thing], places, found.linked("SpokenBy", thing), found.linked("CuedBy", thing))
            for thing, (label, places) in found.things.items()
            if label == "Content"
        }
        assert linked == expected


def test_no_name_leaves_the_folder(told: Record, tmp_path: Path) -> None:
    write_folder(all_with_statements(told), tmp_path / "corpus")
    assert [path.name for path in tmp_path.iterdir()] == ["corpus"]
    assert all(re.fullmatch(r"[\w.-]+", path.name, re.ASCII) for path in (tmp_path / "corpus").iterdir())


def test_a_folder_that_holds_something_is_left_alone(told: Record, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(OSError, match="not empty"):
        write_folder(all_with_statements(told), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
