"""Actors that may be one and that nobody has decided on."""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations, product

from onrecord.actors.sameness import same_name
from onrecord.records import ActorKind, ActorReference
from onrecord.store.actor_rows import Candidate, LikelyPair
from onrecord.store.blocking import Key, block_keys, family, is_bare, may_be_alike
from onrecord.store.database import Record
from onrecord.store.listings import statement_counts
from onrecord.store.settling import is_derived, resolution

_LEAST_SCORE = 0.5
# Of the bearers of one key those who say most: what hangs on the others is little.
_MOST_IN_BLOCK, _MOST_OF_FAMILY = 25, 5
# Comparing is slow; pairs after so many have few statements.
_MOST_COMPARED = 20_000


@dataclass(slots=True, eq=False)
class _Known:
    number: int
    id: str
    name: str
    kind: ActorKind | None
    statements: int
    names: list[tuple[str, str]] = field(default_factory=list)
    """Each with its search key."""
    keys: set[Key] = field(default_factory=set)


_Pair = tuple[_Known, _Known]


def likely_pairs(record: Record, limit: int | None = None) -> list[LikelyPair]:
    """Pairs of actors of one kind whose names can name one, the most valuable to decide on first.

    The value is the score times the statements that would get another page, those of the lesser of the two.
    Left out are pairs that are decided on, that two entries of a catalogue form, and that nobody quotes.
    """
    resolved = resolution(record)
    best: list[tuple[float, int, int, LikelyPair]] = []
    compared = 0
    for order, (a, b) in enumerate(sorted(_pairs(_known(record)), key=_weight, reverse=True)):
        bound = 1.0 + b.statements
        if compared == _MOST_COMPARED or (len(best) == limit and bound <= best[0][0]):
            break
        if resolved.differ(a.id, b.id) or not (is_derived(a.id) or is_derived(b.id)):
            continue
        alike = [pair for pair in product(a.names, b.names) if may_be_alike(pair[0][1], pair[1][1])]
        compared += bool(alike)
        score = max((_score(one, other, a.kind) for (one, _), (other, _) in alike), default=0.0)
        if score >= _LEAST_SCORE:
            pair = LikelyPair(_candidate(a), _candidate(b), score)
            heapq.heappush(best, (score * bound, a.statements + b.statements, -order, pair))
        if limit is not None and len(best) > limit:
            heapq.heappop(best)
    return [pair for *_, pair in sorted(best, key=lambda each: each[:3], reverse=True)]


def _score(a: str, b: str, kind: ActorKind | None) -> float:
    return same_name(a, b, kind=kind or ActorKind.ORGANISATION)


def _known(record: Record) -> list[_Known]:
    said = statement_counts(record)
    known = {
        number: _Known(number, identifier, name, ActorKind(kind) if kind else None, said.get(number, 0))
        for number, identifier, name, kind in record.execute(_ACTORS)
    }
    for number, name, name_key in record.execute(_NAMES):
        actor = known[number]
        actor.names.append((name, name_key))
        actor.keys.update(block_keys(name_key, actor.kind))
    return list(known.values())


def _pairs(known: list[_Known]) -> set[_Pair]:
    """Pairs that share a key, and bare family names with some who bear them; who says more is first."""
    blocks: defaultdict[tuple[ActorKind | None, Key], list[_Known]] = defaultdict(list)
    for actor in known:
        for key in actor.keys:
            blocks[actor.kind, key].append(actor)
    pairs: set[_Pair] = set()
    for block in blocks.values():
        pairs.update(combinations(heapq.nlargest(_MOST_IN_BLOCK, block, key=_rank), 2))
    for bare, bearers in _families(known).items():
        for alone in blocks[ActorKind.PERSON, bare]:
            most = heapq.nlargest(_MOST_OF_FAMILY, (each for each in bearers if each is not alone), key=_rank)
            pairs.update((max(alone, each, key=_rank), min(alone, each, key=_rank)) for each in most)
    return {(a, b) for a, b in pairs if a.statements}


def _families(known: list[_Known]) -> dict[Key, list[_Known]]:
    """For each family name by which somebody goes alone, the persons with a full name who bear it."""
    persons = [actor for actor in known if actor.kind is ActorKind.PERSON]
    families: dict[Key, list[_Known]] = {key: [] for actor in persons for key in actor.keys if is_bare(key)}
    for actor in persons:
        for key in {family(key) for key in actor.keys if not is_bare(key)} & families.keys():
            families[key].append(actor)
    return families


def _rank(actor: _Known) -> tuple[int, int]:
    return actor.statements, -actor.number


def _weight(pair: _Pair) -> tuple[int, int, int, int]:
    a, b = pair
    return b.statements, a.statements, -a.number, -b.number


def _candidate(actor: _Known) -> Candidate:
    return Candidate(ActorReference(actor.id, actor.name), actor.kind, actor.statements)


_ACTORS = """
SELECT number, id, name, kind FROM actor
WHERE number NOT IN (SELECT actor FROM identity)
ORDER BY number
"""

_NAMES = """
SELECT DISTINCT coalesce(identity.shown_as, actor_written.actor), name, name_key
FROM actor_written LEFT JOIN identity ON identity.actor = actor_written.actor
"""
