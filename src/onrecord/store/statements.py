"""Statements, asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from onrecord.records import ActorReference, Kind, Span, Spans, Statement
from onrecord.store.database import Record
from onrecord.store.errors import NotFoundError, RecordError
from onrecord.store.keys import key_words, match_expression, search_key
from onrecord.store.naming import asked_actors, asked_terms
from onrecord.store.rows import DocumentLabel, Mark, RecordedStatement, Ruling

SHOWN_DOCUMENTS = 5
_FIRST_DAY, _LAST_DAY = "0000-01-01", "9999-12-31"


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """Which statements are asked for; ``None`` asks for any.

    ``speaker`` is a name or a part of one in either script, or an actor's id, and asks for all actors that
    decisions make one with whom it names; ``about`` are words of the
    content; ``since`` and ``until`` are days, ``YYYY-MM-DD``, both included, and leave out what has no date.
    """

    speaker: str | None = None
    about: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    language: str | None = None
    kind: Kind | None = None
    document: str | None = None
    id: str | None = None
    all_versions: bool = False


def statements(
    record: Record, wanted: StatementFilter | None = None, limit: int | None = None
) -> Iterator[RecordedStatement]:
    """The statements wanted, by document: the latest published first, those without a date last.

    Raises:
        RecordError: a name or words to look for have no letter or digit.
    """
    wanted = wanted or StatementFilter()
    dates = "within" if wanted.since or wanted.until else "any"
    for row in record.execute(_STATEMENTS, _parameters(record, wanted, dates, limit)):
        yield _statement(record, row)


def count_undated(record: Record, wanted: StatementFilter) -> int:
    """How many statements a filter by date leaves out because their documents have no date."""
    if not wanted.since and not wanted.until:
        return 0
    return sum(1 for _ in record.execute(_STATEMENTS, _parameters(record, wanted, "none", None)))


def statements_of(record: Record, identifier: str) -> Iterator[RecordedStatement]:
    """All statements of one document, in the order of its text."""
    found = statements(record, StatementFilter(document=identifier, all_versions=True))
    # What people have added or moved was stored later than its neighbours.
    return iter(sorted(found, key=lambda recorded: recorded.statement.content))


def find_statement(record: Record, identifier: str, document: str | None = None) -> RecordedStatement:
    """The statement with this id, in the document with that id where one is given.

    Raises:
        NotFoundError: there is none.
        RecordError: several documents have one of this id; the message names them.
    """
    wanted = StatementFilter(id=identifier, document=document, all_versions=True)
    found = list(statements(record, wanted, SHOWN_DOCUMENTS + 1))
    if not found:
        raise NotFoundError(f"There is no statement {identifier} in this record; see: onrecord statements")
    if len(found) > 1:
        raise RecordError(in_several(identifier, [each.document.id for each in found]))
    return found[0]


def in_several(identifier: str, documents: list[str]) -> str:
    """What to say where several documents have a statement or position of one id."""
    shown = ", ".join(documents[:SHOWN_DOCUMENTS]) + (", …" if len(documents) > SHOWN_DOCUMENTS else "")
    return f"{identifier} stands in several documents; add --document, one of: {shown}"


def _parameters(record: Record, wanted: StatementFilter, dates: str, limit: int | None) -> dict[str, Any]:
    return {
        **asdict(wanted),
        "speaker": asked_actors(record, wanted.speaker),
        "about": match_expression(asked_terms(wanted.about)) if wanted.about is not None else None,
        "outlet": _asked_name(wanted.outlet) if wanted.outlet is not None else None,
        "since": wanted.since or _FIRST_DAY,
        "until": wanted.until or _LAST_DAY,
        "dates": dates,
        "limit": sql_limit(limit),
    }


def _asked_name(name: str) -> str:
    if not key_words(name):
        raise RecordError(f"There is no letter or digit in {name!r} to look for.")
    return search_key(name)


def sql_limit(limit: int | None) -> int:
    """SQLite's way of saying that there is no limit."""
    return -1 if limit is None else limit


def label_of(row: Sequence[Any]) -> DocumentLabel:
    """The label in a row of id, language, title, url, outlet, published, current."""
    identifier, language, title, url, outlet, published, current = row
    return DocumentLabel(identifier, language, title, url, outlet, published, bool(current))


def mark_of(row: Sequence[Any]) -> Mark | None:
    """The mark in a row of number, ruling, author and time of a correction."""
    number, ruling, author, decided = row
    return Mark(number, Ruling(ruling), author, decided) if number is not None else None


