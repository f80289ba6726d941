"""What the lines around an article say of it: title, author, outlet, address, day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from onrecord.reading.boilerplate import is_boilerplate
from onrecord.reading.dates import find_dates
from onrecord.reading.entries import read_entries
from onrecord.reading.lines import Line, lines_of
from onrecord.records import Span

# How many lines from either end may be heading lines: title, rubric, dateline, byline, lead.
_REACH = 6
_LONGEST_HEADING_LINE = 160
_LONGEST_DATELINE = 100
_LONGEST_TITLE = 250
_LONGEST_PART = 5
# Before this, a date in a heading is history ("17 November 1875"), not the day of publication.
_FIRST_YEAR = "1900"
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")

_SENTENCE_END = re.compile(r"(?<!\.\.)\.[\"'»”’)]*$")
_TURN = re.compile(r"[-–—•*]\s")
_PLACE = re.compile(r"[^\W\d_][^\d,.:;]{1,30}(?:,[^\d,:;]{1,20})?,\s")
_TEXT_FOLLOWS = re.compile(r"[.,]?\s*(?:\([^()]{2,40}\)\s*[-–—]\s|/[^/]{2,40}/[.:]?\s|[-–—]\s)")
_YEAR = re.compile(r"\d{4}")
_LETTER = re.compile(r"[^\W\d_]")
_TIME = re.compile(r"(?:\b(?:at|в|саат)\s)?\b(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?\b(?!\.\d)")
_SEPARATOR = re.compile(r"\s+[-–—•/]\s+|[,|•·]|\s{2,}|\t")
_DASH = re.compile(r"\s[-–—]\s")
_URL = re.compile(r"https?://[^\s<>\"»”)\]]+", re.IGNORECASE)
_QUOTES = "«»“”„\"'‘’ ."
# A name in a byline: two to four words that begin with capitals, particles aside (кызы, уулу).
_NAME_WORD = r"[^\W\d_a-zа-яёөүң][^\W\d_]*(?:[-’'.][^\W\d_]*)*"
_NAME = re.compile(rf"{_NAME_WORD}(?:\s+(?:{_NAME_WORD}|кызы|уулу|kyzy|uulu|de|van|von|al)){{1,4}}")


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
    Ak-Sai - Toluk, Sena Aydarova``: a date in the running text never does. ``url`` is the address that the
    text gives for itself or for its source.
    """
    first = [line for line in islice(lines_of(text), _REACH) if not is_boilerplate(line.text)]
    heading = Heading(title=_title(first), published=_dateline_before_text(first, language))
    for line in (*first[int(heading.title is not None) :], *_last_lines(text, first)):
        if len(line.text) <= _LONGEST_HEADING_LINE:
            heading = _with_line(heading, line, language)
    return heading


def _last_lines(text: str, first: Sequence[Line]) -> Sequence[Line]:
    """The last lines, as far as they are not among the first, and short enough to be heading lines."""
    after = first[-1].span.end if first else 0
    # The search begins inside some line, so the first line break after it counts.
    start = text.find("\n", max(after, len(text) - _REACH * _LONGEST_HEADING_LINE))
    return list(lines_of(text, start))[-_REACH:] if start >= 0 else ()


def _dateline_before_text(first: Sequence[Line], language: str) -> str | None:
    """The day in ``AK-SAI, Sept. 4, 2024 (Toluk Press) — The Senate…`` before the text."""
    for line in first[:3]:
        head = line.text[:_LONGEST_DATELINE]
        # Dates are costly to find, and most paragraphs cannot begin with a dateline.
        may_have_one = _YEAR.search(head) and _TEXT_FOLLOWS.search(head)
        for mention in find_dates(head, language)[:1] if may_have_one else ():
            place, rest = head[: mention.span.start], head[mention.span.end :]
            if _FULL_DATE.fullmatch(mention.iso) and _PLACE.fullmatch(place) and _TEXT_FOLLOWS.match(rest):
                return mention.iso
    return None


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
    return first if looks_like_one and not _dateline(first, "") else None


