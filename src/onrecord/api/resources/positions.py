"""Positions: asked for, corrected."""

from __future__ import annotations

from http import HTTPStatus

from litestar import Response

from onrecord.access import Caller, Role
from onrecord.api.correcting import corrected
from onrecord.api.opening import missing, reading, writing
from onrecord.api.operations import reads, said, writes
from onrecord.api.paging import NOTHING, Listed, listed, place
from onrecord.api.problems import AnyRequest
from onrecord.api.questions import PositionFields, PositionQuestion, are_wordless, period, versions
from onrecord.api.rulings import PositionRuling
from onrecord.api.settings import Settings
from onrecord.records import Polarity
from onrecord.store import (
    NotFoundError,
    PositionFilter,
    Record,
    find_position,
    position_page,
    rejected_positions,
)
from onrecord.store.rows import RecordedPosition
from onrecord.wire.recorded import SIDES, PositionObject, position_object

_POLARITIES: dict[str, Polarity] = {name: polarity for polarity, name in SIDES.items()}


@reads("/positions", "positions")
def list_positions(
    request: AnyRequest, settings: Settings, asked: PositionQuestion
) -> Response[Listed[PositionObject]]:
    """Who is for or against what, in which words, where; the latest published first.

    Read the words before you rely on one. Where no position is on the issue asked for there is a problem.
    """
    if asked.issue and are_wordless(asked.issue):
        raise missing("issue", asked.issue)
    if are_wordless(asked.holder, asked.target):
        return listed(request, NOTHING, position_object)
    with reading(settings) as record:
        page = position_page(record, _filter(asked), limit=asked.limit, after=place(asked))
    return listed(request, page, position_object)


@reads("/positions/{document:str}/{position:str}", "positions")
def get_position(settings: Settings, document: str, position: str) -> PositionObject:
    """One position in one document; a rejected one as it was, with the mark of who rejected it."""
    with reading(settings) as record:
        return position_object(_found(record, document, position))


@writes(
    "PATCH",
    "/positions/{document:str}/{position:str}",
    "corrections",
    Role.REVIEWER,
    HTTPStatus.CONFLICT,
    upon=True,
)
def correct_position(
    request: AnyRequest,
    settings: Settings,
    caller: Caller,
    document: str,
    position: str,
    sent: PositionRuling,
) -> PositionObject:
    """Accept, reject or change a position, upon what you have seen of it (If-Match)."""
    with writing(settings) as record:
        corrected(request, record, _found(record, document, position), sent, caller)
        return position_object(_found(record, document, position))


def _found(record: Record, document: str, position: str) -> RecordedPosition:
    try:
        return find_position(record, position, document)
    except NotFoundError:
        for rejected in rejected_positions(record, document):
            if rejected.position.id == position:
                return rejected
        raise


def _filter(asked: PositionFields) -> PositionFilter:
    given = dict(said(asked))
    kept = {name: value for name, value in given.items() if name in _PLAIN}
    side = {"polarity": _POLARITIES[given["side"]]} if "side" in given else {}
    return PositionFilter(**kept | side | period(given) | versions(given))


_PLAIN = ("holder", "target", "issue", "least", "document")
