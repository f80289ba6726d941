"""``/positions``: those of one holder, on one target, of one side; and one with the words that show it."""

from __future__ import annotations

from onrecord.store import (
    CorrectionFilter,
    NotFoundError,
    PositionFilter,
    Record,
    Subject,
    corrections,
    days,
    find_document,
    find_position,
    open_record,
    rejected_positions,
    statements_of,
)
from onrecord.store import position_page as part_of_positions
from onrecord.store.rows import RecordedPosition
from onrecord.web import addresses
from onrecord.web.article import excerpt
from onrecord.web.calling import Calling
from onrecord.web.citing import cited
from onrecord.web.desk import AtDesk, author_of
from onrecord.web.page import AnyRequest, Page, RecordPath, language_of, page, rest, shows
from onrecord.web.stands import POLARITIES
from onrecord.wire.recorded import SIDES

_AT_ONCE = 50


@shows("/positions")
def positions_page(request: AnyRequest, record_path: RecordPath) -> Page:
    """What a number in a table counts: the positions, each with its words, the latest first."""
    asked = request.query_params
    month = days(asked.get("month", "")) or (None, None)
    wanted = PositionFilter(
        holder=asked.get("holder") or None,
        target=asked.get("target") or None,
        issue=asked.get("issue") or None,
        polarity=POLARITIES.get(asked.get("side", "")),
        since=month[0],
        until=month[1],
    )
    with open_record(record_path) as record:
        some = part_of_positions(record, wanted, limit=_AT_ONCE, after=asked.get("after") or None)
    return page(request, "positions.html", positions=some.items, after=some.next, wanted=wanted)


@shows("/positions/{identifier:path}")
def position_page(request: AnyRequest, record_path: RecordPath, desk: AtDesk) -> Page:
    """One position: holder, side, target, the words that show it, and its citation."""
    identifier = rest(request, "/positions/")
    with open_record(record_path) as record:
        held, rejected = _find(record, identifier, request.query_params.get("document"))
        found = find_document(record, held.document.id)
        of_it = [
            each
            for each in statements_of(record, held.document.id)
            if each.statement.id == held.position.statement
        ]
        wanted = CorrectionFilter(document=held.document.id, subject=Subject.POSITION, id=identifier)
        entries = list(corrections(record, wanted))
        t = language_of(request)
        call = Calling(t.code, lambda: record)
        holder = call(held.holder) if held.holder else t("statement.not-settled")
        who = f"{holder} ({t('side.' + SIDES[held.position.polarity])}: {call(held.target)})"
    address = str(request.base_url).rstrip("/") + addresses.position(identifier)
    return page(
        request,
        "position.html",
        held=held,
        rejected=rejected,
        said=of_it[0] if of_it else None,
        excerpt=excerpt(found.document, of_it, [held], held.position.evidence),
        citation=cited(t, held.document, who, held.words["evidence"], held.position.evidence, address),
        entries=entries,
        desk=desk,
        author=author_of(request),
    )


def _find(record: Record, identifier: str, document: str | None) -> tuple[RecordedPosition, bool]:
    """The position and whether it is rejected."""
    try:
        return find_position(record, identifier, document), False
    except NotFoundError:
        for each in rejected_positions(record, document):
            if each.position.id == identifier:
                return each, True
        raise
