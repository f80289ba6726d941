"""Single rows of a record. Callers hold a transaction."""

from __future__ import annotations

import json
from dataclasses import dataclass

from onrecord.records import ActorReference, Document, Position, Spans, Statement, TargetKind
from onrecord.store.actor_rows import RecordedActor
from onrecord.store.database import Record
from onrecord.store.dates import days
from onrecord.store.errors import RecordError
from onrecord.store.keys import search_key
from onrecord.store.rows import Printing


def insert_document(record: Record, document: Document, text_sha256: str, analysed_with: str) -> int:
    """The number of the new document; its printings, actors and statements are inserted apart.

    Raises:
        RecordError: its id or its text is in the record.
    """
    if record.execute(
        "SELECT 1 FROM document WHERE id = ? OR text_sha256 = ?", (document.id, text_sha256)
    ).fetchone():
        raise RecordError(f"there is a document {document.id}, or one of the same text, already")
    number: int = record.execute(
        "INSERT INTO document (id, language, analysed_with, text_sha256, text) VALUES (?, ?, ?, ?, ?)"
        " RETURNING number",
        (document.id, document.language, analysed_with, text_sha256, document.text),
    ).fetchone()[0]
    record.execute(
        "INSERT INTO document_search (rowid, headline, body) VALUES (?, '', ?)",
        (number, search_key(document.text)),
    )
    insert_boilerplate(record, number, document)
    return number


def insert_boilerplate(record: Record, number: int, document: Document) -> None:
    """The parts of the text that are not the article."""
    record.executemany(
        "INSERT INTO boilerplate (document, part, start, end, text) VALUES (?, ?, ?, ?, ?)",
        [(number, *row) for row in _covered(document.text, document.boilerplate)],
    )


def insert_printing(record: Record, number: int, printing: Printing) -> None:
    """One place where document ``number`` was found.

    The document of ``printing.replaces`` may be inserted later in the same transaction.
    """
    first_day, last_day = (printing.published and days(printing.published)) or (None, None)
    record.execute(
        "INSERT INTO printing (document, given_id, url, outlet, title, authors, published, source_path,"
        " added, current, replaces, first_day, last_day, outlet_key)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            printing.given_id,
            printing.url,
            printing.outlet,
            printing.title,
            json.dumps(printing.authors, ensure_ascii=False),
            printing.published,
            printing.source_path,
            printing.added,
            printing.current,
            printing.replaces,
            first_day,
            last_day,
            search_key(printing.outlet) if printing.outlet else None,
        ),
    )
    record.execute(
        "UPDATE document_search SET headline = ? WHERE rowid = ?", (headline_key(record, number), number)
    )


def document_number(record: Record, identifier: str) -> int:
    """The number of the document with this id.

    Raises:
        RecordError: there is none.
    """
    row = record.execute("SELECT number FROM document WHERE id = ?", (identifier,)).fetchone()
    if row is None:
        raise RecordError(f"there is no document {identifier}")
    number: int = row[0]
    return number


def save_actor(record: Record, actor: RecordedActor) -> None:
    """Insert the actor, or add to it what is new.

    The first name stays, so that an actor is called the same in the whole record; a later version of
    onrecord, or another catalogue, names it anew.
    """
    record.execute(
        "DELETE FROM actor_name WHERE actor = (SELECT number FROM actor WHERE id = ? AND named_with <> ?)",
        (actor.id, actor.named_with),
    )
    record.execute(
        "INSERT INTO actor (id, name, kind, named_with, name_key) VALUES (?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT (id) DO UPDATE SET name = ?2, kind = ?3, named_with = ?4, name_key = ?5"
        " WHERE named_with <> ?4 OR (kind IS NULL AND ?3 IS NOT NULL)",
        (actor.id, actor.name, actor.kind, actor.named_with, search_key(actor.name)),
    )
    record.executemany(
        "INSERT INTO actor_name (actor, language, name, name_key)"
        " SELECT number, ?, ?, ? FROM actor WHERE id = ? ON CONFLICT DO NOTHING",
        [(language, name, search_key(name), actor.id) for language, name in actor.names.items()],
    )
    record.executemany(
        "INSERT INTO actor_former (id, actor)"
        " SELECT ?, number FROM actor WHERE id = ? ON CONFLICT DO NOTHING",
        [(former, actor.id) for former in actor.formerly],
    )


