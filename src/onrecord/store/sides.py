"""Positions in numbers: who is how often for and against what, and when, in texts that were not replaced."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from onrecord.records import ActorReference, Polarity, Target, TargetKind
from onrecord.store.courses import stand_of
from onrecord.store.database import Record
from onrecord.store.naming import members
from onrecord.store.positions import PositionFilter, position_rows
from onrecord.store.side_rows import IssueSides, MonthSides, Sides
from onrecord.store.signs import day_of, number_of
from onrecord.store.statements import sql_limit

_ACTORS = ("holder", "target")


def sides(
    record: Record,
    *,
    holder: str | None = None,
    target: str | None = None,
    issue: str | None = None,
    sure: bool = False,
    limit: int | None = None,
) -> list[Sides]:
    """How often holders stand on which side of targets, those with most positions first.

    ``holder`` and ``target`` are ids of actors, ``issue`` is the key of one; at least one is given.
    ``sure`` keeps to positions of a confidence of ``SURE`` and more. Positions whose holder the text does not
    settle are those of nobody.
    """
    parameters = _asked(record, holder=holder, target=target, issue=issue, sure=sure)
    return _listed(record, record.execute(_SIDES, {**parameters, "limit": sql_limit(limit)}))


def sides_between(record: Record, *, sure: bool = False, limit: int) -> list[Sides]:
    """How often actors stand on which side of other actors, those with most positions first."""
    pairs = record.execute(_MOST_BETWEEN, {"sure": sure, "limit": limit}).fetchall()
    asked = ({"holder": holder, "target": target, "sure": sure} for holder, target in pairs)
    return _listed(record, (record.execute(_BETWEEN_TWO, each).fetchone() for each in asked))


def sides_by_month(
    record: Record,
    *,
    holder: str | None = None,
    target: str | None = None,
    issue: str | None = None,
    sure: bool = False,
) -> list[MonthSides]:
    """The same positions by month, the earliest first, those without a date last.

    What is dated by a period counts for the month in which that begins. Those of nobody count as well.
    """
    parameters = _asked(record, holder=holder, target=target, issue=issue, sure=sure)
    months: dict[str, tuple[int, int, int]] = {}
    for key, against, neutral, in_favour in record.execute(_DAYS, parameters):
        month = (day_of(key) or "")[:7]
        known = months.get(month, (0, 0, 0))
        months[month] = (known[0] + against, known[1] + neutral, known[2] + in_favour)
    return [
        MonthSides(month or None, _by_side(months[month]))
        for month in sorted(months, key=lambda each: each or "~")
    ]


def issue_sides(record: Record, limit: int | None = None) -> list[IssueSides]:
    """The issues of positions in current texts, those with most positions first."""
    return [
        IssueSides(_issue(record, issue), _by_side(counts))
        for issue, *counts in record.execute(_ISSUES, {"limit": sql_limit(limit)})
    ]


def _asked(record: Record, *, sure: bool, **asked: str | None) -> dict[str, Any]:
    given = [name for name, value in asked.items() if value is not None]
    if not given:
        raise ValueError("neither holder nor target nor issue is given")
    numbers = {name: None if asked[name] is None else _group(record, asked[name]) for name in _ACTORS}
    # Of several the first is looked up, the others narrow it down.
    return {**numbers, "issue": asked["issue"], "sure": sure, "by": given[0]}


def _group(record: Record, identifier: str | None) -> str:
    """The numbers of the actors that are shown as the one with this id, as a JSON list."""
    return members(record, json.dumps([number for (number,) in record.execute(_SHOWN, (identifier,))]))


def _listed(record: Record, rows: Iterable[tuple[Any, ...]]) -> list[Sides]:
    """Of rows of holder, target, issue, and for each side the number of positions and the least key."""
    found = list(rows)
    numbers = [number_of(key) for row in found for key in row[-len(Polarity) :] if key is not None]
    stands = {row.number: stand_of(row) for row in position_rows(record, PositionFilter(), numbers=numbers)}
    return [
        Sides(
            holder=_actor(record, holder),
            target=_issue(record, issue) if issue is not None else _on(_actor(record, target)),
            counts=_by_side(rest[: len(Polarity)]),
            latest={
                side: stands[number_of(key)]
                for side, key in zip(Polarity, rest[len(Polarity) :], strict=True)
                if key is not None
            },
        )
        for holder, target, issue, *rest in found
    ]


def _by_side(counts: Iterable[int]) -> dict[Polarity, int]:
    return {side: count for side, count in zip(Polarity, counts, strict=True) if count}


def _actor(record: Record, number: int | None) -> ActorReference:
    return ActorReference(
        *record.execute("SELECT id, name FROM actor WHERE number = ?", (number,)).fetchone()
    )


def _on(actor: ActorReference) -> Target:
    return Target(TargetKind.ACTOR, actor.id, actor.name)


def _issue(record: Record, key: str) -> Target:
    row = record.execute(_ISSUE_NAME, (key,)).fetchone()
    return Target(TargetKind.ISSUE, key, row[0] if row else "")


_SHOWN = """
SELECT coalesce(identity.shown_as, actor.number)
FROM actor LEFT JOIN identity ON identity.actor = actor.number WHERE actor.id = ?
"""

_ISSUE_NAME = "SELECT issue_name FROM position WHERE issue = ? ORDER BY number DESC LIMIT 1"

# One of the three is looked up by its index.
_ASKED = """
WITH looked_up AS (
    SELECT holder, target, issue, polarity, key, sure FROM dated_position
    WHERE :by = 'holder' AND holder IN (SELECT value FROM json_each(:holder))
    UNION ALL
    SELECT holder, target, NULL, polarity, key, sure FROM dated_position
    WHERE :by = 'target' AND target IN (SELECT value FROM json_each(:target))
    UNION ALL
    SELECT holder, NULL, issue, polarity, key, sure FROM dated_position
    WHERE :by = 'issue' AND issue = :issue
),
asked AS (
    SELECT * FROM looked_up
    WHERE (:holder IS NULL OR holder IN (SELECT value FROM json_each(:holder)))
      AND (:target IS NULL OR target IN (SELECT value FROM json_each(:target)))
      AND (:issue IS NULL OR issue = :issue)
      AND sure >= :sure
)
"""

_SIDES = f"""
{_ASKED}
SELECT coalesce(holding.shown_as, asked.holder) AS shown_holder,
       coalesce(targeted.shown_as, asked.target) AS shown_target, asked.issue,
       sum(polarity = -1), sum(polarity = 0), sum(polarity = 1),
       min(iif(polarity = -1, key, NULL)), min(iif(polarity = 0, key, NULL)),
       min(iif(polarity = 1, key, NULL))
