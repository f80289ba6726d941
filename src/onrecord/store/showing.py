"""What questions are asked of, brought in line with what is stored: the statement index, dates and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from onrecord.store.database import Record
from onrecord.store.keys import search_key
from onrecord.store.signs import Sign

_Row = TypeVar("_Row")
_Stand = tuple[int, int, int, int]
"""Numbers of holder and target, the least sureness counted, polarity."""


def show(record: Record, document: int) -> None:
    """Bring what is shown of the document with this number in line with what is stored.

    Called in the caller's transaction by whoever changes its findings, its printings or what users say of it.
    """
    of_document = {"document": document, "sign": f'"{Sign.DOCUMENT}{document}"'}
    shown = {key: (content, signs) for key, content, signs in record.execute(_SHOWN_STATEMENTS, of_document)}
    wanted = {
        key: (content_key(record, statement), signs)
        for key, statement, signs in record.execute(_STATEMENTS, of_document)
    }
    gone, come = _without(shown, wanted), _without(wanted, shown)
    record.executemany("DELETE FROM statement_search WHERE rowid = ?", [(key,) for key in sorted(gone)])
    _insert_statements(record, ((key, *come[key]) for key in sorted(come)))
    counts = Counter(_counted(signs for _, signs in come.values()))
    counts.subtract(_counted(signs for _, signs in gone.values()))
    _count_signs(record, counts)
    _show_positions(record, of_document)
    _show_presence(record, of_document)


def show_all(record: Record) -> None:
    """Make what is shown of all documents, of none of which anything is."""
    # In the order of keys, in which the index takes rows most quickly.
    rows = record.execute(_ALL_STATEMENTS)
    _insert_statements(
        record, ((key, content_key(record, statement), signs) for key, statement, signs in rows)
    )
    _count_signs(record, counted_signs(record))
    record.execute("INSERT INTO dated_position SELECT * FROM datable_position ORDER BY key")
    record.execute("INSERT INTO stand_count SELECT * FROM countable_stand")
    record.execute("INSERT INTO shown_presence SELECT * FROM current_presence ORDER BY actor, document")
    record.execute("INSERT INTO presence_count SELECT actor, count(*) FROM shown_presence GROUP BY actor")


def counted_signs(record: Record) -> Counter[str]:
    """How many statements in current texts have which signs, counted anew from the index."""
    return Counter(_counted(str(signs) for (signs,) in record.execute("SELECT signs FROM statement_search")))


def content_key(record: Record, statement: int) -> str:
    """What is indexed of the words of the statement with this number."""
    return search_key(" ".join(str(text) for (text,) in record.execute(_CONTENT, (statement,))))


def _counts_as_current(signs: str) -> bool:
    """Whether a row of the index stands for its statement in current texts."""
    return Sign.OTHER_DAY not in signs and Sign.REPLACED not in signs


def _show_positions(record: Record, of_document: dict[str, Any]) -> None:
    shown, wanted = (
        {key: tuple(row) for key, *row in record.execute(query, of_document)}
        for query in (_SHOWN_POSITIONS, _POSITIONS)
    )
    gone, come = _without(shown, wanted), _without(wanted, shown)
    record.executemany("DELETE FROM dated_position WHERE key = ?", [(key,) for key in gone])
    record.executemany(_INSERT_POSITION, [(key, *row) for key, row in come.items()])
    counts = Counter(_stands(come.values()))
    counts.subtract(_stands(gone.values()))
    _count_stands(record, counts)


def _show_presence(record: Record, of_document: dict[str, Any]) -> None:
    shown, wanted = (
        {actor for (actor,) in record.execute(query, of_document)} for query in (_PRESENT, _CURRENT)
    )
    for query, count, actors in ((_LEAVE, -1, shown - wanted), (_ENTER, 1, wanted - shown)):
        record.executemany(query, [{"actor": actor, **of_document} for actor in actors])
        record.executemany(_COUNT_PRESENCE, [(actor, count) for actor in actors])
    record.executemany(
        "DELETE FROM presence_count WHERE actor = ? AND documents = 0", [(actor,) for actor in shown - wanted]
    )


def _without(rows: dict[int, _Row], others: dict[int, _Row]) -> dict[int, _Row]:
    return {key: row for key, row in rows.items() if others.get(key) != row}


def _counted(rows: Iterable[str]) -> Iterator[str]:
    return (
        sign
        for signs in rows
        if _counts_as_current(signs)
        for sign in signs.split()
        if not sign.startswith(Sign.DOCUMENT)
    )


def _count_signs(record: Record, counts: Counter[str]) -> None:
    changed = [(sign, count) for sign, count in counts.items() if count]
    record.executemany(_COUNT_SIGN, changed)
    record.executemany(
        "DELETE FROM sign_count WHERE sign = ? AND statements = 0", [(sign,) for sign, _ in changed]
    )


def _stands(rows: Iterable[tuple[Any, ...]]) -> Iterator[_Stand]:
    return (
        (holder, target, least, polarity)
        for _, holder, target, _, polarity, sure in rows
        if holder is not None and target is not None
        for least in range(sure + 1)
    )


def _count_stands(record: Record, counts: Counter[_Stand]) -> None:
    changed = [(*pair, polarity, count) for (*pair, polarity), count in counts.items() if count]
    record.executemany(_COUNT_STAND, changed)
    record.executemany(_DELETE_STAND, {tuple(pair) for *pair, _, _ in changed})


def _insert_statements(record: Record, rows: Iterable[tuple[int, str, str]]) -> None:
    record.executemany("INSERT INTO statement_search (rowid, content, signs) VALUES (?, ?, ?)", rows)


_SHOWN_STATEMENTS = """
SELECT rowid, content, signs FROM statement_search WHERE statement_search MATCH :sign
"""

_STATEMENTS = "SELECT key, statement, signs FROM searchable_statement WHERE document = :document"

_ALL_STATEMENTS = "SELECT key, statement, signs FROM searchable_statement ORDER BY key"

_CONTENT = "SELECT text FROM statement_span WHERE statement = ? AND role = 'content' ORDER BY part"

_COUNT_SIGN = """
INSERT INTO sign_count (sign, statements) VALUES (?1, ?2)
ON CONFLICT (sign) DO UPDATE SET statements = statements + ?2
"""

_SHOWN_POSITIONS = """
SELECT key, document, holder, target, issue, polarity, sure FROM dated_position WHERE document = :document
"""

_POSITIONS = """
SELECT key, document, holder, target, issue, polarity, sure FROM datable_position WHERE document = :document
"""

_INSERT_POSITION = """
INSERT INTO dated_position (key, document, holder, target, issue, polarity, sure) VALUES (?, ?, ?, ?, ?, ?, ?)
"""

_COUNT_STAND = """
INSERT INTO stand_count (holder, target, sure, positions, against, neutral, in_favour)
VALUES (?1, ?2, ?3, ?5, iif(?4 = -1, ?5, 0), iif(?4 = 0, ?5, 0), iif(?4 = 1, ?5, 0))
ON CONFLICT (holder, target, sure) DO UPDATE SET
    positions = positions + excluded.positions, against = against + excluded.against,
    neutral = neutral + excluded.neutral, in_favour = in_favour + excluded.in_favour
"""

_DELETE_STAND = """
DELETE FROM stand_count WHERE holder = ? AND target = ? AND sure = ? AND positions = 0
"""

_PRESENT = "SELECT actor FROM shown_presence WHERE document = :document"

_CURRENT = "SELECT actor FROM current_presence WHERE document = :document"

_LEAVE = "DELETE FROM shown_presence WHERE actor = :actor AND document = :document"

_ENTER = "INSERT INTO shown_presence (actor, document) VALUES (:actor, :document)"

_COUNT_PRESENCE = """
INSERT INTO presence_count (actor, documents) VALUES (?1, ?2)
ON CONFLICT (actor) DO UPDATE SET documents = documents + ?2
"""
