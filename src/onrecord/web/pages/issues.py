"""``/issues``: what one can be for or against, and one issue: who stands where, over time, what changed."""

from __future__ import annotations

from onrecord.records import TargetKind
from onrecord.store import (
    NotFoundError,
    PositionFilter,
    changes,
    find_issue,
    issue_sides,
    open_record,
    sides,
    sides_by_month,
)
from onrecord.web.page import AnyRequest, Page, RecordPath, csv_of, is_taken, page, rest, shows
from onrecord.web.stands import months_table, sides_table

_MOST_ISSUES, _MOST_HOLDERS, _MOST_CHANGES = 200, 40, 15
_LATEST = 300
"""Positions in which changes are looked for."""


@shows("/issues")
def issues_page(request: AnyRequest, record_path: RecordPath) -> Page:
    """The issues, those with most positions first."""
    with open_record(record_path) as record:
        issues = issue_sides(record, _MOST_ISSUES)
    return page(request, "issues.html", issues=issues)


@shows("/issues/{identifier:path}")
def issue_page(request: AnyRequest, record_path: RecordPath) -> Page:
    """One issue: a matrix of holders and sides, positions over time, and where a line may have changed."""
    key = rest(request, "/issues/")
    with open_record(record_path) as record:
        months = sides_by_month(record, issue=key)
        if not months:
            raise NotFoundError(f"No position is on an issue with the key {key!r}.")
        lines = sides(record, issue=key, limit=None if is_taken(request) else _MOST_HOLDERS + 1)
        wanted = PositionFilter(issue=key, latest=_LATEST)
        name = find_issue(record, key).name
        turns = changes(record, wanted, _MOST_CHANGES)
    over_time = months_table("over-time", months)
    total = sum(sum(month.counts.values()) for month in months)
    return csv_of(request, [over_time, sides_table("positions", lines)]) or page(
        request,
        "issue.html",
        key=key,
        name=name or key,
        lines=lines[:_MOST_HOLDERS],
        total=total,
        more=len(lines) > _MOST_HOLDERS,
        over_time=over_time,
        changes=[turn for turn in turns if turn.target.kind is TargetKind.ISSUE],
    )
