"""Paragraphs, words and sentences: spans into a text that stays as it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from onrecord.records import Span
from onrecord.tagging.quotations import Quotation

_PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_SENTENCE_END = re.compile(
    r"(?:(?<![.!?])[.!?]++|…)(?:[»›”\"’')\]]|'')*"
    r"(?=\s+(?:[«‹“„\"'(\[—–-]\s?|``)*[^\W_a-zа-яёңөү])",
    re.UNICODE,
)
_LAST_WORD = re.compile(r"[\w.'’-]+$")


def paragraphs(text: str) -> Iterator[Span]:
    """The lines of a text that hold more than white space, trimmed."""
    for match in _PARAGRAPH.finditer(text):
        line = match[0]
        left = len(line) - len(line.lstrip())
        if left < len(line):
            yield Span(match.start() + left, match.start() + len(line.rstrip()))


def sentences(
    text: str, paragraph: Span, quotations: Sequence[Quotation], abbreviations: Collection[str]
) -> Iterator[Span]:
    """The sentences of a paragraph; what stands inside a quotation does not end one."""
    start = paragraph.start
    inside = iter(quotations)
    current = next(inside, None)
    for match in _SENTENCE_END.finditer(text, paragraph.start, paragraph.end):
        while current is not None and current.span.end <= match.start():
            current = next(inside, None)
        within = current is not None and current.span.start < match.start() and match.end() < current.span.end
        if within or _is_abbreviation(text, start, match, abbreviations):
            continue
        if current is not None and current.span.start < match.start() and match.end() > current.span.end:
            continue
        yield Span(start, match.end())
        start = match.end()
        while start < paragraph.end and text[start].isspace():
            start += 1
    if start < paragraph.end:
        yield Span(start, paragraph.end)


def _is_abbreviation(text: str, start: int, end: re.Match[str], abbreviations: Collection[str]) -> bool:
    if end[0] != ".":
        return False
    word = _LAST_WORD.search(text, max(start, end.start() - 30), end.start())
    if word is None:
        return False
    form = word[0]
    initial = len(form) == 1 and form.isupper()
    return (
        initial or form.lower() in abbreviations or (len(form) > 2 and form[-2] == "." and form[-1].isupper())
    )
