"""Quotations of a paragraph: the outermost pairs of marks, whatever marks are used and however they are broken."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.records import Span

_MARK = re.compile(r"[«»‹›“”„‟\"]|''|``")
_CLOSES = {"«": "»", "‹": "›", "„": "“”\"", "“": "”“\"", "‟": "”", "``": "''\"", "\"": "\"", "''": "''", "”": "”"}
_OPENS_ONLY = frozenset(("«", "‹", "„", "‟", "``"))
_CLOSES_ONLY = frozenset(("»", "›"))


class Quotation(NamedTuple):
    """A pair of marks with what stands between; ``closed`` is false where the paragraph ends first."""

    span: Span
    closed: bool


def find_quotations(text: str, start: int, end: int) -> list[Quotation]:
    """The outermost quotations of ``text[start:end]``, one paragraph, in order.

    A quotation that is opened and never closed reaches to the last mark that could close it, else to the end
    of the paragraph if it opens the paragraph, else it is none. Offsets are into ``text``.
    """
    found: list[Quotation] = []
    marks = [(match[0], match.start(), match.end()) for match in _MARK.finditer(text, start, end)]
    position = 0
    while position < len(marks):
        mark, at, _ = marks[position]
        if not _opens(mark, text, at, start, end):
            position += 1
            continue
        closing = _closing(marks, position, text, start, end)
        if closing is not None:
            found.append(Quotation(Span(at, marks[closing][2]), True))
            position = closing + 1
        else:
            if not text[start:at].strip(" \t\u00a0-–—"):
                found.append(Quotation(Span(at, end), False))
                break
            position += 1
    return found


def _opens(mark: str, text: str, at: int, start: int, end: int) -> bool:
    if mark in _CLOSES_ONLY:
        return False
    if mark in _OPENS_ONLY:
        return True
    following = text[at + len(mark) : at + len(mark) + 1]
    preceding = text[at - 1 : at] if at > start else " "
    opening_place = not preceding.isalnum() and preceding not in ".,!?…%" and following.strip() != ""
    return opening_place and at + len(mark) < end


def _closing(marks: list[tuple[str, int, int]], opened: int, text: str, start: int, end: int) -> int | None:
    closers = _CLOSES[marks[opened][0]]
    depth = 0
    last = None
    for position in range(opened + 1, len(marks)):
        mark, at, _ = marks[position]
        same_direction = mark == marks[opened][0] and mark not in closers
        if same_direction or (mark in closers and mark != "”" and mark != "»" and _opens_again(mark, text, at, start, end)):
            depth += 1
        elif mark in closers:
            last = position
            if depth == 0:
                return position
            depth -= 1
    return last


def _opens_again(mark: str, text: str, at: int, start: int, end: int) -> bool:
    """Whether a mark that could close stands where only an opening mark would."""
    following = text[at + len(mark) : at + len(mark) + 1]
    preceding = text[at - 1 : at] if at > start else " "
    return preceding.isspace() and following.isalnum() and at + len(mark) < end
