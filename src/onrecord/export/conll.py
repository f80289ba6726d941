"""Statements in columns: CoNLL-U Plus (https://universaldependencies.org/ext-format.html), a word a line.

Speaker, cue and content have a column each, in IOB2, so that what lies inside something else is not lost;
content is labelled by the kind of its statement. START and END are code-point offsets into the document's
text. The last column names the statements that a word belongs to, by their numbers in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.export.documents import Exported
from onrecord.export.words import words_in
from onrecord.languages import language
from onrecord.records import Span, Spans
from onrecord.store.rows import RecordedStatement
from onrecord.tagging.quotations import find_quotations
from onrecord.tagging.segmentation import paragraphs, sentences

COLUMNS = (
    "ID", "FORM", "ONRECORD:START", "ONRECORD:END",
    "ONRECORD:SPEAKER", "ONRECORD:CUE", "ONRECORD:CONTENT", "ONRECORD:STATEMENTS",
)  # fmt: skip

_WORD = re.compile(r"\w+|[^\w\s]")
_NOT_IN_A_COMMENT = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")

_Marks = dict[int, str]
"""By the offset of a word's beginning."""


def conll_lines(exported: Iterable[Exported[RecordedStatement]]) -> Iterator[str]:
    """The lines of one file, with their line breaks."""
    yield f"# global.columns = {' '.join(COLUMNS)}\n"
    for each in exported:
        yield from _document(each)


def _document(exported: Exported[RecordedStatement]) -> Iterator[str]:
    text = exported.recorded.document.text
    found = [each.statement for each in exported.items]
    words = [list(map(_span, _WORD.finditer(text, *sentence))) for sentence in _sentences(exported)]
    order = [word for sentence in words for word in sentence]
    speakers = _iob(order, [("speaker", each.speaker_span) for each in found])
    cues = _iob(order, [("cue", each.cue) for each in found])
    contents = _iob(order, [(each.kind.value, each.content) for each in found])
    members = _members(order, [(*each.speaker_span, *each.cue, *each.content) for each in found])
    heading = [f"# newdoc id = {_comment(exported.label.id)}\n", *_legend(exported.items)]
    for number, sentence in enumerate(filter(None, words), 1):
        yield from heading if number == 1 else ()
        yield f"# sent_id = {_comment(exported.label.id)}-{number}\n"
        yield f"# text = {_comment(text[sentence[0].start : sentence[-1].end])}\n"
        for position, (start, end) in enumerate(sentence, 1):
            marks = (speakers.get(start, "O"), cues.get(start, "O"), contents.get(start, "O"))
            columns = (position, text[start:end], start, end, *marks, members.get(start, "_"))
            yield "\t".join(map(str, columns)) + "\n"
        yield "\n"


def _legend(found: Iterable[RecordedStatement]) -> Iterator[str]:
    for number, recorded in enumerate(found, 1):
        speaker = recorded.speaker.id if recorded.speaker else "_"
        statement = recorded.statement
        words = (statement.id, statement.kind.value, f"{statement.confidence:.3f}", speaker)
        yield f"# statement_{number} = {_comment(' '.join(words))}\n"


def _sentences(exported: Exported[RecordedStatement]) -> Iterator[Span]:
    document = exported.recorded.document
    known = language(document.language)
    abbreviations = known.abbreviations if known else frozenset[str]()
    for paragraph in paragraphs(document.text):
        quotations = find_quotations(document.text, *paragraph)
        yield from sentences(document.text, paragraph, quotations, abbreviations)


def _span(match: re.Match[str]) -> Span:
    return Span(*match.span())


def _iob(words: list[Span], labelled: Iterable[tuple[str, Spans]]) -> _Marks:
    """The marks of the words that the spans cover; where two cover one word, the first has it."""
    marks: _Marks = {}
    for label, spans in labelled:
        for span in spans:
            covered = [start for start, _ in words_in(words, [span]) if start not in marks]
            marks |= {start: f"{'B' if start == covered[0] else 'I'}-{label}" for start in covered}
    return marks


def _members(words: list[Span], spans_of_each: Iterable[Spans]) -> _Marks:
    marks: _Marks = {}
    for number, spans in enumerate(spans_of_each, 1):
        for start in {word.start for word in words_in(words, spans)}:
            marks[start] = f"{marks[start]}|{number}" if start in marks else str(number)
    return marks


def _comment(words: str) -> str:
    """The words on one line."""
    return _NOT_IN_A_COMMENT.sub(" ", words).strip()
