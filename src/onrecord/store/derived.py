"""Whether the search index and the search keys are those that the tables give."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from onrecord.store.applying import corrected_documents, standing_in, wanted_in
from onrecord.store.corrections import decoded
from onrecord.store.database import Record
from onrecord.store.dates import days
from onrecord.store.decision_rows import Subject
from onrecord.store.errors import SqlError
from onrecord.store.keys import search_key
from onrecord.store.settling import shown_as
from onrecord.store.showing import content_key, counted_signs
from onrecord.store.writing import headline_key, spans_by_role


def derived(record: Record) -> Iterator[str]:
    """What of the index and the keys differs from what the tables give, a sentence each."""
    # Text that is not UTF-8 is told of elsewhere.
    record.text_factory = lambda text: text.decode("utf-8", "replace")
    shown = (_index, _documents, _statements, _counts, _positions)
    for check in (*shown, _names, _issues, _printings, _identities, _corrections, _kept):
        yield from check(record)


def _index(record: Record) -> Iterator[str]:
    for check in (_CHECK_DOCUMENT_SEARCH, _CHECK_STATEMENT_SEARCH):
        try:
            record.execute(check)
        except SqlError as error:
            # SQLite has it that this check writes; a record that is only read goes without.
            if "readonly" not in str(error):
                yield f"The search index is damaged: {error}."
    for (table,) in record.execute(_STRAYS):
        yield f"The search index of {table}s has a row of nothing."


def _documents(record: Record) -> Iterator[str]:
    for number, identifier, text, headline, body in record.execute(_DOCUMENTS):
        if (headline, body) != (headline_key(record, number), _key(text)):
            yield f"Document {identifier}: the search index does not hold what its text and titles give."


def _statements(record: Record) -> Iterator[str]:
    for statement, identifier, document, signs, content, shown_signs in record.execute(_STATEMENTS):
        if (content, shown_signs) != (content_key(record, statement), signs):
            yield f"Document {document}: the search index does not hold the words of statement {identifier}."


def _counts(record: Record) -> Iterator[str]:
    expected, counted = counted_signs(record), dict(record.execute("SELECT sign, statements FROM sign_count"))
    for sign in sorted(expected.keys() | counted.keys()):
        if expected.get(sign) != counted.get(sign):
            yield f"The number of statements with the sign {sign} is not that of the statements."


def _positions(record: Record) -> Iterator[str]:
    for what, missing in ((table, query) for table, *queries in _COPIES for query in queries):
        for _ in record.execute(missing):
            yield f"The table {what} does not hold what others give."
            break


def _names(record: Record) -> Iterator[str]:
    for name, key in record.execute("SELECT name, name_key FROM actor_written"):
        if key != _key(name):
            yield f"The search key of the name {name} is not that of the name."


def _issues(record: Record) -> Iterator[str]:
    for name, key in record.execute(
        "SELECT DISTINCT issue_name, issue_key FROM position WHERE issue IS NOT NULL"
    ):
        if key != _key(name):
            yield f"The search key of the issue {name} is not that of its name."


def _printings(record: Record) -> Iterator[str]:
    for identifier, outlet, key, published, *found in record.execute(_PRINTINGS):
        if key != (_key(outlet) if outlet else None):
            yield f"Document {identifier}: the search key of the outlet {outlet} is not that of its name."
        if tuple(found) != ((published and days(str(published))) or (None, None)):
            yield f"Document {identifier}: the days recorded are not those of the date {published}."


def _identities(record: Record) -> Iterator[str]:
    expected = shown_as(record)
    stored = dict(record.execute("SELECT actor, shown_as FROM identity").fetchall())
    for number in sorted(expected.keys() | stored.keys()):
        if expected.get(number) != stored.get(number):
            (identifier,) = record.execute("SELECT id FROM actor WHERE number = ?", (number,)).fetchone() or (
                number,
            )
            yield f"Actor {identifier} is not shown as the one that decisions make it."


def _corrections(record: Record) -> Iterator[str]:
    for document in corrected_documents(record):
        try:
            now = standing_in(record, document)
            wanted = wanted_in(record, document, now)
        except (msgspec.DecodeError, ValueError) as error:
            yield f"Document {document}: a correction, or what it hides, cannot be read: {error}."
            continue
        for subject in Subject:
            stored = {each.value.id: (each.value, each.revision) for each in now.shown[subject]}
            expected = {each: (shown.value, shown.revision) for each, shown in wanted.shown[subject].items()}
            if stored != expected or now.hidden[subject] != wanted.hidden[subject]:
                yield f"Document {document}: {subject}s are not shown as corrections make them."
    for document, number in record.execute(_STRAY_REVISIONS):
        yield f"Document {document}: something follows from correction {number} of another document."


def _kept(record: Record) -> Iterator[str]:
    for document, kept, subject, value, spans in record.execute(_KEPT):
        try:
            found = decoded(Subject(subject), value)
        except (msgspec.DecodeError, ValueError):
            continue
        expected = [[role, *span] for role, of_role in spans_by_role(found).items() for span in of_role]
        if sorted(expected) != sorted(json.loads(spans)):
            yield f"Document {document}: the words kept of {kept} are not those that it says."


def _key(text: Any) -> str:
    return search_key(str(text))


_CHECK_DOCUMENT_SEARCH = "INSERT INTO document_search (document_search) VALUES ('integrity-check')"
_CHECK_STATEMENT_SEARCH = "INSERT INTO statement_search (statement_search) VALUES ('integrity-check')"

_STRAYS = """
SELECT 'document' FROM document_search WHERE rowid NOT IN (SELECT number FROM document)
UNION ALL
SELECT 'statement' FROM statement_search WHERE rowid NOT IN (SELECT key FROM searchable_statement)
"""

_DOCUMENTS = """
SELECT number, id, document.text, document_search.headline, document_search.body
FROM document LEFT JOIN document_search ON document_search.rowid = document.number
"""

_STATEMENTS = """
SELECT statement.number, statement.id, document.id, searchable.signs, shown.content, shown.signs
FROM searchable_statement AS searchable
JOIN statement ON statement.number = searchable.statement
JOIN document ON document.number = statement.document
LEFT JOIN statement_search AS shown ON shown.rowid = searchable.key
"""

# What a table has to hold, less what it holds, and the other way round.
_COPIES = (
    (
        "dated_position",
        "SELECT * FROM datable_position EXCEPT SELECT * FROM dated_position",
        "SELECT * FROM dated_position EXCEPT SELECT * FROM datable_position",
    ),
    (
        "stand_count",
        "SELECT * FROM countable_stand EXCEPT SELECT * FROM stand_count",
        "SELECT * FROM stand_count EXCEPT SELECT * FROM countable_stand",
    ),
    (
        "shown_presence",
        "SELECT * FROM current_presence EXCEPT SELECT * FROM shown_presence",
        "SELECT * FROM shown_presence EXCEPT SELECT * FROM current_presence",
    ),
    (
        "presence_count",
        "SELECT actor, count(*) FROM shown_presence GROUP BY actor EXCEPT SELECT * FROM presence_count",
        "SELECT * FROM presence_count EXCEPT SELECT actor, count(*) FROM shown_presence GROUP BY actor",
    ),
)

# What is kept as JSON, each with its words in a table.
_KEPT = """
SELECT document.id, 'correction ' || correction.number, subject, iif(side.value = 'upon', upon, becomes),
       (SELECT json_group_array(json_array(role, start, end)) FROM correction_span AS covered
        WHERE covered.correction = correction.number AND covered.side = side.value)
FROM correction
JOIN document ON document.number = correction.document
JOIN json_each('["upon", "becomes"]') AS side
WHERE iif(side.value = 'upon', upon, becomes) IS NOT NULL
UNION ALL
SELECT document.id, finding.subject || ' ' || finding.number, finding.subject, found,
       (SELECT json_group_array(json_array(role, start, end)) FROM finding_span
        WHERE finding_span.subject = finding.subject AND finding_span.number = finding.number)
FROM finding JOIN document ON document.number = finding.document
"""

_STRAY_REVISIONS = """
SELECT document.id, shown.revision
FROM (SELECT document, revision FROM statement WHERE revision IS NOT NULL
      UNION ALL SELECT document, revision FROM position WHERE revision IS NOT NULL) AS shown
JOIN document ON document.number = shown.document
LEFT JOIN correction ON correction.number = shown.revision
WHERE correction.document IS NOT shown.document
"""

_PRINTINGS = """
SELECT document.id, outlet, outlet_key, published, first_day, last_day
FROM printing JOIN document ON document.number = printing.document
"""
