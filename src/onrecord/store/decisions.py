"""Decisions of users on who is who, as they are stored: never deleted, at most undone."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

from onrecord.records import ActorReference
from onrecord.store.corrections import next_number
from onrecord.store.database import Record
from onrecord.store.decision_rows import Decision, Verdict
from onrecord.store.errors import NotFoundError


def decisions(record: Record, of: Collection[str] | None = None) -> Iterator[Decision]:
    """All decisions in the order of deciding, undone ones too; ``of`` asks for those on these actor ids."""
    parameters = {"of": None if of is None else json.dumps(sorted(of))}
    return map(_decision, record.execute(_DECISIONS, parameters))


def find_decision(record: Record, number: int) -> Decision:
    """The decision of this number.

    Raises:
        NotFoundError: there is none.
    """
    row = record.execute(_DECISION, (number,)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no decision or correction {number}; see: onrecord history")
    return _decision(row)


def insert_decision(record: Record, decision: Decision) -> int:
    """Store a decision under the next number, which is given back; callers hold a transaction and settle."""
    number = next_number(record)
    record.execute(
        "INSERT INTO decision"
        " (number, verdict, a, a_name, b, b_name, author, decided, because, undone, undone_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            decision.verdict,
            decision.a.id,
            decision.a.name,
            decision.b.id,
            decision.b.name,
            decision.author,
            decision.decided,
            decision.because,
            decision.undone,
            decision.undone_by,
        ),
    )
    return number


def _decision(row: Any) -> Decision:
    number, verdict, a, a_name, b, b_name, author, decided, because, undone, undone_by = row
    return Decision(
        number=number,
        verdict=Verdict(verdict),
        a=ActorReference(a, a_name),
        b=ActorReference(b, b_name),
        author=author,
        decided=decided,
        because=because,
        undone=undone,
        undone_by=undone_by,
    )


_DECISIONS = """
SELECT number, verdict, a, a_name, b, b_name, author, decided, because, undone, undone_by
FROM decision
WHERE :of IS NULL
   OR a IN (SELECT value FROM json_each(:of))
   OR b IN (SELECT value FROM json_each(:of))
ORDER BY number
"""

_DECISION = """
SELECT number, verdict, a, a_name, b, b_name, author, decided, because, undone, undone_by
FROM decision WHERE number = ?
"""
