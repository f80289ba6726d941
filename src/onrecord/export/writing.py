"""A record as lines of JSON."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from onrecord.export.lines import (
    ActorLine,
    CorrectionLine,
    DocumentLine,
    Mentions,
    PositionLine,
    StatementLine,
)
from onrecord.store import (
    Decision,
    Record,
    all_actors,
    all_documents,
    decisions,
    positions_of,
    snapshot,
    statements_of,
)
from onrecord.store.rows import RecordedDocument, RecordedPosition, RecordedStatement

_ENCODER = msgspec.json.Encoder()


def export_lines(record: Record) -> Iterator[bytes]:
    """Everything in the record, as lines of JSON without their line breaks."""
    with snapshot(record):
        for actor in all_actors(record):
            yield _ENCODER.encode(
                ActorLine(
                    actor.id, actor.name, actor.kind, dict(actor.names), actor.named_with, actor.formerly
                )
            )
        for recorded in all_documents(record):
            said = list(statements_of(record, recorded.document.id))
            held = list(positions_of(record, recorded.document.id))
            yield _ENCODER.encode(_document_line(recorded, len(said), len(held)))
            for statement in said:
                yield _ENCODER.encode(_statement_line(statement))
            for position in held:
                yield _ENCODER.encode(_position_line(position))
        for decision in decisions(record):
            yield _ENCODER.encode(_correction_line(decision))


def _statement_line(recorded: RecordedStatement) -> StatementLine:
    statement = recorded.statement
    return StatementLine(
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


def _position_line(recorded: RecordedPosition) -> PositionLine:
    position = recorded.position
    return PositionLine(
        id=position.id,
        document=recorded.document.id,
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
        analysed_with=recorded.analysed_with,
    )


def _correction_line(decision: Decision) -> CorrectionLine:
    return CorrectionLine(
        verdict=decision.verdict,
        a=decision.a,
        b=decision.b,
        author=decision.author,
        decided=decision.decided,
        because=decision.because,
        undone=decision.undone,
        undone_by=decision.undone_by,
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
