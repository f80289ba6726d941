"""From tagged sentences to drafts: which words are cue, speaker and content, and by which frame."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.actors.scene import Source
from onrecord.languages import Frame, Language
from onrecord.records import Span, Spans
from onrecord.tagging.tagged import Sentence

# How the names of frames begin that give the source of a report, and of those whose verb is not the main one.
_REPORTS = "source"
_ASIDES = "gerund"
_NEGATION_REACH = 3
_CLAIMED = b"\x01"
# How much of a report the statement inside it must be, to be what the report is about.
_MAIN_SHARE = 0.8
_LEADING = re.compile(r"[\s,;:—–-]+")
_TRAILING = re.compile(r"[\s,;:.—–-]+$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before its speaker is resolved.

    ``content`` is empty only while it is still to be found outside the sentence; ``clause`` is the sentence
    up to the cue where the speaker is left out; ``direct`` tells that the content is the speaker's own words,
    ``narrated`` that it is whole sentences of the article; ``reporter`` names who tells that the speaker said
    so. ``frame`` is empty where no frame found it, ``tagged`` tells that the tagger did; ``reliability`` is
    that of the frame or the tagger's own score, ``confidence`` what they come to together.
    """

    content: Spans
    cue: Spans
    speaker: Spans
    frame: str
    reliability: float
    source: Source = Source.NAMED
    clause: Span | None = None
    direct: bool = False
    narrated: bool = False
    reporter: Spans = ()
    tagged: bool = False
    confidence: float | None = None

    @property
    def sureness(self) -> float:
        """The confidence once it was weighed, else what is known of the frame."""
        return self.reliability if self.confidence is None else self.confidence

    @property
    def extent(self) -> Span:
        """From the first to the last character of any part."""
        parts = self.content + self.cue + self.speaker
        return Span(min(part.start for part in parts), max(part.end for part in parts))


def drafts(text: str, sentence: Sentence, language: Language) -> list[Draft]:
    """The statements of one sentence, in the order of the text, none inside another."""
    return compatible(candidates(text, sentence, language))


def candidates(text: str, sentence: Sentence, language: Language) -> list[Draft]:
    """What the frames find in a sentence, one draft for each cue, claims to the same words included."""
    found = [draft for index in sentence.cues if (draft := _match(text, sentence, index, language))]
    inner = [each for draft in found for each in _innermost(text, sentence, draft, language)]
    reported = {(draft.content, draft.cue, draft.speaker) for draft in inner if draft.reporter}
    return [
        draft
        for draft in inner
        if draft.reporter or (draft.content, draft.cue, draft.speaker) not in reported
    ]


def compatible(candidates: Sequence[Draft]) -> list[Draft]:
    """The surest of the drafts that claim the same words, in the order of the text.

    Two conflict where they claim the same words as content, or one stands inside the other's content.
    """
    last = max((draft.extent.end for draft in candidates), default=0)
    said, told = bytearray(last), bytearray(last)
    accepted: list[Draft] = []
    for draft in sorted(candidates, key=lambda draft: -draft.sureness):
        free = all(
            said.find(_CLAIMED, *part) < 0 and told.find(_CLAIMED, *part) < 0 for part in draft.content
        )
        if free and all(said.find(_CLAIMED, *part) < 0 for part in draft.cue):
            accepted.append(draft)
            for marks, parts in ((said, draft.content), (told, draft.cue)):
                for start, end in parts:
                    marks[start:end] = _CLAIMED * (end - start)
    return sorted(accepted, key=lambda draft: draft.extent)


def trimmed(text: str, span: Span) -> Span:
    """``span`` without the white space, dashes and marks between clauses at its ends."""
    start, end = span
    if leading := _LEADING.match(text, start, end):
        start = leading.end()
    while start < end and _TRAILING.match(text[end - 1]):
        end -= 1
    return Span(start, end)


def _innermost(text: str, sentence: Sentence, draft: Draft, language: Language) -> list[Draft]:
    """What is said inside a report, where its main verb says it: «According to X, Y said that …» is Y's."""
    if not draft.frame.startswith(_REPORTS) or not draft.speaker or len(draft.content) > 1:
        return [draft]
    start, end = draft.content[0]
    inside = [index for index, span in enumerate(sentence.spans) if start <= span.start and span.end <= end]
    found = drafts(text, sentence.part(inside[0], inside[-1] + 1), language) if inside else []
    inner = [each for each in found if each.source is Source.NAMED and each.content]
    if len(inner) != 1 or inner[0].frame.startswith(_ASIDES):
        return [draft]
    if _length(inner[0].extent) < _MAIN_SHARE * (end - start):
        return [draft]
    return [replace(inner[0], reporter=draft.speaker)]


def _length(span: Span) -> int:
    return span.end - span.start


def _match(text: str, sentence: Sentence, index: int, language: Language) -> Draft | None:
    tags = sentence.tags[:index] + "!" + sentence.tags[index + 1 :]
    for frame in language.frames_of.get(sentence.cues[index], ()):
        for match in frame.pattern.finditer(tags):
            if match.start("cue") <= index < match.end("cue") and (
                draft := _draft(text, sentence, frame, match, language)
            ):
                return draft
    return None


def _draft(
    text: str, sentence: Sentence, frame: Frame, match: re.Match[str], language: Language
) -> Draft | None:
    groups = [group for group in ("content", "content2") if group in match.re.groupindex]
    parts = [trimmed(text, span) for group in groups for span in _parts(sentence, match, group)]
    content = tuple(part for part in parts if part.start < part.end)
    if groups and not content:
        return None
    speaker = tuple(_parts(sentence, match, "speaker"))
    cue = tuple(sorted(span for group in ("cue", "cue2") for span in _parts(sentence, match, group)))
    cue = _negated(text, sentence, cue, language)
    direct = bool(groups) and all(match[group].strip("Qq,-") == "" for group in groups if match[group])
    if speaker:
        return Draft(content, cue, speaker, frame.name, frame.reliability, direct=direct)
    # "In the report it is said": the report is that of whoever spoke before.
    nobody = frame.names_nobody and not any(_parts(sentence, match, "cue2"))
    source = Source.UNKNOWN if nobody else Source.BEFORE
    clause = Span(sentence.span.start, cue[0].start)
    return Draft(content, cue, (), frame.name, frame.reliability, source, clause, direct=direct)


def _negated(text: str, sentence: Sentence, cue: Spans, language: Language) -> Spans:
    """The cue with the negation before it, if there is one: “did not support” is no support."""
    first = sentence.spans.index(next(span for span in sentence.spans if span.start == cue[0].start))
    for index in range(first - 1, max(-1, first - 1 - _NEGATION_REACH), -1):
        start, end = sentence.spans[index]
        if language.roles.get(text[start:end].lower()) == "negation":
            # The auxiliary belongs to it: did not.
            before = sentence.spans[index - 1] if index and sentence.tags[index - 1] in "AE" else None
            return (Span(before.start if before else start, cue[0].end), *cue[1:])
        if sentence.tags[index] not in "AEX":
            break
    return cue


def _parts(sentence: Sentence, match: re.Match[str], group: str) -> Iterator[Span]:
    if group in match.re.groupindex and match.end(group) > match.start(group) >= 0:
        first, last = match.start(group), match.end(group) - 1
        yield Span(sentence.spans[first].start, sentence.spans[last].end)
