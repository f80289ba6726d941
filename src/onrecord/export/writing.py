"""A record as lines of JSON."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import msgspec

from onrecord.export.lines import (
    ActorLine,
    Corrected,
    CorrectionLine,
    DocumentLine,
    Mentions,
    PositionLine,
    StatementLine,
)
from onrecord.records import Position, Statement
from onrecord.store import (
    Correction,
    Decision,
    Record,
    all_actors,
    all_documents,
    found_in,
    history,
    snapshot,
)
from onrecord.store.rows import RecordedDocument

_ENCODER = msgspec.json.Encoder()


def export_lines(record: Record) -> Generator[bytes]:
    """Everything in the record, as lines of JSON without their line breaks."""
    with snapshot(record):
        for actor in all_actors(record):
            yield _ENCODER.encode(
                ActorLine(
                    actor.id, actor.name, actor.kind, dict(actor.names), actor.named_with, actor.formerly
                )
            )
        for recorded in all_documents(record):
            identifier = recorded.document.id
            found = found_in(record, identifier)
            said = [(each.value, each) for each in found if isinstance(each.value, Statement)]
            held = [(each.value, each) for each in found if isinstance(each.value, Position)]
            yield _ENCODER.encode(_document_line(recorded, len(said), len(held)))
            for statement, each in said:
                yield _ENCODER.encode(_statement_line(identifier, statement, each.analysed_with))
            for position, each in held:
                yield _ENCODER.encode(_position_line(identifier, position, each.analysed_with))
        for made in sorted(history(record), key=lambda each: each.number):
            yield _ENCODER.encode(_correction_line(made))


def _statement_line(document: str, statement: Statement, analysed_with: str) -> StatementLine:
    return StatementLine(
        id=statement.id,
        document=document,
        kind=statement.kind,
        content=statement.content,
        cue=statement.cue,
        speaker_span=statement.speaker_span,
        speaker=statement.speaker,
        via=statement.via,
        confidence=statement.confidence,
        method=statement.method,
        analysed_with=analysed_with,
    )


def _position_line(document: str, position: Position, analysed_with: str) -> PositionLine:
    return PositionLine(
        id=position.id,
        document=document,
        holder=position.holder,
        holder_span=position.holder_span,
        target=position.target,
        target_span=position.target_span,
        polarity=position.polarity,
        evidence=position.evidence,
        statement=position.statement,
        claimed_by=position.claimed_by,
        past=position.past,
        condition=position.condition,
        confidence=position.confidence,
        method=position.method,
        analysed_with=analysed_with,
    )


def _correction_line(made: Decision | Correction) -> CorrectionLine:
    if isinstance(made, Decision):
        what: dict[str, Any] = {"verdict": made.verdict, "a": made.a, "b": made.b}
    else:
        what = {"verdict": made.ruling, "of": _corrected(made)}
    return CorrectionLine(
        **what,
        author=made.author,
        decided=made.decided,
        because=made.because,
        undone=made.undone,
        undone_by=made.undone_by,
    )


def _corrected(made: Correction) -> Corrected:
    return Corrected(
        subject=made.subject,
        document=made.document,
        id=made.id,
        revision=made.revision,
        upon=msgspec.to_builtins(made.upon),
        becomes=msgspec.to_builtins(made.becomes),
        words={side: dict(roles) for side, roles in made.words.items()},
        analysed_with=made.analysed_with,
    )


def _document_line(recorded: RecordedDocument, statements: int, positions: int) -> DocumentLine:
    document = recorded.document
    return DocumentLine(
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
        mentions=tuple(Mentions(actor, spans) for actor, spans in recorded.mentions),
        statements=statements,
        positions=positions,
    )
