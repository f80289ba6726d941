"""What a reader searches for, and what of it the record holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from litestar.exceptions import ValidationException

from onrecord.records import Kind
from onrecord.store import (
    Facet,
    FacetCount,
    Page,
    Record,
    StatementFilter,
    days,
    facets,
    statement_page,
)
from onrecord.store.rows import RecordedStatement
from onrecord.store.signs import BANDS

_LONGEST = 300
_SHOWN = (
    Facet.SPEAKER, Facet.OUTLET, Facet.LANGUAGE, Facet.YEAR, Facet.ISSUE, Facet.KIND, Facet.CONFIDENCE,
)  # fmt: skip
_MOST_VALUES = 12
_KNOWN = {
    Facet.KIND: [kind.value for kind in Kind],
    Facet.CONFIDENCE: [f"{least:g}" for least in BANDS],
}
"""The values of facets that are the program's, not the record's."""


class Parameters(Protocol):
    """What an address asks, several values for a name."""

    def get(self, key: str, default: str, /) -> str:
        """The first value."""

    def getall(self, key: str, default: list[str], /) -> list[str]:
        """All values."""


@dataclass(frozen=True, slots=True)
class Search:
    """The questions of the search form; an empty one asks for anything.

    ``by`` is a speaker's name or part of one, ``at`` words of an outlet's, ``since`` and ``until`` dates as
    they were written, ``chosen`` whole values of facets.
    """

    q: str = ""
    by: str = ""
    at: str = ""
    since: str = ""
    until: str = ""
    chosen: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)
    after: str | None = None

    @property
    def written(self) -> dict[str, str]:
        """What was written besides the words, by the name that the address gives it."""
        return {name: value for name in ("by", "at", "since", "until") if (value := getattr(self, name))}

    @property
    def is_empty(self) -> bool:
        """Whether it asks for anything."""
        return not (self.q or self.written or self.chosen)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of statements, how many there are (at least, where ``more``), and the facets of these."""

    page: Page[RecordedStatement] = field(default_factory=lambda: Page((), None))
    total: int = 0
    more: bool = False
    facets: Mapping[Facet, tuple[FacetCount, ...]] = field(default_factory=dict)

    def name(self, facet: Facet, value: str) -> str:
        """What a value of a facet is called."""
        known = (each.name for each in self.facets.get(facet, ()) if each.value == value)
        return next(known, value)


def asked(parameters: Parameters) -> Search:
    """The search that an address asks for.

    Raises:
        ValidationException: a date, a kind or a confidence is none.
    """

    def written(name: str) -> str:
        return parameters.get(name, "").strip()[:_LONGEST]

    for name in ("since", "until"):
        if written(name) and days(written(name)) is None:
            raise ValidationException(f"{written(name)!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD.")
    for facet, known in _KNOWN.items():
        for value in parameters.getall(facet, []):
            if value not in known:
                raise ValidationException(f"{value!r} is no {facet}; it may be {', '.join(known)}.")
    return Search(
        q=written("q"),
        by=written("by"),
        at=written("at"),
        since=written("since"),
        until=written("until"),
        chosen={facet: tuple(values) for facet in _SHOWN if (values := parameters.getall(facet, []))},
        after=parameters.get("after", "") or None,
    )


def found(record: Record, search: Search, limit: int) -> Found:
    """The statements that answer a search, the latest published first.

    Raises:
        RecordError: words or names have no letter or digit, or the place in the list is none.
    """
    first, last = days(search.since), days(search.until)
    wanted = StatementFilter(
        about=search.q or None,
        speaker=search.by or None,
        outlet=search.at or None,
        since=first and first[0],
        until=last and last[1],
        chosen=search.chosen,
    )
    counts = facets(record, wanted)
    shown = {facet: _worth_choosing(facet, counts.values[facet], search) for facet in _SHOWN}
    page = statement_page(record, wanted, limit=limit, after=search.after)
    return Found(page, counts.statements, counts.more, shown)


def _worth_choosing(facet: Facet, values: tuple[FacetCount, ...], search: Search) -> tuple[FacetCount, ...]:
    """Values that some statement has, and those chosen; the latest years and the highest bands first."""
    chosen = search.chosen.get(facet, ())
    some = [each for each in values if each.statements or each.value in chosen]
    if facet in (Facet.YEAR, Facet.CONFIDENCE):
        some.reverse()
    kept = [each for rank, each in enumerate(some) if rank < _MOST_VALUES or each.value in chosen]
    return tuple(each for each in kept if each.value or facet is Facet.SPEAKER)
