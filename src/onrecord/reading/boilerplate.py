"""Lines that are no part of the article: captions, share bars, comment forms. They are marked, never cut out.

A reader is harmed more by speech that is passed over than by a caption that is read, so a line is marked only
on evidence of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from onrecord.reading.entries import any_of, read_entries
from onrecord.reading.lines import Line, lines_of
from onrecord.records import Span

# Longer than captions and links to other articles are.
_LONGEST = 300
_SHORTEST_REPEATED, _LONGEST_REPEATED = 10, 200
_LONGEST_SHARE_BAR = 120
_MOST_TAGS = 10
_SENTENCE_END = re.compile(r"[.!?…:;,]['\"»”’)]*$")
_SPEECH_START = re.compile(r"[-–—«“\"„‘']")
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
# "Source: https://example.org/news/1"
_ADDRESS = re.compile(r"(?:[^\W\d_]+(?: [^\W\d_]+){0,2}:\s*)?https?://\S+", re.IGNORECASE)
_HASHTAGS = re.compile(r"#\w+(?:[\s,]+#\w+)*")


def find_boilerplate(text: str) -> set[Span]:
    """The lines of ``text`` that are no part of the article."""
    marked: set[Span] = set()
    before: Line | None = None
    is_first = True
    for line in lines_of(text):
        if is_boilerplate(line.text):
            marked.add(line.span)
        if before is not None:
            marked.update(_repeated(before, line, is_first))
            is_first = False
        last, before = before, line
    if before is not None and last is not None and _are_tags(before, last, text):
        marked.add(before.span)
    return marked


def is_boilerplate(line: str) -> bool:
    """Whether the line by itself, without white space around it, shows that it is no part of the article."""
    if len(line) > _LONGEST:
        return False
    if _marker_pattern().match(line) or _credit_pattern().search(line):
        return True
    if _ADDRESS.fullmatch(line) or _HASHTAGS.fullmatch(line):
        return True
    words = _WORD.findall(line.lower()) if len(line) <= _LONGEST_SHARE_BAR else []
    return len(words) > 1 and _share_words().issuperset(words)


def _repeated(before: Line, line: Line, is_first: bool) -> Iterable[Span]:
    """A caption that stands twice, or a heading that the next line begins with; never the title."""
    if not _may_repeat(before.text) or not line.text.startswith(before.text):
        return
    if line.text[len(before.text) :][:1].isalnum():
        return
    if not is_first:
        yield before.span
    if line.text == before.text:
        yield line.span


def _may_repeat(line: str) -> bool:
    # Turns of an interview ("— Yes.") and refrains of speech may stand twice.
    is_speech = _SENTENCE_END.search(line) or _SPEECH_START.match(line)
    return _SHORTEST_REPEATED <= len(line) <= _LONGEST_REPEATED and not is_speech


def _are_tags(last: Line, before: Line, text: str) -> bool:
    """Whether the last line is names without a sentence, all of which the article has: its tags."""
    words = last.text[:_LONGEST].split()
    if not 2 <= len(words) <= _MOST_TAGS or not _SENTENCE_END.search(before.text[-10:]):
        return False
    body = text[: last.span.start]
    return all(_WORD.fullmatch(word) and word[0].isupper() and word in body for word in words)


@cache
def _marker_pattern() -> re.Pattern[str]:
    entries = read_entries("boilerplate.txt")
    whole = rf"(?:{any_of(entries['whole line'])})[\W\d_]*$"
    start = rf"(?:{any_of(entries['line start'])})"
    return re.compile(rf"[\W_]*(?:{whole}|{start})", re.IGNORECASE)


@cache
def _credit_pattern() -> re.Pattern[str]:
    credit = any_of(read_entries("boilerplate.txt")["credit"])
    return re.compile(rf"(?:^|[.!?…»”\"]\s+|\(|\|\s*|/\s*)(?:{credit})(?!(?<=\w)\w)")


@cache
def _share_words() -> frozenset[str]:
    return frozenset(word.lower() for word in read_entries("boilerplate.txt")["share words"])
