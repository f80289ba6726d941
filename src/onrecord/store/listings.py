"""Who is on record and what was read, in lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from onrecord.store.database import Record
from onrecord.store.naming import asked_actors
from onrecord.store.rows import DocumentLine, Speaker
from onrecord.store.statements import label_of, sql_limit


def speakers(
    record: Record, name: str | None = None, *, all_versions: bool = False, limit: int | None = None
) -> Iterator[Speaker]:
    """Who is on record, most statements first; ``name`` as in :class:`StatementFilter`."""
    return speakers_among(record, asked_actors(record, name), all_versions=all_versions, limit=limit)


def speakers_among(
    record: Record, asked: str | None, *, all_versions: bool = False, limit: int | None = None
) -> Iterator[Speaker]:
    """Who is on record of ``asked``, which :func:`asked_actors` gives."""
    parameters = {"asked": asked, "all_versions": all_versions}
    groups = groupby(record.execute(_SPEAKERS, parameters), key=lambda row: row[:4])
    for position, ((identifier, spoken, kind, total), rows) in enumerate(groups):
        if position == limit:
            return
        outlets: Counter[str | None] = Counter()
        languages: Counter[str] = Counter()
        dates: list[str] = []
        for *_, outlet, language, count, first, last in rows:
            outlets[outlet or None] += count
            languages[language] += count
            dates.extend(date for date in (first, last) if date)
        earliest, latest = min(dates, default=None), max(dates, default=None)
        yield Speaker(identifier, spoken, kind, total, outlets, languages, earliest, latest)


def statement_counts(record: Record) -> dict[int, int]:
    """How many statements in current texts each actor makes, by the number of whom it is shown as."""
    return dict(record.execute(_STATEMENT_COUNTS).fetchall())


def count_unsettled(record: Record, *, all_versions: bool = False) -> int:
    """How many statements have a speaker that the text does not settle."""
    count: int = record.execute(_UNSETTLED, {"all_versions": all_versions}).fetchone()[0]
    return count


def documents(
    record: Record, *, all_versions: bool = False, limit: int | None = None
) -> Iterator[DocumentLine]:
    """The documents, the latest published first, those without a date last."""
    for row in record.execute(_DOCUMENTS, {"all_versions": all_versions, "limit": sql_limit(limit)}):
        count, *fields = row
        label = label_of(fields)
        yield DocumentLine(label, count, replacements_of(record, label.id))


def languages(record: Record) -> tuple[str, ...]:
    """The languages of the documents."""
    return tuple(
        code for (code,) in record.execute("SELECT DISTINCT language FROM document ORDER BY language")
    )


def replacements_of(record: Record, identifier: str) -> tuple[str, ...]:
    """Ids of the documents that took a place of this one."""
    return tuple(newer for (newer,) in record.execute(_REPLACEMENTS, (identifier,)))


# The speakers are a list, not a condition with OR, so that one speaker's statements are found by index.
_SPEAKERS = """
WITH wanted AS MATERIALIZED (
    SELECT actor.number AS actor FROM actor LEFT JOIN identity ON identity.actor = actor.number
    WHERE :asked IS NULL OR coalesce(identity.shown_as, actor.number) IN (SELECT value FROM json_each(:asked))
)
SELECT actor.id, actor.name, actor.kind, sum(count(*)) OVER (PARTITION BY actor.number) AS total,
       label.outlet, label.language, count(*),
       min(iif(label.first_day IS NULL, NULL, label.published)),
       max(iif(label.first_day IS NULL, NULL, label.published))
FROM statement
JOIN labelled_document AS label ON label.number = statement.document
LEFT JOIN identity ON identity.actor = statement.speaker
JOIN actor ON actor.number = coalesce(identity.shown_as, statement.speaker)
WHERE statement.speaker IN (SELECT actor FROM wanted) AND (label.current OR :all_versions)
GROUP BY actor.number, label.outlet, label.language
ORDER BY total DESC, actor.name, actor.number, count(*) DESC
"""

_STATEMENT_COUNTS = """
SELECT coalesce(identity.shown_as, statement.speaker) AS shown, count(*)
FROM statement LEFT JOIN identity ON identity.actor = statement.speaker
WHERE statement.speaker IS NOT NULL
  AND statement.document IN (SELECT document FROM printing WHERE current)
GROUP BY shown
"""

_UNSETTLED = """
SELECT count(*) FROM statement JOIN labelled_document AS label ON label.number = statement.document
WHERE statement.speaker IS NULL AND (label.current OR :all_versions)
"""

_DOCUMENTS = """
SELECT (SELECT count(*) FROM statement WHERE statement.document = label.number),
       id, language, title, url, outlet, published, current
FROM labelled_document AS label
WHERE current OR :all_versions
ORDER BY first_day IS NULL, first_day DESC, number
LIMIT :limit
"""

_REPLACEMENTS = """
SELECT DISTINCT document.id FROM printing JOIN document ON document.number = printing.document
WHERE printing.replaces = ?
"""
