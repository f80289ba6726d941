"""An article with its statements, speakers and positions marked in place, and the margin that names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.records import Document, Span, Spans
from onrecord.store.rows import RecordedPosition, RecordedStatement
from onrecord.web import addresses
from onrecord.web.marking import Mark, Piece, Role, lines, marks_of, pieces
from onrecord.wire.recorded import SIDES

_HUES = 6
_LONGEST_EXCERPT, _BESIDE = 3_000, 500


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the text with the look and the links of their marks; ``anchors`` are ids that begin here."""

    text: str
    classes: str
    numbers: str
    """Of the statements that these words are content of, for whoever follows one across the text."""
    label: str
    """The number of the statement that begins here."""
    anchors: tuple[str, ...]
    speaker: str | None
    """Who is named by these words, as an address."""


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in the margin: a statement with its number, or a position."""

    start: int
    number: int
    hue: str
    statement: RecordedStatement | None = None
    position: RecordedPosition | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the text, the offset where it starts, and what begins in it."""

    start: int
    words: list[Words]
    notes: list[Note]


def rows(
    document: Document, said: Sequence[RecordedStatement], held: Sequence[RecordedPosition], within: Span
) -> Iterator[Row]:
    """The lines of a stretch of the text; their words together are the stretch, untouched."""
    look = _Look(said, held)
    notes = sorted(_notes(look), key=lambda note: (note.start, note.position is not None, note.number))
    cut = iter(
        pieces(marks_of(document, said, held), Span(within.start, min(within.end, len(document.text))))
    )
    ready = next(cut, None)
    for line in lines(document.text, within):
        words = []
        while ready is not None and ready.span.start < line.end:
            here = Span(max(ready.span.start, line.start), min(ready.span.end, line.end))
            words.append(
                look.words(document.text[here.start : here.end], ready, here.start == ready.span.start)
            )
            if ready.span.end > line.end:
                break
            ready = next(cut, None)
        of_line = []
        while notes and notes[0].start < line.end:
            note = notes.pop(0)
            of_line += [note] if note.start >= line.start else []
        yield Row(line.start, words, of_line)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of the text, the offset where it starts, and its words."""

    start: int
    words: list[Words]


def excerpt(
    document: Document,
    said: Sequence[RecordedStatement],
    held: Sequence[RecordedPosition],
    spans: Spans,
    beside: int = 0,
) -> Excerpt:
    """The lines in which ``spans`` stand and ``beside`` more on each side; of very long ones what is near."""
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    text = document.text
    start, end = text.rfind("\n", 0, first) + 1, _line_end(text, last)
    for _ in range(beside):
        start = text.rfind("\n", 0, len(text[:start].rstrip())) + 1
        end = _line_end(text, len(text) - len(text[end:].lstrip()))
    if end - start > _LONGEST_EXCERPT:
        start, end = max(start, first - _BESIDE), min(end, first + _LONGEST_EXCERPT, last + _BESIDE)
    look = _Look(said, held)
    cut = pieces(marks_of(document, said, held), Span(start, end))
    return Excerpt(start, [look.words(text[each.span.start : each.span.end], each, False) for each in cut])


def _line_end(text: str, at: int) -> int:
    stop = text.find("\n", at)
    return len(text) if stop < 0 else stop


class _Look:
    """How the marks of one document look."""

    def __init__(self, said: Sequence[RecordedStatement], held: Sequence[RecordedPosition]) -> None:
        self.said, self.held = said, held
        who = dict.fromkeys(each.speaker.id for each in said if each.speaker)
        self._hues: Mapping[str, str] = {
            identifier: f"hue-{number % _HUES}" for number, identifier in enumerate(who)
        }

    def hue(self, number: int) -> str:
        speaker = self.said[number - 1].speaker
        return self._hues[speaker.id] if speaker else "hue-none"

    def words(self, text: str, piece: Piece, begins: bool) -> Words:
        contents = [mark.owner for mark in piece.marks if mark.role is Role.CONTENT]
        new = piece.begins if begins else frozenset()
        firsts = [mark for mark in new if self._is_first(mark)]
        return Words(
            text=text,
            classes=" ".join(dict.fromkeys(self._classes(piece, contents))),
            numbers=" ".join(map(str, contents)),
            label=" ".join(str(mark.owner) for mark in firsts if mark.role is Role.CONTENT),
            anchors=tuple(map(self._anchor, firsts)),
            speaker=self._speaker(piece),
        )

    def _classes(self, piece: Piece, contents: list[int]) -> Iterator[str]:
        for mark in piece.marks:
            yield mark.role.value
            if mark.role is Role.EVIDENCE:
                yield SIDES[self.held[mark.owner - 1].position.polarity]
        if contents:
            # Of statements within one another the inner one gives the colour.
            yield self.hue(contents[-1])
        elif speakers := [mark.owner for mark in piece.marks if mark.role is Role.SPEAKER]:
            yield self.hue(speakers[-1])
        if len(contents) > 1:
            yield "within"

    def _speaker(self, piece: Piece) -> str | None:
        for mark in reversed(piece.marks):
            if mark.role is Role.SPEAKER and (speaker := self.said[mark.owner - 1].speaker):
                return addresses.actor(speaker.id)
        return None

    def _is_first(self, mark: Mark) -> bool:
        if mark.role is Role.CONTENT:
            return mark.span == self.said[mark.owner - 1].statement.content[0]
        return mark.role is Role.EVIDENCE and mark.span == self.held[mark.owner - 1].position.evidence[0]

    def _anchor(self, mark: Mark) -> str:
        if mark.role is Role.CONTENT:
            return addresses.anchor(self.said[mark.owner - 1].statement.id)
        return addresses.anchor(self.held[mark.owner - 1].position.id)


def _notes(look: _Look) -> Iterator[Note]:
    for number, said in enumerate(look.said, 1):
        start = min((span.start for span in said.statement.content), default=0)
        yield Note(start, number, look.hue(number), statement=said)
    for number, held in enumerate(look.held, 1):
        start = min((span.start for span in held.position.evidence), default=0)
        yield Note(start, number, "", position=held)
