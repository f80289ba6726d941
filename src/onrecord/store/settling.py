"""What follows from decisions for the actors that are in the record now."""

from __future__ import annotations

import json

from onrecord.records import ActorKind
from onrecord.store.database import Record
from onrecord.store.decisions import decisions
from onrecord.store.identity import Resolution

_DERIVED = tuple(f"{kind}/" for kind in ActorKind)


def is_derived(identifier: str) -> bool:
    """Whether an actor's id is made of its name, and not a catalogue's."""
    return identifier.startswith(_DERIVED)


def resolution(record: Record) -> Resolution:
    """Who is who by the decisions that stand."""
    now = dict(record.execute(_SUCCESSORS).fetchall())
    return Resolution((each for each in decisions(record) if each.undone is None), now)


def without_actor(record: Record) -> set[int]:
    """The numbers of the decisions that name an actor who is not in the record, under this or another id.

    They wait for it: a document that names it may be added again.
    """
    return {number for (number,) in record.execute(_WITHOUT_ACTOR)}


def settle(record: Record) -> None:
    """Bring who is shown as whom in line with decisions and actors, in the caller's transaction."""
    wanted = shown_as(record)
    stored = dict(record.execute("SELECT actor, shown_as FROM identity").fetchall())
    # Only what changes is written: a record may hold thousands of decisions while documents are added.
    record.executemany(
        "DELETE FROM identity WHERE actor = ?", [(actor,) for actor in stored if actor not in wanted]
    )
    record.executemany(
        "INSERT INTO identity (actor, shown_as) VALUES (?1, ?2)"
        " ON CONFLICT (actor) DO UPDATE SET shown_as = ?2",
        [pair for pair in wanted.items() if stored.get(pair[0]) != pair[1]],
    )


def shown_as(record: Record) -> dict[int, int]:
    """The numbers of the actors that are shown as another one, each with that one's.

    A group is shown as its member with a catalogue's id, else as the one with most statements.
    """
    groups = list(resolution(record).groups())
    grouped = json.dumps([identifier for group in groups for identifier in group])
    present = {
        identifier: (number, said) for identifier, number, said in record.execute(_PRESENT, (grouped,))
    }
    shown: dict[int, int] = {}
    for group in groups:
        members = sorted(
            (is_derived(identifier), -present[identifier][1], identifier)
            for identifier in group
            if identifier in present
        )
        numbers = [present[identifier][0] for *_, identifier in members]
        shown.update(dict.fromkeys(numbers[1:], numbers[0]))
    return shown


# Only where nothing leaves open which actor it is.
_SUCCESSORS = """
SELECT former.id, min(actor.id) FROM actor_former AS former JOIN actor ON actor.number = former.actor
WHERE NOT EXISTS (SELECT 1 FROM actor WHERE actor.id = former.id)
GROUP BY former.id HAVING count(*) = 1
"""

_WITHOUT_ACTOR = """
WITH known AS (
    SELECT id FROM actor
    UNION ALL SELECT id FROM actor_former GROUP BY id HAVING count(*) = 1
)
SELECT number FROM decision
WHERE undone IS NULL AND (a NOT IN (SELECT id FROM known) OR b NOT IN (SELECT id FROM known))
"""

_PRESENT = """
SELECT id, number, (SELECT count(*) FROM statement WHERE speaker = actor.number)
FROM actor WHERE id IN (SELECT value FROM json_each(?))
"""
