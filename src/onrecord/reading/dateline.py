"""Lines that say when, where and by whom an article was printed: datelines and bylines.

A date alone proves nothing, since captions and sentences have dates too. What makes a line a dateline is that
it consists of short notices, and that one of them is such as captions do not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from functools import cache
from typing import NamedTuple

from onrecord.reading.dates import DateMention, find_dates
from onrecord.reading.entries import read_entries
from onrecord.reading.places import is_place

_LONGEST_HEAD = 100
_MOST_WORDS = 5
# Before this, a date in a heading is history ("17 November 1875"), not the day of publication.
_FIRST_YEAR = "1900"
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"\d{4}")
_LETTER = re.compile(r"[^\W\d_]")
_TIME = re.compile(
    r"(?:\b(?:at|в|саат)\s)?\b(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?\b(?!\.\d)(?:\s?[ap]\.?m\b\.?)?"
    r"(?:\s\(?(?:GMT|UTC|MSK|МСК|E[SD]?T)(?:[+-]\d{1,2}(?::\d\d)?)?\b\)?)?",
    re.IGNORECASE,
)
_DASH = r"\s[-–—]+\s"
_BAR = r"[|•·]"
# A dot parts notices, but not after an initial ("A. Bekov") nor within a name ("24.kg").
_SEPARATOR = re.compile(rf"({_DASH}|{_BAR}|[,()]|\s/|/\s|^/|/$|(?<!\b\w)\.(?:\s|$)|\s{{2,}}|\t)")
_PLACE = re.compile(r"([^\W\d_][^\d,.:;]{1,30})(?:,[^\d,:;]{1,20})?([.,])\s")
_TEXT_FOLLOWS = re.compile(
    r"[.,]?\s*(?:\((?P<in_brackets>[^()]{2,40})\)\s*[-–—]\s|/(?P<in_slashes>[^/]{2,40})/[.:]?\s"
    r"|[-–—]\s(?:(?P<sentence>[^\s:][^:]{1,39}?)\.\s)?)"
)
_QUOTES = "«»“”„\"'‘’ ."
_QUOTED = re.compile(r"[«“„\"][^«»“”„\"]+[»”“\"]")
_ADDRESS = re.compile(r"\w[\w-]*(?:\.[\w-]+)*\.[a-z]{2,6}", re.IGNORECASE)
_CAPITAL = re.compile(r"[^\W_a-zа-яёөүң]")
# A name in a byline: two to four words that begin with capitals, particles aside (кызы, уулу).
_NAME_WORD = r"[^\W\d_a-zа-яёөүң][^\W\d_]*(?:[-’'.][^\W\d_]*)*"
_NAME = re.compile(rf"{_NAME_WORD}(?:\s+(?:{_NAME_WORD}|кызы|уулу|kyzy|uulu|de|van|von|al)){{1,4}}")


class Dateline(NamedTuple):
    """What a dateline says; ``published`` is a day."""

    published: str
    outlet: str | None = None
    authors: tuple[str, ...] = ()


class _Kind(Enum):
    AUTHOR = auto()
    PLACE = auto()
    OUTLET = auto()
    """Named as outlets are, or announced without its name ("news agency")."""
    QUOTED = auto()
    CAPITALS = auto()
    """A person's name with the family name in capitals, which an abbreviation may be too."""
    UNTOLD = auto()


class _Notice(NamedTuple):
    kind: _Kind
    text: str
    after_date: bool
    after_dash: bool


def read_byline(line: str) -> tuple[str, ...]:
    """The authors in ``By Sena Aydarova and Marat Aliev``; none where the line is no byline."""
    lead = _entry_pattern("author").match(line)
    names = _joiner_pattern().split(line[lead.end() :].strip(_QUOTES + ":")) if lead else ()
    return tuple(names) if all(map(_NAME.fullmatch, names)) else ()


