"""Issues: who stands where, over time, and where a line may have changed."""

from __future__ import annotations

from litestar import Response

from onrecord.api.opening import missing, reading
from onrecord.api.operations import reads
from onrecord.api.paging import Listed, counted, listed
from onrecord.api.problems import AnyRequest
from onrecord.api.questions import (
    CoursePartQuestion,
    CourseQuestion,
    MostQuestion,
    SidesQuestion,
    course_filter,
)
from onrecord.api.settings import Settings
from onrecord.store import (
    PositionFilter,
    Record,
    changes,
    courses,
    issue_sides,
    positions,
    sides,
    sides_by_month,
)
from onrecord.store.side_rows import Course
from onrecord.wire.recorded import (
    ChangeObject,
    IssueObject,
    MonthObject,
    SidesObject,
    change_object,
    issue_object,
    month_object,
    sides_object,
)

_MOST_CHANGES = 100


@reads("/issues", "issues")
def list_issues(settings: Settings) -> tuple[IssueObject, ...]:
    """What one can be for or against, most positions first."""
    with reading(settings) as record:
        return tuple(map(issue_object, issue_sides(record)))


@reads("/issues/{issue:str}/matrix", "issues")
def get_matrix_of_issue(settings: Settings, issue: str, asked: MostQuestion) -> tuple[SidesObject, ...]:
    """Who stands how often on which side of the issue, most positions first."""
    with reading(settings) as record:
        _check(record, issue)
        found = sides(record, issue=issue, sure=asked.sure, limit=asked.limit)
    return tuple(map(sides_object, found))


@reads("/issues/{issue:str}/months", "issues")
def get_months_of_issue(settings: Settings, issue: str, asked: SidesQuestion) -> tuple[MonthObject, ...]:
    """How many positions there are on each side of the issue, month by month."""
    with reading(settings) as record:
        _check(record, issue)
        return tuple(map(month_object, sides_by_month(record, issue=issue, sure=asked.sure)))


@reads("/issues/{issue:str}/timeline", "issues")
def get_timeline_of_issue(
    request: AnyRequest, settings: Settings, issue: str, asked: CoursePartQuestion
) -> Response[Listed[Course]]:
    """How each holder stood to the issue over time, in the latest five thousand positions."""
    with reading(settings) as record:
        page = counted(courses(record, _filter(record, issue, asked)), asked)
    return listed(request, page, _itself)


@reads("/issues/{issue:str}/changes", "issues")
def get_changes_of_issue(settings: Settings, issue: str, asked: CourseQuestion) -> tuple[ChangeObject, ...]:
    """Whose line on the issue may have changed: questions, no verdicts.

    They are the hundred surest of the latest five thousand positions.
    """
    with reading(settings) as record:
        found = changes(record, _filter(record, issue, asked), _MOST_CHANGES)
        return tuple(map(change_object, found))


def _filter(record: Record, issue: str, asked: CourseQuestion) -> PositionFilter:
    _check(record, issue)
    return course_filter(asked, issue=issue)


def _check(record: Record, issue: str) -> None:
    # By its key alone: a part of a name may fit several.
    found = next(positions(record, PositionFilter(issue=issue, all_versions=True), 1), None)
    if found is None or found.target.id != issue:
        raise missing("issue", issue)


def _itself(course: Course) -> Course:
    return course
