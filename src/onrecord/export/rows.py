"""Statements and positions as rows of a table and as objects of JSON."""

from __future__ import annotations

from functools import singledispatch

from onrecord.records import Spans
from onrecord.store.rows import RecordedPosition, RecordedStatement
from onrecord.wire.recorded import (
    SIDES,
    PositionObject,
    StatementObject,
    position_object,
    statement_object,
)

Found = RecordedStatement | RecordedPosition
"""What an export is made of."""

GAP = " … "
"""Between the pieces of what the text interrupts."""

STATEMENT_COLUMNS = (
    "speaker", "speaker_id", "speaker_words", "kind", "content", "cue", "via", "confidence", "method",
    "title", "outlet", "published", "language", "url", "document", "content_offsets", "statement",
    "found_speaker_id", "corrected", "corrected_by",
)  # fmt: skip

POSITION_COLUMNS = (
    "published", "holder", "holder_id", "holder_words", "side", "target", "target_kind", "target_id",
    "evidence", "past", "condition", "claimed_by", "claimed_by_id", "confidence", "method",
    "title", "outlet", "language", "url", "document", "evidence_offsets", "statement", "position",
    "found_holder_id", "found_target_id", "corrected", "corrected_by",
)  # fmt: skip


def offsets(spans: Spans) -> str:
    """Where the spans stand, for reading."""
    return ", ".join(f"{start}–{end}" for start, end in spans)


def object_of(recorded: Found) -> StatementObject | PositionObject:
    """A statement or a position as an object of JSON."""
    if isinstance(recorded, RecordedStatement):
        return statement_object(recorded)
    return position_object(recorded)


@singledispatch
def row_of(recorded: Found) -> tuple[object, ...]:
    """The same as a row of CSV, under the columns of its kind."""
    raise TypeError(recorded)


@row_of.register
def _statement_row(recorded: RecordedStatement) -> tuple[object, ...]:
    statement, label = recorded.statement, recorded.document
    return (
        recorded.speaker and recorded.speaker.name,
        recorded.speaker and recorded.speaker.id,
        GAP.join(recorded.words["speaker"]),
        statement.kind.value,
        GAP.join(recorded.words["content"]),
        GAP.join(recorded.words["cue"]),
        " → ".join(via.name for via in recorded.via),
        statement.confidence,
        statement.method,
        label.title,
        label.outlet,
        label.published,
        label.language,
        label.url,
        label.id,
        offsets(statement.content),
        statement.id,
        statement.speaker and statement.speaker.id,
        recorded.mark and recorded.mark.decided,
        recorded.mark and recorded.mark.author,
    )


@row_of.register
def _position_row(recorded: RecordedPosition) -> tuple[object, ...]:
    found, label, words = recorded.position, recorded.document, recorded.words
    return (
        label.published,
        recorded.holder and recorded.holder.name,
        recorded.holder and recorded.holder.id,
        GAP.join(words["holder"]),
        SIDES[found.polarity],
        recorded.target.name,
        recorded.target.kind.value,
        recorded.target.id,
        GAP.join(words["evidence"]),
        found.past,
        GAP.join(words["condition"]),
        recorded.claimed_by and recorded.claimed_by.name,
        recorded.claimed_by and recorded.claimed_by.id,
        found.confidence,
        found.method,
        label.title,
        label.outlet,
        label.language,
        label.url,
        label.id,
        offsets(found.evidence),
        found.statement,
        found.id,
        found.holder and found.holder.id,
        found.target.id,
        recorded.mark and recorded.mark.decided,
        recorded.mark and recorded.mark.author,
    )
