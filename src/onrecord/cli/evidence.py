"""A position with its words in their sentences, for reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.text import Text

from onrecord.cli.marks import Mark, with_marks
from onrecord.cli.stands import COLOURS, holder_of, notes_of, pair_of, side_of
from onrecord.cli.statements import about, content_of
from onrecord.cli.terminal import described, one_line, print_indented, short_id, visible
from onrecord.export.rows import offsets
from onrecord.languages import language
from onrecord.records import Document, Span, Spans
from onrecord.store.rows import RecordedPosition, RecordedStatement
from onrecord.tagging.segmentation import paragraphs, sentences

# In characters; a longer sentence is cut so far from what is marked in it.
_LONGEST_SENTENCE, _BESIDE = 800, 250


def print_position(
    out: Console, recorded: RecordedPosition, document: Document, statement: RecordedStatement | None
) -> None:
    """Everything that is to be known of one position; ``statement`` is the one that holds its evidence."""
    found, label = recorded.position, recorded.document
    colour = COLOURS[found.polarity]
    out.print(Text(one_line(label.title or "(no headline)"), style="bold"))
    out.print(Text(described(label), style="dim"))
    if label.url:
        out.print(Text(one_line(label.url), style="dim"))
    out.print()
    line = Text(side_of(recorded), style=f"bold {colour}")
    line.append(f" · {pair_of(holder_of(recorded), recorded.target)}", style="bold default")
    out.print(line.append(f" · {found.confidence:.0%} sure", style="not bold dim"))
    for note in notes_of(recorded):
        print_indented(out, Text(note, style="yellow"), 2)
    out.print()
    roles = {
        "holder": found.holder_span,
        "target": found.target_span,
        "condition": found.condition,
        "evidence": found.evidence,
    }
    for sentence in _sentences(document, [span for spans in roles.values() for span in spans]):
        print_indented(out, _marked(document.text, sentence, roles, colour), 2)
    out.print()
    out.print(Text("Statement" if statement else "In the writer's own words, in no statement", style="bold"))
    if statement:
        print_indented(out, about(statement), 2)
        print_indented(out, Text(content_of(statement)), 4)
    out.print()
    places = " · ".join(f"{role} {offsets(spans)}" for role, spans in roles.items() if spans)
    out.print(Text(f"{places} · position {one_line(found.id)}", style="dim"))
    out.print(Text(one_line(f"{found.method} · onrecord show {short_id(label.id)}"), style="dim"))


def _sentences(document: Document, spans: list[Span]) -> Iterator[Span]:
    """The sentences in which something of ``spans`` stands, each cut where it is very long."""
    known = language(document.language)
    abbreviations = known.abbreviations if known else frozenset()
    for paragraph in paragraphs(document.text):
        if not any(_meet(paragraph, span) for span in spans):
            continue
        for sentence in sentences(document.text, paragraph, (), abbreviations):
            if within := [span for span in spans if _meet(sentence, span)]:
                yield _cut(sentence, within)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _cut(sentence: Span, within: list[Span]) -> Span:
    if sentence.end - sentence.start <= _LONGEST_SENTENCE:
        return sentence
    first, last = min(span.start for span in within), max(span.end for span in within)
    return Span(max(sentence.start, first - _BESIDE), min(sentence.end, last + _BESIDE))


def _marked(source: str, sentence: Span, roles: Mapping[str, Spans], colour: str) -> Text:
    text = Text(visible(source[sentence.start : sentence.end]))
    marks = []
    for role, spans in roles.items():
        style = colour if role == "evidence" else "bold"
        for span in spans:
            if _meet(sentence, span):
                start = max(span.start, sentence.start) - sentence.start
                end = min(span.end, sentence.end) - sentence.start
                text.stylize(style, start, end)
                marks += [Mark(start, True, "⟦", style), Mark(end, False, f"⟧[{role}]", "dim")]
    return with_marks(text, marks)
