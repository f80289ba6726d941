"""``/actors``: who is in the record, and all that it holds of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import islice

from litestar import get

from onrecord.actors.catalogue import Role, shipped
from onrecord.records import ActorKind
from onrecord.store import (
    StatementFilter,
    actor_profile,
    actors,
    open_record,
    shown_actor,
    statements,
)
from onrecord.store.rows import ActorProfile, RecordedStatement
from onrecord.store.settling import is_derived
from onrecord.web.page import AnyRequest, Page, RecordPath, csv_of, number, page, rest
from onrecord.web.stands import lines_of, month_of, table_of
from onrecord.web.tables import Table

_MOST, _MOST_STATEMENTS = 100, 15


@get("/actors", sync_to_thread=True)
def actors_page(request: AnyRequest, record_path: RecordPath) -> Page:
    """Who is in the record, those who say most first."""
    asked = request.query_params
    kind = next((each for each in ActorKind if each == asked.get("kind")), None)
    name = asked.get("name", "").strip()[:200] or None
    after = number(request, "after")
    with open_record(record_path) as record:
        some = list(islice(actors(record, name, kind=kind), after, after + _MOST + 1))
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


@get("/actors/{identifier:path}", sync_to_thread=True)
def actor_page(request: AnyRequest, record_path: RecordPath) -> Page:
    """One actor: names, roles, statements over time, positions by target, and with whom it is named."""
    identifier = rest(request, "/actors/")
    with open_record(record_path) as record:
        shown = shown_actor(record, identifier)
        profile = actor_profile(record, shown.id)
        said = list(statements(record, StatementFilter(speaker=shown.id)))
    over_time, held, on = _over_time(said), lines_of(profile.courses), lines_of(profile.courses_on)
    tables = [over_time, table_of("positions", held), table_of("positions-on", on)]
    return csv_of(request, tables) or page(
        request,
        "actor.html",
        profile=profile,
        names=_names(profile),
        roles=[role for member in profile.members for role in _roles(member.id)],
        said=said[:_MOST_STATEMENTS],
        over_time=over_time,
        held=held,
        held_on=on,
    )


def _over_time(said: Sequence[RecordedStatement]) -> Table:
    months = Counter(month for each in said if (month := month_of(each.document.published)))
    return Table("statements-over-time", ("month", "statements"), sorted(months.items()))


def _names(profile: ActorProfile) -> list[tuple[str, str]]:
    """Language and name, each pair once."""
    return list(dict.fromkeys(pair for member in profile.members for pair in member.names.items()))


@cache
def _roles(identifier: str) -> tuple[Role, ...]:
    # Reading the catalogue takes a moment, and it does not hold those.
    entry = None if is_derived(identifier) else shipped().get(identifier)
    return entry.roles if entry else ()
