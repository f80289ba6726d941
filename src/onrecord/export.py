"""A record as JSON Lines, and back: one object a line, each with a ``type``.

First every ``actor``, then every ``document`` in the order of adding, each followed by its statements.
Offsets are half-open code-point offsets into the document's ``text``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, BinaryIO

import msgspec

from onrecord.records import ActorKind, ActorReference, Document, Kind, Span, Statement
from onrecord.store import (
    Record,
    RecordError,
    SqlError,
    actor_name,
    all_actors,
    all_documents,
    is_empty,
    snapshot,
    statements_of,
    transaction,
    writing,
)
from onrecord.store.adding import is_false_hash, text_sha256
from onrecord.store.rows import Printing, RecordedActor, RecordedDocument, RecordedStatement


class _Line(msgspec.Struct, tag_field="type", forbid_unknown_fields=True):
    pass


class _ActorLine(_Line, tag="actor"):
    id: str
    name: str
    kind: ActorKind | None
    names: dict[str, str]
    named_with: str


class _Mentions(msgspec.Struct, forbid_unknown_fields=True):
    actor: str
    spans: tuple[Span, ...]


class _DocumentLine(_Line, tag="document"):
    """The document's own fields as `extract` gives them, then what the record knows besides."""

    id: str
    language: str
    title: str | None
    url: str | None
    outlet: str | None
    authors: tuple[str, ...]
    published: str | None
    text: str
    boilerplate: tuple[Span, ...]
    sha256: str
    analysed_with: str
    printings: Annotated[tuple[Printing, ...], msgspec.Meta(min_length=1)]
    mentions: tuple[_Mentions, ...]
    statements: Annotated[int, msgspec.Meta(ge=0)]
    """How many of them follow."""


class _StatementLine(_Line, tag="statement"):
    id: str
    document: str
    kind: Kind
    content: Annotated[tuple[Span, ...], msgspec.Meta(min_length=1)]
    cue: tuple[Span, ...]
    speaker_span: tuple[Span, ...]
    speaker: ActorReference | None
    via: tuple[ActorReference, ...]
    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)]
    method: str
    analysed_with: str


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(_ActorLine | _DocumentLine | _StatementLine)


# Ten megabytes of text, every letter escaped, with room for what stands beside it.
_MAX_LINE_BYTES = 128 * 2**20


def export_lines(record: Record) -> Iterator[bytes]:
    """Everything in the record, as lines of JSON without their line breaks."""
    with snapshot(record):
        for actor in all_actors(record):
            yield _ENCODER.encode(
                _ActorLine(actor.id, actor.name, actor.kind, dict(actor.names), actor.named_with)
            )
        for recorded in all_documents(record):
            said = list(statements_of(record, recorded.document.id))
            yield _ENCODER.encode(_document_line(recorded, len(said)))
            for statement in said:
                yield _ENCODER.encode(_statement_line(statement))


def import_lines(record: Record, stream: BinaryIO) -> int:
    """Fill an empty record with what :func:`export_lines` gave, all or nothing; the number of documents.

    Raises:
        RecordError: the record is not empty, or a line is not as exported: not of the format, a span outside
            its text, a text without its hash, a reference to nothing, a name that is not the actor's, fewer
            or more statements than their document announces. The record stays as it was.
    """
    try:
        with transaction(record):
            return _import(record, stream)
    except SqlError as error:
        # Lines are checked one by one; what shows only in the end is a document that never came.
        raise RecordError(
            f"A printing replaces a document that is missing ({error}). Nothing was imported."
        ) from error


