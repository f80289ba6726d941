"""Documents with the file that each was read from, by which a changed file is known again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.reading import Unreadable, read
from onrecord.records import Document

_OF_ONE_DOCUMENT = (".txt", ".html", ".htm")
_OF_MANY = (".jsonl", ".warc", ".warc.gz", ".xml")


def read_sources(paths: Iterable[str]) -> Iterator[tuple[Document | Unreadable, str | None]]:
    """What :func:`onrecord.reading.read` gives, with the absolute path of a file that holds one document."""
    for path in paths:
        for file in _files(path):
            source_path = _shown(file) if file.lower().endswith(_OF_ONE_DOCUMENT) else None
            for entry in read([file]):
                yield entry, source_path


def _files(path: str) -> Iterator[str]:
    found = False
    if Path(path).is_dir():
        for parent, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith(".") and name.lower().endswith(_OF_ONE_DOCUMENT + _OF_MANY):
                    found = True
                    yield str(Path(parent, name))
    if not found:
        # A file, or a folder of which the reader says why there is nothing in it.
        yield path


def _shown(file: str) -> str:
    """The path as text that can be stored, even where a name is not UTF-8."""
    return os.fsencode(Path(file).resolve()).decode("utf-8", "replace")
