"""``/queue``: what is most worth checking. ``/history``: what was said of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.records import Kind
from onrecord.store import (
    CorrectionFilter,
    QueueItem,
    Record,
    find_document,
    find_statement,
    history,
    open_record,
    queue,
)
from onrecord.store.rows import RecordedDocument, RecordedPosition, RecordedStatement
from onrecord.web.article import Excerpt, excerpt
from onrecord.web.desk import AtDesk, author_of
from onrecord.web.page import AnyRequest, Page, RecordPath, number, page, shows

_AT_ONCE, _MOST = 20, 50


@dataclass(frozen=True, slots=True)
class Card:
    """Something to check with its words in the text: a statement or a position."""

    item: QueueItem
    statement: RecordedStatement | None
    position: RecordedPosition | None
    excerpt: Excerpt


@shows("/queue")
def queue_page(request: AnyRequest, record_path: RecordPath, desk: AtDesk) -> Page:
    """What to check first, each with all that it takes to judge it."""
    document = request.query_params.get("document") or None
    with open_record(record_path) as record:
        cards = _cards(record, queue(record, _AT_ONCE, document=document))
    return page(
        request,
        "queue.html",
        cards=cards,
        desk=desk,
        author=author_of(request),
        kinds=list(Kind),
    )


@shows("/history")
def history_page(request: AnyRequest, record_path: RecordPath, desk: AtDesk) -> Page:
    """What people said of actors, statements and positions, the latest first; undone ones too."""
    by = request.query_params.get("author", "").strip()[:200]
    wanted = CorrectionFilter(author=by or None, before=number(request, "before") or None)
    with open_record(record_path) as record:
        some = list(history(record, wanted, _MOST + 1))
    before = some[_MOST - 1].number if len(some) > _MOST else None
    return page(
        request,
        "history.html",
        entries=some[:_MOST],
        before=before,
        by=by,
        desk=desk,
        author=author_of(request),
    )


def _cards(record: Record, items: list[QueueItem]) -> list[Card]:
    @cache
    def document(identifier: str) -> RecordedDocument:
        return find_document(record, identifier)

    @cache
    def statement(document_id: str, identifier: str) -> RecordedStatement:
        return find_statement(record, identifier, document_id)

    def card(item: QueueItem) -> Card:
        recorded = item.recorded
        text = document(recorded.document.id).document
        if isinstance(recorded, RecordedStatement):
            return Card(item, recorded, None, excerpt(text, [recorded], [], recorded.statement.content))
        found = recorded.position
        # Whose words these are tells whose position it is.
        of_it = [statement(text.id, found.statement)] if found.statement else []
        return Card(item, None, recorded, excerpt(text, of_it, [recorded], found.evidence))

    return [card(item) for item in items]
