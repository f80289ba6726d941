"""Lines that are no part of the article: captions, share bars, comment forms. They are marked, never cut out.

A reader is harmed more by speech that is passed over than by a caption that is read, so a line is marked only
on evidence of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from onrecord.reading.entries import read_entries
from onrecord.reading.lines import Line
from onrecord.records import Spans

# Longer than captions and links to other articles are.
_LONGEST = 300
_SHORTEST_REPEATED, _LONGEST_REPEATED = 10, 200
_MOST_TAGS = 10
_SENTENCE_END = re.compile(r"[.!?…:;,]['\"»”’)]*$")
_SPEECH_START = re.compile(r"[-–—«“\"„‘']")
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_URL_ONLY = re.compile(r"https?://\S+", re.IGNORECASE)
_HASHTAGS = re.compile(r"#\w+(?:[\s,]+#\w+)*")


def find_boilerplate(text: str, lines: Sequence[Line]) -> Spans:
    """Those of ``lines``, the lines of ``text`` that are not blank, that are no part of the article."""
    marked = {
        number for number, line in enumerate(lines) if len(line.text) <= _LONGEST and _is_marked(line.text)
    }
    marked.update(_repetitions(lines))
    marked.update(_tags(text, lines))
    return tuple(lines[number].span for number in sorted(marked))


def _is_marked(line: str) -> bool:
    if _marker_pattern().match(line) or _credit_pattern().search(line):
        return True
    if _URL_ONLY.fullmatch(line) or _HASHTAGS.fullmatch(line):
        return True
    words = _WORD.findall(line.lower())
    return len(words) > 1 and _share_words().issuperset(words)


def _repetitions(lines: Sequence[Line]) -> Iterable[int]:
    """Captions that stand twice, and headings that the next line begins with; never the title itself."""
    for number in range(1, len(lines)):
        before, line = lines[number - 1].text, lines[number].text
        if not _may_repeat(before) or not line.startswith(before) or line[len(before) :][:1].isalnum():
            continue
        if number > 1:
            yield number - 1
        if line == before:
            yield number


def _may_repeat(line: str) -> bool:
    # Turns of an interview ("— Yes.") and refrains of speech may stand twice.
    is_speech = _SENTENCE_END.search(line) or _SPEECH_START.match(line)
    return _SHORTEST_REPEATED <= len(line) <= _LONGEST_REPEATED and not is_speech


def _tags(text: str, lines: Sequence[Line]) -> Iterable[int]:
    """A last line of names without a sentence, all of which the article has: its tags."""
    if len(lines) < 3 or not _SENTENCE_END.search(lines[-2].text):
        return
    last = lines[-1]
    words = last.text.split()
    if not 2 <= len(words) <= _MOST_TAGS or not all(_WORD.fullmatch(word) for word in words):
        return
    body = text[: last.span.start]
    if all(word[0].isupper() and word in body for word in words):
        yield len(lines) - 1


def _any(entries: Iterable[str]) -> str:
    return "|".join(re.escape(entry) for entry in sorted(entries, key=lambda entry: -len(entry)))


@cache
def _marker_pattern() -> re.Pattern[str]:
    entries = read_entries("boilerplate.txt")
    whole = rf"(?:{_any(entries['whole line'])})[\W\d_]*$"
    start = rf"(?:{_any(entries['line start'])})"
    return re.compile(rf"[\W_]*(?:{whole}|{start})", re.IGNORECASE)


@cache
def _credit_pattern() -> re.Pattern[str]:
    credit = _any(read_entries("boilerplate.txt")["credit"])
    return re.compile(rf"(?:^|[.!?…»”\"]\s+|\(|\|\s*|/\s*)(?:{credit})(?!(?<=\w)\w)")


@cache
def _share_words() -> frozenset[str]:
    return frozenset(word.lower() for word in read_entries("boilerplate.txt")["share words"])