def insert_mentions(record: Record, number: int, text: str, actor: str, spans: Spans) -> None:
    """Where document ``number`` names the actor with this id."""
    actor_number = _actor_number(record, actor)
    record.executemany(
        "INSERT INTO actor_mention (document, actor, part, start, end, text) VALUES (?, ?, ?, ?, ?, ?)",
        [(number, actor_number, *row) for row in _covered(text, spans)],
    )


@dataclass(frozen=True, slots=True)
class Row:
    """Where something goes: its number, ``None`` for the next one, and the correction it follows from."""

    number: int | None = None
    revision: int | None = None


AS_FOUND = Row()


def insert_statement(
    record: Record,
    number: int,
    text: str,
    statement: Statement,
    analysed_with: str,
    row: Row = AS_FOUND,
) -> None:
    """A statement of document ``number``; the actors it refers to are in the record. Callers show it.

    Raises:
        RecordError: the document has one of the same id, it has no content, or an actor is missing.
    """
    if record.execute(
        "SELECT 1 FROM statement WHERE document = ? AND id = ?", (number, statement.id)
    ).fetchone():
        raise RecordError(f"there is a statement {statement.id} of this document already")
    inserted: int = record.execute(
        "INSERT INTO statement"
        " (number, document, id, kind, speaker, confidence, method, analysed_with, revision)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number",
        (
            row.number or _next_number(record, _NEXT_STATEMENT),
            number,
            statement.id,
            statement.kind,
            _number_of(record, statement.speaker),
            statement.confidence,
            statement.method,
            analysed_with,
            row.revision,
        ),
    ).fetchone()[0]
    if not statement.content:
        raise RecordError(f"statement {statement.id} has no content")
    record.executemany(
        "INSERT INTO statement_span (statement, role, part, start, end, text) VALUES (?, ?, ?, ?, ?, ?)",
        [(inserted, *covered) for covered in covered_roles(text, statement)],
    )
    record.executemany(
        "INSERT INTO statement_via (statement, part, actor) VALUES (?, ?, ?)",
        [(inserted, part, _actor_number(record, via.id)) for part, via in enumerate(statement.via)],
    )


def delete_statement(record: Record, number: int) -> None:
    """Take a statement out by its number. Positions that name it are the caller's business."""
    record.execute("DELETE FROM statement WHERE number = ?", (number,))


def delete_position(record: Record, number: int) -> None:
    """Take a position out by its number."""
    record.execute("DELETE FROM position WHERE number = ?", (number,))


def insert_position(
    record: Record,
    number: int,
    text: str,
    position: Position,
    analysed_with: str,
    row: Row = AS_FOUND,
) -> None:
    """A position in document ``number``; the actors it refers to and its statement are in the record.

    Callers show it.

    Raises:
        RecordError: the document has one of the same id, it has no evidence, or an actor or the statement is
            missing.
    """
    if not position.evidence:
        raise RecordError(f"position {position.id} has no evidence")
    if record.execute(
        "SELECT 1 FROM position WHERE document = ? AND id = ?", (number, position.id)
    ).fetchone():
        raise RecordError(f"there is a position {position.id} of this document already")
    target = position.target
    is_issue = target.kind is TargetKind.ISSUE
    inserted: int = record.execute(
        "INSERT INTO position (number, document, id, holder, target, issue, issue_name, issue_key, polarity,"
        " statement, claimed_by, past, confidence, method, analysed_with, revision)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number",
        (
            row.number or _next_number(record, _NEXT_POSITION),
            number,
            position.id,
            _number_of(record, position.holder),
            None if is_issue else _actor_number(record, target.id),
            *((target.id, target.name, search_key(target.name)) if is_issue else (None, None, None)),
            position.polarity,
            _statement_number(record, number, position),
            _number_of(record, position.claimed_by),
            position.past,
            position.confidence,
            position.method,
            analysed_with,
            row.revision,
        ),
    ).fetchone()[0]
    record.executemany(
        "INSERT INTO position_span (position, role, part, start, end, text) VALUES (?, ?, ?, ?, ?, ?)",
        [(inserted, *covered) for covered in covered_roles(text, position)],
    )


