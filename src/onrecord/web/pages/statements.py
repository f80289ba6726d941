"""``/statements/DOCUMENT/STATEMENT``: one statement in its sentence, and how to cite it."""

from __future__ import annotations

from itertools import pairwise

from onrecord.records import Kind
from onrecord.store import (
    CorrectionFilter,
    NotFoundError,
    Record,
    Subject,
    corrections,
    open_record,
    positions_of,
    rejected_statements,
    statements_of,
)
from onrecord.store.rows import RecordedStatement
from onrecord.web import addresses
from onrecord.web.article import excerpt
from onrecord.web.calling import Calling
from onrecord.web.citing import cited
from onrecord.web.desk import AtDesk, author_of
from onrecord.web.page import AnyRequest, Page, RecordPath, language_of, page, shows, statement_of
from onrecord.web.pages.documents import document

_LINES_BESIDE = 1


@shows("/statements/{identifier:path}")
def statement_page(request: AnyRequest, record_path: RecordPath, desk: AtDesk) -> Page:
    """One statement: its words where they stand, who says so, how sure that is, and its citation."""
    document_id, identifier = statement_of(request)
    with open_record(record_path) as record:
        found = document(record, document_id)
        all_said = list(statements_of(record, document_id))
        all_held = list(positions_of(record, document_id))
        said = _find(record, document_id, identifier, all_said)
        wanted = CorrectionFilter(document=document_id, subject=Subject.STATEMENT, id=identifier)
        entries = list(corrections(record, wanted))
        t = language_of(request)
        call = Calling(t.code, lambda: record)
        who = call(said.speaker) if said.speaker else t("statement.not-settled")
    held = [each for each in all_held if each.position.statement == identifier]
    address = str(request.base_url).rstrip("/") + addresses.statement(document_id, identifier)
    before, after = _neighbours(all_said, said)
    content = said.statement.content
    return page(
        request,
        "statement.html",
        found=found,
        said=said,
        rejected=said not in all_said,
        held=held,
        who=who,
        before=before,
        after=after,
        excerpt=excerpt(found.document, [said], held, content, _LINES_BESIDE if desk.open else 0),
        citation=cited(t, said.document, who, said.words["content"], content, address),
        entries=entries,
        kinds=list(Kind),
        named=sorted({each.speaker.name for each in all_said if each.speaker}),
        desk=desk,
        author=author_of(request),
    )


def _find(
    record: Record, document_id: str, identifier: str, all_said: list[RecordedStatement]
) -> RecordedStatement:
    """The statement, be it rejected: what somebody cited does not vanish."""
    for each in (*all_said, *rejected_statements(record, document_id)):
        if each.statement.id == identifier:
            return each
    raise NotFoundError(f"There is no statement {identifier} in {document_id}.")


def _neighbours(
    all_said: list[RecordedStatement], said: RecordedStatement
) -> tuple[RecordedStatement | None, RecordedStatement | None]:
    """The statements before and after one in its document."""
    before = next((one for one, other in pairwise(all_said) if other is said), None)
    after = next((other for one, other in pairwise(all_said) if one is said), None)
    return before, after
