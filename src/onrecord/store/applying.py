"""What follows from corrections for what a record shows, brought up to date with every one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from onrecord.records import ActorKind, ActorReference, Position, Statement, Target, TargetKind
from onrecord.store.actor_rows import RecordedActor
from onrecord.store.corrected import Found, Outcome, outcome
from onrecord.store.corrections import CorrectionFilter, corrections, decoded, encoded
from onrecord.store.database import Record
from onrecord.store.decision_rows import Correction, Subject
from onrecord.store.positions import positions_of
from onrecord.store.rows import RecordedPosition, RecordedStatement
from onrecord.store.settling import settle
from onrecord.store.showing import show
from onrecord.store.statements import statements_of
from onrecord.store.writing import (
    Row,
    covered_roles,
    delete_position,
    delete_statement,
    insert_position,
    insert_statement,
    referred,
    save_actor,
)


class Corrected(NamedTuple):
    """What is shown and follows from a correction, as it is stored."""

    value: Statement | Position
    revision: int
    analysed_with: str
    number: int


class Standing(NamedTuple):
    """A document's statements and positions: what was found, hidden or not, and what is shown otherwise."""

    found: list[Found]
    hidden: dict[Subject, set[int]]
    shown: dict[Subject, list[Corrected]]


_Stored = tuple[Subject, Statement | Position, RecordedStatement | RecordedPosition]


def apply_corrections(record: Record, document: str) -> None:
    """Bring what is shown of a document in line with what was found and with the corrections that stand.

    In the caller's transaction.
    """
    if not _is_corrected(record, document):
        return
    number, text = record.execute("SELECT number, text FROM document WHERE id = ?", (document,)).fetchone()
    now = standing_in(record, document)
    wanted = wanted_in(record, document, now)
    # A statement is taken out and put back under its number while positions name it.
    record.execute("PRAGMA defer_foreign_keys = ON")
    _Applying(record, number, text, now, wanted).apply()
    settle(record)
    show(record, number)


def wanted_in(record: Record, document: str, now: Standing) -> Outcome:
    """What is to be shown of a document by the corrections that stand; see :func:`outcome`."""
    made = list(corrections(record, CorrectionFilter(document=document, standing=True)))[::-1]
    return outcome(now.found, [_with_actors_of_now(record, each) for each in made])


def standing_in(record: Record, document: str) -> Standing:
    """What is stored of a document's statements and positions."""
    numbers = {
        (Subject(subject), identifier): number
        for subject, identifier, number in record.execute(_NUMBERS, {"document": document})
    }
    found: list[Found] = []
    shown: dict[Subject, list[Corrected]] = {subject: [] for subject in Subject}
    for subject, value, recorded in _stored(record, document):
        number = numbers[subject, value.id]
        if recorded.mark:
            shown[subject].append(Corrected(value, recorded.revision, recorded.analysed_with, number))
        else:
            found.append(Found(number, value, recorded.analysed_with))
    hidden: dict[Subject, set[int]] = {subject: set() for subject in Subject}
    for subject, each in findings(record, document):
        hidden[subject].add(each.number)
        found.append(each)
    return Standing(sorted(found, key=lambda each: each.number), hidden, shown)


def _stored(record: Record, document: str) -> Iterator[_Stored]:
    for said in statements_of(record, document):
        yield Subject.STATEMENT, said.statement, said
    for held in positions_of(record, document):
        yield Subject.POSITION, held.position, held


def found_in(record: Record, document: str) -> list[Found]:
    """The statements and positions that were found in a document, shown or not, in the order of finding."""
    return standing_in(record, document).found


def findings(record: Record, document: str) -> Iterator[tuple[Subject, Found]]:
    """What was found in a document and corrections hide, with actors by their names of now."""
    for subject, number, value, analysed_with in record.execute(_FINDINGS, (document,)).fetchall():
        kind = Subject(subject)
        names = dict(record.execute(_FINDING_ACTORS, (subject, number)).fetchall())
        found = _renamed(decoded(kind, value), names)
        yield kind, Found(number, found, analysed_with)


