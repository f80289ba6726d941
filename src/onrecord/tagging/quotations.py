"""Quotations of a paragraph: the outermost pairs of marks, whatever they are and however broken; dashes."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.records import Span

_MARK = re.compile(r"[«»‹›“”„‟\"]|''|``")
_CLOSERS = {
    "«": {"»"}, "‹": {"›"}, "„": {"“", "”", '"'}, "“": {"”", "“", '"'}, "‟": {"”"}, "``": {"''", '"'},
    '"': {'"'}, "''": {"''"}, "”": {"”"},
}  # fmt: skip
_OPENS_ONLY = frozenset(("«", "‹", "„", "‟", "``"))
_CLOSES_ONLY = frozenset(("»", "›"))
_CUE_INSIDE = re.compile(
    r"[,.!?…]\s*(?=[—–-]\s)([—–-]\s+[^\W\dA-ZА-ЯЁҢӨҮ][^«»“”\"]{3,90}?[.,])\s*[—–-]\s+(?=\w)"
)
_DASH = re.compile(r"[—–]\s+(?=\w)")
_DASH_TURN = re.compile(r"(?<=[,.!?…])\s*[—–]\s+")
_NO_MARGIN = " \t\u00a0-–—"


class Quotation(NamedTuple):
    """A pair of marks with what stands between; ``closed`` is false where the paragraph ends first."""

    span: Span
    closed: bool


def find_quotations(text: str, start: int, end: int, *, carried: bool = False) -> list[Quotation]:
    """The outermost quotations of ``text[start:end]``, one paragraph, in order.

    A quotation that is opened and never closed reaches to the last mark that could close it, else to the end
    of the paragraph if it opens the paragraph, else it is none. ``carried`` tells that the paragraph before
    left a quotation open, so that a mark that only closes ends what the paragraph began. Words of the
    reporter between dashes inside one pair of marks part it in two, and so do they where a dash leads the
    paragraph instead of marks. Offsets are into ``text``.
    """
    if speech := _dash_speech(text, start, end):
        return speech
    found: list[Quotation] = []
    marks = [(match[0], match.start(), match.end()) for match in _MARK.finditer(text, start, end)]
    if carried and (orphan := _orphan(marks)):
        found.append(Quotation(Span(start, orphan), True))
    position = 0
    while position < len(marks):
        mark, at, _ = marks[position]
        if (found and at < found[-1].span.end) or not _opens(mark, text, at, start, end):
            position += 1
            continue
        closing = _closing(marks, position, text, start, end)
        if closing is not None:
            found.append(Quotation(Span(at, marks[closing][2]), True))
            position = closing + 1
        elif not text[start:at].strip(_NO_MARGIN):
            found.append(Quotation(Span(at, end), False))
            break
        else:
            position += 1
    return [part for quotation in found for part in _parted(text, quotation)]


def _dash_speech(text: str, start: int, end: int) -> list[Quotation]:
    """— We are ready, — said Aida. — Let us go. The speech between dashes that a reporter's words part."""
    lead = _DASH.match(text, start, end)
    if lead is None:
        return []
    turns = [turn.span() for turn in _DASH_TURN.finditer(text, lead.end(), end)]
    if not turns or not text[turns[0][1]].islower():
        return []
    borders = [lead.end(), *(place for turn in turns for place in turn), end]
    pieces = [Span(*piece) for piece in zip(borders[::2], borders[1::2], strict=True)]
    return [Quotation(piece, True) for piece in pieces[::2] if piece.start < piece.end]


def _parted(text: str, quotation: Quotation) -> list[Quotation]:
    """«We are ready, — said Aida. — Let us go»: the speech before and after the reporter's words."""
    parts: list[Quotation] = []
    start, end = quotation.span
    for match in _CUE_INSIDE.finditer(text, start, end):
        stop = match.start() + (text[match.start()] != ",")
        parts.append(Quotation(Span(start, stop), True))
        start = match.end()
    return [*parts, Quotation(Span(start, end), quotation.closed)]


def _orphan(marks: list[tuple[str, int, int]]) -> int | None:
    """The end of the first mark if it can only close."""
    return marks[0][2] if marks and marks[0][0] in _CLOSES_ONLY | {"”"} else None


def _opens(mark: str, text: str, at: int, start: int, end: int) -> bool:
    if mark in _CLOSES_ONLY:
        return False
    if mark in _OPENS_ONLY:
        return True
    following = text[at + len(mark) : at + len(mark) + 1]
    preceding = text[at - 1 : at] if at > start else " "
    stands_before = not preceding.isalnum() and preceding not in ".,!?…%"
    return stands_before and following.strip() != "" and at + len(mark) < end


def _closing(marks: list[tuple[str, int, int]], opened: int, text: str, start: int, end: int) -> int | None:
    closers = _CLOSERS[marks[opened][0]]
    depth = 0
    last = None
    for position in range(opened + 1, len(marks)):
        mark, at, _ = marks[position]
        if _opens_inside(mark, marks[opened][0], text, at, start, end):
            depth += 1
        elif mark in closers:
            last = position
            if depth == 0:
                return position
            depth -= 1
    return last


def _opens_inside(mark: str, outer: str, text: str, at: int, start: int, end: int) -> bool:
    """Whether a mark opens a quotation inside one that ``outer`` opened."""
    if mark not in _CLOSERS[outer]:
        return mark == outer
    if mark in _CLOSES_ONLY | {"”"}:
        return False
    following = text[at + len(mark) : at + len(mark) + 1]
    preceding = text[at - 1 : at] if at > start else " "
    return preceding.isspace() and following.isalnum() and at + len(mark) < end
