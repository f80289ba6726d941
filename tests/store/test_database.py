from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.store import (
    NoRecordError,
    Record,
    RecordError,
    add,
    decisions,
    documents,
    open_record,
    problems,
)
from onrecord.store.database import APPLICATION_ID
from store.holding import leaves
from store.making import BRIDGE, READY, analysis

DERIVED = (
    "statement_search", "sign_count", "dated_position", "stand_count", "shown_presence", "presence_count",
)  # fmt: skip


def test_a_new_record_is_marked_as_one(tmp_path: Path) -> None:
    path = tmp_path / "new.record"
    with open_record(path, create=True) as record:
        assert record.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert record.execute("PRAGMA user_version").fetchone() == (7,)
    assert path.read_bytes()[68:72] == b"ONRC"
    assert sorted(tmp_path.iterdir()) == [path], "a closed record is one file"


def test_no_record_is_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(NoRecordError), open_record(tmp_path / "none.record"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="folder"), open_record(tmp_path / "no" / "a.record", create=True):
        pass


@pytest.mark.parametrize("content", [b"some text, not a record", b"SQLite format 3\0" + b"x" * 100, b"x"])
def test_another_file_is_refused_and_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(RecordError, match="not a record"), open_record(path, create=True):
        pass
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_database_of_another_program_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE document (id)")
    before = path.read_bytes()
    with pytest.raises(RecordError, match="not a record"), open_record(path, create=True):
        pass
    assert path.read_bytes() == before


def test_a_record_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "newer.record"
    with open_record(path, create=True) as record:
        record.execute("PRAGMA user_version = 999")
    with pytest.raises(RecordError, match="newer onrecord"), open_record(path, create=True):
        pass


def test_a_damaged_record_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "damaged.record"
    with open_record(path, create=True) as record:
        add(record, analysis(READY).document, analysis(READY))
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 8000)
    with pytest.raises(RecordError, match="cannot be opened"), open_record(path):
        pass


def test_two_programs_open_one_record(tmp_path: Path) -> None:
    path = tmp_path / "shared.record"
    with open_record(path, create=True) as first, open_record(path, create=True) as second:
        add(first, analysis(READY).document, analysis(READY))
        assert len(list(documents(second))) == 1


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    """The folder and the file cannot be written, not even where the tests run as root."""
    for each, mode in ((path, 0o444), (path.parent, 0o555)):
        each.chmod(mode)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)
        path.parent.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs POSIX users")
def test_a_record_in_a_read_only_folder_can_be_read() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a?b #1%20.record"
        with open_record(path, create=True) as record:
            add(record, analysis(READY).document, analysis(READY))
        with read_only(path):
            with open_record(path) as record:
                assert len(list(documents(record))) == 1
                assert list(problems(record)) == []
                with pytest.raises(sqlite3.OperationalError, match="readonly"):
                    record.execute("DELETE FROM printing")
                with pytest.raises(RecordError, match="can only be read"):
                    add(record, analysis(BRIDGE).document, analysis(BRIDGE))
            with pytest.raises(RecordError, match="cannot be written"), open_record(path, create=True):
                pass
        path.with_name(f"{path.name}-wal").write_bytes(b"x")
        with read_only(path), pytest.raises(RecordError, match="not closed"), open_record(path):
            pass


def test_a_record_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.record"
    first = files("onrecord.store").joinpath("migrations", "0001_record.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(path)) as old:
        old.executescript(first)
        old.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        old.execute("PRAGMA user_version = 1")
        old.execute("INSERT INTO actor VALUES (1, 'person/aida-sarieva', 'Aida Sarieva', 'person', '0', 'x')")
        old.commit()
    with open_record(path) as record:
        assert record.execute("SELECT name FROM actor").fetchall() == [("Aida Sarieva",)]
        assert list(decisions(record)) == []
        assert [each for each in problems(record) if "search key" not in each] == []


FOLLOWING = (
    "message", "delivery", "saved_match", "saved_search", "web_host", "watched_item", "watched",
)  # fmt: skip


def derived_rows(record: Record) -> list[list[object]]:
    return [record.execute(f"SELECT * FROM {table}").fetchall() for table in DERIVED]  # noqa: S608


def test_what_questions_are_asked_of_is_made_for_an_older_record(tmp_path: Path) -> None:
    path = tmp_path / "old.record"
    found = leaves()
    with open_record(path, create=True) as record:
        add(record, found.document, found)
        expected = derived_rows(record)
        for view in ("searchable_statement", "datable_position", "countable_stand", "current_presence"):
            record.execute(f"DROP VIEW {view}")
        words = record.execute("SELECT rowid & 68719476735, content FROM statement_search").fetchall()
        for table in DERIVED:
            record.execute(f"DROP TABLE {table}")
        for index in ("printing_day", "printing_replaced", "printing_outlet_key", "document_language"):
            record.execute(f"DROP INDEX {index}")
        # As the first migration made it.
        record.execute("CREATE VIRTUAL TABLE statement_search USING fts5 (content, tokenize = 'unicode61')")
        record.executemany("INSERT INTO statement_search (rowid, content) VALUES (?, ?)", words)
        # What migrations after that one make.
        for view in ("documents", "statements", "positions", "speakers", "mentions"):
            record.execute(f"DROP VIEW {view}")
        for table in FOLLOWING:
            record.execute(f"DROP TABLE {table}")
        record.execute("PRAGMA user_version = 4")
    with open_record(path) as record:
        assert derived_rows(record) == expected
        assert all(expected)
        assert list(problems(record)) == []
