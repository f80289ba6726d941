"""What people have accepted, changed, added and rejected, as articles to learn from."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Literal

import msgspec

from onrecord.records import ActorKind, Kind, Polarity, Span, Spans, TargetKind
from onrecord.store import (
    CorrectionFilter,
    Record,
    Ruling,
    Subject,
    actor_kinds,
    corrected_documents,
    corrections,
    find_document,
    positions_of,
    rejected_positions,
    rejected_statements,
    snapshot,
    statements_of,
)
from onrecord.store.rows import Mark, RecordedPosition, RecordedStatement

_ENCODER = msgspec.json.Encoder()
_TYPES: dict[ActorKind | None, Literal["p", "o", "g"]] = {
    ActorKind.PERSON: "p",
    ActorKind.ORGANISATION: "o",
    ActorKind.COUNTRY: "o",
    ActorKind.GROUP: "g",
    None: "o",
}

Review = Literal["accepted", "changed", "added", "rejected"]
_REVIEWS: dict[Ruling, Review] = {
    Ruling.ACCEPT: "accepted",
    Ruling.CHANGE: "changed",
    Ruling.ADD: "added",
    Ruling.REJECT: "rejected",
}


class Statement(msgspec.Struct):
    """A statement as annotated articles have it; the speaker is "?", a group, where it is not settled who."""

    id: int
    kind: Kind
    content: Spans
    speaker_span: Spans
    cue: Spans
    speaker: str
    speaker_type: Literal["p", "o", "g"]
    review: Review


class Attitude(msgspec.Struct):
    """A position likewise; ``statement`` is the id of a statement of the article, where one holds it."""

    holder: Span | None
    holder_name: str
    target: Span | None
    target_name: str
    target_kind: str
    polarity: Polarity
    expression: Spans
    statement: int | None
    review: Review


class Article(msgspec.Struct):
    """A document in which somebody has corrected something.

    ``complete`` tells whether somebody looked at each statement that is shown, so that what is not listed may
    be taken for none.
    """

    id: str
    language: str
    text: str
    statements: list[Statement]
    rejected: list[Statement]
    attitudes: list[Attitude]
    rejected_attitudes: list[Attitude]
    complete: bool


def training_lines(record: Record) -> Generator[bytes]:
    """What people have said of statements and positions, an article a line, without line breaks."""
    with snapshot(record):
        for identifier in corrected_documents(record):
            article = _article(record, identifier)
            if article.statements or article.rejected or article.attitudes or article.rejected_attitudes:
                yield _ENCODER.encode(article)


def _article(record: Record, identifier: str) -> Article:
    document = find_document(record, identifier).document
    shown = list(statements_of(record, identifier))
    looked_at = [each for each in shown if each.mark]
    rejected = list(rejected_statements(record, identifier))
    own = CorrectionFilter(document=identifier, subject=Subject.POSITION, standing=True)
    # Others only follow their statement.
    looked_at_too = {each.id for each in corrections(record, own)}
    held = [each for each in positions_of(record, identifier) if each.position.id in looked_at_too]
    kinds = actor_kinds(record, [each.speaker.id for each in (*looked_at, *rejected) if each.speaker])
    numbers = {each.statement.id: number for number, each in enumerate(looked_at, 1)}
    return Article(
        id=document.id,
        language=document.language,
        text=document.text,
        statements=_statements(looked_at, kinds, 1),
        rejected=_statements(rejected, kinds, len(looked_at) + 1),
        attitudes=[_attitude(each, numbers) for each in held],
        rejected_attitudes=[_attitude(each, {}) for each in rejected_positions(record, identifier)],
        complete=len(looked_at) == len(shown),
    )


def _statements(
    found: Sequence[RecordedStatement], kinds: dict[str, ActorKind | None], first: int
) -> list[Statement]:
    return [
        Statement(
            id=number,
            kind=each.statement.kind,
            content=each.statement.content,
            speaker_span=each.statement.speaker_span,
            cue=each.statement.cue,
            speaker=each.speaker.name if each.speaker else "?",
            speaker_type=_TYPES[kinds.get(each.speaker.id)] if each.speaker else "g",
            review=_review(each.mark),
        )
        for number, each in enumerate(found, first)
    ]


def _attitude(recorded: RecordedPosition, numbers: dict[str, int]) -> Attitude:
    position = recorded.position
    return Attitude(
        holder=_first(position.holder_span),
        holder_name=recorded.holder.name if recorded.holder else "",
        target=_first(position.target_span),
        target_name=recorded.target.name,
        target_kind=recorded.target.kind if recorded.target.kind is TargetKind.ISSUE else "actor",
        polarity=position.polarity,
        expression=position.evidence,
        statement=numbers.get(position.statement or ""),
        review=_review(recorded.mark),
    )


def _first(spans: Spans) -> Span | None:
    return spans[0] if spans else None


def _review(mark: Mark | None) -> Review:
    assert mark is not None, "what nobody looked at is not asked for"
    return _REVIEWS[mark.ruling]
