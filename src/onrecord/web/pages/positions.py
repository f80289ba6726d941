"""``/positions/ID``: one position with the words that show it."""

from __future__ import annotations

from litestar import get

from onrecord.store import find_document, find_position, open_record, statements_of
from onrecord.web import addresses
from onrecord.web.article import excerpt
from onrecord.web.citing import cited
from onrecord.web.page import AnyRequest, Page, RecordPath, language_of, page, rest
from onrecord.web.stands import SIDES


@get("/positions/{identifier:path}", sync_to_thread=True)
def position_page(request: AnyRequest, record_path: RecordPath) -> Page:
    """One position: holder, side, target, the words that show it, and its citation."""
    identifier = rest(request, "/positions/")
    with open_record(record_path) as record:
        held = find_position(record, identifier, request.query_params.get("document"))
        found = find_document(record, held.document.id)
        of_it = [
            each
            for each in statements_of(record, held.document.id)
            if each.statement.id == held.position.statement
        ]
    t = language_of(request)
    holder = held.holder.name if held.holder else t("statement.not-settled")
    who = f"{holder}, {t('side.' + SIDES[held.position.polarity])}, {held.target.name or held.target.id}"
    address = str(request.base_url).rstrip("/") + addresses.position(identifier)
    return page(
        request,
        "position.html",
        held=held,
        said=of_it[0] if of_it else None,
        words=excerpt(found.document, of_it, [held], held.position.evidence),
        citation=cited(t, held.document, who, held.words["evidence"], held.position.evidence, address),
    )
