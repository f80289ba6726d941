"""What a record gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Generic, TypeVar

from msgspec import UNSET, Struct, UnsetType

from onrecord.records import (
    ActorKind,
    ActorReference,
    Document,
    Kind,
    Polarity,
    Position,
    Spans,
    Statement,
    Target,
)
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
class Stand:
    """A position without its words, as one point of a course; ``published`` is its document's date."""

    id: str
    document: str
    published: str | None
    polarity: Polarity
    past: bool
    conditional: bool
    claimed_by: ActorReference | None
    confidence: float

    @property
    def qualified(self) -> bool:
        """Whether it tells less than a stand: one of the past, on a condition, or according to others."""
        return self.past or self.conditional or self.claimed_by is not None


@dataclass(frozen=True, slots=True)
class Course:
    """How one holder stood to one target, the earliest first, what has no date last."""

    holder: ActorReference
    target: Target
    stands: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """How often one holder stands on which side of one target; ``latest`` is the latest stand of each side.

    Sides without a stand are missing.
    """

    holder: ActorReference
    target: Target
    counts: Mapping[Polarity, int]
    latest: Mapping[Polarity, Stand]


@dataclass(frozen=True, slots=True)
class IssueSides:
    """How often anybody stands on which side of an issue."""

    target: Target
    counts: Mapping[Polarity, int]


@dataclass(frozen=True, slots=True)
class MonthSides:
    """How many positions of each side are of a month, ``YYYY-MM``; ``None``: of no date."""

    month: str | None
    counts: Mapping[Polarity, int]


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many statements are of a month, ``YYYY-MM``; ``None``: of no date."""

    month: str | None
    statements: int


@dataclass(frozen=True, slots=True)
class Change:
    """Two positions of one holder on one target that differ, one after the other.

    Whether the line changed is for a reader to judge. ``in_order`` is false where the dates do not tell which
    came first.
    """

    holder: ActorReference
    target: Target
    before: RecordedPosition
    after: RecordedPosition
    in_order: bool


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


@dataclass(frozen=True, slots=True)
class RecordedActor:
    """An actor as the record names it; ``kind`` is ``None`` where only a statement's reference named it."""

    id: str
    name: str
    kind: ActorKind | None
    names: Mapping[str, str]
    named_with: str
    formerly: tuple[str, ...] = ()
    """Ids that decisions name and under which this actor stood before a text was analysed again."""


class Verdict(StrEnum):
    """What somebody decides of two actors."""

    SAME = "same"
    DIFFER = "differ"


@dataclass(frozen=True, slots=True)
class Decision:
    """That two actors are one, or are not: who said so, when (UTC), why, and whether it was taken back.

    The actors are named as they were when it was decided.
    """

    number: int
    verdict: Verdict
    a: ActorReference
    b: ActorReference
    author: str
    decided: str
    because: str | None
    undone: str | None
    undone_by: str | None


class Subject(StrEnum):
    """What is corrected."""

    STATEMENT = "statement"
    POSITION = "position"


class StatementChange(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What to make of a statement; what is not given stays. A speaker of ``None``: it is not settled who."""

    kind: Kind | UnsetType = UNSET
    content: Spans | UnsetType = UNSET
    cue: Spans | UnsetType = UNSET
    speaker_span: Spans | UnsetType = UNSET
    speaker: ActorReference | UnsetType | None = UNSET


class PositionChange(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What to make of a position; what is not given stays. A holder of ``None``: it is not settled who."""

    polarity: Polarity | UnsetType = UNSET
    holder: ActorReference | UnsetType | None = UNSET
    target: Target | UnsetType = UNSET


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody said of one statement or position: who, when (UTC), why, and whether it was taken back.

    ``document`` and ``id`` name its subject. ``upon`` is what was shown when it was made, ``None`` where it
    was added; ``becomes`` what is shown since, ``None`` where it was rejected. ``revision`` is the number of
    the correction that stood last when it was made, 0 where none did. ``words`` has the words of both, by
    side (upon, becomes) and role. ``analysed_with`` is the version that found what it was made upon.
    """

    number: int
    ruling: Ruling
    subject: Subject
    document: str
    id: str
    revision: int
    upon: Statement | Position | None
    becomes: Statement | Position | None
    analysed_with: str
    author: str
    decided: str
    because: str | None
    undone: str | None
    undone_by: str | None
    words: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    @property
    def latest(self) -> Statement | Position:
        """What its subject is since, or was before it was rejected."""
        found = self.becomes or self.upon
        assert found is not None, "one of the two is stored"
        return found

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of the fields in which what it became differs from what it was made upon."""
        before, after = self.upon, self.becomes
        if before is None or after is None:
            return ()
        names = (each.name for each in fields(before) if each.name != "confidence")
        return tuple(name for name in names if getattr(before, name) != getattr(after, name))


@dataclass(frozen=True, slots=True)
class ActorLine:
    """An actor in a list of actors: how many statements are its own, how many documents name it at all.

    ``merged`` are the ids of those that decisions make one with it; what it counts is theirs too.
    """

    id: str
    name: str
    kind: ActorKind | None
    statements: int
    documents: int
    merged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenName:
    """Words that name an actor, in the language of the documents, and how often."""

    name: str
    language: str
    count: int


@dataclass(frozen=True, slots=True)
class ActorTitle:
    """A role that texts give an actor beside its name: in how many places, by language, and when.

    ``first`` and ``last`` are the earliest and the latest date of publication, as printed; ``None`` where no
    text has a date.
    """

    title: str
    count: int
    languages: Mapping[str, int]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class MetWith:
    """An actor that is named in the same documents, and in how many."""

    actor: ActorReference
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPortrait:
    """Who an actor is, with those that decisions make one with it, and in what words texts name it."""

    line: ActorLine
    members: tuple[RecordedActor, ...]
    """Itself first."""
    names: tuple[WrittenName, ...]
    """As documents write it, the most frequent first."""
    called: tuple[WrittenName, ...]
    """Other words for it where it speaks: "she", "the minister"."""
    titles: tuple[ActorTitle, ...]
    """The roles that stand beside its name, the most frequent first."""
    met_with: tuple[MetWith, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorProfile(ActorPortrait):
    """All that a record holds of one actor and those that decisions make one with it."""

    speaker: Speaker | None
    """``None`` where it says nothing."""
    courses: tuple[Course, ...]
    """Its positions by target, the most first."""
    courses_on: tuple[Course, ...]
    """The positions of others on it, by holder, the most first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that may be meant, with the number of its statements."""

    actor: ActorReference
    kind: ActorKind | None
    statements: int


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two actors of one kind that may be one: ``score`` is how surely a name can name both, at least 0.5."""

    a: Candidate
    b: Candidate
    score: float


@dataclass(frozen=True, slots=True)
class UnsettledName:
    """A family name in the words for speakers whom their texts do not settle, and how often.

    ``candidates`` are the persons in the record who bear it, ``documents`` some ids of where it stands.
    """

    written: Mapping[str, int]
    statements: int
    candidates: tuple[Candidate, ...]
    documents: tuple[str, ...]
