"""Test cases that are one line of the language itself, marked in place.

``[content:“We are ready,”] [cue:said] [speaker:Aibek Sariev]. => Aibek Sariev`` stands for the text without
its marks, the statement that must be found in it and the name its speaker resolves to. Where a line has
several statements the marks carry numbers (``[content1:…] … [speaker2:…]``) and so do the names
(``=> 1 A. B.; 2 C. D.``). A repeated mark is a further piece of the same field; ``⏎`` stands for a line
break; a line without marks is a text in which nobody says anything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from onrecord.records import Span, Spans

_MARK = re.compile(r"\[(content|cue|speaker)([1-9]\d*)?:([^\[\]]*)\]")
_SUSPECT = re.compile(r"\[\w*:|=>|⏎")
_NAME = re.compile(r"(?:([1-9]\d*) )?(\S.*)")


class Marks(NamedTuple):
    """Where one statement stands in the text of its case."""

    content: Spans
    cue: Spans
    speaker: Spans


class Case(NamedTuple):
    """A marked line taken apart; ``names`` maps a statement's number (from 1) to its speaker's name."""

    text: str
    statements: tuple[Marks, ...]
    names: dict[int, str]


def parse(line: str) -> Case:
    """The text of a marked line and what is to be found in it.

    Raises ValueError where a mark is misspelt or empty, numbers leave a gap, a statement has no content,
    or a name belongs to no statement.
    """
    marked, _, names = line.partition(" => ")
    text, fields = _unmarked(marked)
    numbers = {number for number, _ in fields}
    if numbers != set(range(1, len(numbers) + 1)):
        raise ValueError(f"statements are to be numbered 1, 2, …, not {sorted(numbers)}: {line}")
    statements = tuple(
        Marks(*(tuple(fields.get((number, field), ())) for field in Marks._fields))
        for number in sorted(numbers)
    )
    if any(not statement.content for statement in statements):
        raise ValueError(f"a statement without content: {line}")
    return Case(text, statements, _names(names, numbers))


def read_cases(path: Path) -> list[tuple[int, str]]:
    """The cases of a file with their line numbers; empty lines and comments (``#``) are left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]


def _unmarked(marked: str) -> tuple[str, dict[tuple[int, str], list[Span]]]:
    text = ""
    fields: defaultdict[tuple[int, str], list[Span]] = defaultdict(list)
    end = 0
    for mark in _MARK.finditer(marked):
        field, number, inside = mark.groups()
        if not inside or inside != inside.strip():
            raise ValueError(f"an empty mark, or space at its border: {mark[0]}")
        text += _plain(marked[end : mark.start()])
        start = len(text)
        text += inside.replace("⏎", "\n")
        fields[int(number or 1), field].append(Span(start, len(text)))
        end = mark.end()
    return text + _plain(marked[end:]), dict(fields)


def _plain(outside: str) -> str:
    plain = outside.replace("⏎", "\n")
    if suspect := _SUSPECT.search(plain):
        raise ValueError(f"not a mark: {suspect[0]} in {outside}")
    return plain


def _names(given: str, numbers: set[int]) -> dict[int, str]:
    names: dict[int, str] = {}
    for entry in filter(None, given.split("; ")):
        match = _NAME.fullmatch(entry)
        if match is None or int(match[1] or 1) not in numbers:
            raise ValueError(f"a name without its statement: {entry}")
        names[int(match[1] or 1)] = match[2]
    return names
