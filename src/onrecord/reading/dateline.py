"""Lines that say when, where and by whom an article was printed.

A date alone proves nothing, since captions and sentences have dates too. What makes a line a dateline is that
it consists of short notices, and that one of them is such as captions do not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from onrecord.reading.dates import DateMention, find_dates
from onrecord.reading.entries import any_of, read_entries
from onrecord.reading.notices import (
    Kind,
    Notice,
    begins_as_name,
    in_customary_order,
    outlet_name,
    read_notices,
)
from onrecord.reading.places import is_place

_LONGEST_HEAD = 100
_MOST_WORDS = 5
# Before this, a date in a heading is history ("17 November 1875"), not the day of publication.
_FIRST_YEAR = "1900"
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"\d{4}")
_LETTER = re.compile(r"[^\W\d_]")
_TIME = re.compile(
    r"(?:\b(?:at|в|саат)\s)?\b(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?\b(?!\.\d)(?:\s?[ap](?:m\b|\.m\.))?"
    r"(?:\s\(?(?:GMT|UTC|MSK|МСК|E[SD]?T)\b(?:[+-]\d{1,2}(?::\d\d)?)?\)?)?",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…][\"'»”’)\s]*$")
_BOUNDS = frozenset(",.|•·-–—/()")
_BAR = re.compile("[|•·]")
_PLACE = re.compile(r"([^\W\d_][^\d,.:;]{1,30})(?:,[^\d,:;]{1,20})?([.,])\s")
_TEXT_FOLLOWS = re.compile(
    r"[.,]?\s*(?:\((?P<in_brackets>[^()]{2,40})\)\s*[-–—]\s|/(?P<in_slashes>[^/]{2,40})/[.:]?\s"
    r"|[-–—]\s(?:(?P<sentence>[^\s:][^:]{1,39}?)\.\s)?)"
)


class Dateline(NamedTuple):
    """What a dateline says; ``published`` is a day."""

    published: str
    outlet: str | None = None
    authors: tuple[str, ...] = ()


def read_dateline(line: str, language: str, *, in_header: bool) -> Dateline | None:
    """What ``line`` says if it consists of a day and short notices: place, outlet, author, time.

    In the header of an article, between its title and its text, an outlet, an author or a known city makes
    the line a dateline. Elsewhere such lines are captions and references, so the line must have a time, begin
    with the date, or call it the day of publication.
    """
    day = _only_day(line, language)
    if day is None:
        return None
    before, after = (_TIME.sub("", part) for part in (line[: day.span.start], line[day.span.end :]))
    lead = _published_pattern().fullmatch(before)
    is_dated = _TIME.search(line) is not None or (lead is not None and _LETTER.search(before) is not None)
    is_sentence = _SENTENCE_END.search(after) is not None
    following = list(read_notices(after))
    if not is_sentence:
        following = list(in_customary_order(following, dated=is_dated))
    notices = following if lead else [*read_notices(before), *following]
    if not _is_bound(after.lstrip()[:1]) or any(map(_is_phrase, notices)):
        return None
    are_names = all(map(_is_name, notices))
    begins_with_date = lead is not None and not _ends_as_prose(line) and are_names
    names_printer = _is_bound(before.rstrip()[-1:]) and _names_printer(line, notices) and are_names
    # "AK-SAI, Sept. 4, 2024 (Toluk Press) — The Senate sat." is text already.
    goes_on = is_sentence and any(notice.kind is Kind.UNTOLD for notice in following)
    in_form = not is_sentence and (is_dated or begins_with_date)
    is_dateline = in_form or (in_header and names_printer and not goes_on)
    return Dateline(day.iso, _outlet(notices), _authors(notices)) if is_dateline else None


def dateline_before_text(line: str, language: str) -> Dateline | None:
    """What the head of a paragraph says: ``AK-SAI, Sept. 4, 2024 (Toluk Press) — The Senate …``."""
    head = line[:_LONGEST_HEAD]
    # Dates are costly to find, and most paragraphs cannot begin with a dateline.
    may_have_one = _YEAR.search(head) and _TEXT_FOLLOWS.search(head)
    for mention in find_dates(head, language)[:1] if may_have_one else ():
        place = _PLACE.fullmatch(head[: mention.span.start])
        follows = _TEXT_FOLLOWS.match(head[mention.span.end :])
        if not (place and follows and _FULL_DATE.fullmatch(mention.iso)):
            continue
        # "He died. 4 September 2024 — …" is prose.
        if place[2] == "," or place[1].isupper() or is_place(place[1]):
            return Dateline(mention.iso, _outlet_before_text(follows))
    return None


def _outlet_before_text(follows: re.Match[str]) -> str | None:
    if sentence := follows["sentence"]:
        return outlet_name(sentence) or None
    notice = (follows["in_brackets"] or follows["in_slashes"] or "").strip()
    outlet = outlet_name(notice)
    if outlet is None and begins_as_name(notice) and not is_place(notice):
        return notice
    return outlet or None


def _only_day(line: str, language: str) -> DateMention | None:
    if not _YEAR.search(line):
        return None
    days = [mention for mention in find_dates(line, language) if _FULL_DATE.fullmatch(mention.iso)]
    return days[0] if len(days) == 1 and days[0].iso >= _FIRST_YEAR else None


def _is_bound(character: str) -> bool:
    """Whether the date is a notice of its own on that side, and no part of a phrase."""
    return not character or character in _BOUNDS


def _ends_as_prose(line: str) -> bool:
    # "15 апреля 2013 года" stands under pictures.
    return _prose_pattern().search(line) is not None


def _names_printer(line: str, notices: Sequence[Notice]) -> bool:
    """Whether the line, in a header, has what captions do not have."""
    kinds = {notice.kind for notice in notices}
    if _BAR.search(line) or not kinds.isdisjoint({Kind.AUTHOR, Kind.OUTLET}):
        return True
    return kinds == {Kind.PLACE} and not _ends_as_prose(line)


def _is_phrase(notice: Notice) -> bool:
    return notice.kind is not Kind.AUTHOR and len(notice.text.split()) > _MOST_WORDS


def _is_name(notice: Notice) -> bool:
    return notice.kind is not Kind.UNTOLD or begins_as_name(notice.text)


def _outlet(notices: Iterable[Notice]) -> str | None:
    """The first outlet that has a name; a name in quotation marks only where no other is told."""
    named = [notice for notice in notices if notice.names]
    found = [
        notice.names[0] for kind in (Kind.OUTLET, Kind.QUOTED) for notice in named if notice.kind is kind
    ]
    return found[0] if found else None


def _authors(notices: Iterable[Notice]) -> tuple[str, ...]:
    found = (notice.names for notice in notices if notice.kind in {Kind.AUTHOR, Kind.CAPITALS})
    return next(found, ())


@cache
def _published_pattern() -> re.Pattern[str]:
    entries = any_of(read_entries("dates.txt")["published"])
    return re.compile(rf"[\W_]*(?:(?:{entries})[\W_]*)?", re.IGNORECASE)


@cache
def _prose_pattern() -> re.Pattern[str]:
    return re.compile(rf"\d\s*(?:{any_of(read_entries('heading.txt')['prose date'])})[\s.]*$")
