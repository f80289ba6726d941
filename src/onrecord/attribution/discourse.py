"""Statements that need more than their sentence: pointing back, running on, taking turns, heading an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.actors.resolution import Source
from onrecord.attribution.drafts import Draft, drafts, trimmed
from onrecord.languages import Language
from onrecord.records import Span
from onrecord.tagging.tagged import Sentence, tagged_sentences

_TURN = re.compile(r"[—–―-]\s*")
_OPENING_MARK = re.compile(r"[«“„\"]")
_QUESTION = ("interview-question", Source.UNKNOWN)
_ANSWER = ("interview-answer", Source.INTERVIEWEE)
_FEWEST_TURNS = 3
_MOST_SENTENCES_POINTED_AT = 3
_LONGEST_HEADLINE_SPEAKER = 10
_HEADLINE_SPEAKER = re.compile(r"^(?=[^:]*P)[^VBvQ:,.]*:(?=.)")


@dataclass(slots=True)
class Paragraph:
    """A paragraph with its sentences and, sentence by sentence, their drafts."""

    span: Span
    sentences: list[Sentence]
    drafts: list[list[Draft]]


def document_drafts(text: str, readable: Sequence[tuple[Span, Language]]) -> list[Draft]:
    """All statements of a document in the order of the text; ``readable`` are its paragraphs to be read."""
    turns = list(interview_turns(text, [span for span, _ in readable]))
    first_turn = turns[0].extent.start if turns else len(text)
    read = [_read(text, *each) for each in _joined(text, readable) if each[0].start < first_turn]
    for index, paragraph in enumerate(read):
        _head(text, paragraph, first=index == 0)
        _point_back(text, read, index)
        _run_on(paragraph)
        _follow_on(read, index)
    return [draft for paragraph in read for each in paragraph.drafts for draft in each if draft.content] + turns


def interview_turns(text: str, spans: Sequence[Span]) -> Iterator[Draft]:
    """The turns of a question-and-answer interview, each paragraph a statement without cue or speaker.

    Turns are led by dashes; a paragraph that ends in a question mark opens a new one as well. The first
    turn is the interviewer's.
    """
    led = [bool(_TURN.match(text, *span)) for span in spans]
    asked = [text[span.end - 1] == "?" for span in spans]
    if sum(led) < _FEWEST_TURNS or not any(a and b for a, b in zip(led, asked, strict=True)):
        return
    asking = False
    started = False
    for span, is_led, asks in zip(spans, led, asked, strict=True):
        opens = bool(_OPENING_MARK.match(text, *span))
        if not started and not is_led:
            continue
        asking = not started or (asks and not opens) or (is_led and not asking and not opens)
        if started and asking and not asks and not is_led:
            asking = False
        started = True
        lead = _TURN.match(text, *span)
        content = Span(lead.end(), span.end) if lead else span
        if content.start < content.end:
            name, source = _QUESTION if asking else _ANSWER
            yield Draft((content,), (), (), name, 0.9, source, direct=True)


def _joined(text: str, readable: Sequence[tuple[Span, Language]]) -> Iterator[tuple[Span, Language]]:
    """Paragraphs, a quotation that the one before announces with a colon being drawn to it."""
    waiting: tuple[Span, Language] | None = None
    for span, known in readable:
        if waiting and waiting[1] is known and _OPENING_MARK.match(text, *span):
            span = Span(waiting[0].start, span.end)  # noqa: PLW2901
        elif waiting:
            yield waiting
        waiting = (span, known)
        if text[span.end - 1] != ":":
            yield waiting
            waiting = None
    if waiting:
        yield waiting


def _read(text: str, span: Span, language: Language) -> Paragraph:
    sentences = list(tagged_sentences(text, span, language))
    return Paragraph(span, sentences, [drafts(text, each, language) if each.cues else [] for each in sentences])


def _head(text: str, paragraph: Paragraph, *, first: bool) -> None:
    """“Aida Sarieva: We are ready” at the head of an article."""
    sentence = paragraph.sentences[0]
    speaker = _HEADLINE_SPEAKER.match(sentence.tags)
    if not first or len(paragraph.sentences) > 1 or not speaker or speaker.end() > _LONGEST_HEADLINE_SPEAKER:
        return
    colon = speaker.end() - 1
    content = trimmed(text, Span(sentence.spans[colon + 1].start, paragraph.span.end))
    name = Span(sentence.spans[0].start, sentence.spans[colon - 1].end)
    if content.start < content.end:
        paragraph.drafts[0] = [Draft((content,), (), (name,), "headline", 0.8)]


def _point_back(text: str, read: list[Paragraph], index: int) -> None:
    """A sentence that says only who reported gets the sentences before it as its content."""
    paragraph = read[index]
    for position, found in enumerate(paragraph.drafts):
        for each, draft in enumerate(found):
            if not draft.content:
                content = _pointed_at(text, read, index, position)
                found[each] = replace(draft, content=content)


def _pointed_at(text: str, read: list[Paragraph], index: int, position: int) -> tuple[Span, ...]:
    paragraph = read[index]
    if position == 0:
        if index == 0:
            return ()
        paragraph = read[index - 1]
        position = len(paragraph.sentences)
    first = position
    while first > 0 and not paragraph.drafts[first - 1] and position - first < _MOST_SENTENCES_POINTED_AT:
        first -= 1
    if first == position:
        return ()
    return (trimmed(text, Span(paragraph.sentences[first].span.start, paragraph.sentences[position - 1].span.end)),)


def _run_on(paragraph: Paragraph) -> None:
    """“We are ready,” she said. “We shall go.”: the second quotation belongs to the same statement."""
    for position in range(1, len(paragraph.sentences)):
        before, here = paragraph.drafts[position - 1], paragraph.sentences[position]
        if not before or paragraph.drafts[position] or not _is_quotation(here):
            continue
        quotations = {q.span for q in paragraph.sentences[position - 1].quotations.values()}
        if before[-1].content[-1:] and before[-1].content[0] in quotations:
            before[-1] = replace(before[-1], content=(*before[-1].content, here.spans[0]))


def _follow_on(read: list[Paragraph], index: int) -> None:
    """A paragraph that is one quotation goes on with the speech before, or opens that of the next paragraph."""
    paragraph = read[index]
    if any(paragraph.drafts) or not all(map(_is_quotation, paragraph.sentences)):
        return
    content = (Span(paragraph.span.start, paragraph.sentences[-1].spans[0].end),)
    if index > 0 and any(sentence.quotations for sentence in read[index - 1].sentences):
        paragraph.drafts[0] = [Draft(content, (), (), "follow-on", 0.7, Source.BEFORE)]
    elif index + 1 < len(read) and not paragraph.sentences[-1].quotations[0].closed:
        following = read[index + 1]
        if following.sentences[0].tags[:1] == "Q" and following.drafts[0]:
            paragraph.drafts[0] = [Draft(content, (), (), "lead-in", 0.7, Source.AFTER)]


def _is_quotation(sentence: Sentence) -> bool:
    return sentence.tags[:1] == "Q" and not sentence.tags[1:].strip(".¡¿")