def _with_line(heading: Heading, line: Line, language: str) -> Heading:
    spans = (*heading.spans, line.span)
    if (address := _address(line.text)) and not heading.url:
        return replace(heading, url=address, spans=spans)
    if (author := _byline(line.text)) and not heading.authors:
        return replace(heading, authors=(author,), spans=spans)
    if (found := _dateline(line.text, language)) and not heading.published:
        return replace(
            heading,
            published=found.published,
            outlet=heading.outlet or found.outlet,
            authors=heading.authors or found.authors,
            spans=spans,
        )
    return heading


def _address(line: str) -> str | None:
    lead = _lead_pattern("source").match(line)
    match = _URL.fullmatch(line, lead.end()) if lead else None
    return match[0].rstrip(".,;") if match else None


def _byline(line: str) -> str | None:
    lead = _lead_pattern("author").match(line)
    name = line[lead.end() :].strip(_QUOTES + ":") if lead else ""
    return name if _NAME.fullmatch(name) else None


def _dateline(line: str, language: str) -> Heading | None:
    """A line that is made of a date and short notices: place, outlet, author, time."""
    if _SENTENCE_END.search(line) or not _YEAR.search(line):
        return None
    dates = [mention for mention in find_dates(line, language) if _FULL_DATE.fullmatch(mention.iso)]
    if len(dates) != 1 or dates[0].iso < _FIRST_YEAR:
        return None
    before, after = line[: dates[0].span.start], line[dates[0].span.end :]
    if not _ends_part(after) or any(
        len(part.split()) > _LONGEST_PART for part in _parts(before + "|" + after)
    ):
        return None
    outlet, authors = _notices(after)
    # "Senate of Toluk, 16 October 2010" and "15 апреля 2013 года" are captions, unless there is more to show.
    lead = _published_pattern().fullmatch(_TIME.sub("", before))
    bare = lead is not None and not line.rstrip().endswith(read_entries("heading.txt")["prose date"])
    if not (bare or outlet or authors or _TIME.search(line) or (lead and _LETTER.search(before))):
        return None
    return Heading(published=dates[0].iso, outlet=outlet, authors=authors)


def _ends_part(rest: str) -> bool:
    without_time = _TIME.sub("", rest).lstrip()
    return not without_time or not (without_time[0].isalnum() or without_time[0] in "«“\"'")


def _parts(text: str) -> list[str]:
    return [part for raw in _SEPARATOR.split(_TIME.sub("", text)) if _LETTER.search(part := raw.strip())]


def _notices(rest: str) -> tuple[str | None, tuple[str, ...]]:
    """Outlet and author in what follows the date: ``, Ak-Sai - ИА «Toluk», Sena AYDAROVA``."""
    outlet = author = None
    publisher_stood = False
    for part in re.split("[,|•]", _TIME.sub("", rest)):
        *place, publisher = _DASH.split(part)
        agency = _agency_pattern().search(publisher)
        if place or agency:
            publisher_stood = True
            outlet = outlet or _agency_pattern().sub("", publisher).strip(_QUOTES) or None
        elif _NAME.fullmatch(name := part.strip()) and (publisher_stood or _has_capitals(name)):
            author = author or name
    return outlet, (author,) if author else ()


def _has_capitals(name: str) -> bool:
    """Whether a family name is in capitals, as bylines have it and places do not."""
    return (
        any(len(word) > 2 and word.isupper() for word in name.split())
        and not name.split(maxsplit=1)[0].isupper()
    )


@cache
def _lead_pattern(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(read_entries('heading.txt')[kind])})\s*", re.IGNORECASE)


@cache
def _agency_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(read_entries('heading.txt')['agency'])})(?!\w)", re.IGNORECASE)


@cache
def _published_pattern() -> re.Pattern[str]:
    return re.compile(rf"[\W_]*(?:(?:{_any(read_entries('dates.txt')['published'])})[\W_]*)?", re.IGNORECASE)


def _any(entries: Iterable[str]) -> str:
    return "|".join(re.escape(entry) for entry in sorted(entries, key=lambda entry: -len(entry)))
