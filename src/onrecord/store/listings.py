"""Who is on record and what was read, in lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby, islice
from typing import Any

from onrecord.store.database import Record
from onrecord.store.naming import asked_actors, members
from onrecord.store.pages import page, place_after
from onrecord.store.rows import DocumentLine, Page, Speaker
from onrecord.store.signs import day_key, day_of, number_of
from onrecord.store.statements import label_of


def speakers(
    record: Record, name: str | None = None, *, all_versions: bool = False, limit: int | None = None
) -> Iterator[Speaker]:
    """Who is on record, most statements first; ``name`` as in :class:`StatementFilter`."""
    asked = asked_actors(record, name)
    among = {"members": None if asked is None else members(record, asked), "documents": None}
    return speakers_in(record, among, all_versions=all_versions, limit=limit)


def speakers_in(
    record: Record,
    among: Mapping[str, str | None],
    *,
    all_versions: bool = False,
    limit: int | None = None,
) -> Iterator[Speaker]:
    """Who is on record of ``members`` in ``documents``, JSON lists of numbers; ``None`` keeps to none."""
    parameters = {**among, "all_versions": all_versions}
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
    return (line for _, line in islice(_documents(record, 0, all_versions=all_versions), limit))


def document_page(
    record: Record, *, all_versions: bool = False, limit: int, after: str | None = None
) -> Page[DocumentLine]:
    """So many of the documents, the first or those after what an earlier page gave as ``next``.

    Raises:
        RecordError: ``after`` comes from no page.
    """
    return page(_documents(record, place_after(after), all_versions=all_versions), limit)


def _documents(record: Record, after: int, *, all_versions: bool) -> Iterator[tuple[int, DocumentLine]]:
    place = {"day": day_of(after), "number": number_of(after), "all_versions": all_versions}
    if place["day"] is not None:
        for row in record.execute(_DATED_DOCUMENTS, place):
            yield _document_line(record, row)
        place["number"] = 0
    for row in record.execute(_UNDATED_DOCUMENTS, place):
        yield _document_line(record, row)


def _document_line(record: Record, row: Any) -> tuple[int, DocumentLine]:
    day, number, count, *fields = row
    label = label_of(fields)
    return day_key(day) | number, DocumentLine(label, count, replacements_of(record, label.id))


def languages(record: Record) -> tuple[str, ...]:
    """The languages of the documents."""
    return tuple(
        code for (code,) in record.execute("SELECT DISTINCT language FROM document ORDER BY language")
    )


def replacements_of(record: Record, identifier: str) -> tuple[str, ...]:
    """Ids of the documents that took a place of this one."""
    return tuple(newer for (newer,) in record.execute(_REPLACEMENTS, (identifier,)))


# Lists, not conditions with OR, so that statements are found by index; + keeps from that of speakers.
_SPEAKERS = """
WITH said AS (
    SELECT number FROM statement WHERE :members IS NULL AND speaker IS NOT NULL
    UNION ALL
    SELECT number FROM statement
    WHERE :documents IS NULL AND speaker IN (SELECT value FROM json_each(:members))
    UNION ALL
    SELECT statement.number
    FROM json_each(:documents) AS here CROSS JOIN statement ON statement.document = here.value
    WHERE +statement.speaker IN (SELECT value FROM json_each(:members))
)
SELECT actor.id, actor.name, actor.kind, sum(count(*)) OVER (PARTITION BY actor.number) AS total,
       label.outlet, label.language, count(*),
       min(iif(label.first_day IS NULL, NULL, label.published)),
       max(iif(label.first_day IS NULL, NULL, label.published))
FROM said
CROSS JOIN statement ON statement.number = said.number
CROSS JOIN labelled_document AS label ON label.number = statement.document
LEFT JOIN identity ON identity.actor = statement.speaker
JOIN actor ON actor.number = coalesce(identity.shown_as, statement.speaker)
WHERE label.current OR :all_versions
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

# By date along the index of printings; each document where the printing that speaks for it stands.
_DATED_DOCUMENTS = """
SELECT printing.first_day, document.number,
       (SELECT count(*) FROM statement WHERE statement.document = document.number),
       document.id, document.language, printing.title, printing.url, printing.outlet, printing.published,
       printing.current
FROM printing JOIN document ON document.number = printing.document
WHERE printing.first_day <= :day
  AND (printing.first_day < :day OR printing.document > :number)
  AND (printing.current OR :all_versions)
  AND printing.number = (
      SELECT number FROM printing AS any_printing WHERE any_printing.document = printing.document
      ORDER BY any_printing.current DESC, any_printing.number LIMIT 1)
ORDER BY printing.first_day DESC, printing.document
"""

_UNDATED_DOCUMENTS = """
SELECT printing.first_day, document.number,
       (SELECT count(*) FROM statement WHERE statement.document = document.number),
       document.id, document.language, printing.title, printing.url, printing.outlet, printing.published,
       printing.current
FROM printing JOIN document ON document.number = printing.document
WHERE printing.first_day IS NULL AND printing.document > :number
  AND (printing.current OR :all_versions)
  AND printing.number = (
      SELECT number FROM printing AS any_printing WHERE any_printing.document = printing.document
      ORDER BY any_printing.current DESC, any_printing.number LIMIT 1)
ORDER BY printing.document
"""

_REPLACEMENTS = """
SELECT DISTINCT document.id FROM printing JOIN document ON document.number = printing.document
WHERE printing.replaces = ?
"""
