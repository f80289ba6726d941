"""Ids that a newer onrecord gives to actors: kept with those before, so that decisions on these survive."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import product
from typing import NamedTuple

from onrecord.actors.sameness import same_name
from onrecord.store.applying import actors_in_corrections
from onrecord.store.database import Record

# Above the scores of a bare family name and of initials, which somebody else may bear.
_LEAST_LIKENESS = 0.85


class Place(NamedTuple):
    """Where a document names an actor."""

    actor: int
    start: int
    end: int


class Decided(NamedTuple):
    """The actors of a document that decisions or corrections concern, by number, and where it names them."""

    actors: frozenset[int]
    places: tuple[Place, ...]


UNDECIDED = Decided(frozenset(), ())


def decided_in(record: Record, document: int) -> Decided:
    """The actors of a document that decisions concern under this or a former id, or its corrections name."""
    named = json.dumps(sorted(actors_in_corrections(record, document)))
    parameters = {"document": document, "named": named}
    actors = frozenset(actor for (actor,) in record.execute(_DECIDED, parameters))
    if not actors:
        return UNDECIDED
    places = tuple(place for place in _places(record, document) if place.actor in actors)
    return Decided(actors, places)


def keep_succession(record: Record, document: int, former: Decided) -> None:
    """Note which actors now stand where those before stood, if they bear a like name.

    Called while both are in the record, in the caller's transaction.
    """
    now = _places(record, document) if former.places else []
    changes = {
        (before.actor, after.actor)
        for before in former.places
        for after in now
        if before.actor != after.actor and before.start < after.end and after.start < before.end
    }
    for before, after in sorted(changes):
        if _alike(record, before, after):
            record.execute(_INSERT, {"before": before, "after": after})


def _places(record: Record, document: int) -> list[Place]:
    return [Place(*row) for row in record.execute(_PLACES, (document,))]


def _alike(record: Record, before: int, after: int) -> bool:
    names: defaultdict[int, list[str]] = defaultdict(list)
    for actor, name in record.execute(_NAMES, (before, after)):
        names[actor].append(name)
    kind = record.execute("SELECT kind FROM actor WHERE number = ?", (after,)).fetchone()[0] or "person"
    return any(same_name(a, b, kind=kind) >= _LEAST_LIKENESS for a, b in product(names[before], names[after]))


_DECIDED = """
WITH present AS (
    SELECT DISTINCT actor FROM actor_presence WHERE document = :document
)
SELECT actor.number FROM present JOIN actor ON actor.number = present.actor
WHERE EXISTS (SELECT 1 FROM decision WHERE a = actor.id)
   OR EXISTS (SELECT 1 FROM decision WHERE b = actor.id)
   OR EXISTS (SELECT 1 FROM actor_former WHERE actor_former.actor = actor.number)
   OR actor.id IN (SELECT value FROM json_each(:named))
"""

_PLACES = "SELECT actor, start, end FROM actor_mention WHERE document = ?"

_NAMES = "SELECT DISTINCT actor, name FROM actor_written WHERE actor IN (?, ?)"

_INSERT = """
INSERT INTO actor_former (id, actor)
SELECT former.id, :after
FROM (SELECT id FROM actor WHERE number = :before
      UNION SELECT id FROM actor_former WHERE actor = :before) AS former
WHERE former.id <> (SELECT id FROM actor WHERE number = :after)
ON CONFLICT DO NOTHING
"""
