"""Statements, asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import Any

from onrecord.records import ActorReference, Kind, Span, Spans, Statement
from onrecord.store.database import Record
from onrecord.store.errors import NotFoundError, RecordError
from onrecord.store.pages import page, place_after
from onrecord.store.rows import DocumentLabel, Mark, MonthCount, Page, RecordedStatement, Ruling
from onrecord.store.signs import Sign, day_key, day_of, end_of_day, number_of
from onrecord.store.statement_filter import StatementFilter, expression, printing_parameters

SHOWN_DOCUMENTS = 5
_AFTER_ALL = 1 << 62
_SEVERAL = str(Sign.SEVERAL_PRINTINGS)


def statements(
    record: Record, wanted: StatementFilter | None = None, limit: int | None = None
) -> Iterator[RecordedStatement]:
    """The statements wanted, by document: the latest published first, those without a date last.

    Raises:
        RecordError: a name or words to look for have no letter or digit.
    """
    found = _found(record, wanted or StatementFilter(), 0)
    return (statement for _, statement in islice(found, limit))


def statement_page(
    record: Record, wanted: StatementFilter | None = None, *, limit: int, after: str | None = None
) -> Page[RecordedStatement]:
    """So many of the statements wanted, the first or those after what an earlier page gave as ``next``.

    Raises:
        RecordError: as for :func:`statements`, or ``after`` comes from no page.
    """
    return page(_found(record, wanted or StatementFilter(), place_after(after)), limit)


def count_undated(record: Record, wanted: StatementFilter) -> int:
    """How many statements a filter by date leaves out because their documents have no date."""
    if not wanted.since and not wanted.until:
        return 0
    return sum(1 for _ in hits(record, wanted, undated=True))


def statements_by_month(record: Record, wanted: StatementFilter) -> list[MonthCount]:
    """How many of the statements wanted are of each month, the earliest first, those without a date last.

    What is dated by a period counts for the month in which that begins.
    """
    if wanted.by_printing or wanted.id is not None:
        days = Counter(day_of(key) for key, _ in hits(record, wanted))
    else:
        asked = expression(record, wanted)
        rows = record.execute(_DAYS, (asked,)) if asked else ()
        days = Counter({day_of(key): count for key, count in rows})
    months: Counter[str] = Counter()
    for day, count in days.items():
        months[(day or "")[:7]] += count
    return [
        MonthCount(month or None, months[month]) for month in sorted(months, key=lambda each: each or "~")
    ]


def statements_of(record: Record, identifier: str) -> Iterator[RecordedStatement]:
    """All statements of one document, in the order of its text."""
    parameters = _parameters(record, StatementFilter(all_versions=True)) | {"any_day": True, "day": None}
    # From the table: whoever changes a document reads this before the index is in line with it.
    numbers = record.execute(_OF_DOCUMENT, (identifier,)).fetchall()
    rows = (record.execute(_STATEMENT, {**parameters, "number": number}).fetchone() for (number,) in numbers)
    found = (_statement(record, row) for row in rows)
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


def hits(record: Record, wanted: StatementFilter, *, undated: bool = False) -> Iterator[tuple[int, str]]:
    """Keys and signs of the statements wanted, in their order; ``undated``: of those without a date."""
    parameters = _parameters(record, wanted, undated=undated)
    for key, signs, doubtful in _hits(record, wanted, undated=undated):
        if not doubtful or _row(record, key, parameters):
            yield key, signs


def _parameters(record: Record, wanted: StatementFilter, *, undated: bool = False) -> dict[str, Any]:
    return printing_parameters(record, wanted) | {"id": wanted.id, "undated": undated, "any_day": False}


def _found(record: Record, wanted: StatementFilter, after: int) -> Iterator[tuple[int, RecordedStatement]]:
    parameters = _parameters(record, wanted)
    for key, _, _ in _hits(record, wanted, after):
        if row := _row(record, key, parameters):
            yield key, _statement(record, row)


def _hits(
    record: Record, wanted: StatementFilter, after: int = 0, *, undated: bool = False
) -> Iterator[tuple[int, str, bool]]:
    """What the index gives, each with whether only the printings of its text can tell that it is wanted."""
    asked = expression(record, wanted)
    if asked is None:
        return
    since, until = (None, None) if undated else (wanted.since, wanted.until)
    first = day_key(None) if undated else day_key(until) if until else 0
    end = end_of_day(since) if since else day_key(None) if until else _AFTER_ALL
    parts = [(asked, first, end, False)]
    if since:
        # What appeared in a period that began before.
        parts.append((f'({asked}) AND "{Sign.VAGUE}"', max(first, end), day_key(None), True))
    by_printing, by_id = wanted.by_printing, wanted.id is not None
    for match, begin, stop, vague in parts:
        part = {"match": match, "first": max(begin, after + 1), "last": stop - 1}
        for key, signs in record.execute(_HITS, part):
            yield key, signs, vague or by_id or (by_printing and _SEVERAL in signs)


def _row(record: Record, key: int, parameters: dict[str, Any]) -> Any:
    """The statement of a row of the index under the first printing that is wanted, if that is of its day."""
    return record.execute(_STATEMENT, {**parameters, "number": number_of(key), "day": day_of(key)}).fetchone()


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


_DAYS = """
SELECT min(rowid), count(*) FROM statement_search WHERE statement_search MATCH ? GROUP BY rowid >> 36
"""

_OF_DOCUMENT = """
SELECT number FROM statement WHERE document = (SELECT number FROM document WHERE id = ?)
"""

_HITS = """
SELECT rowid, signs FROM statement_search
WHERE statement_search MATCH :match AND rowid BETWEEN :first AND :last ORDER BY rowid
"""

# Of several printings that pass the filter the first that is current speaks for the document.
_STATEMENT = """
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
      AND (:asked_outlets IS NULL OR printing.outlet_key IN (SELECT value FROM json_each(:asked_outlets)))
      AND (:outlets IS NULL OR printing.outlet_key IN (SELECT value FROM json_each(:outlets)))
      AND (:years IS NULL
           OR (substr(printing.first_day, 1, 4) IN (SELECT value FROM json_each(:years))
               AND substr(printing.first_day, 1, 4) = substr(printing.last_day, 1, 4)))
      AND (:months IS NULL
           OR (substr(printing.first_day, 1, 7) IN (SELECT value FROM json_each(:months))
               AND substr(printing.first_day, 1, 7) = substr(printing.last_day, 1, 7)))
      AND CASE
          WHEN :undated THEN printing.first_day IS NULL
          ELSE (:since IS NULL OR printing.last_day >= :since)
           AND (:until IS NULL OR printing.first_day <= :until)
          END
    ORDER BY printing.current DESC, printing.number
    LIMIT 1
)
LEFT JOIN actor AS found ON found.number = statement.speaker
LEFT JOIN identity ON identity.actor = statement.speaker
LEFT JOIN actor ON actor.number = coalesce(identity.shown_as, statement.speaker)
LEFT JOIN correction ON correction.number = statement.revision
WHERE statement.number = :number
  AND (:any_day OR shown.first_day IS :day)
  AND (:id IS NULL OR statement.id = :id)
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
