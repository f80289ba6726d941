"""Statements and positions as rows of a table and as objects of JSON."""

from __future__ import annotations

from functools import singledispatch

from onrecord.records import Polarity, Spans
from onrecord.store.rows import DocumentLabel, RecordedPosition, RecordedStatement

Found = RecordedStatement | RecordedPosition
"""What an export is made of."""

GAP = " … "
"""Between the pieces of what the text interrupts."""

SIDES = {Polarity.FOR: "for", Polarity.NEUTRAL: "neutral", Polarity.AGAINST: "against"}

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


def label_fields(label: DocumentLabel) -> dict[str, object]:
    """The document in which something stands, as fields of an object of JSON."""
    return {
        "document": label.id,
        "current": label.current,
        "title": label.title,
        "url": label.url,
        "outlet": label.outlet,
        "published": label.published,
        "language": label.language,
    }


@singledispatch
def fields_of(recorded: Found) -> dict[str, object]:
    """A statement or a position as an object of JSON."""
    raise TypeError(recorded)


@singledispatch
def row_of(recorded: Found) -> tuple[object, ...]:
    """The same as a row of CSV, under the columns of its kind."""
    raise TypeError(recorded)


@fields_of.register
def _statement_fields(recorded: RecordedStatement) -> dict[str, object]:
    statement = recorded.statement
    return {
        "id": statement.id,
        **label_fields(recorded.document),
        "kind": statement.kind,
        "speaker": recorded.speaker,
        "found_speaker": statement.speaker,
        "via": recorded.via,
        "words": recorded.words,
        "content": statement.content,
        "cue": statement.cue,
        "speaker_span": statement.speaker_span,
        "confidence": statement.confidence,
        "method": statement.method,
        "analysed_with": recorded.analysed_with,
        "correction": recorded.mark,
    }


@fields_of.register
def _position_fields(recorded: RecordedPosition) -> dict[str, object]:
    found = recorded.position
    return {
        "id": found.id,
        **label_fields(recorded.document),
        "holder": recorded.holder,
        "found_holder": found.holder,
        "target": recorded.target,
        "found_target": found.target,
        "polarity": found.polarity,
        "past": found.past,
        "claimed_by": recorded.claimed_by,
        "found_claimed_by": found.claimed_by,
        "words": recorded.words,
        "holder_span": found.holder_span,
        "target_span": found.target_span,
        "evidence": found.evidence,
        "condition": found.condition,
        "statement": found.statement,
        "confidence": found.confidence,
        "method": found.method,
        "analysed_with": recorded.analysed_with,
        "correction": recorded.mark,
    }


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
