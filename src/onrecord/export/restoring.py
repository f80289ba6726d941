"""A record from the lines of an export, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

import msgspec

from onrecord.export.lines import (
    ActorLine,
    AnyLine,
    Corrected,
    CorrectionLine,
    DocumentLine,
    PositionLine,
    StatementLine,
)
from onrecord.records import ActorReference, Document, Position, Statement
from onrecord.store import (
    Correction,
    Decision,
    Record,
    RecordError,
    Ruling,
    SqlError,
    Subject,
    Verdict,
    actor_name,
    corrected_documents,
    days,
    find_correction,
    find_document,
    is_empty,
    transaction,
    writing,
)
from onrecord.store.actor_rows import RecordedActor
from onrecord.store.adding import is_false_hash, text_sha256
from onrecord.store.applying import apply_corrections
from onrecord.store.corrections import insert_correction
from onrecord.store.decisions import insert_decision
from onrecord.store.settling import settle
from onrecord.store.showing import show_all

_DECODER = msgspec.json.Decoder(AnyLine)
# Ten megabytes of text, every letter escaped, with room for what stands beside it.
_MAX_LINE_BYTES = 128 * 2**20


def import_lines(record: Record, stream: BinaryIO) -> int:
    """Fill an empty record with what :func:`export_lines` gave, all or nothing; the number of documents.

    Raises:
        RecordError: the record is not empty, or a line is not as exported: not of the format, a span outside
            its text, a text without its hash, a reference to nothing, a name that is not the actor's, fewer
            or more statements or positions than their document announces. The record stays as it was.
    """
    try:
        with transaction(record):
            documents = _import(record, stream)
            settle(record)
            show_all(record)
            for document in corrected_documents(record):
                apply_corrections(record, document)
            return documents
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
    """The document that the lines are about, and how many of its statements and positions are to come."""

    id: str
    number: int
    text: str
    statements: int
    positions: int

    def check_complete(self) -> None:
        for missing, what in ((self.statements, "statements"), (self.positions, "positions")):
            if missing:
                difference = f"{abs(missing)} {'fewer' if missing > 0 else 'more'}"
                raise RecordError(f"document {self.id} has {difference} {what} than it announces")


def _restore(record: Record, line: AnyLine, document: _Stored | None) -> _Stored | None:
    """Store what a line says; the document that the lines after it are about."""
    if isinstance(line, DocumentLine):
        return _restore_document(record, line)
    if isinstance(line, ActorLine):
        writing.save_actor(
            record,
            RecordedActor(line.id, line.name, line.kind, line.names, line.named_with, line.formerly),
        )
    elif isinstance(line, CorrectionLine):
        _restore_correction(record, line)
    elif document is None or document.id != line.document:
        raise RecordError(f"{_called(line)} does not follow its document {line.document}")
    else:
        _restore_finding(record, line, document)
    return document


def _restore_correction(record: Record, line: CorrectionLine) -> None:
    for time in (line.decided, line.undone):
        if time is not None and days(time) is None:
            raise RecordError(f"{time!r} is no time in ISO 8601")
    if line.of is None:
        insert_decision(record, _decision(line))
        return
    document = find_document(record, line.of.document).document
    number = insert_correction(record, _correction(line, line.of), document.text)
    if find_correction(record, number).words != line.of.words:
        raise RecordError(f"the words of a correction do not stand in {document.id} where it says")


def _restore_finding(record: Record, line: StatementLine | PositionLine, document: _Stored) -> None:
    number, text = document.number, document.text
    if isinstance(line, StatementLine):
        statement = _statement(line)
        _check_names(record, _called(line), writing.referred(statement))
        writing.insert_statement(record, number, text, statement, line.analysed_with)
        document.statements -= 1
    else:
        position = _position(line)
        _check_names(record, _called(line), writing.referred(position))
        writing.insert_position(record, number, text, position, line.analysed_with)
        document.positions -= 1


def _called(line: StatementLine | PositionLine) -> str:
    return f"{'statement' if isinstance(line, StatementLine) else 'position'} {line.id}"


def _restore_document(record: Record, line: DocumentLine) -> _Stored:
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
    return _Stored(line.id, number, line.text, line.statements, line.positions)


def _check_names(record: Record, called: str, referred: Iterable[ActorReference]) -> None:
    for reference in referred:
        name = actor_name(record, reference.id)
        if name != reference.name:
            raise RecordError(f"{called} calls {reference.id} {reference.name!r}, its actor {name!r}")


def _statement(line: StatementLine) -> Statement:
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


def _position(line: PositionLine) -> Position:
    return Position(
        id=line.id,
        holder=line.holder,
        holder_span=line.holder_span,
        target=line.target,
        target_span=line.target_span,
        polarity=line.polarity,
        evidence=line.evidence,
        statement=line.statement,
        claimed_by=line.claimed_by,
        past=line.past,
        condition=line.condition,
        confidence=line.confidence,
        method=line.method,
    )


def _correction(line: CorrectionLine, of: Corrected) -> Correction:
    return Correction(
        number=0,
        ruling=msgspec.convert(line.verdict, Ruling),
        subject=of.subject,
        document=of.document,
        id=of.id,
        revision=of.revision,
        upon=_corrected(of, of.upon),
        becomes=_corrected(of, of.becomes),
        analysed_with=of.analysed_with,
        author=line.author,
        decided=line.decided,
        because=line.because,
        undone=line.undone,
        undone_by=line.undone_by,
    )


def _corrected(of: Corrected, fields: dict[str, Any] | None) -> Statement | Position | None:
    if of.subject is Subject.STATEMENT:
        return msgspec.convert(fields, Statement | None)
    return msgspec.convert(fields, Position | None)


def _decision(line: CorrectionLine) -> Decision:
    if line.a is None or line.b is None:
        raise RecordError("a correction is of two actors, of a statement or of a position")
    return Decision(
        number=0,
        verdict=msgspec.convert(line.verdict, Verdict),
        a=line.a,
        b=line.b,
        author=line.author,
        decided=line.decided,
        because=line.because,
        undone=line.undone,
        undone_by=line.undone_by,
    )