def _import(record: Record, stream: BinaryIO) -> int:
    if not is_empty(record):
        raise RecordError("This record is not empty; import into a new file.")
    documents = 0
    document: _Stored | None = None
    for number, line in enumerate(iter(lambda: stream.readline(_MAX_LINE_BYTES), b""), 1):
        try:
            restored = _restore(record, _DECODER.decode(line), document)
            if document is not None and restored is not document:
                document.check_complete()
        except (msgspec.DecodeError, RecordError, SqlError, RecursionError) as error:
            raise RecordError(f"Line {number}: {error}. Nothing was imported.") from error
        documents += restored is not document
        document = restored
    if document is not None:
        try:
            document.check_complete()
        except RecordError as error:
            raise RecordError(f"At the end: {error}. Nothing was imported.") from error
    return documents


@dataclass(slots=True)
class _Stored:
    """The document that the lines are about, and how many of its statements are still to come."""

    id: str
    number: int
    text: str
    missing: int

    def check_complete(self) -> None:
        if self.missing:
            difference = f"{abs(self.missing)} {'fewer' if self.missing > 0 else 'more'}"
            raise RecordError(f"document {self.id} has {difference} statements than it announces")


def _restore(
    record: Record, line: _ActorLine | _DocumentLine | _StatementLine, document: _Stored | None
) -> _Stored | None:
    """Store what a line says; the document that the lines after it are about."""
    if isinstance(line, _DocumentLine):
        return _restore_document(record, line)
    if isinstance(line, _ActorLine):
        writing.save_actor(record, RecordedActor(line.id, line.name, line.kind, line.names, line.named_with))
    elif document is None or document.id != line.document:
        raise RecordError(f"statement {line.id} does not follow its document {line.document}")
    else:
        _check_names(record, line)
        writing.insert_statement(record, document.number, document.text, _statement(line), line.analysed_with)
        document.missing -= 1
    return document


def _restore_document(record: Record, line: _DocumentLine) -> _Stored:
    if text_sha256(line.text) != line.sha256:
        raise RecordError(f"the text of {line.id} does not have the SHA-256 given")
    document = Document(id=line.id, text=line.text, language=line.language, boilerplate=line.boilerplate)
    if is_false_hash(line.id, line.sha256):
        raise RecordError(f"the id {line.id} looks like the SHA-256 of the text and is not")
    number = writing.insert_document(record, document, line.sha256, line.analysed_with)
    for printing in line.printings:
        writing.insert_printing(record, number, printing)
    for mentions in line.mentions:
        writing.insert_mentions(record, number, line.text, mentions.actor, mentions.spans)
    return _Stored(line.id, number, line.text, line.statements)


def _check_names(record: Record, line: _StatementLine) -> None:
    for reference in writing.referred(_statement(line)):
        name = actor_name(record, reference.id)
        if name != reference.name:
            raise RecordError(
                f"statement {line.id} calls {reference.id} {reference.name!r}, its actor {name!r}"
            )


def _statement(line: _StatementLine) -> Statement:
    return Statement(
        id=line.id,
        kind=line.kind,
        content=line.content,
        cue=line.cue,
        speaker_span=line.speaker_span,
        speaker=line.speaker,
        via=line.via,
        confidence=line.confidence,
        method=line.method,
    )


def _statement_line(recorded: RecordedStatement) -> _StatementLine:
    statement = recorded.statement
    return _StatementLine(
        id=statement.id,
        document=recorded.document.id,
        kind=statement.kind,
        content=statement.content,
        cue=statement.cue,
        speaker_span=statement.speaker_span,
        speaker=statement.speaker,
        via=statement.via,
        confidence=statement.confidence,
        method=statement.method,
        analysed_with=recorded.analysed_with,
    )


def _document_line(recorded: RecordedDocument, statements: int) -> _DocumentLine:
    document = recorded.document
    return _DocumentLine(
        id=document.id,
        language=document.language,
        title=document.title,
        url=document.url,
        outlet=document.outlet,
        authors=document.authors,
        published=document.published,
        text=document.text,
        boilerplate=document.boilerplate,
        sha256=recorded.text_sha256,
        analysed_with=recorded.analysed_with,
        printings=recorded.printings,
        mentions=tuple(_Mentions(actor, spans) for actor, spans in recorded.mentions),
        statements=statements,
    )
