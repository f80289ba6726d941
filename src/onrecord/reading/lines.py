"""The lines of a text, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.records import Span

# Line breaks as files have them; others (form feeds, U+2028) are part of a line.
_LINE = re.compile(r"[^\r\n]+")


class Line(NamedTuple):
    """A line without the white space around it."""

    span: Span
    text: str


def lines_of(text: str, start: int = 0) -> Iterator[Line]:
    """The lines of ``text`` from ``start`` on that are not blank, in order, one at a time."""
    for match in _LINE.finditer(text, start):
        raw = match[0]
        if stripped := raw.strip():
            begin = match.start() + len(raw) - len(raw.lstrip())
            yield Line(Span(begin, begin + len(stripped)), stripped)
