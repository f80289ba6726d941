"""The notices that a dateline consists of: place, outlet, author."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from onrecord.reading.entries import any_of, read_entries
from onrecord.reading.places import is_place

_LETTER = re.compile(r"[^\W\d_]")
_DASH = r"\s[-–—]+\s"
# A dot parts notices, but not after an initial ("A. Bekov") nor within a name ("24.kg").
_SEPARATOR = re.compile(rf"({_DASH}|[,()|•·]|\s/|/\s|^/|/$|(?<!\b\w)\.(?:\s|$)|\s{{2,}}|\t)")
_QUOTES = "«»“”„\"'‘’ ."
_QUOTED = re.compile(r"[«“„\"][^«»“”„\"]+[»”“\"]")
_ADDRESS = re.compile(r"\w[\w-]*(?:\.[\w-]+)*\.[a-z]{2,10}", re.IGNORECASE)
_CAPITAL = re.compile(r"[^\W_a-zа-яёөүң]")
# Words of a name that need no capital: of, the, и.
_SHORT_WORD = 3
# Capitals are a family name from this length on; offices and countries are shorter ("Глава МИД").
_SHORTEST_FAMILY_NAME = 5
# A name in a byline: two to five words that begin with capitals, particles aside (кызы, уулу).
_NAME_WORD = r"[^\W\d_a-zа-яёөүң][^\W\d_]*(?:[-’'.][^\W\d_]*)*"
_NAME = re.compile(rf"{_NAME_WORD}(?:\s+(?:{_NAME_WORD}|кызы|уулу|kyzy|uulu|de|van|von|al)){{1,4}}")


class Kind(Enum):
    """What a notice tells."""

    AUTHOR = auto()
    PLACE = auto()
    OUTLET = auto()
    """Named as outlets are, or announced without its name ("news agency")."""
    QUOTED = auto()
    CAPITALS = auto()
    """A person's name with the family name in capitals."""
    UNTOLD = auto()


class Notice(NamedTuple):
    """A piece of a dateline, ``names`` being those of its authors or of its outlet."""

    text: str
    kind: Kind
    names: tuple[str, ...] = ()
    after_dash: bool = False


def read_notices(text: str) -> Iterator[Notice]:
    """The notices of ``text``, a part of a line without its date and times, each told by itself."""
    after_dash = False
    for number, piece in enumerate(_SEPARATOR.split(text)):
        if number % 2:
            after_dash |= re.fullmatch(_DASH, piece) is not None
        elif _LETTER.search(piece):
            yield _told(piece.strip(" :\u00a0"))._replace(after_dash=after_dash)
            after_dash = False


def read_byline(line: str) -> tuple[str, ...]:
    """The authors in ``By Sena Aydarova and Marat Aliev``; none where the line is no byline."""
    lead = _start_pattern("author").match(line)
    names = _joiner_pattern().split(line[lead.end() :].strip(_QUOTES + ":")) if lead else ()
    return tuple(names) if all(map(_NAME.fullmatch, names)) else ()


def outlet_name(notice: str) -> str | None:
    """The outlet that ``notice`` names; empty where it only announces one; ``None`` where it does neither."""
    name = notice.strip(_QUOTES)
    if _ADDRESS.fullmatch(name) or name.casefold() in _entries("outlets"):
        return name
    inner = _end_pattern().sub("", _start_pattern("before outlet").sub("", notice))
    if inner != notice:
        is_name = not inner or _QUOTED.fullmatch(inner) or _has_only_capitals(inner)
        return inner.strip(_QUOTES) if is_name else None
    words = re.split(r"[\s-]+", name)
    known = [word for word in (words[0], words[-1]) if word.casefold() in _entries("outlet words")]
    # The word itself may be in lower case: Толукский вестник.
    is_outlet = len(words) > 1 and len(known) > 0 and begins_as_name(name)
    return name if is_outlet and all(_is_capital(word) or word in known for word in words) else None


def in_customary_order(notices: Iterable[Notice], *, dated: bool) -> Iterator[Notice]:
    """The notices after a date, with those told that the others tell: ``Ak-Sai - Toluk, Sena Aydarova``.

    ``dated`` says that the line is a dateline whatever its notices are, so the place may be an unknown one.
    """
    pieces = list(notices)
    told: list[Kind] = []
    for notice, following in zip_longest(pieces, pieces[1:]):
        placed = notice
        if notice.kind is Kind.UNTOLD:
            placed = _by_neighbours(notice, following, told, dated)
        told.append(placed.kind)
        yield placed


def _by_neighbours(notice: Notice, following: Notice | None, told: Sequence[Kind], dated: bool) -> Notice:
    if notice.after_dash and told[-1:] == [Kind.PLACE] and _has_only_capitals(notice.text):
        return notice._replace(kind=Kind.OUTLET, names=(notice.text.strip(_QUOTES),))
    if following and following.after_dash and (dated or following.kind is Kind.OUTLET):
        return notice._replace(kind=Kind.PLACE)
    if Kind.OUTLET in told and Kind.PLACE in told and _NAME.fullmatch(notice.text):
        return notice._replace(kind=Kind.AUTHOR, names=(notice.text,))
    return notice


def begins_as_name(text: str) -> bool:
    """Whether ``text`` begins with a capital or a digit, as most phrases of a sentence do not."""
    return _CAPITAL.match(text.lstrip(_QUOTES)) is not None


def _told(text: str) -> Notice:
    if authors := read_byline(text):
        return Notice(text, Kind.AUTHOR, authors)
    if is_place(text):
        return Notice(text, Kind.PLACE)
    if (outlet := outlet_name(text)) is not None:
        return Notice(text, Kind.OUTLET, (outlet,) if outlet else ())
    if _QUOTED.fullmatch(text):
        return Notice(text, Kind.QUOTED, (text.strip(_QUOTES),))
    return (
        Notice(text, Kind.CAPITALS, (text,)) if _has_family_in_capitals(text) else Notice(text, Kind.UNTOLD)
    )


def _has_only_capitals(name: str) -> bool:
    return begins_as_name(name) and all(map(_is_capital, name.split()))


def _is_capital(word: str) -> bool:
    return begins_as_name(word) or len(word) <= _SHORT_WORD


def _has_family_in_capitals(name: str) -> bool:
    """Whether a family name is in capitals, as bylines have it and places do not."""
    first, *others = name.split()
    is_marked = not first.isupper() and any(
        len(word) >= _SHORTEST_FAMILY_NAME and word.isupper() for word in others
    )
    return is_marked and _NAME.fullmatch(name) is not None


@cache
def _entries(section: str) -> frozenset[str]:
    return frozenset(entry.casefold() for entry in read_entries("heading.txt")[section])


@cache
def _start_pattern(section: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{_any_of(section)})(?:\s+|(?=[«“„\"])|(?<=:)|$)", re.IGNORECASE)


@cache
def _end_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:^|\s+|(?<=[»”“\"]))(?:{_any_of('after outlet')})$", re.IGNORECASE)


@cache
def _joiner_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{_any_of('author joiners')})\s+", re.IGNORECASE)


def _any_of(section: str) -> str:
    return any_of(read_entries("heading.txt")[section])
