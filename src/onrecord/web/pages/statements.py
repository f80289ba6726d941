"""``/statements/DOCUMENT/STATEMENT``: one statement in its sentence, and how to cite it."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import unquote

from litestar import get

from onrecord.store import NotFoundError, open_record, positions_of, statements_of
from onrecord.store.rows import RecordedStatement
from onrecord.web import addresses
from onrecord.web.article import excerpt
from onrecord.web.citing import cited
from onrecord.web.page import AnyRequest, Page, RecordPath, language_of, page, raw_rest
from onrecord.web.pages.documents import document


@get("/statements/{identifier:path}", sync_to_thread=True)
def statement_page(request: AnyRequest, record_path: RecordPath) -> Page:
    """One statement: its words where they stand, who says so, how sure that is, and its citation."""
    document_id, _, identifier = map(unquote, raw_rest(request, "/statements/").rpartition("/"))
    with open_record(record_path) as record:
        found = document(record, document_id)
        all_said = list(statements_of(record, document_id))
        all_held = list(positions_of(record, document_id))
    said = next((each for each in all_said if each.statement.id == identifier), None)
    if said is None:
        raise NotFoundError(f"There is no statement {identifier} in {document_id}.")
    held = [each for each in all_held if each.position.statement == identifier]
    t = language_of(request)
    address = str(request.base_url).rstrip("/") + addresses.statement(document_id, identifier)
    who = said.speaker.name if said.speaker else t("statement.not-settled")
    before, after = _neighbours(all_said, said)
    return page(
        request,
        "statement.html",
        found=found,
        said=said,
        held=held,
        who=who,
        before=before,
        after=after,
        words=excerpt(found.document, [said], held, said.statement.content),
        citation=cited(t, said.document, who, said.words["content"], said.statement.content, address),
    )


def _neighbours(
    all_said: list[RecordedStatement], said: RecordedStatement
) -> tuple[RecordedStatement | None, RecordedStatement | None]:
    """The statements before and after one in its document."""
    before = next((one for one, other in pairwise(all_said) if other is said), None)
    after = next((other for one, other in pairwise(all_said) if one is said), None)
    return before, after
