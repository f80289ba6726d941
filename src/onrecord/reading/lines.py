"""The lines of a text, with their places."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.records import Span

# Line breaks as files have them; others (form feeds, U+2028) are part of a line.
_LINE = re.compile(r"[^\r\n]+")


class Line(NamedTuple):
    """A line without the white space around it."""

    span: Span
    text: str


def lines_of(text: str) -> list[Line]:
    """The lines of ``text`` that are not blank, in order."""
    lines = []
    for match in _LINE.finditer(text):
        raw = match[0]
        if stripped := raw.strip():
            start = match.start() + len(raw) - len(raw.lstrip())
            lines.append(Line(Span(start, start + len(stripped)), stripped))
    return lines