def corrected_documents(record: Record) -> list[str]:
    """Ids of the documents in which something was ever corrected."""
    return [identifier for (identifier,) in record.execute(_CORRECTED_DOCUMENTS)]


def actors_in_corrections(record: Record, document: int) -> set[str]:
    """Ids of the actors that corrections of a document name that stand."""
    rows = record.execute(_STANDING_VALUES, (document,))
    return {
        reference.id for subject, value in rows for reference in referred(decoded(Subject(subject), value))
    }


class _Applying:
    """One document's way from what is stored of it to what is wanted."""

    def __init__(self, record: Record, document: int, text: str, now: Standing, wanted: Outcome) -> None:
        self.record, self.document, self.text = record, document, text
        self.now, self.wanted = now, wanted

    def apply(self) -> None:
        """Write what differs."""
        # Positions name statements, so that they go first and come last.
        kept = {subject: self._take_out(subject) for subject in (Subject.POSITION, Subject.STATEMENT)}
        for subject in (Subject.STATEMENT, Subject.POSITION):
            self._put_back(subject)
            self._put_in(subject, kept[subject])

    def _take_out(self, subject: Subject) -> set[str]:
        """Take out what is not to be shown so any longer; ids of what stays."""
        kept = set()
        for each in self.now.shown[subject]:
            wanted = self.wanted.shown[subject].get(each.value.id)
            if wanted and (wanted.value, wanted.revision) == (each.value, each.revision):
                kept.add(each.value.id)
            else:
                self._delete(subject, each.number)
        for found in self._found(subject):
            if found.number in self.wanted.hidden[subject] - self.now.hidden[subject]:
                self._delete(subject, found.number)
                self._hide(subject, found)
        return kept

    def _put_back(self, subject: Subject) -> None:
        for found in self._found(subject):
            if found.number in self.now.hidden[subject] - self.wanted.hidden[subject]:
                self.record.execute(
                    "DELETE FROM finding WHERE subject = ? AND number = ?", (subject, found.number)
                )
                self._insert(found.value, found.analysed_with, Row(found.number))

    def _put_in(self, subject: Subject, kept: set[str]) -> None:
        places = {each.value.id: each.number for each in self.now.shown[subject]}
        for identifier, shown in self.wanted.shown[subject].items():
            if identifier not in kept:
                number = shown.number or places.get(identifier)
                self._insert(shown.value, shown.analysed_with, Row(number, shown.revision))

    def _found(self, subject: Subject) -> Iterable[Found]:
        kind = Statement if subject is Subject.STATEMENT else Position
        return (each for each in self.now.found if isinstance(each.value, kind))

    def _delete(self, subject: Subject, number: int) -> None:
        if subject is Subject.STATEMENT:
            delete_statement(self.record, number)
        else:
            delete_position(self.record, number)

    def _insert(self, value: Statement | Position, analysed_with: str, row: Row) -> None:
        for reference in referred(value):
            _ensure_actor(self.record, reference)
        if isinstance(value, Statement):
            insert_statement(self.record, self.document, self.text, value, analysed_with, row)
        else:
            insert_position(self.record, self.document, self.text, value, analysed_with, row)

    def _hide(self, subject: Subject, found: Found) -> None:
        self.record.execute(
            "INSERT INTO finding (subject, number, document, found, analysed_with) VALUES (?, ?, ?, ?, ?)",
            (subject, found.number, self.document, encoded(found.value), found.analysed_with),
        )
        self.record.executemany(
            "INSERT INTO finding_span (subject, number, role, part, start, end, text)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(subject, found.number, *covered) for covered in covered_roles(self.text, found.value)],
        )
        self.record.executemany(
            "INSERT INTO finding_actor (subject, number, actor) SELECT ?, ?, number FROM actor WHERE id = ?"
            " ON CONFLICT DO NOTHING",
            [(subject, found.number, reference.id) for reference in referred(found.value)],
        )


