"""``/documents``: what was read, and one article with everything marked in place."""

from __future__ import annotations

from onrecord.records import Kind
from onrecord.store import (
    NotFoundError,
    Record,
    document_page,
    find_document,
    open_record,
    positions_of,
    replacements_of,
    statements_of,
)
from onrecord.store.rows import RecordedDocument
from onrecord.web import addresses
from onrecord.web.article import rows
from onrecord.web.desk import AtDesk, author_of
from onrecord.web.page import AnyRequest, Page, RecordPath, number, page, rest, shows

_MOST = 100


@shows("/documents")
def documents_page(request: AnyRequest, record_path: RecordPath) -> Page:
    """What was read, the latest first."""
    with open_record(record_path) as record:
        some = document_page(record, limit=_MOST, after=request.query_params.get("after"))
    return page(request, "documents.html", documents=some.items, after=some.next)


@shows("/documents/{identifier:path}")
def article_page(request: AnyRequest, record_path: RecordPath, desk: AtDesk) -> Page:
    """One article; of a very long one the part that the address asks for."""
    part = number(request, "part")
    with open_record(record_path) as record:
        found = document(record, rest(request, "/documents/"))
        said, held = (
            list(statements_of(record, found.document.id)),
            list(positions_of(record, found.document.id)),
        )
        replaced_by = () if found.current else replacements_of(record, found.document.id)
    within = addresses.part_of(part)
    length = len(found.document.text)
    return page(
        request,
        "document.html",
        found=found,
        document=found.document,
        rows=list(rows(found.document, said, held, within)),
        said=said,
        held=held,
        part=part,
        parts=range(max(1, -(-length // (within.end - within.start)))),
        headed=_is_headed(found.document.text, found.document.title),
        replaced_by=replaced_by,
        kinds=list(Kind),
        named=sorted({each.speaker.name for each in said if each.speaker}),
        desk=desk,
        author=author_of(request),
    )


def document(record: Record, identifier: str) -> RecordedDocument:
    """The document with this id, and no other that begins like it: an address means one thing for good.

    Raises:
        NotFoundError: there is none.
    """
    found = find_document(record, identifier)
    if found.document.id != identifier:
        raise NotFoundError(f"No document goes by {identifier!r} in this record.")
    return found


def _is_headed(text: str, title: str | None) -> bool:
    """Whether the text begins with its headline."""
    return title is not None and text.lstrip().startswith(title)
