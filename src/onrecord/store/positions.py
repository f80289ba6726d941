"""Positions, asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from onrecord.records import ActorReference, Polarity, Position, Span, Target, TargetKind
from onrecord.store.database import Record
from onrecord.store.errors import NotFoundError, RecordError
from onrecord.store.issues import asked_issues
from onrecord.store.naming import asked_actors
from onrecord.store.pages import page, place_after
from onrecord.store.rows import Page, RecordedPosition
from onrecord.store.signs import day_key, number_of
from onrecord.store.statements import SHOWN_DOCUMENTS, in_several, label_of, mark_of, sql_limit

SURE = 0.75
"""Positions of this confidence and above are those that ``--sure`` keeps to."""

_FIRST_DAY, _LAST_DAY = "0000-01-01", "9999-12-31"
_LOOKED_UP_TOGETHER = 200
_ROLES = ("holder", "target", "evidence", "condition", "statement")


@dataclass(frozen=True, slots=True)
class PositionFilter:
    """Which positions are asked for; ``None`` asks for any.

    ``holder`` and ``target`` are a name or a part of one in either script, or an actor's id, and ask for all
    actors that decisions make one with whom they name; ``issue`` is an issue's key or a part of its name;
    ``least`` is a confidence; ``since`` and ``until`` are days, ``YYYY-MM-DD``, both included, and leave out
    what has no date; ``document`` is an id. ``latest`` keeps to so many of the latest in
    current texts that are the holder's, on the target and on the issue asked for, before all else is asked.
    """

    issue: str | None = None
    holder: str | None = None
    target: str | None = None
    polarity: Polarity | None = None
    least: float | None = None
    since: str | None = None
    until: str | None = None
    document: str | None = None
    id: str | None = None
    all_versions: bool = False
    latest: int | None = None


class PositionRow(NamedTuple):
    """A row of the query; ``found`` is what was found, ``shown`` who that is by decision."""

    number: int
    id: str
    polarity: int
    past: int
    conditional: int
    confidence: float
    method: str
    analysed_with: str
    statement_number: int | None
    statement: str | None
    issue: str | None
    issue_found: str | None
    issue_shown: str | None
    holder_found_id: str | None
    holder_found: str | None
    holder_id: str | None
    holder: str | None
    target_found_id: str | None
    target_found: str | None
    target_id: str | None
    target: str | None
    claimant_found_id: str | None
    claimant_found: str | None
    claimant_id: str | None
    claimant: str | None
    document_number: int
    first_day: str | None
    mark: tuple[Any, ...]
    label: tuple[Any, ...]


def positions(
    record: Record, wanted: PositionFilter | None = None, limit: int | None = None
) -> Iterator[RecordedPosition]:
    """The positions wanted, by document: the latest published first, those without a date last.

    Raises:
        NotFoundError: no position is on the issue asked for.
        RecordError: a name to look for has no letter or digit.
    """
    for row in position_rows(record, wanted or PositionFilter(), limit=limit):
        yield _position(record, row)


def position_page(
    record: Record, wanted: PositionFilter | None = None, *, limit: int, after: str | None = None
) -> Page[RecordedPosition]:
    """So many of the positions wanted, the first or those after what an earlier page gave as ``next``.

    Of those of one day the order is that of their numbers.

    Raises:
        NotFoundError: no position is on the issue asked for.
        RecordError: a name to look for has no letter or digit, or ``after`` comes from no page.
    """
    rows = _rows_after(record, wanted or PositionFilter(), place_after(after))
    return page(((_key(row), _position(record, row)) for row in rows), limit)


def positions_of(record: Record, identifier: str) -> Iterator[RecordedPosition]:
    """All positions in one document, in the order of its text."""
    found = positions(record, PositionFilter(document=identifier, all_versions=True))
    # What people have changed and no analysis finds any more was stored later than its neighbours.
    return iter(sorted(found, key=lambda recorded: recorded.position.evidence))


def find_position(record: Record, identifier: str, document: str | None = None) -> RecordedPosition:
    """The position with this id, in the document with that id where one is given.

    Raises:
        NotFoundError: there is none.
        RecordError: several documents have one of this id; the message names them.
    """
    wanted = PositionFilter(id=identifier, document=document, all_versions=True)
    found = list(positions(record, wanted, SHOWN_DOCUMENTS + 1))
    if not found:
        raise NotFoundError(f"There is no position {identifier} in this record; see: onrecord positions")
    if len(found) > 1:
        raise RecordError(in_several(identifier, [each.document.id for each in found]))
    return found[0]


def count_undated_positions(record: Record, wanted: PositionFilter) -> int:
    """How many positions a filter by date leaves out because their documents have no date."""
    if not wanted.since and not wanted.until:
        return 0
    return sum(1 for _ in position_rows(record, wanted, dates="none"))


def position_rows(
    record: Record,
    wanted: PositionFilter,
    *,
    by_course: bool = False,
    dates: str | None = None,
    limit: int | None = None,
    numbers: Sequence[int] | None = None,
) -> Iterator[PositionRow]:
    """Rows as :func:`positions` orders them; ``by_course``: by holder and target, without those of nobody.

    ``numbers`` keeps to the positions with these.
    """
    parameters = {**_parameters(record, wanted), "by_course": by_course, "limit": sql_limit(limit)}
    if dates:
        parameters["dates"] = dates
    if wanted.latest is not None:
        numbers = [number_of(key) for (key,) in record.execute(_LATEST, parameters)]
    parameters["numbers"] = None if numbers is None else json.dumps(numbers)
    yield from _rows(record, parameters)


def _parameters(record: Record, wanted: PositionFilter) -> dict[str, Any]:
    return {
        **asdict(wanted),
        "holder": asked_actors(record, wanted.holder),
        "target": asked_actors(record, wanted.target),
        "issue": asked_issues(record, wanted.issue),
        "since": wanted.since or _FIRST_DAY,
        "until": wanted.until or _LAST_DAY,
        "dates": "within" if wanted.since or wanted.until else "any",
        "by_course": False,
        "limit": sql_limit(None),
    }


def _rows(record: Record, parameters: dict[str, Any]) -> Iterator[PositionRow]:
    for row in record.execute(_POSITIONS, parameters):
        yield PositionRow._make((*row[:-11], row[-11:-7], row[-7:]))


def _rows_after(record: Record, wanted: PositionFilter, after: int) -> Iterator[PositionRow]:
    """The positions wanted whose keys come after one, by their keys."""
    parameters = _parameters(record, wanted)
    if wanted.all_versions or wanted.document is not None:
        # The index of positions holds those of current texts alone.
        rows = sorted(_rows(record, {**parameters, "numbers": None}), key=_key)
        yield from (row for row in rows if _key(row) > after)
        return
    first = day_key(wanted.until) if wanted.until else 0
    sure = wanted.least is not None and wanted.least >= SURE
    keys = record.execute(_KEYS, {**parameters, "first": max(first, after + 1), "sure": sure})
    while part := [key for (key,) in keys.fetchmany(_LOOKED_UP_TOGETHER)]:
        numbers = json.dumps([number_of(key) for key in part])
        yield from sorted(_rows(record, {**parameters, "numbers": numbers}), key=_key)


def _key(row: PositionRow) -> int:
    return day_key(row.first_day) | row.number


def shown_holder(row: PositionRow) -> ActorReference | None:
    """Who holds the position, by the decisions of users."""
    return _reference(row.holder_id, row.holder)


def shown_claimant(row: PositionRow) -> ActorReference | None:
    """Who says that the holder stands so, by the decisions of users."""
    return _reference(row.claimant_id, row.claimant)


def shown_target(row: PositionRow) -> Target:
    """What the position is on, by the decisions of users; an issue by its latest name."""
    return _target(row, row.issue_shown, row.target_id, row.target)


def _position(record: Record, row: PositionRow) -> RecordedPosition:
    words: dict[str, list[str]] = {role: [] for role in _ROLES}
    spans: dict[str, list[Span]] = {role: [] for role in _ROLES}
    for role, start, end, text, _ in record.execute(_SPANS, (row.number, row.statement_number)):
        spans[role].append(Span(start, end))
        words[role].append(text)
    found = Position(
        id=row.id,
        holder=_reference(row.holder_found_id, row.holder_found),
        holder_span=tuple(spans["holder"]),
        target=_target(row, row.issue_found, row.target_found_id, row.target_found),
        target_span=tuple(spans["target"]),
        polarity=Polarity(row.polarity),
        evidence=tuple(spans["evidence"]),
        statement=row.statement,
        claimed_by=_reference(row.claimant_found_id, row.claimant_found),
        past=bool(row.past),
        condition=tuple(spans["condition"]),
        confidence=row.confidence,
        method=row.method,
    )
    return RecordedPosition(
        position=found,
        holder=shown_holder(row),
        target=shown_target(row),
        claimed_by=shown_claimant(row),
        words={role: tuple(parts) for role, parts in words.items()},
        analysed_with=row.analysed_with,
        document=label_of(row.label),
        mark=mark_of(row.mark),
    )


def _reference(identifier: str | None, name: str | None) -> ActorReference | None:
    return ActorReference(identifier, name) if identifier is not None and name is not None else None


def _target(row: PositionRow, issue: str | None, actor_id: str | None, actor: str | None) -> Target:
    if row.issue is not None:
        return Target(TargetKind.ISSUE, row.issue, issue or "")
    return Target(TargetKind.ACTOR, actor_id or "", actor or "")


# What is asked for is a list of numbers, not conditions with OR, so that it is found by index.
_POSITIONS = """
WITH holders AS MATERIALIZED (
    SELECT value AS actor FROM json_each(:holder)
    UNION ALL SELECT actor FROM identity WHERE shown_as IN (SELECT value FROM json_each(:holder))
),
targets AS MATERIALIZED (
    SELECT value AS actor FROM json_each(:target)
    UNION ALL SELECT actor FROM identity WHERE shown_as IN (SELECT value FROM json_each(:target))
),
wanted AS (
    SELECT number FROM position WHERE coalesce(:numbers, :holder, :target, :issue, :document, :id) IS NULL
    UNION ALL SELECT value FROM json_each(:numbers)
    UNION ALL SELECT number FROM position WHERE :numbers IS NULL AND holder IN (SELECT actor FROM holders)
    UNION ALL SELECT number FROM position WHERE :numbers IS NULL AND target IN (SELECT actor FROM targets)
    UNION ALL
    SELECT number FROM position WHERE :numbers IS NULL AND issue IN (SELECT value FROM json_each(:issue))
    UNION ALL
    SELECT number FROM position
    WHERE :numbers IS NULL AND document = (SELECT number FROM document WHERE id = :document)
    UNION ALL SELECT number FROM position WHERE :numbers IS NULL AND id = :id
)
SELECT position.number, position.id, position.polarity, position.past,
       EXISTS (SELECT 1 FROM position_span
               WHERE position_span.position = position.number AND position_span.role = 'condition'),
       position.confidence, position.method, position.analysed_with, statement.number, statement.id,
       position.issue, position.issue_name,
       (SELECT latest.issue_name FROM position AS latest WHERE latest.issue = position.issue
        ORDER BY latest.number DESC LIMIT 1) AS latest_name,
       found_holder.id, found_holder.name, holder.id, holder.name,
       found_target.id, found_target.name, target.id, target.name,
       found_claimant.id, found_claimant.name, claimant.id, claimant.name,
       position.document, label.first_day,
       correction.number, correction.ruling, correction.author, correction.decided,
       label.id, label.language, label.title, label.url, label.outlet, label.published, label.current
