from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.store import Record, add, count_checked, open_record, problems
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
