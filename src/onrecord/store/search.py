"""Full-text search in three languages and two scripts."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.store.database import Record
from onrecord.store.keys import match_expression, search_key
from onrecord.store.naming import asked_terms, begun_by
from onrecord.store.rows import SearchHit
from onrecord.store.snippets import snippet
from onrecord.store.statements import label_of, sql_limit, statements_of


def search(
    record: Record,
    query: str,
    *,
    all_versions: bool = False,
    limit: int | None = None,
    weighed: int | None = None,
) -> Iterator[SearchHit]:
    """Documents where all words of ``query`` stand, in headline or text, the best fit first.

    Of very many so many are ``weighed``, those added last.

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
        "weighed": -1 if weighed is None else weighed,
    }
    stand_in = begun_by(terms)
    for number, *fields in record.execute(_SEARCH, parameters):
        label = label_of(fields)
        (text,) = record.execute("SELECT text FROM document WHERE number = ?", (number,)).fetchone()
        said = (
            found
            for found in statements_of(record, label.id)
            if stand_in(search_key(" ".join(found.words["content"])))
        )
        yield SearchHit(label, snippet(text, terms), tuple(said))


# Few texts are replaced anywhere: those alone are looked up.
_SEARCH = """
WITH replaced AS MATERIALIZED (
    SELECT DISTINCT document FROM printing WHERE NOT current
),
found AS MATERIALIZED (
    SELECT rowid AS number, rank AS fit FROM document_search
    WHERE document_search MATCH :words
      AND (:all_versions OR rowid NOT IN (SELECT document FROM replaced)
           OR EXISTS (SELECT 1 FROM printing WHERE printing.document = document_search.rowid AND current))
      AND rowid > coalesce((
          SELECT rowid FROM document_search WHERE document_search MATCH :words AND :weighed >= 0
          ORDER BY rowid DESC LIMIT 1 OFFSET :weighed), 0)
    ORDER BY rank, rowid
    LIMIT :limit
)
SELECT label.number, label.id, label.language, label.title, label.url, label.outlet, label.published,
       label.current
FROM found JOIN labelled_document AS label ON label.number = found.number
ORDER BY found.fit, label.number
"""