FROM asked
LEFT JOIN identity AS holding ON holding.actor = asked.holder
LEFT JOIN identity AS targeted ON targeted.actor = asked.target
WHERE asked.holder IS NOT NULL
GROUP BY shown_holder, shown_target, asked.issue
ORDER BY count(*) DESC, shown_holder, shown_target, asked.issue
LIMIT :limit
"""  # noqa: S608 - of constants

_DAYS = f"""
{_ASKED}
SELECT min(key), sum(polarity = -1), sum(polarity = 0), sum(polarity = 1) FROM asked GROUP BY key >> 36
"""  # noqa: S608 - of constants

# The pairs with most positions, and all of actors whom decisions make one with another: together they may
# have more. Looking up by a list, not a join, keeps SQLite
# from reading all positions for a filter.
_MOST_BETWEEN = """
WITH joined AS MATERIALIZED (
    SELECT actor, shown_as FROM identity UNION SELECT shown_as, shown_as FROM identity
),
of_joined AS (
    SELECT holder, target, positions FROM stand_count
    WHERE sure = :sure AND holder IN (SELECT actor FROM joined)
    UNION ALL
    SELECT dated.holder, dated.target, 1
    FROM dated_position AS dated
    WHERE dated.target IN (SELECT actor FROM joined) AND dated.sure >= :sure
      AND dated.holder IS NOT NULL AND dated.holder NOT IN (SELECT actor FROM joined)
),
shown AS (
    SELECT coalesce(holding.shown_as, holder) AS shown_holder,
           coalesce(targeted.shown_as, target) AS shown_target, sum(positions) AS positions
    FROM of_joined
    LEFT JOIN identity AS holding ON holding.actor = holder
    LEFT JOIN identity AS targeted ON targeted.actor = target
    GROUP BY shown_holder, shown_target
    UNION ALL
    SELECT holder, target, positions FROM (
        SELECT holder, target, positions FROM stand_count
        WHERE sure = :sure AND holder NOT IN (SELECT actor FROM joined)
          AND target NOT IN (SELECT actor FROM joined)
        ORDER BY positions DESC, holder, target LIMIT :limit)
)
SELECT shown_holder, shown_target FROM shown
ORDER BY positions DESC, shown_holder, shown_target LIMIT :limit
"""

_BETWEEN_TWO = """
SELECT :holder, :target, NULL,
       sum(polarity = -1), sum(polarity = 0), sum(polarity = 1),
       min(iif(polarity = -1, key, NULL)), min(iif(polarity = 0, key, NULL)),
       min(iif(polarity = 1, key, NULL))
FROM (SELECT :holder AS actor UNION ALL SELECT actor FROM identity WHERE shown_as = :holder) AS holding
CROSS JOIN (SELECT :target AS actor UNION ALL SELECT actor FROM identity WHERE shown_as = :target) AS targeted
CROSS JOIN dated_position AS dated
    ON dated.holder = holding.actor AND dated.target = targeted.actor AND dated.issue IS NULL
   AND dated.sure >= :sure
"""

_ISSUES = """
SELECT issue, sum(polarity = -1), sum(polarity = 0), sum(polarity = 1)
FROM dated_position WHERE issue IS NOT NULL
GROUP BY issue ORDER BY count(*) DESC, issue LIMIT :limit
"""
