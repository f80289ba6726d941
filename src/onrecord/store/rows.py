"""Documents, statements and positions as a record gives them back, in pages and by facet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from onrecord.records import ActorReference, Document, Position, Spans, Statement, Target
from onrecord.store.snippets import Snippet

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Printing:
    """A place where a text was found; ``replaces`` is the id of the document that stood there before."""

    given_id: str | None
    url: str | None
    outlet: str | None
    title: str | None
    authors: tuple[str, ...]
    published: str | None
    source_path: str | None
    added: str
    current: bool
    replaces: str | None


@dataclass(frozen=True, slots=True)
class DocumentLabel:
    """Enough of a document to name it; ``current`` is false where another text has replaced it everywhere."""

    id: str
    language: str
    title: str | None
    url: str | None
    outlet: str | None
    published: str | None
    current: bool


class Ruling(StrEnum):
    """What somebody says of a statement or a position."""

    ACCEPT = "accept"
    REJECT = "reject"
    CHANGE = "change"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Mark:
    """The correction that what is shown follows from: its number, and who made it when (UTC)."""

    number: int
    ruling: Ruling
    author: str
    decided: str


@dataclass(frozen=True, slots=True)
class RecordedStatement:
    """A statement with the words of its spans, role by role (content, cue, speaker), as they were stored.

    ``statement`` is what was found, or what a correction made of it: then ``mark`` tells which. ``speaker``
    and ``via`` are who that is by the decisions of users.
    """

    statement: Statement
    speaker: ActorReference | None
    via: tuple[ActorReference, ...]
    words: Mapping[str, tuple[str, ...]]
    analysed_with: str
    document: DocumentLabel
    mark: Mark | None = None

    @property
    def revision(self) -> int:
        """What a correction of it is made upon: the number of the one that stands; 0 where none does."""
        return self.mark.number if self.mark else 0


class Facet(StrEnum):
    """By what statements are counted and chosen, and what the values are."""

    SPEAKER = "speaker"
    """An actor's id; empty where the text does not settle who speaks."""
    OUTLET = "outlet"
    """As printed; the spelling does not matter."""
    LANGUAGE = "language"
    """BCP 47."""
    YEAR = "year"
    """``YYYY``, where the date is known so precisely."""
    MONTH = "month"
    """``YYYY-MM``, where the date is known so precisely."""
    ISSUE = "issue"
    """The key of the issue of a position that rests on the statement."""
    KIND = "kind"
    CONFIDENCE = "confidence"
    """Where one of ``BANDS`` begins."""


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many statements have a value of a facet; ``name`` is what people call it."""

    value: str
    name: str
    statements: int


@dataclass(frozen=True, slots=True)
class Facets:
    """How many statements are found, in all and by the values of each facet, the most first.

    Years, months and bands are in their own order. Where there are ``more`` than were counted, all counts are
    those of the latest ``statements``. The counts of a facet in which values are chosen are those that its
    other values would have in their place.
    """

    statements: int
    more: bool
    values: Mapping[Facet, tuple[FacetCount, ...]]


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A part of a list; ``next`` is where the part after it begins, ``None`` at the end."""

    items: tuple[Item, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class RecordedPosition:
    """A position with the words of its spans, role by role, as they were stored.

    ``words`` has the roles holder, target, evidence and condition, and under ``statement`` the content of the
    statement that holds the evidence. ``position`` is what was found, or what a correction of it or of its
    statement made of it: then ``mark`` tells which. ``holder``, ``target`` and ``claimed_by`` are who that is
    by the decisions of users.
    """

    position: Position
    holder: ActorReference | None
    target: Target
    claimed_by: ActorReference | None
    words: Mapping[str, tuple[str, ...]]
    analysed_with: str
    document: DocumentLabel
    mark: Mark | None = None

    @property
    def revision(self) -> int:
        """As of a statement."""
        return self.mark.number if self.mark else 0


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many statements are of a month, ``YYYY-MM``; ``None``: of no date."""

    month: str | None
    statements: int


@dataclass(frozen=True, slots=True)
class RecordedDocument:
    """A document as the record holds it; outlet, title and so on are of its first current printing."""

    document: Document
    text_sha256: str
    analysed_with: str
    printings: tuple[Printing, ...]
    mentions: tuple[tuple[str, Spans], ...]
    """By actor id."""

    @property
    def current(self) -> bool:
        """Whether the text still stands in one of the places where it was found."""
        return any(printing.current for printing in self.printings)


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in a list of documents."""

    label: DocumentLabel
    statements: int
    replaced_by: tuple[str, ...]
    """Ids of the documents that took its places."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """An actor with what is on record: numbers of statements, in all, by outlet and by language."""

    id: str
    name: str
    kind: str | None
    statements: int
    outlets: Mapping[str | None, int]
    languages: Mapping[str, int]
    first: str | None
    """The earliest and the latest date of publication, as printed."""
    last: str | None


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A document where the words stand, and those of its statements in which all of them stand."""

    label: DocumentLabel
    snippet: Snippet
    statements: tuple[RecordedStatement, ...]
