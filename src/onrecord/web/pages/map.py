"""``/map``: who speaks for and against whom."""

from __future__ import annotations

from onrecord.store import open_record, sides_between
from onrecord.web.chart import map_chart
from onrecord.web.page import AnyRequest, Page, RecordPath, csv_of, is_taken, page, shows
from onrecord.web.stands import sides_table

_MOST, _MOST_TAKEN = 60, 2_000


@shows("/map")
def map_page(request: AnyRequest, record_path: RecordPath) -> Page:
    """Actors and the actors that they are for or against, as a chart and the table that it is drawn from."""
    sure = request.query_params.get("sure") == "1"
    with open_record(record_path) as record:
        lines = sides_between(record, sure=sure, limit=_MOST_TAKEN if is_taken(request) else _MOST + 1)
    shown, more = lines[:_MOST], len(lines) > _MOST
    return csv_of(request, [sides_table("map", lines)]) or page(
        request, "map.html", lines=shown, more=more, chart=map_chart(shown), sure=sure
    )
