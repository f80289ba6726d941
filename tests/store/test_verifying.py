from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.store import (
    Record,
    Ruling,
    StatementChange,
    Subject,
    add,
    correct,
    count_checked,
    open_record,
    problems,
)
from store.making import BRIDGE, READY, analysis


@pytest.fixture
def filled(record: Record) -> Record:
    for marked in (READY, BRIDGE):
        found = analysis(marked)
        add(record, found.document, found)
    return record


def test_a_whole_record_holds(filled: Record) -> None:
    assert list(problems(filled)) == []
    assert count_checked(filled) == (2, 8)


@pytest.fixture
def corrected(record: Record) -> Record:
    """With a statement that is changed and one that is rejected."""
    for name, marked in (("en", READY), ("ky", BRIDGE)):
        found = analysis(marked, id=name)
        add(record, found.document, found)
    change = StatementChange(speaker=None)
    correct(record, Subject.STATEMENT, "en", "s1", Ruling.CHANGE, change, revision=0, author="Aida")
    correct(record, Subject.STATEMENT, "ky", "s1", Ruling.REJECT, revision=0, author="Aida")
    return record


def test_a_corrected_record_holds(corrected: Record) -> None:
    assert list(problems(corrected)) == []
    assert count_checked(corrected)[1] == 2 + 3 + 2 * 3 + 3 + 2 * 3, "mentions, shown, made upon, hidden"


@pytest.mark.parametrize(
    ("tampering", "complaint"),
    [
        ("UPDATE correction SET author = 'Aida', becomes = '{'", "cannot be read"),
        ("UPDATE correction SET undone = '2026', undone_by = 'X' WHERE number = 2", "as corrections make"),
        ("UPDATE statement SET revision = NULL", "as corrections make"),
        ("UPDATE statement SET revision = 2", "of another document"),
        ("UPDATE statement SET revision = 9", "refers to a row of correction"),
        ("UPDATE statement SET kind = 'mixed'", "as corrections make"),
        ("UPDATE finding SET number = 99 WHERE number = 1", "refers to a row of finding"),
        ("DELETE FROM finding WHERE number = 1", "refers to a row of finding"),
        ("UPDATE finding SET found = 'x' WHERE number = 1", "cannot be read"),
        ("UPDATE finding_span SET text = 'other'", "does not stand in the text"),
        ("UPDATE correction_span SET text = 'other' WHERE side = 'upon'", "does not stand in the text"),
        ("DELETE FROM correction_span WHERE side = 'upon'", "words kept of correction 1"),
        ("DELETE FROM finding_span WHERE role = 'cue'", "words kept of statement 1"),
        ("UPDATE correction SET upon = replace(upon, '[0,', '[1,')", "words kept of correction"),
    ],
)
def test_tampering_with_corrections_is_found(corrected: Record, tampering: str, complaint: str) -> None:
    corrected.execute("PRAGMA foreign_keys = OFF")
    corrected.execute("PRAGMA ignore_check_constraints = ON")
    corrected.execute(tampering)
    assert complaint in " ".join(problems(corrected))


