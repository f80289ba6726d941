"""Full-text search in three languages and two scripts."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.store.database import Record
from onrecord.store.keys import match_expression
from onrecord.store.naming import asked_terms
from onrecord.store.rows import SearchHit
from onrecord.store.snippets import snippet
from onrecord.store.statement_filter import StatementFilter
from onrecord.store.statements import label_of, sql_limit, statements


def search(
    record: Record, query: str, *, all_versions: bool = False, limit: int | None = None
) -> Iterator[SearchHit]:
    """Documents where all words of ``query`` stand, in headline or text, the best fit first.

    A word also finds its longer forms (сариев: Сариевдин), what it is declined from (сариевдин: Сариев) and
    its spellings in the other script (Sariev). Words in quotation marks must follow one another, as they are
    written. Nothing in a query is syntax besides.

    Raises:
        RecordError: the query has no letter or digit.
    """
    terms = asked_terms(query)
    parameters = {
        "words": match_expression(terms),
        "all_versions": all_versions,
        "limit": sql_limit(limit),
    }
    for number, *fields in record.execute(_SEARCH, parameters):
        label = label_of(fields)
        (text,) = record.execute("SELECT text FROM document WHERE number = ?", (number,)).fetchone()
        about = StatementFilter(about=query, document=label.id, all_versions=True)
        yield SearchHit(label, snippet(text, terms), tuple(statements(record, about)))


_SEARCH = """
SELECT label.number, label.id, label.language, label.title, label.url, label.outlet, label.published,
       label.current
FROM document_search
JOIN labelled_document AS label ON label.number = document_search.rowid
WHERE document_search MATCH :words AND (label.current OR :all_versions)
ORDER BY document_search.rank, label.number
LIMIT :limit
"""
