"""``/issues``: what one can be for or against, and one issue: who stands where, over time, what changed."""

from __future__ import annotations

from collections import Counter

from litestar import get

from onrecord.records import TargetKind
from onrecord.store import NotFoundError, PositionFilter, changes, courses, open_record, positions
from onrecord.store.rows import Course
from onrecord.web.page import AnyRequest, Page, RecordPath, csv_of, page, rest
from onrecord.web.stands import by_month, lines_of, table_of
from onrecord.web.tables import Table

_MOST_CHANGES, _MOST_UNSETTLED = 20, 30


@get("/issues", sync_to_thread=True)
def issues_page(request: AnyRequest, record_path: RecordPath) -> Page:
    """The issues, those with most positions first."""
    with open_record(record_path) as record:
        lines = lines_of(each for each in courses(record) if each.target.kind is TargetKind.ISSUE)
    names = {line.target.id: line.target.name or line.target.id for line in lines}
    totals = Counter({key: sum(line.total for line in lines if line.target.id == key) for key in names})
    issues = [
        (key, names[key], [line for line in lines if line.target.id == key])
        for key, _ in totals.most_common()
    ]
    return page(request, "issues.html", issues=issues)


@get("/issues/{identifier:path}", sync_to_thread=True)
def issue_page(request: AnyRequest, record_path: RecordPath) -> Page:
    """One issue: a matrix of holders and sides, positions over time, and where a line may have changed."""
    key = rest(request, "/issues/")
    wanted = PositionFilter(issue=key)
    with open_record(record_path) as record:
        # By its key alone: part of a name may fit several issues, and another one tomorrow.
        every = [each for each in positions(record, wanted) if each.target.id == key]
        if not every:
            raise NotFoundError(f"No position is on an issue with the key {key!r}.")
        found = [course for course in courses(record, wanted) if _is_on(course, key)]
        turns = [turn for turn in changes(record, wanted) if turn.target.id == key]
    lines = lines_of(found)
    over_time = Table("over-time", ("month", "for", "neutral", "against"), by_month(lines))
    tables = [over_time, table_of("positions", lines)]
    return csv_of(request, tables) or page(
        request,
        "issue.html",
        key=key,
        name=every[0].target.name or key,
        lines=lines,
        over_time=over_time,
        unsettled=[each for each in every if each.holder is None][:_MOST_UNSETTLED],
        changes=turns[:_MOST_CHANGES],
    )


def _is_on(course: Course, key: str) -> bool:
    return course.target.kind is TargetKind.ISSUE and course.target.id == key