def read_dateline(line: str, language: str, *, in_header: bool) -> Dateline | None:
    """What ``line`` says if it consists of a day and short notices: place, outlet, author, time.

    In the header of an article, between its title and its text, an outlet, an author or a known city makes
    the line a dateline. Elsewhere such lines are captions and references, so the line must have a time, begin
    with the date, or call it the day of publication.
    """
    found = _only_day(line, language)
    if found is None:
        return None
    before, after = line[: found.span.start], line[found.span.end :]
    notices = [*_notices(before, after_date=False), *_notices(after, after_date=True)]
    if not _is_bounded(after) or any(len(notice.text.split()) > _MOST_WORDS for notice in notices):
        return None
    lead = _published_pattern().fullmatch(_TIME.sub("", before))
    is_dated = _TIME.search(line) is not None or (lead is not None and _LETTER.search(before) is not None)
    if is_dated:
        notices = list(_placed(notices, anywhere=True))
    else:
        notices = list(_placed(notices, anywhere=False))
        by_form = lead is not None and not _ends_as_prose(line)
        if not (by_form or (in_header and _is_bounded(before[::-1]) and _names_printer(line, notices))):
            return None
        if not all(map(_is_notice, notices)):
            return None
    return Dateline(found.iso, _outlet(notices), _authors(notices))


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
        return _outlet_name(sentence) or None
    name = (follows["in_brackets"] or follows["in_slashes"] or "").strip(_QUOTES)
    return name if _CAPITAL.match(name) and not is_place(name) else _outlet_name(name) or None


def _only_day(line: str, language: str) -> DateMention | None:
    if not _YEAR.search(line):
        return None
    days = [mention for mention in find_dates(line, language) if _FULL_DATE.fullmatch(mention.iso)]
    return days[0] if len(days) == 1 and days[0].iso >= _FIRST_YEAR else None


def _is_bounded(rest: str) -> bool:
    """Whether the date ends a notice there, and the sentence does not go on."""
    without_time = _TIME.sub("", rest).lstrip()
    return not without_time or not (without_time[0].isalnum() or without_time[0] in "«»“”\"'")


def _ends_as_prose(line: str) -> bool:
    # "15 апреля 2013 года" stands under pictures.
    return line.rstrip(" .").endswith(read_entries("heading.txt")["prose date"])


def _names_printer(line: str, notices: Sequence[_Notice]) -> bool:
    """Whether the line, in a header, has what captions do not have."""
    if re.search(_BAR, line):
        return True
    for notice in notices:
        is_author = notice.kind is _Kind.AUTHOR or (notice.kind is _Kind.CAPITALS and notice.after_date)
        if is_author or notice.kind is _Kind.OUTLET:
            return True
    places = [notice.kind is _Kind.PLACE for notice in notices]
    return bool(places) and all(places) and not _ends_as_prose(line)


def _is_notice(notice: _Notice) -> bool:
    """Whether it begins as a name does; phrases of a caption or a sentence mostly do not."""
    return notice.kind is not _Kind.UNTOLD or _CAPITAL.match(notice.text) is not None


def _notices(text: str, *, after_date: bool) -> Iterator[_Notice]:
    separator = ""
    for number, piece in enumerate(_SEPARATOR.split(_TIME.sub("", text))):
        if number % 2:
            # Of two separators in a row the dash counts.
            separator = piece if not re.fullmatch(_DASH, separator) else separator
        elif _LETTER.search(notice := piece.strip(" :\u00a0")):
            yield _Notice(_kind(notice), notice, after_date, re.fullmatch(_DASH, separator) is not None)
            separator = ""


def _kind(notice: str) -> _Kind:
    if read_byline(notice):
        return _Kind.AUTHOR
    if is_place(notice):
        return _Kind.PLACE
    if _outlet_name(notice) is not None:
        return _Kind.OUTLET
    if _QUOTED.fullmatch(notice):
        return _Kind.QUOTED
    return _Kind.CAPITALS if _has_capitals(notice) else _Kind.UNTOLD


