"""``/map``: who speaks for and against whom."""

from __future__ import annotations

from litestar import get

from onrecord.records import TargetKind
from onrecord.store import SURE, PositionFilter, courses, open_record
from onrecord.web.chart import map_chart
from onrecord.web.page import AnyRequest, Page, RecordPath, csv_of, page
from onrecord.web.stands import lines_of, table_of

_MOST_LINES = 200


@get("/map", sync_to_thread=True)
def map_page(request: AnyRequest, record_path: RecordPath) -> Page:
    """Actors and the actors that they are for or against, as a chart and the table that it is drawn from."""
    sure = request.query_params.get("sure") == "1"
    with open_record(record_path) as record:
        found = courses(record, PositionFilter(least=SURE if sure else None))
        lines = lines_of(each for each in found if each.target.kind is TargetKind.ACTOR)
    shown = lines[:_MOST_LINES]
    return csv_of(request, [table_of("map", lines)]) or page(
        request, "map.html", lines=shown, left_out=len(lines) - len(shown), chart=map_chart(shown), sure=sure
    )
