"""What is most worth a look: what is uncertain, of consequence, and not yet accepted or corrected."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import log
from typing import Any, NamedTuple

from onrecord.records import Polarity
from onrecord.store.database import Record
from onrecord.store.decision_rows import Subject
from onrecord.store.positions import find_position
from onrecord.store.rows import RecordedPosition, RecordedStatement
from onrecord.store.statements import find_statement

# The most doubtful of a record, of which the most consequential are chosen; a bound, so that a record of a
# million statements is asked as quickly as a small one.
_MOST_WEIGHED = 300
_MUCH_QUOTED, _MOST_COUNTED = 20, 200
_LEAST_DOUBT = 0.1


class Reason(StrEnum):
    """Why something is worth a look."""

    UNCERTAIN = "uncertain"
    """Its confidence is near the middle."""
    UNSETTLED = "unsettled"
    """The text does not settle who speaks, or stands so."""
    MUCH_QUOTED = "much quoted"
    """Many statements are by the same speaker."""
    CHANGE = "change"
    """The same holder stands otherwise to the same target elsewhere."""
    AGAINST_A_PERSON = "against a person"
    """Who is said to be against somebody may be harmed, and who it is said of."""
    SHOWS_A_POSITION = "shows a position"
    """A position rests on the statement."""


_WEIGHTS = {
    Reason.UNSETTLED: 0.5,
    Reason.CHANGE: 1.5,
    Reason.AGAINST_A_PERSON: 1.0,
    Reason.SHOWS_A_POSITION: 0.5,
}


@dataclass(frozen=True, slots=True)
class QueueItem:
    """Something to check, and why; ``worth`` orders the queue, the most first."""

    recorded: RecordedStatement | RecordedPosition
    reasons: tuple[Reason, ...]
    worth: float

    @property
    def subject(self) -> Subject:
        """Which of the two it is."""
        return Subject.STATEMENT if isinstance(self.recorded, RecordedStatement) else Subject.POSITION


class _Candidate(NamedTuple):
    worth: float
    reasons: tuple[Reason, ...]
    subject: Subject
    document: str
    id: str


def queue(
    record: Record, limit: int = 20, *, document: str | None = None, offset: int = 0
) -> list[QueueItem]:
    """What to check first, in current texts or in the document with this id.

    Worth is doubt (1 at a confidence of one half, least where the machine is sure) times consequence. Those
    of most doubt are weighed: of a whole record 300 statements with a settled speaker, as many without, and
    300 positions of each polarity.
    """
    candidates = [*_statements(record, document), *_positions(record, document)]
    candidates.sort(key=lambda each: (-each.worth, each.document, each.subject, each.id))
    return [_item(record, each) for each in candidates[offset : offset + limit]]


def _statements(record: Record, document: str | None) -> Iterator[_Candidate]:
    if document:
        asked = _numbers(record, _STATEMENTS_OF_DOCUMENT, document=document)
    else:
        asked = [
            number
            for unsettled in (False, True)
            for number in _numbers(record, _DOUBTFUL_STATEMENTS, unsettled=unsettled, limit=_MOST_WEIGHED)
        ]
    rows = record.execute(_STATEMENTS, (json.dumps(asked),)).fetchall()
    quoted = _quoted(record, {speaker for *_, speaker, _ in rows})
    for identifier, of_document, confidence, speaker, has_position in rows:
        reasons = [
            *([Reason.UNSETTLED] if speaker is None else []),
            *([Reason.SHOWS_A_POSITION] if has_position else []),
        ]
        yield _candidate(Subject.STATEMENT, of_document, identifier, confidence, quoted[speaker], reasons)


def _positions(record: Record, document: str | None) -> Iterator[_Candidate]:
    if document:
        asked = _numbers(record, _POSITIONS_OF_DOCUMENT, document=document)
    else:
        asked = [
            number
            for polarity in Polarity
            for number in _numbers(record, _DOUBTFUL_POSITIONS, polarity=polarity, limit=_MOST_WEIGHED)
        ]
    rows = record.execute(_POSITIONS, (json.dumps(asked),)).fetchall()
    quoted = _quoted(record, {holder for *_, holder, _, _ in rows})
    for identifier, of_document, confidence, polarity, holder, on_person, changes in rows:
        reasons = [
            *([Reason.UNSETTLED] if holder is None else []),
            *([Reason.AGAINST_A_PERSON] if polarity == Polarity.AGAINST and on_person and holder else []),
            *([Reason.CHANGE] if changes else []),
        ]
        yield _candidate(Subject.POSITION, of_document, identifier, confidence, quoted[holder], reasons)


def _numbers(record: Record, query: str, **parameters: object) -> list[int]:
    return [number for (number,) in record.execute(query, parameters)]


def _candidate(
    subject: Subject, document: str, identifier: str, confidence: float, quoted: int, reasons: list[Reason]
) -> _Candidate:
    doubt = 1 - 2 * abs(confidence - 0.5)
    if quoted >= _MUCH_QUOTED:
        reasons = [*reasons, Reason.MUCH_QUOTED]
    if doubt >= 0.5:
        reasons = [Reason.UNCERTAIN, *reasons]
    consequence = (
        1 + log(1 + quoted) / log(1 + _MOST_COUNTED) + sum(_WEIGHTS.get(each, 0) for each in reasons)
    )
    return _Candidate((_LEAST_DOUBT + doubt) * consequence, tuple(reasons), subject, document, identifier)


def _quoted(record: Record, actors: set[int | None]) -> dict[int | None, int]:
    """How many statements each of these makes, counted up to a bound."""
    counted: dict[int | None, int] = {None: 0}
    for actor in actors - {None}:
        row: tuple[Any, ...] = record.execute(_COUNT, {"actor": actor, "limit": _MOST_COUNTED}).fetchone()
        counted[actor] = row[0]
    return counted


def _item(record: Record, candidate: _Candidate) -> QueueItem:
    find = find_statement if candidate.subject is Subject.STATEMENT else find_position
    return QueueItem(find(record, candidate.id, candidate.document), candidate.reasons, candidate.worth)


_COUNT = "SELECT count(*) FROM (SELECT 1 FROM statement WHERE speaker = :actor LIMIT :limit)"

# The terms of the order are those of the indexes, to the letter, or SQLite would sort the whole table.
_DOUBTFUL_STATEMENTS = """
SELECT number FROM statement
WHERE revision IS NULL AND (speaker IS NULL) = :unsettled
  AND EXISTS (SELECT 1 FROM printing WHERE printing.document = statement.document AND printing.current)