def _is_corrected(record: Record, document: str) -> bool:
    return record.execute(_IS_CORRECTED, (document,)).fetchone() is not None


def _ensure_actor(record: Record, reference: ActorReference) -> None:
    if record.execute("SELECT 1 FROM actor WHERE id = ?", (reference.id,)).fetchone() is None:
        kind = next((kind for kind in ActorKind if reference.id.startswith(f"{kind}/")), None)
        save_actor(record, RecordedActor(reference.id, reference.name, kind, {}, BY_HAND))


BY_HAND = "by hand"
"""The method of what nothing found but somebody added; also what named actors whom only people name."""


def _with_actors_of_now(record: Record, correction: Correction) -> Correction:
    """The correction with the ids and names that its actors have now."""
    names: dict[str, str] = {}
    ids: dict[str, str] = {}
    sides = [side for side in (correction.upon, correction.becomes) if side]
    for identifier in {reference.id for side in sides for reference in referred(side)}:
        row = record.execute(_ACTOR_NOW, {"id": identifier}).fetchone()
        if row is not None:
            ids[identifier], names[row[0]] = row
    upon, becomes = (side and _renamed(side, names, ids) for side in (correction.upon, correction.becomes))
    return replace(correction, upon=upon, becomes=becomes)


def _renamed(
    value: Statement | Position, names: dict[str, str], ids: dict[str, str] | None = None
) -> Statement | Position:
    """The same with other names, and other ids, for its actors."""

    def now(reference: ActorReference | None) -> ActorReference | None:
        if reference is None:
            return None
        identifier = (ids or {}).get(reference.id, reference.id)
        return ActorReference(identifier, names.get(identifier, reference.name))

    if isinstance(value, Statement):
        via = tuple(each for each in map(now, value.via) if each)
        return replace(value, speaker=now(value.speaker), via=via)
    target = value.target
    if target.kind is TargetKind.ACTOR and (actor := now(ActorReference(target.id, target.name))):
        target = Target(TargetKind.ACTOR, actor.id, actor.name)
    return replace(value, holder=now(value.holder), target=target, claimed_by=now(value.claimed_by))


_NUMBERS = """
SELECT 'statement', id, number FROM statement
WHERE document = (SELECT number FROM document WHERE id = :document)
UNION ALL
SELECT 'position', id, number FROM position
WHERE document = (SELECT number FROM document WHERE id = :document)
"""

_FINDINGS = """
SELECT subject, number, found, analysed_with FROM finding
WHERE document = (SELECT number FROM document WHERE id = ?) ORDER BY subject, number
"""

_FINDING_ACTORS = """
SELECT actor.id, actor.name FROM finding_actor JOIN actor ON actor.number = finding_actor.actor
WHERE subject = ? AND finding_actor.number = ?
"""

_CORRECTED_DOCUMENTS = """
SELECT id FROM document WHERE number IN (SELECT document FROM correction) ORDER BY number
"""

_IS_CORRECTED = """
SELECT 1 FROM correction WHERE document = (SELECT number FROM document WHERE id = ?) LIMIT 1
"""

_STANDING_VALUES = """
SELECT subject, upon FROM correction
WHERE document = ?1 AND undone IS NULL AND upon IS NOT NULL
UNION ALL
SELECT subject, becomes FROM correction
WHERE document = ?1 AND undone IS NULL AND becomes IS NOT NULL
"""

# An id that is gone goes over to its successor where there is one alone.
_ACTOR_NOW = """
SELECT id, name FROM actor WHERE id = :id
UNION ALL
SELECT min(actor.id), min(actor.name)
FROM actor_former AS former JOIN actor ON actor.number = former.actor
WHERE former.id = :id AND NOT EXISTS (SELECT 1 FROM actor WHERE id = :id)
GROUP BY former.id HAVING count(*) = 1
"""
