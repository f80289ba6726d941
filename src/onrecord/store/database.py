"""Opening a record: one SQLite file, recognised by its application id, brought up to date by migrations."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path

from onrecord.store.errors import NoRecordError, RecordError

Record = sqlite3.Connection

APPLICATION_ID = 0x4F4E5243  # "ONRC"; tools such as file(1) can tell a record by it
_MAGIC = b"SQLite format 3\0"
_APPLICATION_ID_BYTES = slice(68, 72)  # of the SQLite file header
_HEADER_LENGTH = 100
_WAIT_FOR_LOCK_S = 30.0
_NOT_WRITABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


@contextmanager
def open_record(path: Path, *, create: bool = False) -> Iterator[Record]:
    """The record at ``path``, closed at the end; a new one where there is none and ``create`` is set.

    Without ``create`` one that cannot be written, as in a read-only folder, is opened for reading.

    Raises:
        NoRecordError: there is none, and ``create`` is not set.
        RecordError: the file is something else, or of a newer version; it is left untouched.
    """
    _check_file(path, create=create)
    with closing(_opened(path, create=create)) as record:
        yield record


@contextmanager
def transaction(record: Record) -> Iterator[None]:
    """All of the block or nothing, whatever ends it.

    Raises:
        RecordError: the record was opened for reading, because it cannot be written.
    """
    record.execute("BEGIN IMMEDIATE")
    try:
        yield
        record.execute("COMMIT")
    except BaseException as error:
        if record.in_transaction:
            record.execute("ROLLBACK")
        if _is_of(error, sqlite3.SQLITE_READONLY):
            raise RecordError(
                "This record can only be read: its file or its folder cannot be written. "
                "Get leave to write both, or copy the record to a folder of yours."
            ) from error
        raise


@contextmanager
def snapshot(record: Record) -> Iterator[None]:
    """The record as it stands now, whatever other processes add during the block."""
    record.execute("BEGIN")
    try:
        yield
    finally:
        if record.in_transaction:
            record.execute("ROLLBACK")


def _check_file(path: Path, *, create: bool) -> None:
    # Looked at before SQLite opens it: opening another program's database can already write to it.
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_LENGTH)
    except FileNotFoundError:
        if not create:
            raise NoRecordError(f"There is no record at {path} yet.") from None
        if not path.absolute().parent.is_dir():
            raise RecordError(f"The folder of {path} does not exist; make it first.") from None
        return
    except OSError as error:
        raise RecordError(f"{path} cannot be read: {error.strerror}.") from error
    if not header:
        if not create:
            raise NoRecordError(f"{path} is empty: there is no record in it yet.")
        return
    application_id = int.from_bytes(header[_APPLICATION_ID_BYTES], "big")
    if not header.startswith(_MAGIC) or application_id != APPLICATION_ID:
        raise RecordError(f"{path} is not a record of onrecord; it was left untouched.")


def as_made() -> Record:
    """An empty record in memory, as this version makes them."""
    record = sqlite3.connect(":memory:", isolation_level=None)
    record.execute("PRAGMA foreign_keys = ON")
    _migrate(record)
    return record


def _opened(path: Path, *, create: bool) -> Record:
    uri = path.absolute().as_uri()
    try:
        try:
            return _prepared(uri)
        except sqlite3.OperationalError as error:
            if not _is_of(error, *_NOT_WRITABLE):
                raise
            if create:
                raise RecordError(f"{path} cannot be written, or its folder cannot; name another.") from error
            _check_closed(path)
            return _prepared(f"{uri}?mode=ro&immutable=1", writable=False)
    except sqlite3.Error as error:
        raise RecordError(f"{path} cannot be opened as a record: {error}.") from error


def _check_closed(path: Path) -> None:
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise RecordError(
            f"{path} is being written, or was not closed, and its folder cannot be written; "
            f"copy it together with {log.name} to another folder and read it there."
        )


def _prepared(uri: str, *, writable: bool = True) -> Record:
    record = sqlite3.connect(uri, uri=True, timeout=_WAIT_FOR_LOCK_S, isolation_level=None)
    try:
        _prepare(record, writable=writable)
    except BaseException:
        record.close()
        raise
    return record


def _prepare(record: Record, *, writable: bool) -> None:
    record.execute("PRAGMA foreign_keys = ON")
    # A record may come from somebody else: its schema must not reach for functions with side effects.
    record.execute("PRAGMA trusted_schema = OFF")
    version, newest = _version(record), len(_migrations())
    if version > newest:
        raise RecordError(
            f"This record was written by a newer onrecord (format {version}, this one knows {newest}); "
            "update with: pip install --upgrade onrecord"
        )
    if not writable:
        if version < newest:
            raise RecordError("This record is of an older onrecord; open it once where it can be written.")
        return
    if version < newest:
        _migrate(record)
    record.execute("PRAGMA journal_mode = WAL")
    # FULL, not NORMAL: what was reported as added survives a power cut too, not only a killed process.
    # The price, one disk flush for a document, is small beside analysing it.
    record.execute("PRAGMA synchronous = FULL")


def _is_of(error: BaseException, *kinds: int) -> bool:
    # The low byte is the kind of error; what stands above it says more.
    return isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF in kinds


def _version(record: Record) -> int:
    version: int = record.execute("PRAGMA user_version").fetchone()[0]
    return version


def _migrate(record: Record) -> None:
    # Before the switch to WAL, so that the application id is in the file itself from its first commit on.
    with transaction(record):
        # Asked again under the lock: another process may have been first.
        for number, script in enumerate(_migrations()[_version(record) :], _version(record) + 1):
            for statement in _statements(script):
                record.execute(statement)
            # A pragma takes no parameters; both values are integers of our own.
            record.execute(f"PRAGMA user_version = {number:d}")
        record.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")


# Each page opens the record; reading the files again would take a fifth of that time and more.
@cache
def _migrations() -> tuple[str, ...]:
    folder = files("onrecord.store").joinpath("migrations")
    scripts = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda f: f.name)
    return tuple(script.read_text(encoding="utf-8") for script in scripts)


def _statements(script: str) -> Iterator[str]:
    # sqlite3's executescript would commit the transaction it stands in.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
