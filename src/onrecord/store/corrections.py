"""Corrections of statements and positions, as they are stored: never deleted, at most undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import msgspec

from onrecord.records import Position, Statement
from onrecord.store.database import Record
from onrecord.store.decision_rows import Correction, Subject
from onrecord.store.errors import NotFoundError
from onrecord.store.rows import Ruling
from onrecord.store.statements import sql_limit
from onrecord.store.writing import covered_roles, document_number

_ENCODER = msgspec.json.Encoder()
_DECODERS: dict[Subject, msgspec.json.Decoder[Any]] = {
    Subject.STATEMENT: msgspec.json.Decoder(Statement),
    Subject.POSITION: msgspec.json.Decoder(Position),
}


@dataclass(frozen=True, slots=True)
class CorrectionFilter:
    """Which corrections are asked for; ``None`` asks for any.

    ``document`` is an id, ``id`` that of a statement or position; ``before`` is a number: those made earlier.
    ``standing`` keeps to those that are not undone.
    """

    document: str | None = None
    subject: Subject | None = None
    id: str | None = None
    author: str | None = None
    ruling: Ruling | None = None
    before: int | None = None
    standing: bool = False


def corrections(
    record: Record, wanted: CorrectionFilter | None = None, limit: int | None = None
) -> Iterator[Correction]:
    """The corrections wanted, the latest first, undone ones too."""
    parameters = {**asdict(wanted or CorrectionFilter()), "number": None, "limit": sql_limit(limit)}
    for row in record.execute(_CORRECTIONS, parameters):
        yield _correction(record, row)


def find_correction(record: Record, number: int) -> Correction:
    """The correction of this number.

    Raises:
        NotFoundError: there is none.
    """
    parameters = {**asdict(CorrectionFilter()), "number": number, "limit": 1}
    row = record.execute(_CORRECTIONS, parameters).fetchone()
    if row is None:
        raise NotFoundError(f"There is no correction {number}; see: onrecord history")
    return _correction(record, row)


def insert_correction(record: Record, correction: Correction, text: str) -> int:
    """Store a correction under the next number, which is given back; ``text`` is its document's.

    Callers hold a transaction and apply what follows.

    Raises:
        RecordError: there is no such document, or a span is not within its text.
    """
    number = next_number(record)
    record.execute(
        "INSERT INTO correction (number, document, subject, id, ruling, revision, upon, becomes,"
        " analysed_with, author, decided, because, undone, undone_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            document_number(record, correction.document),
            correction.subject,
            correction.id,
            correction.ruling,
            correction.revision,
            encoded(correction.upon) if correction.upon else None,
            encoded(correction.becomes) if correction.becomes else None,
            correction.analysed_with,
            correction.author,
            correction.decided,
            correction.because,
            correction.undone,
            correction.undone_by,
        ),
    )
    record.executemany(
        "INSERT INTO correction_span (correction, side, role, part, start, end, text)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (number, side, *covered)
            for side, found in (("upon", correction.upon), ("becomes", correction.becomes))
            for covered in (covered_roles(text, found) if found else ())
        ],
    )
    return number


def next_number(record: Record) -> int:
    """The number of the next decision or correction: they have one row, so that one history tells of both."""
    number: int = record.execute(_NEXT_NUMBER).fetchone()[0]
    return number


def encoded(found: Statement | Position) -> str:
    """A statement or position as it is kept beside the tables of what is shown."""
    return _ENCODER.encode(found).decode()


def decoded(subject: Subject, kept: str | bytes) -> Statement | Position:
    """What :func:`encoded` gave.

    Raises:
        msgspec.DecodeError: the record was tampered with.
    """
    found: Statement | Position = _DECODERS[subject].decode(kept)
    return found


def _correction(record: Record, row: Any) -> Correction:
    number, ruling, kind, document, identifier, revision, upon, becomes, analysed_with, *rest = row
    subject = Subject(kind)
    author, decided, because, undone, undone_by = rest
    return Correction(
        number=number,
        ruling=Ruling(ruling),
        subject=subject,
        document=document,
        id=identifier,
        revision=revision,
        upon=decoded(subject, upon) if upon else None,
        becomes=decoded(subject, becomes) if becomes else None,
        analysed_with=analysed_with,
        author=author,
        decided=decided,
        because=because,
        undone=undone,
        undone_by=undone_by,
        words=_words(record, number),
    )


def _words(record: Record, number: int) -> dict[str, dict[str, tuple[str, ...]]]:
    words: dict[str, dict[str, tuple[str, ...]]] = {}
    for side, role, text in record.execute(_WORDS, (number,)):
        of_side = words.setdefault(side, {})
        of_side[role] = (*of_side.get(role, ()), text)
    return words


# What is asked for is a list of numbers, not conditions with OR, so that it is found by index.
_CORRECTIONS = """
WITH asked AS (
    SELECT number FROM correction WHERE coalesce(:number, :document, :author) IS NULL
    UNION ALL SELECT number FROM correction WHERE number = :number
    UNION ALL SELECT number FROM correction WHERE author = :author
    UNION ALL SELECT number FROM correction
              WHERE document = (SELECT number FROM document WHERE document.id = :document)
)
SELECT correction.number, ruling, subject, document.id, correction.id, revision, upon, becomes,
       correction.analysed_with, author, decided, because, undone, undone_by
FROM correction JOIN document ON document.number = correction.document
WHERE correction.number IN (SELECT number FROM asked)
  AND (:document IS NULL OR document.id = :document)
  AND (:subject IS NULL OR subject = :subject)
  AND (:id IS NULL OR correction.id = :id)
  AND (:author IS NULL OR author = :author)
  AND (:ruling IS NULL OR ruling = :ruling)
  AND (:before IS NULL OR correction.number < :before)
  AND (NOT :standing OR undone IS NULL)
ORDER BY correction.number DESC
LIMIT :limit
"""

_NEXT_NUMBER = """
SELECT 1 + max(coalesce((SELECT max(number) FROM decision), 0),
               coalesce((SELECT max(number) FROM correction), 0))
"""

_WORDS = "SELECT side, role, text FROM correction_span WHERE correction = ? ORDER BY side, role, part"
