"""Sentences as strings of tags, one letter a token, over which the frames of a language match."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from onrecord.languages import Language
from onrecord.records import Span
from onrecord.tagging.quotations import Quotation, find_quotations
from onrecord.tagging.segmentation import sentences

_TOKEN = re.compile(r"(?:https?://|www\.)[^\s\]»”]+|(?:\w\.){2,}|\w+(?:['’.\-‑]\w+)*|[^\w\s]")
_PUNCTUATION = {
    ",": ",", ";": ";", ":": ":", "(": "(", ")": ")", "[": "(", "]": ")", "—": "-", "–": "-", "-": "-",
    "―": "-", ".": ".", "!": "¡", "?": "¿", "…": ".",
}  # fmt: skip
_OPENERS = frozenset(".:;-Qq¿¡(")
_SPEECH_ENDS = frozenset(".!?…,")
_SHORTEST_SPEECH = 4
_LONGEST_SMALL_WORD = 4
# In tokens, a quotation being one. Longer ones are tables and lists, in which nobody is quoted by grammar
# and the time of matching would grow with the square.
_LONGEST_SENTENCE = 300
_SPEECH_FOLLOWS = re.compile(r"\s?,?\s*[—–-]\s")
_SPEECH_PRECEDES = re.compile(r":\s*$")


@dataclass(slots=True)
class Sentence:
    """The tokens of a sentence; ``tags[i]`` is that of the token ``spans[i]``, a quotation being one.

    ``cues`` maps a token to the class of the cue that it may be.
    """

    span: Span
    spans: list[Span]
    tags: str
    cues: dict[int, str]
    quotations: dict[int, Quotation]

    @property
    def is_prose(self) -> bool:
        """Whether it is short enough to be a sentence, and no table or list."""
        return len(self.tags) <= _LONGEST_SENTENCE

    def part(self, first: int, last: int) -> Sentence:
        """The tokens from ``first`` up to ``last``, as a sentence of its own."""
        return Sentence(
            Span(self.spans[first].start, self.spans[last - 1].end),
            self.spans[first:last],
            self.tags[first:last],
            {index - first: cue for index, cue in self.cues.items() if first <= index < last},
            {index - first: each for index, each in self.quotations.items() if first <= index < last},
        )


def tagged_sentences(
    text: str, paragraph: Span, language: Language, *, carried: bool = False
) -> Iterator[Sentence]:
    """The sentences of a paragraph with their tags; ``carried`` if the one before left a quotation open."""
    quotations = find_quotations(text, paragraph.start, paragraph.end, carried=carried)
    for span in sentences(text, paragraph, quotations, language.abbreviations):
        own = [q for q in quotations if span.start <= q.span.start < span.end]
        yield _tag(text, span, own, language)


def _tag(text: str, span: Span, quotations: Sequence[Quotation], language: Language) -> Sentence:
    spans: list[Span] = []
    tags: list[str] = []
    cues: dict[int, str] = {}
    marked: dict[int, Quotation] = {}
    position = span.start
    for quotation in quotations:
        _tag_words(text, position, quotation.span.start, language, (spans, tags, cues))
        marked[len(spans)] = quotation
        tags.append("Q" if _is_speech(text, quotation) else "q")
        spans.append(quotation.span)
        position = quotation.span.end
    _tag_words(text, position, span.end, language, (spans, tags, cues))
    joined = "".join(tags)
    plain = Sentence(span, spans, joined, {}, marked)
    if (not cues and ":" not in tags) or not plain.is_prose:
        return plain
    for pattern, tag in language.rewrites:
        joined = pattern.sub(lambda match, tag=tag: tag * len(match[0]), joined)  # type: ignore[misc]
    kept = {i: each for i, each in cues.items() if joined[i] == tags[i] or joined[i] in "VBv"}
    return Sentence(span, spans, joined, kept, marked)


def _tag_words(
    text: str, start: int, end: int, language: Language, out: tuple[list[Span], list[str], dict[int, str]]
) -> None:
    spans, tags, cues = out
    matches = list(_words(text, start, end, language.abbreviations))
    lowered = [match[0].lower() for match in matches]
    position = 0
    while position < len(matches):
        match = matches[position]
        word = match[0]
        punctuation = _PUNCTUATION.get(word)
        if punctuation is not None:
            spans.append(Span(match.start(), match.end()))
            tags.append(punctuation)
            position += 1
            continue
        tag, cue = language.tag(word)
        last = position
        for phrase in language.phrases.get(lowered[position], ()):
            if tuple(lowered[position + 1 : position + 1 + len(phrase.rest)]) == phrase.rest:
                tag, cue, last = phrase.tag, phrase.cue_class, position + len(phrase.rest)
                break
        if cue is not None:
            capital = word[0].isupper() and spans and tags[-1] not in _OPENERS
            if capital and not _in_title_case(text[start:end]):
                tag = "P"
            else:
                cues[len(spans)] = cue
        spans.append(Span(match.start(), matches[last].end()))
        tags.append(tag)
        position = last + 1


def _in_title_case(text: str) -> bool:
    """Whether all but small words begin with a capital, so that one does not make a name of a verb."""
    return not any(word.islower() and len(word) > _LONGEST_SMALL_WORD for word in text.split())


def _words(text: str, start: int, end: int, abbreviations: Collection[str]) -> Iterator[re.Match[str]]:
    """Tokens, without addresses and the full stops that belong to an abbreviation or initial."""
    shortened = -1
    for match in _TOKEN.finditer(text, start, end):
        if match.start() == shortened and match[0] == ".":
            continue
        word = match[0]
        if "/" in word and len(word) > 1:
            continue
        if (len(word) == 1 and word.isupper()) or word.lower() in abbreviations:
            shortened = match.end()
        yield match


def _is_speech(text: str, quotation: Quotation) -> bool:
    """Whether a quotation is long, or shaped or placed like an utterance, not a name or a borrowed word."""
    if _SPEECH_FOLLOWS.match(text, quotation.span.end) or _SPEECH_PRECEDES.search(
        text, max(0, quotation.span.start - 3), quotation.span.start
    ):
        return True
    inner = text[quotation.span.start : quotation.span.end].strip("«»‹›“”„‟\"'` ")
    return not quotation.closed or inner.count(" ") + 1 >= _SHORTEST_SPEECH or inner[-1:] in _SPEECH_ENDS
