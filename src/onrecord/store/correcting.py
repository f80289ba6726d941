"""What people say of statements and positions, and take back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

import msgspec

from onrecord.attribution.identity import statement_id
from onrecord.records import Kind, Position, Span, Spans, Statement
from onrecord.store.applying import BY_HAND, apply_corrections
from onrecord.store.corrections import CorrectionFilter, corrections, find_correction, insert_correction
from onrecord.store.database import Record, transaction
from onrecord.store.deciding import check_author, check_reason, utc_now
from onrecord.store.decision_rows import Correction, PositionChange, StatementChange, Subject
from onrecord.store.errors import CorrectedMeanwhileError, NotFoundError, RecordError
from onrecord.store.positions import find_position
from onrecord.store.rows import Ruling
from onrecord.store.statements import find_statement
from onrecord.store.writing import spans_by_role

_CERTAIN = 1.0
_MOST_SPANS = 100
_SHOWN_CANDIDATES = 5
# In characters: words that stand once so near are those that are meant.
_BESIDE = 300


class Place(NamedTuple):
    """Where a statement or position is, what a correction of it is made upon, and what is near its words."""

    subject: Subject
    document: str
    id: str
    revision: int
    around: Span


class Current(NamedTuple):
    """What is shown of a statement or position; ``rejected``: what was, before it was rejected."""

    value: Statement | Position
    analysed_with: str
    revision: int
    rejected: bool


def correct(  # noqa: PLR0913 - each is another thing
    record: Record,
    subject: Subject,
    document: str,
    identifier: str,
    ruling: Ruling,
    change: StatementChange | PositionChange | None = None,
    *,
    revision: int,
    author: str,
    because: str | None = None,
) -> Correction:
    """Store what ``author`` says of a statement or position, and show it so from now on.

    Args:
        record: where.
        subject: which of the two it is.
        document: the id of its document.
        identifier: its id there.
        ruling: ``ACCEPT`` (all of it is right as it is shown), ``REJECT`` or ``CHANGE``.
        change: what to change, with ``CHANGE`` alone.
        revision: that of what the author saw (:attr:`RecordedStatement.revision`).
        author: who says so.
        because: why.

    Raises:
        CorrectedMeanwhileError: somebody else has corrected it since.
        NotFoundError: there is no such document, statement or position.
        RecordError: the change changes nothing, or has spans outside the text, in disorder or of no content;
            author or reason are empty or too long.
    """
    check_author(author)
    check_reason(because)
    with transaction(record):
        current = current_state(record, subject, document, identifier)
        if current.revision != revision:
            raise _overtaken(record, current, revision)
        text = _text(record, document)
        correction = Correction(
            number=0,
            ruling=ruling,
            subject=subject,
            document=document,
            id=identifier,
            revision=revision,
            upon=current.value,
            becomes=_becomes(current, ruling, change, text),
            analysed_with=current.analysed_with,
            author=author.strip(),
            decided=utc_now(),
            because=because.strip() if because else None,
            undone=None,
            undone_by=None,
        )
        number = insert_correction(record, correction, text)
        apply_corrections(record, document)
    return find_correction(record, number)


def add_statement(
    record: Record, document: str, given: StatementChange, *, author: str, because: str | None = None
) -> Correction:
    """Store a statement that nothing found, of which content and kind at least are given.

    Raises:
        NotFoundError: there is no such document.
        RecordError: no content or kind is given, its spans are not as in :func:`correct`, or there is a
            statement of these words, shown or rejected.
    """
    check_author(author)
    check_reason(because)
    with transaction(record):
        text = _text(record, document)
        statement = _new_statement(document, given)
        _check_spans(statement, text)
        _check_new(record, document, statement.id)
        correction = Correction(
            number=0,
            ruling=Ruling.ADD,
            subject=Subject.STATEMENT,
            document=document,
            id=statement.id,
            revision=0,
            upon=None,
            becomes=statement,
            analysed_with=BY_HAND,
            author=author.strip(),
            decided=utc_now(),
            because=because.strip() if because else None,
            undone=None,
            undone_by=None,
        )
        number = insert_correction(record, correction, text)
        apply_corrections(record, document)
    return find_correction(record, number)


def undo_correction(record: Record, number: int, *, author: str) -> Correction:
    """Take a correction back: shown is again what was shown before it.

    Raises:
        CorrectedMeanwhileError: a later one of the same thing stands; that goes first.
        NotFoundError: there is no correction of this number.
        RecordError: it is undone already, or the author's name is empty or too long.
    """
    check_author(author)
    with transaction(record):
        correction = find_correction(record, number)
        if correction.undone:
            raise RecordError(
                f"Correction {number} was undone already ({correction.undone_by}, {correction.undone[:10]})."
            )
        last = _last_standing(record, correction.subject, correction.document, correction.id)
        if last and last.number != number:
            raise CorrectedMeanwhileError(
                f"Correction {last.number} of the same {correction.subject} came after it"
                f" ({last.author}, {last.decided[:10]}, {last.ruling}); undo that first.",
                last,
            )
        record.execute(
            "UPDATE correction SET undone = ?, undone_by = ? WHERE number = ?",
            (utc_now(), author.strip(), number),
        )
        apply_corrections(record, correction.document)
    return find_correction(record, number)


def find_subject(record: Record, identifier: str, document: str | None = None) -> Place:
    """The statement or position with this id, or the only one whose id begins so; a rejected one too.

    Raises:
        NotFoundError: there is none.
        RecordError: there are several, in several documents or by a beginning; the message names them.
    """
    parameters = {"id": identifier, "document": document, "limit": _SHOWN_CANDIDATES + 1}
    found = record.execute(_PLACES, parameters).fetchall()
    exact = [row for row in found if row[2] == identifier] or found
    if not exact:
        raise NotFoundError(
            f"There is no statement or position {identifier} in this record; see: onrecord queue"
        )
    if len(exact) > 1:
        named = ", ".join(f"{each} of {where}" for _, where, each in exact[:_SHOWN_CANDIDATES])
        more = ", …" if len(exact) > _SHOWN_CANDIDATES else ""
        raise RecordError(f"{identifier} fits several; write more of it, or add --document: {named}{more}")
    subject, where, whole = exact[0]
    current = current_state(record, Subject(subject), where, whole)
    spans = [span for of_role in spans_by_role(current.value).values() for span in of_role]
    around = Span(min(spans).start - _BESIDE, max(span.end for span in spans) + _BESIDE)
    return Place(Subject(subject), where, whole, current.revision, around)


def current_state(record: Record, subject: Subject, document: str, identifier: str) -> Current:
    """What is shown of a statement or position, or was before it was rejected, with its revision.

    Raises:
        NotFoundError: there is none.
    """
    last = _last_standing(record, subject, document, identifier)
    if last and last.becomes is None:
        return Current(last.latest, last.analysed_with, last.number, rejected=True)
    if subject is Subject.STATEMENT:
        said = find_statement(record, identifier, document)
        return Current(said.statement, said.analysed_with, said.revision, rejected=False)
    held = find_position(record, identifier, document)
    return Current(held.position, held.analysed_with, held.revision, rejected=False)


def _last_standing(record: Record, subject: Subject, document: str, identifier: str) -> Correction | None:
    wanted = CorrectionFilter(document=document, subject=subject, id=identifier, standing=True)
    return next(corrections(record, wanted, 1), None)


def _overtaken(record: Record, current: Current, revision: int) -> RecordError:
    # Where what it was made upon was taken back, that is what came in between.
    other = find_correction(record, max(current.revision, revision))
    what = f"undone by {other.undone_by}" if other.undone else f"{other.ruling} by {other.author}"
    when = other.undone or other.decided
    return CorrectedMeanwhileError(
        f"This {other.subject} was corrected in between: {what}, {when[:16].replace('T', ' ')} UTC"
        f" (correction {other.number}). Look at it again, then correct it upon {current.revision}.",
        other,
    )


def _becomes(
    current: Current, ruling: Ruling, change: StatementChange | PositionChange | None, text: str
) -> Statement | Position | None:
    if (ruling is Ruling.CHANGE) != (change is not None) or ruling is Ruling.ADD:
        raise RecordError("What exists is accepted, rejected or changed; a change says what to change.")
    if ruling is Ruling.REJECT:
        if current.rejected:
            raise RecordError("This was rejected already.")
        return None
    if change is None:
        return replace(current.value, confidence=_CERTAIN)
    given = _given(change)
    if current.rejected is False and all(
        getattr(current.value, name) == value for name, value in given.items()
    ):
        raise RecordError("Nothing would change; accept it if it is right.")
    changed = replace(current.value, confidence=_CERTAIN, **given)
    _check_spans(changed, text)
    return changed


def _given(change: StatementChange | PositionChange) -> dict[str, Any]:
    fields = ((name, getattr(change, name)) for name in change.__struct_fields__)
    return {name: value for name, value in fields if value is not msgspec.UNSET}


def _new_statement(document: str, given: StatementChange) -> Statement:
    fields = _given(given)
    if not fields.get("content") or "kind" not in fields:
        raise RecordError("A statement needs its content and its kind.")
    kind: Kind = fields["kind"]
    content: Spans = fields["content"]
    cue: Spans = fields.get("cue", ())
    return Statement(
        id=statement_id(document, content, cue),
        kind=kind,
        content=content,
        cue=cue,
        speaker_span=fields.get("speaker_span", ()),
        speaker=fields.get("speaker"),
        via=(),
        confidence=_CERTAIN,
        method=BY_HAND,
    )


def _check_new(record: Record, document: str, identifier: str) -> None:
    try:
        known = current_state(record, Subject.STATEMENT, document, identifier)
    except NotFoundError:
        return
    how = "was rejected" if known.rejected else "is there"
    raise RecordError(f"A statement of these words {how} already ({identifier}); correct that one.")


def _check_spans(value: Statement | Position, text: str) -> None:
    roles = spans_by_role(value)
    if isinstance(value, Statement) and not value.content:
        raise RecordError("A statement needs content; reject it if it is none.")
    for role, spans in roles.items():
        if len(spans) > _MOST_SPANS:
            raise RecordError(f"The {role} has more than {_MOST_SPANS} pieces.")
        if not _in_order(spans, len(text)):
            raise RecordError(
                f"The {role} must be pieces within the text ({len(text)} characters), in its order, none of"
                " them empty and none over another."
            )


def _in_order(spans: Spans, length: int) -> bool:
    within: Iterable[bool] = (0 <= start < end <= length for start, end in spans)
    return all(within) and all(before.end <= after.start for before, after in pairwise(spans))


def _text(record: Record, document: str) -> str:
    row = record.execute("SELECT text FROM document WHERE id = ?", (document,)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no document {document} in this record; see: onrecord documents")
    text: str = row[0]
    return text


# What begins with an id sorts between it and it with the last of all letters.
_PLACES = """
WITH asked (subject, document, id) AS (
    SELECT 'statement', document, id FROM statement WHERE id >= :id AND id < :id || char(0x10ffff)
    UNION SELECT 'position', document, id FROM position WHERE id >= :id AND id < :id || char(0x10ffff)
    UNION SELECT subject, document, id FROM correction
          WHERE undone IS NULL AND id >= :id AND id < :id || char(0x10ffff)
)
SELECT subject, document.id, asked.id FROM asked JOIN document ON document.number = asked.document
WHERE :document IS NULL OR document.id = :document
ORDER BY asked.id <> :id, document.number, subject
LIMIT :limit
"""
