"""``/map``: who speaks for and against whom."""

from __future__ import annotations

from litestar import get

from onrecord.store import open_record, sides_between
from onrecord.web.chart import map_chart
from onrecord.web.page import AnyRequest, Page, RecordPath, csv_of, page
from onrecord.web.stands import sides_table

_MOST_LINES, _MOST_SHOWN = 500, 60


@get("/map", sync_to_thread=True)
def map_page(request: AnyRequest, record_path: RecordPath) -> Page:
    """Actors and the actors that they are for or against, as a chart and the table that it is drawn from."""
    sure = request.query_params.get("sure") == "1"
    with open_record(record_path) as record:
        lines = sides_between(record, sure=sure, limit=_MOST_LINES)
    shown = lines[:_MOST_SHOWN]
    return csv_of(request, [sides_table("map", lines)]) or page(
        request, "map.html", lines=shown, left_out=len(lines) - len(shown), chart=map_chart(shown), sure=sure
    )
