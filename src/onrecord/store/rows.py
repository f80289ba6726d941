"""What a record gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.records import ActorKind, Document, Spans, Statement
from onrecord.store.snippets import Snippet


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


@dataclass(frozen=True, slots=True)
class RecordedStatement:
    """A statement with the words of its spans, role by role (content, cue, speaker), as they were stored."""

    statement: Statement
    words: Mapping[str, tuple[str, ...]]
    analysed_with: str
    document: DocumentLabel


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