FROM position
JOIN labelled_document AS label ON label.number = position.document
LEFT JOIN statement ON statement.number = position.statement
LEFT JOIN correction ON correction.number = position.revision
LEFT JOIN actor AS found_holder ON found_holder.number = position.holder
LEFT JOIN identity AS holding ON holding.actor = position.holder
LEFT JOIN actor AS holder ON holder.number = coalesce(holding.shown_as, position.holder)
LEFT JOIN actor AS found_target ON found_target.number = position.target
LEFT JOIN identity AS targeted ON targeted.actor = position.target
LEFT JOIN actor AS target ON target.number = coalesce(targeted.shown_as, position.target)
LEFT JOIN actor AS found_claimant ON found_claimant.number = position.claimed_by
LEFT JOIN identity AS claiming ON claiming.actor = position.claimed_by
LEFT JOIN actor AS claimant ON claimant.number = coalesce(claiming.shown_as, position.claimed_by)
WHERE position.number IN (SELECT number FROM wanted)
  AND (label.current OR :all_versions)
  AND (:document IS NULL OR label.id = :document)
  AND (:id IS NULL OR position.id = :id)
  AND (:holder IS NULL OR position.holder IN (SELECT actor FROM holders))
  AND (:target IS NULL OR position.target IN (SELECT actor FROM targets))
  AND (:issue IS NULL OR position.issue IN (SELECT value FROM json_each(:issue)))
  AND (:polarity IS NULL OR position.polarity = :polarity)
  AND (:least IS NULL OR position.confidence >= :least)
  AND (NOT :by_course OR position.holder IS NOT NULL)
  AND CASE :dates
      WHEN 'any' THEN 1
      WHEN 'none' THEN label.first_day IS NULL
      ELSE label.first_day <= :until AND label.last_day >= :since
      END
