"""``/``: search with facets."""

from __future__ import annotations

from itertools import islice
from typing import Any

from litestar.exceptions import ValidationException

from onrecord.store import Record, RecordError, is_empty, open_record, search
from onrecord.store.rows import RecordedStatement, SearchHit
from onrecord.web import addresses
from onrecord.web.citing import GAP, offsets
from onrecord.web.page import AnyRequest, Page, RecordPath, csv_of, is_taken, page, shows
from onrecord.web.searching import Found, Search, asked, found
from onrecord.web.tables import Table

_AT_ONCE, _MOST_TAKEN, _MOST_TEXTS = 25, 1_000, 8
_WEIGHED = 5_000
"""Texts with the words, of which those that fit best are shown."""


@shows("/")
def search_page(request: AnyRequest, record_path: RecordPath) -> Page:
    """Statements that answer the questions of the form, and texts in which the words stand."""
    try:
        wanted = asked(request.query_params)
    except ValidationException as error:
        return _shown(request, Search(), Found(), mistake=error.detail, status=400)
    taken = is_taken(request)
    with open_record(record_path) as record:
        try:
            answer = found(record, wanted, _MOST_TAKEN if taken else _AT_ONCE)
            texts = _texts(record, wanted) if wanted.q and not wanted.after and not taken else []
        except RecordError as error:
            return _shown(request, wanted, Found(), mistake=str(error), status=400)
        empty = wanted.is_empty and is_empty(record)
    return csv_of(request, [_table(answer)]) or _shown(request, wanted, answer, texts=texts, empty=empty)


def _shown(request: AnyRequest, wanted: Search, answer: Found, **more: Any) -> Page:
    context = {"status": 200, "mistake": None, "empty": False, "texts": [], **more}
    return page(request, "search.html", search=wanted, found=answer, **context)


def _texts(record: Record, wanted: Search) -> list[SearchHit]:
    """Texts that hold the words outside of statements."""
    hits = islice(search(record, wanted.q, limit=2 * _MOST_TEXTS, weighed=_WEIGHED), 2 * _MOST_TEXTS)
    return [hit for hit in hits if not hit.statements][:_MOST_TEXTS]


def _table(answer: Found) -> Table:
    columns = (
        "published", "speaker", "speaker_id", "content", "kind", "confidence", "outlet", "language", "title",
        "url", "document", "statement", "offsets", "address",
    )  # fmt: skip
    return Table("statements", columns, [_row(each) for each in answer.page.items])


def _row(said: RecordedStatement) -> tuple[object, ...]:
    label, statement = said.document, said.statement
    return (
        label.published, said.speaker and said.speaker.name, said.speaker and said.speaker.id,
        GAP.join(said.words["content"]), statement.kind.value, statement.confidence, label.outlet,
        label.language, label.title, label.url, label.id, statement.id, offsets(statement.content),
        addresses.statement(label.id, statement.id),
    )  # fmt: skip