def _statement(record: Record, row: Any) -> RecordedStatement:
    number, identifier, kind, confidence, method, analysed_with, *rest = row
    (found_id, found_name, speaker_id, speaker_name), mark, label = rest[:4], rest[4:8], rest[8:]
    words: dict[str, list[str]] = {"content": [], "cue": [], "speaker": []}
    spans: dict[str, list[Span]] = {role: [] for role in words}
    for role, start, end, text in record.execute(_SPANS, (number,)):
        spans[role].append(Span(start, end))
        words[role].append(text)
    reporters = record.execute(_VIA, (number,)).fetchall()
    statement = Statement(
        id=identifier,
        kind=Kind(kind),
        content=tuple(spans["content"]),
        cue=tuple(spans["cue"]),
        speaker_span=tuple(spans["speaker"]),
        speaker=_reference(found_id, found_name),
        via=tuple(ActorReference(found, name) for found, name, _, _ in reporters),
        confidence=confidence,
        method=method,
    )
    kept = {role: tuple(parts) for role, parts in words.items()}
    return RecordedStatement(
        statement=statement,
        speaker=_reference(speaker_id, speaker_name),
        via=tuple(ActorReference(shown, name) for _, _, shown, name in reporters),
        words=kept,
        analysed_with=analysed_with,
        document=label_of(label),
        mark=mark_of(mark),
    )


def _reference(identifier: str | None, name: str | None) -> ActorReference | None:
    return ActorReference(identifier, name) if identifier is not None and name is not None else None


def mentions_of(record: Record, number: int) -> tuple[tuple[str, Spans], ...]:
    """Where the document with this number names whom: actor id and spans."""
    rows = record.execute(_MENTIONS, (number,))
    return tuple(
        (actor, tuple(Span(start, end) for _, start, end in spans))
        for actor, spans in groupby(rows, key=lambda row: row[0])
    )


# Of several printings that pass the filter the first that is current speaks for the document. The documents
# are a list, not a condition with OR, so that one document's statements are found by index.
_STATEMENTS = """
SELECT statement.number, statement.id, statement.kind, statement.confidence, statement.method,
       statement.analysed_with, found.id, found.name, actor.id, actor.name,
       correction.number, correction.ruling, correction.author, correction.decided,
       document.id, document.language, shown.title, shown.url, shown.outlet, shown.published, shown.current
FROM statement
JOIN document ON document.number = statement.document
JOIN printing AS shown ON shown.number = (
    SELECT printing.number FROM printing
    WHERE printing.document = document.number
      AND (printing.current OR :all_versions)
      AND (:outlet IS NULL OR instr(' ' || printing.outlet_key, ' ' || :outlet))
      AND CASE :dates
          WHEN 'any' THEN 1
          WHEN 'none' THEN printing.first_day IS NULL
          ELSE printing.first_day <= :until AND printing.last_day >= :since
          END
    ORDER BY printing.current DESC, printing.number
    LIMIT 1
)
LEFT JOIN actor AS found ON found.number = statement.speaker
LEFT JOIN identity ON identity.actor = statement.speaker
LEFT JOIN actor ON actor.number = coalesce(identity.shown_as, statement.speaker)
LEFT JOIN correction ON correction.number = statement.revision
WHERE statement.document IN (
      SELECT number FROM document WHERE coalesce(:document, :id) IS NULL
      UNION ALL
      SELECT number FROM document WHERE id = :document
      UNION ALL
      SELECT document FROM statement WHERE id = :id)
  AND (:document IS NULL OR document.id = :document)
  AND (:id IS NULL OR statement.id = :id)
  AND (:kind IS NULL OR statement.kind = :kind)
  AND (:language IS NULL OR document.language = :language OR document.language LIKE :language || '-%')
  AND (:about IS NULL OR statement.number IN (
      SELECT rowid FROM statement_search WHERE statement_search MATCH :about))
  AND (:speaker IS NULL OR actor.number IN (SELECT value FROM json_each(:speaker)))
ORDER BY shown.first_day IS NULL, shown.first_day DESC, document.number, statement.number
LIMIT :limit
"""

_SPANS = """
SELECT role, start, end, text FROM statement_span WHERE statement = ? ORDER BY role, part
"""

_VIA = """
SELECT found.id, found.name, actor.id, actor.name
FROM statement_via
JOIN actor AS found ON found.number = statement_via.actor
LEFT JOIN identity ON identity.actor = statement_via.actor
JOIN actor ON actor.number = coalesce(identity.shown_as, statement_via.actor)
WHERE statement_via.statement = ? ORDER BY statement_via.part
"""

_MENTIONS = """
SELECT actor.id, start, end FROM actor_mention JOIN actor ON actor.number = actor_mention.actor
WHERE actor_mention.document = ? ORDER BY actor.id, actor_mention.part
"""