def spans_by_role(found: Statement | Position) -> dict[str, Spans]:
    """The spans of a statement or position, by the role that their words play."""
    if isinstance(found, Statement):
        return {"content": found.content, "cue": found.cue, "speaker": found.speaker_span}
    return {
        "holder": found.holder_span,
        "target": found.target_span,
        "evidence": found.evidence,
        "condition": found.condition,
    }


def covered_roles(text: str, found: Statement | Position) -> list[tuple[str, int, int, int, str]]:
    """Role, part, start, end and covered text of each span of a statement or position.

    Raises:
        RecordError: a span is not within the text.
    """
    roles = spans_by_role(found).items()
    return [(role, *covered) for role, spans in roles for covered in _covered(text, spans)]


def referred(found: Statement | Position) -> tuple[ActorReference, ...]:
    """The actors that a statement or a position refers to."""
    if isinstance(found, Statement):
        named = (found.speaker, *found.via)
    else:
        target = found.target
        is_actor = target.kind is TargetKind.ACTOR
        named = (found.holder, ActorReference(target.id, target.name) if is_actor else None, found.claimed_by)
    return tuple(reference for reference in named if reference)


def _next_number(record: Record, query: str) -> int:
    number: int = record.execute(query).fetchone()[0]
    return number


def _number_of(record: Record, reference: ActorReference | None) -> int | None:
    return _actor_number(record, reference.id) if reference else None


def _statement_number(record: Record, document: int, position: Position) -> int | None:
    if position.statement is None:
        return None
    row = record.execute(
        "SELECT number FROM statement WHERE document = ? AND id = ?", (document, position.statement)
    ).fetchone()
    if row is None:
        raise RecordError(f"position {position.id} is of a statement {position.statement} that is not there")
    number: int = row[0]
    return number


def _actor_number(record: Record, identifier: str) -> int:
    row = record.execute("SELECT number FROM actor WHERE id = ?", (identifier,)).fetchone()
    if row is None:
        raise RecordError(f"there is no actor {identifier}")
    number: int = row[0]
    return number


def _covered(text: str, spans: Spans) -> list[tuple[int, int, int, str]]:
    """Part, start, end and covered text of each span."""
    rows = []
    for part, (start, end) in enumerate(spans):
        if not 0 <= start < end <= len(text):
            raise RecordError(
                f"the span {[start, end]} is not within the text, which has {len(text)} characters"
            )
        rows.append((part, start, end, text[start:end]))
    return rows


def headline_key(record: Record, number: int) -> str:
    """What is indexed of the titles of document ``number``."""
    titles = record.execute(
        "SELECT DISTINCT title FROM printing WHERE document = ? AND title IS NOT NULL", (number,)
    )
    return " ".join(search_key(title) for (title,) in titles)


# Numbers of what corrections hide are not given again: it takes its old place when they are undone.
_NEXT_STATEMENT = """
SELECT 1 + max(coalesce((SELECT max(number) FROM statement), 0),
               coalesce((SELECT max(number) FROM finding WHERE subject = 'statement'), 0))
"""

_NEXT_POSITION = """
SELECT 1 + max(coalesce((SELECT max(number) FROM position), 0),
               coalesce((SELECT max(number) FROM finding WHERE subject = 'position'), 0))
"""