def _placed(notices: Sequence[_Notice], *, anywhere: bool) -> Iterator[_Notice]:
    """The notices, with those told that stand in the customary order: ``Ak-Sai - Toluk, Sena Aydarova``.

    ``anywhere`` lets the place be one that is not known.
    """
    told: list[_Kind] = []
    for number, notice in enumerate(notices):
        kind, following = notice.kind, notices[number + 1] if number + 1 < len(notices) else None
        if kind is _Kind.UNTOLD and notice.after_date:
            if following and following.after_dash and (anywhere or following.kind is _Kind.OUTLET):
                kind = _Kind.PLACE
            elif notice.after_dash and told[-1:] == [_Kind.PLACE]:
                kind = _Kind.OUTLET
            elif _Kind.OUTLET in told and _Kind.PLACE in told and _NAME.fullmatch(notice.text):
                kind = _Kind.AUTHOR
        told.append(kind)
        yield notice._replace(kind=kind)


def _outlet(notices: Iterable[_Notice]) -> str | None:
    """The first outlet that has a name; a name in quotation marks only where no other is told."""
    found = sorted(
        (notice for notice in notices if notice.kind in {_Kind.OUTLET, _Kind.QUOTED}),
        key=lambda notice: notice.kind is _Kind.QUOTED,
    )
    names = (_outlet_name(notice.text) for notice in found)
    unnamed = (notice.text.strip(_QUOTES) for notice in found)
    return next((name for own, text in zip(names, unnamed, strict=True) if (name := own or text)), None)


def _outlet_name(notice: str) -> str | None:
    """The outlet that ``notice`` names; empty where it only announces one; ``None`` where it does neither."""
    name = notice.strip(_QUOTES)
    if _ADDRESS.fullmatch(name) or name.casefold() in _known_outlets():
        return name
    inner = _entry_pattern("before outlet").sub("", notice, count=1)
    inner = _after_outlet_pattern().sub("", inner)
    if inner != notice:
        return inner.strip(_QUOTES) if not inner or _QUOTED.fullmatch(inner) or _is_title(inner) else None
    words = re.split(r"[\s-]+", name.casefold())
    is_outlet = len(words) > 1 and not _outlet_words().isdisjoint((words[0], words[-1])) and _is_title(name)
    return name if is_outlet else None


def _is_title(name: str) -> bool:
    """Whether all its words have capitals, or are too short to need them."""
    words = name.split()
    return bool(words) and all(_CAPITAL.match(word.lstrip(_QUOTES)) or len(word) <= 3 for word in words)


def _authors(notices: Iterable[_Notice]) -> tuple[str, ...]:
    for notice in notices:
        if notice.kind in {_Kind.AUTHOR, _Kind.CAPITALS}:
            return read_byline(notice.text) or (notice.text,)
    return ()


def _has_capitals(name: str) -> bool:
    """Whether a family name is in capitals, as bylines have it and places do not."""
    words = name.split()
    return (
        _NAME.fullmatch(name) is not None
        and any(len(word) > 2 and word.isupper() for word in words)
        and not words[0].isupper()
    )


@cache
def _known_outlets() -> frozenset[str]:
    return frozenset(name.casefold() for name in read_entries("heading.txt")["outlets"])


@cache
def _outlet_words() -> frozenset[str]:
    return frozenset(word.casefold() for word in read_entries("heading.txt")["outlet words"])


@cache
def _entry_pattern(section: str) -> re.Pattern[str]:
    """Matches an entry that begins a notice."""
    entries = _any(read_entries("heading.txt")[section])
    return re.compile(rf"^(?:{entries})(?:\s+|(?=[«“„\"])|$|(?<=:)\s*)", re.IGNORECASE)


@cache
def _after_outlet_pattern() -> re.Pattern[str]:
    entries = _any(read_entries("heading.txt")["after outlet"])
    return re.compile(rf"(?:^|\s+|(?<=[»”“\"]))(?:{entries})$", re.IGNORECASE)


@cache
def _joiner_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{_any(read_entries('heading.txt')['author joiners'])})\s+", re.IGNORECASE)


@cache
def _published_pattern() -> re.Pattern[str]:
    return re.compile(rf"[\W_]*(?:(?:{_any(read_entries('dates.txt')['published'])})[\W_]*)?", re.IGNORECASE)


def _any(entries: Iterable[str]) -> str:
    return "|".join(re.escape(entry) for entry in sorted(entries, key=lambda entry: -len(entry)))
