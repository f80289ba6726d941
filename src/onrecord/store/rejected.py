"""What people have rejected: shown to whoever asks for it, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.records import ActorReference, Position, Statement, Target, TargetKind
from onrecord.store.corrections import find_correction
from onrecord.store.database import Record
from onrecord.store.decision_rows import Correction, Subject
from onrecord.store.errors import NotFoundError
from onrecord.store.naming import shown_actor
from onrecord.store.rows import DocumentLabel, Mark, RecordedPosition, RecordedStatement
from onrecord.store.statements import label_of, sql_limit


def rejected_statements(
    record: Record, document: str | None = None, limit: int | None = None
) -> Iterator[RecordedStatement]:
    """The statements that are rejected, as they were before, the latest first; ``mark`` tells by whom."""
    for correction, label, mark in _rejected(record, Subject.STATEMENT, document, limit):
        statement = correction.latest
        assert isinstance(statement, Statement)
        yield RecordedStatement(
            statement=statement,
            speaker=_shown(record, statement.speaker),
            via=tuple(each for each in (_shown(record, via) for via in statement.via) if each),
            words=_words(correction, ("content", "cue", "speaker")),
            analysed_with=correction.analysed_with,
            document=label,
            mark=mark,
        )


def rejected_positions(
    record: Record, document: str | None = None, limit: int | None = None
) -> Iterator[RecordedPosition]:
    """The positions that are rejected, as of statements."""
    for correction, label, mark in _rejected(record, Subject.POSITION, document, limit):
        position = correction.latest
        assert isinstance(position, Position)
        yield RecordedPosition(
            position=position,
            holder=_shown(record, position.holder),
            target=_shown_target(record, position.target),
            claimed_by=_shown(record, position.claimed_by),
            words=_words(correction, ("holder", "target", "evidence", "condition", "statement")),
            analysed_with=correction.analysed_with,
            document=label,
            mark=mark,
        )


def _rejected(
    record: Record, subject: Subject, document: str | None, limit: int | None
) -> Iterator[tuple[Correction, DocumentLabel, Mark]]:
    parameters = {"subject": subject, "document": document, "limit": sql_limit(limit)}
    for number, *label in record.execute(_REJECTED, parameters):
        made = find_correction(record, number)
        yield made, label_of(label), Mark(made.number, made.ruling, made.author, made.decided)


def _words(correction: Correction, roles: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    words = correction.words.get("upon", {})
    return {role: words.get(role, ()) for role in roles}


def _shown(record: Record, reference: ActorReference | None) -> ActorReference | None:
    if reference is None:
        return None
    try:
        return shown_actor(record, reference.id)
    except NotFoundError:
        return reference


def _shown_target(record: Record, target: Target) -> Target:
    shown = target.kind is TargetKind.ACTOR and _shown(record, ActorReference(target.id, target.name))
    return Target(TargetKind.ACTOR, shown.id, shown.name) if shown else target


_REJECTED = """
SELECT correction.number, label.id, label.language, label.title, label.url, label.outlet, label.published,
       label.current
FROM correction JOIN labelled_document AS label ON label.number = correction.document
WHERE subject = :subject AND ruling = 'reject' AND undone IS NULL
  AND (:document IS NULL OR correction.document = (SELECT number FROM document WHERE id = :document))
  AND NOT EXISTS (
      SELECT 1 FROM correction AS later
      WHERE later.document = correction.document AND later.subject = correction.subject
        AND later.id = correction.id AND later.undone IS NULL AND later.number > correction.number)
ORDER BY correction.number DESC
LIMIT :limit
"""
