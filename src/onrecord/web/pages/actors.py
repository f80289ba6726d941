"""``/actors``: who is in the record, and all that it holds of one."""

from __future__ import annotations

from functools import cache
from itertools import islice

from onrecord.actors.catalogue import Role, shipped
from onrecord.records import ActorKind
from onrecord.store import (
    StatementFilter,
    actor_portrait,
    actors,
    open_record,
    shown_actor,
    sides,
    statement_page,
    statements_by_month,
)
from onrecord.store.actor_rows import ActorPortrait
from onrecord.store.settling import is_derived
from onrecord.web.desk import AtDesk, author_of
from onrecord.web.page import AnyRequest, Page, RecordPath, csv_of, is_taken, number, page, rest, shows
from onrecord.web.stands import sides_table
from onrecord.web.tables import Table

_LATEST = 100
"""Documents from which names, roles and company are taken."""
_MOST, _MOST_STATEMENTS, _MOST_LINES = 100, 15, 30


@shows("/actors")
def actors_page(request: AnyRequest, record_path: RecordPath) -> Page:
    """Who is in the record, those who say most first."""
    asked = request.query_params
    kind = next((each for each in ActorKind if each == asked.get("kind")), None)
    name = asked.get("name", "").strip()[:200] or None
    after = number(request, "after")
    with open_record(record_path) as record:
        some = list(islice(actors(record, name, kind=kind, limit=after + _MOST + 1), after, None))
    more = after + _MOST if len(some) > _MOST else None
    return page(
        request,
        "actors.html",
        actors=some[:_MOST],
        after=more,
        kind=kind,
        kinds=list(ActorKind),
        name=name or "",
    )


@shows("/actors/{identifier:path}")
def actor_page(request: AnyRequest, record_path: RecordPath, desk: AtDesk) -> Page:
    """One actor: names, roles, statements over time, positions by target, and with whom it is named."""
    identifier = rest(request, "/actors/")
    with open_record(record_path) as record:
        shown = shown_actor(record, identifier)
        portrait = actor_portrait(record, shown.id, latest=_LATEST)
        wanted = StatementFilter(speaker=shown.id)
        said = statement_page(record, wanted, limit=_MOST_STATEMENTS).items
        months = statements_by_month(record, wanted)
        most = None if is_taken(request) else _MOST_LINES + 1
        held = sides(record, holder=shown.id, limit=most)
        on = sides(record, target=shown.id, limit=most)
    over_time = Table(
        "statements-over-time",
        ("month", "statements"),
        [(each.month, each.statements) for each in months if each.month],
    )
    tables = [over_time, sides_table("positions", held), sides_table("positions-on", on)]
    return csv_of(request, tables) or page(
        request,
        "actor.html",
        portrait=portrait,
        names=_names(portrait),
        latest=_LATEST if portrait.line.documents > _LATEST else None,
        roles=[role for member in portrait.members for role in _roles(member.id)],
        said=said,
        over_time=over_time,
        held=held[:_MOST_LINES],
        held_on=on[:_MOST_LINES],
        more=len(held) > _MOST_LINES,
        more_on=len(on) > _MOST_LINES,
        desk=desk,
        author=author_of(request),
    )


def _names(portrait: ActorPortrait) -> list[tuple[str, str]]:
    """Language and name, each pair once."""
    return list(dict.fromkeys(pair for member in portrait.members for pair in member.names.items()))


@cache
def _roles(identifier: str) -> tuple[Role, ...]:
    # Reading the catalogue takes a moment, and it does not hold those.
    entry = None if is_derived(identifier) else shipped().get(identifier)
    return entry.roles if entry else ()
