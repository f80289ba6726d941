"""Actors, and how they stand."""

from __future__ import annotations

from collections.abc import Iterator

from litestar import Response

from onrecord.actors.catalogue import Role, shipped
from onrecord.api.opening import reading
from onrecord.api.operations import reads
from onrecord.api.paging import NOTHING, Listed, counted, enough, listed
from onrecord.api.problems import AnyRequest
from onrecord.api.questions import (
    ActorQuestion,
    CoursePartQuestion,
    CourseQuestion,
    MostQuestion,
    SidesQuestion,
    Versions,
    are_wordless,
    course_filter,
)
from onrecord.api.settings import Settings
from onrecord.store import (
    PositionFilter,
    actor_profile,
    actors,
    changes,
    courses,
    shown_actor,
    sides,
    sides_between,
    sides_by_month,
)
from onrecord.store.actor_rows import ActorLine, ActorProfile
from onrecord.store.settling import is_derived
from onrecord.store.side_rows import Course
from onrecord.wire.recorded import (
    ActorObject,
    ChangeObject,
    MonthObject,
    SidesObject,
    actor_object,
    change_object,
    month_object,
    sides_object,
)

_MOST_CHANGES = 100
_LATEST = 1_000
_LONGEST_LIST = 2**31


@reads("/actors", "actors")
def list_actors(request: AnyRequest, settings: Settings, asked: ActorQuestion) -> Response[Listed[ActorLine]]:
    """Who is in the record, speaking or only spoken of: most statements first, then most documents."""
    if are_wordless(asked.name):
        return listed(request, NOTHING, _itself)
    with reading(settings) as record:
        found = actors(
            record,
            asked.name or None,
            kind=asked.kind or None,
            all_versions=asked.all_versions,
            limit=min(enough(asked), _LONGEST_LIST),
        )
        page = counted(found, asked)
    return listed(request, page, _itself)


@reads("/actors/{actor:str}", "actors")
def get_actor(settings: Settings, actor: str, asked: Versions) -> ActorObject:
    """All that the record holds of one actor: names, titles, offices, positions, decisions.

    Of very many documents and positions it tells those of the latest thousand; the number of statements and
    documents is of all. Its statements are at /statements?speaker=ID, its positions one
    by one at /positions?holder=ID.
    """
    with reading(settings) as record:
        shown = shown_actor(record, actor).id
        profile = actor_profile(record, shown, all_versions=asked.all_versions, latest=_LATEST)
    return actor_object(profile, tuple(_roles(profile)))


@reads("/actors/{actor:str}/matrix", "positions")
def get_matrix_of_actor(settings: Settings, actor: str, asked: MostQuestion) -> tuple[SidesObject, ...]:
    """How often the actor stands on which side of what, most positions first."""
    with reading(settings) as record:
        found = sides(record, holder=shown_actor(record, actor).id, sure=asked.sure, limit=asked.limit)
    return tuple(map(sides_object, found))


@reads("/actors/{actor:str}/months", "positions")
def get_months_of_actor(settings: Settings, actor: str, asked: SidesQuestion) -> tuple[MonthObject, ...]:
    """How often the actor stands on which side, month by month."""
    with reading(settings) as record:
        found = sides_by_month(record, holder=shown_actor(record, actor).id, sure=asked.sure)
    return tuple(map(month_object, found))


@reads("/actors/{actor:str}/timeline", "positions")
def get_timeline_of_actor(
    request: AnyRequest, settings: Settings, actor: str, asked: CoursePartQuestion
) -> Response[Listed[Course]]:
    """How the actor stood to each target over time, in the latest five thousand positions."""
    with reading(settings) as record:
        wanted = _filter(shown_actor(record, actor).id, asked)
        page = counted(courses(record, wanted), asked)
    return listed(request, page, _same)


@reads("/actors/{actor:str}/changes", "positions")
def get_changes_of_actor(settings: Settings, actor: str, asked: CourseQuestion) -> tuple[ChangeObject, ...]:
    """Where the actor's line on something may have changed: questions, no verdicts.

    They are the hundred surest of the latest five thousand positions.
    """
    with reading(settings) as record:
        wanted = _filter(shown_actor(record, actor).id, asked)
        return tuple(map(change_object, changes(record, wanted, _MOST_CHANGES)))


@reads("/map", "positions")
def get_map(settings: Settings, asked: MostQuestion) -> tuple[SidesObject, ...]:
    """Who is for and against whom, the pairs with most positions first."""
    with reading(settings) as record:
        return tuple(map(sides_object, sides_between(record, sure=asked.sure, limit=asked.limit)))


def _filter(holder: str, asked: CourseQuestion) -> PositionFilter:
    return course_filter(asked, holder=holder)


def _roles(profile: ActorProfile) -> Iterator[Role]:
    for member in profile.members:
        # The catalogue takes a moment to read, and does not hold those.
        if not is_derived(member.id) and (entry := shipped().get(member.id)):
            yield from entry.roles


def _itself(line: ActorLine) -> ActorLine:
    return line


def _same(course: Course) -> Course:
    return course
