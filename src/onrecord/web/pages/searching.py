"""``/``: search with facets."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.exceptions import ValidationException

from onrecord.records import Kind
from onrecord.store import Record, RecordError, documents, open_record, search
from onrecord.store.rows import RecordedStatement, SearchHit
from onrecord.web import addresses
from onrecord.web.citing import GAP, offsets
from onrecord.web.page import AnyRequest, Page, RecordPath, csv_of, page
from onrecord.web.searching import LEVELS, Found, Search, asked, found
from onrecord.web.tables import Table

_MOST_TEXTS = 8
_NOTHING = Found([], 0, {}, None)


@get("/", sync_to_thread=True)
def search_page(request: AnyRequest, record_path: RecordPath) -> Page:
    """Statements that answer the questions of the form, and texts in which the words stand."""
    try:
        wanted = asked(request.query_params)
    except ValidationException as error:
        return _shown(request, Search(), _NOTHING, [], mistake=error.detail, status=400)
    with open_record(record_path) as record:
        try:
            answer = found(record, wanted)
            texts = _texts(record, wanted) if wanted.q and not wanted.after else []
        except RecordError as error:
            return _shown(request, wanted, _NOTHING, [], mistake=str(error), status=400)
        empty = not wanted.questions and not answer.total and next(documents(record), None) is None
        return csv_of(request, [_table(answer)]) or _shown(request, wanted, answer, texts, empty=empty)


def _shown(request: AnyRequest, wanted: Search, answer: Found, texts: list[SearchHit], **more: Any) -> Page:
    status = more.pop("status", 200)
    names = {
        name: {each.value: each.name for each in answer.facets.get(name, [])} for name in ("speaker", "issue")
    }
    context: dict[str, Any] = {
        "mistake": None,
        "names": names,
        "empty": False,
        "kinds": list(Kind),
        "levels": LEVELS,
        **more,
    }
    return page(request, "search.html", status=status, search=wanted, found=answer, texts=texts, **context)


def _texts(record: Record, wanted: Search) -> list[SearchHit]:
    """Texts that hold the words outside of statements."""
    hits = search(record, wanted.q, limit=_MOST_TEXTS)
    return [hit for hit in hits if not hit.statements]


def _table(answer: Found) -> Table:
    columns = (
        "published", "speaker", "speaker_id", "content", "kind", "confidence", "outlet", "language", "title",
        "url", "document", "statement", "offsets", "address",
    )  # fmt: skip
    return Table("statements", columns, [_row(each) for each in answer.statements])


def _row(said: RecordedStatement) -> tuple[object, ...]:
    label, statement = said.document, said.statement
    return (
        label.published, said.speaker and said.speaker.name, said.speaker and said.speaker.id,
        GAP.join(said.words["content"]), statement.kind.value, statement.confidence, label.outlet,
        label.language, label.title, label.url, label.id, statement.id, offsets(statement.content),
        addresses.statement(label.id, statement.id),
    )  # fmt: skip
