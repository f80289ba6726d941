from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.store import NoRecordError, RecordError, add, documents, open_record
from store.making import READY, analysis


def test_a_new_record_is_marked_as_one(tmp_path: Path) -> None:
    path = tmp_path / "new.record"
    with open_record(path, create=True) as record:
        assert record.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert record.execute("PRAGMA user_version").fetchone() == (1,)
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