ORDER BY CAST(abs(confidence - 0.5) * 20 AS INTEGER), document DESC
LIMIT :limit
"""

_DOUBTFUL_POSITIONS = """
SELECT number FROM position
WHERE revision IS NULL AND polarity = :polarity
  AND EXISTS (SELECT 1 FROM printing WHERE printing.document = position.document AND printing.current)
ORDER BY CAST(abs(confidence - 0.5) * 20 AS INTEGER), document DESC
LIMIT :limit
"""

_STATEMENTS_OF_DOCUMENT = """
SELECT number FROM statement
WHERE document = (SELECT number FROM document WHERE id = :document) AND +revision IS NULL
"""

_POSITIONS_OF_DOCUMENT = """
SELECT number FROM position
WHERE document = (SELECT number FROM document WHERE id = :document) AND +revision IS NULL
"""

_STATEMENTS = """
SELECT statement.id, document.id, confidence, speaker,
       EXISTS (SELECT 1 FROM position WHERE position.statement = statement.number)
FROM statement JOIN document ON document.number = statement.document
WHERE statement.number IN (SELECT value FROM json_each(?))
"""

_POSITIONS = """
SELECT position.id, document.id, position.confidence, position.polarity, position.holder,
       EXISTS (SELECT 1 FROM actor WHERE actor.number = position.target AND actor.kind = 'person'),
       EXISTS (SELECT 1 FROM position AS other
               WHERE other.holder = position.holder AND other.target IS position.target
                 AND other.issue IS position.issue
                 AND other.polarity IN (SELECT value FROM json_each('[-1, 0, 1]')
                                        WHERE value <> position.polarity))
FROM position JOIN document ON document.number = position.document
WHERE position.number IN (SELECT value FROM json_each(?))
"""
