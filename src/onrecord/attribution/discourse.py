"""Statements that need more than their sentence: they point back, run on, head an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.actors.scene import Source
from onrecord.actors.word_roles import is_place
from onrecord.attribution.drafts import Draft, candidates, compatible, drafts, trimmed
from onrecord.attribution.interviews import interview_turns, transcript_turns
from onrecord.attribution.weighing import Judge
from onrecord.languages import Language
from onrecord.records import Span
from onrecord.tagging.tagged import Sentence, tagged_sentences

_OPENING_MARK = re.compile(r"[«“„\"]")
_MOST_SENTENCES_POINTED_AT = 3
_LEAD = 2  # paragraphs that can be the lead, after headline and caption
_LONGEST_HEADLINE_SPEAKER = 10
_HEADLINE_SPEAKER = re.compile(r"^(?=[^:]*P)[^VBvQ:,.]*:(?=.)")


@dataclass(slots=True)
class Paragraph:
    """A paragraph with its sentences and, sentence by sentence, their drafts."""

    span: Span
    language: Language
    sentences: list[Sentence]
    drafts: list[list[Draft]]

    @property
    def open(self) -> bool:
        """Whether the paragraph ends inside a quotation."""
        return any(not quotation.closed for quotation in self.sentences[-1].quotations.values())


def document_drafts(
    text: str, readable: Sequence[tuple[Span, Language]], judge: Judge | None = None
) -> list[Draft]:
    """All statements of a document in the order of the text; ``readable`` are its paragraphs to be read.

    Without a ``judge`` the frames alone decide.
    """
    turns = list(interview_turns(text, [span for span, _ in readable]))
    first_turn = turns[0].extent.start if turns else len(text)
    named_turns = transcript_turns(text, [span for span, _ in readable])
    read: list[Paragraph] = []
    for span, language in _joined(text, readable):
        if span.end <= first_turn:
            read.append(_read(text, span, language, bool(read) and read[-1].open, judge))
    for paragraph in read:
        if turn := named_turns.get(paragraph.span):
            paragraph.drafts = [[turn], *([] for _ in paragraph.sentences[1:])]
    for index, paragraph in enumerate(read):
        _head(text, paragraph, first=index == 0)
        _point_back(text, read, index)
        _run_on(text, paragraph)
        _announce(text, read, index)
        _follow_on(read, index)
    found = [
        judge.settled(draft, paragraph.language) if judge else draft
        for paragraph in read
        for each in paragraph.drafts
        for draft in each
        if draft.content
    ]
    return compatible(found) + turns


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


def _read(text: str, span: Span, language: Language, carried: bool, judge: Judge | None) -> Paragraph:
    sentences = list(tagged_sentences(text, span, language, carried=carried))
    found = [candidates(text, each, language) if each.cues else [] for each in sentences]
    chosen = judge.chosen(sentences, found, language) if judge else [compatible(each) for each in found]
    return Paragraph(span, language, sentences, chosen)


def _head(text: str, paragraph: Paragraph, *, first: bool) -> None:
    """“Aida Sarieva: We are ready” at the head of an article."""
    sentence = paragraph.sentences[0]
    speaker = _HEADLINE_SPEAKER.match(sentence.tags)
    if not first or len(paragraph.sentences) > 1 or not speaker or speaker.end() > _LONGEST_HEADLINE_SPEAKER:
        return
    colon = speaker.end() - 1
    first_word = text[sentence.spans[0].start : sentence.spans[0].end]
    if paragraph.language.roles.get(first_word.lower()) in {"preposition", "locative"}:
        return
    if colon == 1 and is_place(first_word, paragraph.language):  # "Indonesia: an island sinks" is a topic
        return
    content = trimmed(text, Span(sentence.spans[colon + 1].start, paragraph.span.end))
    name = Span(sentence.spans[0].start, sentence.spans[colon - 1].end)
    if content.start < content.end:
        paragraph.drafts[0] = [Draft((content,), (), (name,), "headline", 0.8)]


def _point_back(text: str, read: list[Paragraph], index: int) -> None:
    """A sentence that says only who reported gets the sentences before it as its content."""
    for position, found in enumerate(read[index].drafts):
        pointed = _pointed_at(read, index, position)
        for each, draft in enumerate(found):
            if not draft.content and pointed:
                content = trimmed(text, Span(pointed[0].span.start, pointed[-1].span.end))
                direct = all(map(_is_quotation, pointed))
                found[each] = replace(draft, content=(content,), direct=direct, narrated=not direct)


def _pointed_at(read: list[Paragraph], index: int, position: int) -> list[Sentence]:
    """The sentences before one, none of them attributed: in the lead up to three, farther down the last."""
    most = _MOST_SENTENCES_POINTED_AT if index <= _LEAD else 1
    if position == 0 and index == 0:
        return []
    paragraph, end = (
        (read[index], position) if position else (read[index - 1], len(read[index - 1].sentences))
    )
    first = end
    while first > 0 and not paragraph.drafts[first - 1] and end - first < most:
        first -= 1
    return paragraph.sentences[first:end]


def _run_on(text: str, paragraph: Paragraph) -> None:
    """What follows the cue of a quotation as another belongs to the same statement.

    “We are ready,” she said. “We shall go.” · «We are ready, — she said, — and we shall go».
    """
    last: tuple[list[Draft], int] | None = None
    claimed = {span for found in paragraph.drafts for draft in found for span in draft.content}
    for sentence, found in zip(paragraph.sentences, paragraph.drafts, strict=True):
        spans = [trimmed(text, quotation.span) for quotation in sentence.quotations.values()]
        saying = next((i for i, draft in enumerate(found) if not set(draft.content).isdisjoint(spans)), None)
        if saying is not None:
            last = (found, saying)
            further = [
                span for span in spans if span not in claimed and not _OPENING_MARK.match(text, span.start)
            ]
        elif last and not found and _is_quotation(sentence):
            further = [span for span in spans if span not in claimed]
        else:
            last, further = None, []
        if last and further:
            before, index = last
            before[index] = replace(before[index], content=(*before[index].content, *further))


def _announce(text: str, read: list[Paragraph], index: int) -> None:
    """“The minister noted:” before a paragraph without marks: that paragraph is what she said."""
    paragraph = read[index]
    if index + 1 == len(read) or text[paragraph.span.end - 1] != ":" or any(read[index + 1].drafts):
        return
    last, speech = paragraph.sentences[-1], read[index + 1].span
    announcing = replace(last, spans=[*last.spans, speech], tags=last.tags + "Q")
    for draft in drafts(text, announcing, paragraph.language):
        if trimmed(text, speech) in draft.content:
            paragraph.drafts[-1] = [replace(draft, content=(speech,), direct=True)]


def _follow_on(read: list[Paragraph], index: int) -> None:
    """A paragraph that is one quotation goes on with the speech before, or opens that of the next."""
    paragraph = read[index]
    if any(paragraph.drafts) or not all(map(_is_quotation, paragraph.sentences)):
        return
    quoted = [
        quotation.span for sentence in paragraph.sentences for quotation in sentence.quotations.values()
    ]
    content = (Span(quoted[0].start, quoted[-1].end),)
    if index > 0 and any(sentence.quotations for sentence in read[index - 1].sentences):
        paragraph.drafts[0] = [Draft(content, (), (), "follow-on", 0.7, Source.BEFORE, direct=True)]
    elif index + 1 < len(read) and paragraph.open:
        following = read[index + 1]
        if following.sentences[0].tags[:1] == "Q" and following.drafts[0]:
            paragraph.drafts[0] = [Draft(content, (), (), "lead-in", 0.7, Source.AFTER, direct=True)]


def _is_quotation(sentence: Sentence) -> bool:
    return sentence.tags.strip("-.,¡¿") == "Q"
