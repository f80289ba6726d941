"""Marks over a text: spans that overlap or stand within one another become pieces that do neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from onrecord.records import Document, Span
from onrecord.store.rows import RecordedPosition, RecordedStatement


class Role(StrEnum):
    """What marked words are."""

    ASIDE = "aside"
    CONTENT = "content"
    CUE = "cue"
    SPEAKER = "speaker"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text and what it is of: the statement or position that ``owner`` numbers from 1."""

    span: Span
    role: Role
    owner: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Words under the same marks throughout, the widest mark first; ``begins`` are those that start here."""

    span: Span
    marks: tuple[Mark, ...]
    begins: frozenset[Mark]


def pieces(marks: Iterable[Mark], within: Span) -> Iterator[Piece]:
    """The whole of ``within``, cut wherever a mark begins or ends; together the pieces are its text."""
    opening: defaultdict[int, list[Mark]] = defaultdict(list)
    closing: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        start, end = max(mark.span.start, within.start), min(mark.span.end, within.end)
        if start < end:
            opening[start].append(mark)
            closing[end].append(mark)
    bounds = sorted({within.start, within.end, *opening, *closing})
    active: set[Mark] = set()
    for start, end in pairwise(bounds):
        active.difference_update(closing[start])
        active.update(opening[start])
        begins = frozenset(mark for mark in opening[start] if mark.span.start == start)
        yield Piece(Span(start, end), tuple(sorted(active, key=_widest_first)), begins)


def marks_of(
    document: Document, said: Iterable[RecordedStatement], held: Iterable[RecordedPosition]
) -> Iterator[Mark]:
    """The marks of a document; statements and positions are numbered in the order given, from 1 each."""
    for span in document.boilerplate:
        yield Mark(span, Role.ASIDE, 0)
    for number, each in enumerate(said, 1):
        for role, spans in (
            (Role.CONTENT, each.statement.content),
            (Role.CUE, each.statement.cue),
            (Role.SPEAKER, each.statement.speaker_span),
        ):
            yield from (Mark(span, role, number) for span in spans)
    for number, stand in enumerate(held, 1):
        yield from (Mark(span, Role.EVIDENCE, number) for span in stand.position.evidence)


def lines(text: str, within: Span) -> Iterator[Span]:
    """The lines of a stretch of the text, each with the line breaks after it; together they are all of it."""
    start, end = within.start, min(within.end, len(text))
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop + 1
        while stop < end and text[stop] in "\r\n":
            stop += 1
        yield Span(start, stop)
        start = stop


def _widest_first(mark: Mark) -> tuple[int, int, str, int]:
    return mark.span.start - mark.span.end, mark.span.start, mark.role, mark.owner
