"""Actors, found by what a user calls them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from os.path import commonprefix
from typing import Any, NamedTuple

from onrecord.actors.identifiers import derived_id
from onrecord.records import ActorKind, ActorReference
from onrecord.store.actor_rows import Candidate
from onrecord.store.database import Record
from onrecord.store.errors import AmbiguousActorError, NotFoundError, RecordError
from onrecord.store.keys import Term, query_terms

_SHOWN_CANDIDATES = 6
_LONGEST_NAME = 160


class _Found(NamedTuple):
    shown_as: int
    candidate: Candidate


def asked_actors(record: Record, name: str | None) -> str | None:
    """The numbers of the actors, as they are shown, that a user asks for, as a JSON list; ``None`` for any.

    ``name`` is the id of one, or words that each begin a word of one of its names in either script, and
    finds also the actors that decisions make one with it.

    Raises:
        RecordError: the name has no letter or digit.
    """
    if name is None:
        return None
    row = record.execute("SELECT number FROM actor WHERE id = ?", (name,)).fetchone()
    numbers = [row[0]] if row else [number for number, _ in _bearers(record, asked_terms(name))]
    return json.dumps([shown for (shown,) in record.execute(_SHOWN_NUMBERS, (json.dumps(numbers),))])


def members(record: Record, shown: str | None) -> str:
    """The numbers of all actors that are shown as one of those with these numbers, as JSON lists."""
    return json.dumps([number for (number,) in record.execute(_MEMBER_NUMBERS, {"shown": shown})])


def find_actor(record: Record, name: str) -> Candidate:
    """The one actor that goes by this id or name; the whole name goes before a part of one.

    Raises:
        NotFoundError: there is none.
        AmbiguousActorError: several actors do, and no decision makes them one; the message lists their ids.
    """
    row = record.execute(_CANDIDATE, (name,)).fetchone()
    if row is not None:
        return _found(row).candidate
    terms = asked_terms(name)
    bearers = list(_bearers(record, terms))
    if not bearers:
        raise NotFoundError(f"Nobody goes by {name!r} in this record; see: onrecord actors")
    whole = {number for number, name_key in bearers if _is_whole(terms, name_key)}
    numbers = json.dumps(sorted(whole or {number for number, _ in bearers}))
    # Who said most is first.
    found = [_found(row) for row in record.execute(_CANDIDATES, (numbers,))]
    if len({each.shown_as for each in found}) > 1:
        raise AmbiguousActorError(f"{name!r} can be several; name one by its id: {'; '.join(_listed(found))}")
    return found[0].candidate


def shown_actor(record: Record, identifier: str) -> ActorReference:
    """The actor as which decisions show the one with this id: itself, where they show it as no other.

    Raises:
        NotFoundError: there is none.
    """
    row = record.execute(_SHOWN, (identifier,)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no actor {identifier} in this record; see: onrecord actors")
    return ActorReference(*row)


def new_actor(record: Record, name: str, kind: ActorKind = ActorKind.PERSON) -> ActorReference:
    """Somebody with this full name in the nominative, whether or not the record knows such an actor already.

    Nothing is stored; a correction that names the actor does.

    Raises:
        RecordError: the name has no letter or digit, or is longer than 160 characters.
    """
    asked_terms(name)
    if len(name) > _LONGEST_NAME:
        raise RecordError(f"The name of an actor has at most {_LONGEST_NAME} characters.")
    name = " ".join(name.split())
    identifier = derived_id(name, kind)
    row = record.execute(_SHOWN, (identifier,)).fetchone()
    return ActorReference(*row) if row else ActorReference(identifier, name)


def asked_terms(query: str) -> list[Term]:
    """The terms of a query.

    Raises:
        RecordError: it has none.
    """
    terms = query_terms(query)
    if not terms:
        raise RecordError(f"There is no letter or digit in {query!r} to look for.")
    return terms


def begun_by(terms: list[Term]) -> Callable[[str], bool]:
    """Tells of the key of a name whether each term begins a word of it."""
    words = [[" " + " ".join(form) for form in term] for term in terms]

    def bears(name_key: str) -> bool:
        within = " " + name_key
        return all(any(form in within for form in forms) for forms in words)

    return bears


def _bearers(record: Record, terms: list[Term]) -> Iterator[tuple[int, str]]:
    """The actors with a name in which each term begins a word, by number, each with the key of that name."""
    # Only one word in SQL, where comparing in full takes ten times as long.
    bears = begun_by(terms)
    begun = max((_common_beginning([" ".join(form) for form in term]) for term in terms), key=len)
    for number, name_key in record.execute(_BEGUN, (begun,)):
        if bears(name_key):
            yield number, name_key


def _common_beginning(forms: list[str]) -> str:
    return commonprefix(forms)  # noqa: RUF071 - letters, not folders


def _is_whole(terms: list[Term], name_key: str) -> bool:
    """Whether the terms are all the words of a name, in any order."""
    words = name_key.split()
    for term in terms:
        form = next((form for form in term if all(word in words for word in form)), None)
        if form is None:
            return False
        for word in form:
            if word in words:
                words.remove(word)
    return not words


def _found(row: Sequence[Any]) -> _Found:
    shown_as, identifier, name, kind, statements = row
    candidate = Candidate(ActorReference(identifier, name), ActorKind(kind) if kind else None, statements)
    return _Found(shown_as, candidate)


def _listed(found: list[_Found]) -> list[str]:
    # Of each group the one who said most.
    one_each = list({each.shown_as: each.candidate for each in reversed(found)}.values())[::-1]
    listed = [
        f"{each.actor.name} ({each.actor.id}, statements: {each.statements})"
        for each in one_each[:_SHOWN_CANDIDATES]
    ]
    more = len(one_each) - _SHOWN_CANDIDATES
    return [*listed, f"{more} more"] if more > 0 else listed


_BEGUN = "SELECT actor, name_key FROM actor_written WHERE instr(' ' || name_key, ' ' || ?)"

_SHOWN_NUMBERS = """
SELECT DISTINCT coalesce(identity.shown_as, asked.value)
FROM json_each(?) AS asked LEFT JOIN identity ON identity.actor = asked.value
"""

_MEMBER_NUMBERS = """
SELECT value FROM json_each(:shown)
UNION SELECT actor FROM identity WHERE shown_as IN (SELECT value FROM json_each(:shown))
"""

_SHOWN = """
SELECT shown.id, shown.name
FROM actor
LEFT JOIN identity ON identity.actor = actor.number
JOIN actor AS shown ON shown.number = coalesce(identity.shown_as, actor.number)
WHERE actor.id = ?
"""

_CANDIDATE = """
SELECT coalesce(identity.shown_as, actor.number), actor.id, actor.name, actor.kind,
       (SELECT count(*) FROM statement WHERE speaker = actor.number)
FROM actor LEFT JOIN identity ON identity.actor = actor.number
WHERE actor.id = ?
"""

_CANDIDATES = """
SELECT coalesce(identity.shown_as, actor.number), actor.id, actor.name, actor.kind,
       (SELECT count(*) FROM statement WHERE speaker = actor.number) AS statements
FROM actor LEFT JOIN identity ON identity.actor = actor.number
WHERE actor.number IN (SELECT value FROM json_each(?))
ORDER BY statements DESC, actor.id
"""