@pytest.mark.parametrize(
    ("tampering", "complaint"),
    [
        ("UPDATE document SET text = text || '!'", "SHA-256"),
        ("UPDATE document SET text = replace(text, 'ready', 'READY')", "SHA-256"),
        ("UPDATE document SET text_sha256 = 'x' WHERE number = 1", "SHA-256"),
        ("UPDATE document SET text = CAST(x'ff80' AS TEXT) WHERE number = 1", "not UTF-8"),
        ("UPDATE statement_span SET text = 'We are not ready' WHERE role = 'content'", "content span"),
        ("UPDATE statement_span SET start = start + 1, end = end + 1 WHERE role = 'cue'", "cue span"),
        ("UPDATE statement_span SET end = 9223372036854775807", "does not stand"),
        ("UPDATE statement_span SET start = -5", "does not stand"),
        ("UPDATE actor_mention SET text = CAST(x'ff' AS TEXT)", "mention span"),
        ("INSERT INTO boilerplate VALUES (1, 0, 3, 2, '')", "boilerplate span"),
        ("DELETE FROM statement_span WHERE role = 'content'", "no content"),
        ("DELETE FROM actor", "refers to a row of actor"),
        ("UPDATE statement SET speaker = 999", "refers to a row of actor"),
        ("UPDATE actor_mention SET actor = 999", "refers to a row of actor"),
        ("DELETE FROM printing WHERE document = 1", "has no printing"),
        (
            "UPDATE document SET id = hex(zeroblob(32)) WHERE number = 1",
            "looks like the SHA-256",
        ),
        ("UPDATE document_search SET body = 'other' WHERE rowid = 1", "search index does not hold"),
        ("UPDATE document_search SET headline = 'other' WHERE rowid = 1", "search index does not hold"),
        ("DELETE FROM document_search WHERE rowid = 2", "search index does not hold"),
        ("UPDATE statement_search SET content = 'other'", "the words of statement s1"),
        ("UPDATE statement_search SET signs = '=a'", "the words of statement s1"),
        ("UPDATE sign_count SET statements = 5 WHERE sign = '=a'", "with the sign =a"),
        ("INSERT INTO stand_count VALUES (1, 1, 0, 1, 1, 0, 0)", "table stand_count"),
        ("INSERT INTO dated_position VALUES (1, 1, 1, 1, NULL, 1, 1)", "table dated_position"),
        ("DELETE FROM shown_presence", "table shown_presence"),
        ("UPDATE presence_count SET documents = 9", "table presence_count"),
        ("INSERT INTO statement_search (rowid, content) VALUES (99, 'other')", "a row of nothing"),
        ("DELETE FROM document_search_data WHERE id > 10", "search index is damaged"),
        ("UPDATE actor SET name_key = 'other'", "search key of the name"),
        ("UPDATE actor SET name = 'Other'", "search key of the name Other"),
        ("UPDATE printing SET outlet = 'Other'", "search key of the outlet Other"),
        ("UPDATE printing SET published = '2020'", "the days recorded"),
        ("INSERT INTO identity VALUES (1, 2)", "Actor aida-sarieva is not shown as"),
        (
            "INSERT INTO decision VALUES (1, 'same', 'aida-sarieva', '', 'айбек-турганов', '', '', '', NULL,"
            " NULL, NULL)",
            "is not shown as",
        ),
        ("DROP INDEX printing_url", "index printing_url is missing"),
        ("CREATE TRIGGER more AFTER INSERT ON document BEGIN DELETE FROM printing; END", "trigger more"),
        ("ALTER TABLE boilerplate ADD COLUMN more TEXT", "table boilerplate is missing or not"),
        ("DROP VIEW source_span", "structure is damaged"),
        ("DROP TABLE document", "structure is damaged"),
        ("DROP TABLE statement_span", "structure is damaged"),
    ],
)
def test_tampering_is_found(filled: Record, tampering: str, complaint: str) -> None:
    filled.execute("PRAGMA foreign_keys = OFF")
    filled.execute(tampering)
    assert complaint in "\n".join(problems(filled))


def test_bytes_changed_in_the_file_are_found_or_the_file_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.record"
    with open_record(path, create=True) as record:
        add(record, analysis(READY).document, analysis(READY))
    content = path.read_bytes()
    assert b"We are ready" in content
    path.write_bytes(content.replace(b"We are ready", b"We are READY"))
    with open_record(path) as record:
        assert any("SHA-256" in problem for problem in problems(record))


def test_a_view_that_hides_what_it_should_show_is_found(filled: Record) -> None:
    (view,) = filled.execute("SELECT sql FROM sqlite_master WHERE name = 'source_span'").fetchone()
    filled.execute("DROP VIEW source_span")
    filled.execute(view.replace("FROM boilerplate", "FROM boilerplate WHERE 0"))
    assert list(problems(filled)) == ["The view source_span is missing or not as onrecord makes it."]
