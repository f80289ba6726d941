"""What the lines around an article say of it: title, author, outlet, address, day of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from onrecord.reading.boilerplate import is_boilerplate
from onrecord.reading.dateline import dateline_before_text, read_dateline
from onrecord.reading.entries import any_of, read_entries
from onrecord.reading.lines import Line, lines_of
from onrecord.reading.notices import read_byline
from onrecord.records import Span

# How many lines from either end may be heading lines: title, rubric, dateline, byline, lead.
_REACH = 6
_LONGEST_HEADING_LINE = 160
_LONGEST_TITLE = 250

_SENTENCE_END = re.compile(r"(?<!\.\.)\.[\"'»”’)]*$")
_TURN = re.compile(r"[-–—•*]\s")
_LETTER = re.compile(r"[^\W\d_]")
_URL = re.compile(r"https?://[^\s<>\"»”)\]]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """What the lines around an article say; ``spans`` are those lines, the title's aside."""

    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    spans: tuple[Span, ...] = ()


def read_heading(text: str, language: str) -> Heading:
    """What the first and last lines of ``text`` say of the article.

    A date counts as the day of publication only in a line of its own kind, such as ``14:06, 16 October 2024,
    Ak-Sai - Toluk, Sena Aydarova``, or before the first words of the text (``AK-SAI, Sept. 4, 2024 —``): a
    date in the running text never does. ``url`` is the address that the text gives for itself or for its
    source.
    """
    first = [line for line in islice(lines_of(text), _REACH) if not is_boilerplate(line.text)]
    heading = Heading(title=_title(first))
    in_header = True
    for line in first[int(heading.title is not None) :]:
        heading, before = _with_line(heading, line, language, in_header=in_header), heading
        # The first paragraph ends the header.
        in_header = in_header and (heading is not before or not _is_paragraph(line.text))
    for line in first[:3]:
        if not heading.published and (found := dateline_before_text(line.text, language)):
            heading = replace(heading, published=found.published, outlet=heading.outlet or found.outlet)
    for line in _last_lines(text, first):
        heading = _with_line(heading, line, language, in_header=False)
    return heading


def _last_lines(text: str, first: Sequence[Line]) -> Sequence[Line]:
    """The last lines, as far as they are not among the first, and short enough to be heading lines."""
    after = first[-1].span.end if first else 0
    # The search begins inside some line, so the first line break after it counts.
    start = text.find("\n", max(after, len(text) - _REACH * _LONGEST_HEADING_LINE))
    return list(lines_of(text, start))[-_REACH:] if start >= 0 else ()


def _is_paragraph(line: str) -> bool:
    return len(line) > _LONGEST_HEADING_LINE or _SENTENCE_END.search(line) is not None


def _title(lines: Sequence[Line]) -> str | None:
    if len(lines) < 2:
        return None
    first = lines[0].text
    looks_like_one = (
        len(first) <= _LONGEST_TITLE
        and _LETTER.search(first)
        and not first[0].islower()
        and not _SENTENCE_END.search(first)
        and not _TURN.match(first)
        and not first.endswith((",", ":", ";"))
        and not _URL.match(first)
    )
    return first if looks_like_one and not read_dateline(first, "", in_header=True) else None


def _with_line(heading: Heading, line: Line, language: str, *, in_header: bool) -> Heading:
    if len(line.text) > _LONGEST_HEADING_LINE:
        return heading
    spans = (*heading.spans, line.span)
    if (address := _address(line.text)) and not heading.url:
        return replace(heading, url=address, spans=spans)
    if (authors := read_byline(line.text)) and not heading.authors:
        return replace(heading, authors=authors, spans=spans)
    if not heading.published and (found := read_dateline(line.text, language, in_header=in_header)):
        return replace(
            heading,
            published=found.published,
            outlet=heading.outlet or found.outlet,
            authors=heading.authors or found.authors,
            spans=spans,
        )
    return heading


def _address(line: str) -> str | None:
    lead = _source_pattern().match(line)
    match = _URL.fullmatch(line, lead.end()) if lead else None
    return match[0].rstrip(".,;") if match else None


@cache
def _source_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(read_entries('heading.txt')['source'])})\s*", re.IGNORECASE)