ORDER BY iif(:by_course, holder.name, NULL), iif(:by_course, holder.number, NULL),
         iif(:by_course, coalesce(target.name, latest_name), NULL),
         iif(:by_course, position.issue, NULL), iif(:by_course, target.number, NULL),
         label.first_day IS NULL, label.first_day DESC, position.document, position.number
LIMIT :limit
"""

# Looked up by one of the three.
_ASKED = """
WITH holders AS MATERIALIZED (
    SELECT value AS actor FROM json_each(:holder)
    UNION ALL SELECT actor FROM identity WHERE shown_as IN (SELECT value FROM json_each(:holder))
),
targets AS MATERIALIZED (
    SELECT value AS actor FROM json_each(:target)
    UNION ALL SELECT actor FROM identity WHERE shown_as IN (SELECT value FROM json_each(:target))
)
SELECT key, polarity, sure FROM dated_position WHERE coalesce(:holder, :target, :issue) IS NULL
UNION ALL
SELECT key, polarity, sure FROM dated_position
WHERE holder IN (SELECT actor FROM holders)
  AND (:target IS NULL OR target IN (SELECT actor FROM targets))
  AND (:issue IS NULL OR issue IN (SELECT value FROM json_each(:issue)))
UNION ALL
SELECT key, polarity, sure FROM dated_position
WHERE :holder IS NULL AND target IN (SELECT actor FROM targets)
  AND (:issue IS NULL OR issue IN (SELECT value FROM json_each(:issue)))
UNION ALL
SELECT key, polarity, sure FROM dated_position
WHERE coalesce(:holder, :target) IS NULL AND issue IN (SELECT value FROM json_each(:issue))
"""

_LATEST = f"SELECT key FROM ({_ASKED}) ORDER BY key LIMIT :latest"  # noqa: S608 - of constants

_KEYS = f"""
SELECT key FROM ({_ASKED})
WHERE key >= :first AND (:polarity IS NULL OR polarity = :polarity) AND sure >= :sure
ORDER BY key
"""  # noqa: S608 - of constants

_SPANS = """
SELECT role, start, end, text, part FROM position_span WHERE position = ?1
UNION ALL
SELECT 'statement', start, end, text, part FROM statement_span WHERE statement = ?2 AND role = 'content'
ORDER BY 1, 5
"""
