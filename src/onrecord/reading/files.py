"""From paths to documents: files of several formats, folders of them, standard input."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from onrecord.reading.decoding import (
    MAX_DOCUMENT_BYTES,
    TOO_LARGE,
    check_format,
    decode,
    decode_html,
    looks_like_html,
)
from onrecord.reading.description import describe
from onrecord.reading.json_lines import check_text, read_json_lines
from onrecord.reading.unreadable import ReadingError, Unreadable
from onrecord.records import Document

STANDARD_INPUT = "-"
_PAGES = (".html", ".htm")
_ARCHIVES = (".warc", ".warc.gz")
_KNOWN = (".txt", *_PAGES, ".jsonl", *_ARCHIVES, ".xml")


@dataclass(frozen=True, slots=True)
class Source:
    """What was read, and from where.

    ``path`` is the absolute path of the file that holds this document alone, as text that can be stored: read
    again, the file may hold a newer version of the document. It is ``None`` where a file holds many, for
    standard input, and for what cannot be read.
    """

    document: Document | Unreadable
    path: str | None = None


def read(paths: Iterable[str | Path]) -> Iterator[Document | Unreadable]:
    """The documents at ``paths``, described, in their order, one held at a time.

    A path is a file or a folder of ``.txt``, ``.html``, ``.jsonl`` (a document a line), ``.warc``,
    ``.warc.gz`` and ``.xml`` (feeds), or ``-`` for JSON Lines on standard input. Folders are read with all
    that they contain, in order of names; hidden files, files with other endings and links to folders are
    left out. What cannot be read yields an Unreadable and stops nothing else; so does what is no regular
    file, and in a folder a link that leads out of it.
    """
    return (source.document for source in read_sources(paths))


def read_sources(paths: Iterable[str | Path]) -> Iterator[Source]:
    """What :func:`read` gives, each document with the file that it was read from."""
    for path in paths:
        if str(path) == STANDARD_INPUT:
            yield from map(Source, read_json_lines(sys.stdin.buffer, STANDARD_INPUT))
        elif Path(path).is_dir():
            yield from _read_folder(Path(path))
        else:
            yield from _read_file(Path(path))


def _read_folder(folder: Path) -> Iterator[Source]:
    found = False
    for path in readable_files(folder):
        found = True
        yield from [Source(path)] if isinstance(path, Unreadable) else _read_file(path)
    if not found:
        name = _shown(folder)
        yield Source(
            Unreadable(
                name, f"{name} holds no file that can be read ({', '.join(_KNOWN)}): give another folder."
            )
        )


def readable_files(folder: Path) -> Iterator[Path | Unreadable]:
    """The files of ``folder`` that :func:`read` would read, in its order, and why others are not."""
    closed: list[OSError] = []
    root = Path(os.path.realpath(folder))
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        named = [name for name in sorted(names) if not name.startswith(".") and name.lower().endswith(_KNOWN)]
        for path in (Path(parent, name) for name in [*named, *folders]):
            if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
                yield _link_outside(path)
            elif path.name in named:
                yield path
    for error in closed:
        yield _unopened(Path(error.filename), error)


def _link_outside(path: Path) -> Unreadable:
    name = _shown(path)
    return Unreadable(
        name, f"{name} is a link that leads out of the folder: give what it leads to by its own path."
    )


def _read_file(path: Path) -> Iterator[Source]:
    name = _shown(path)
    try:
        # A pipe would be waited for without end, and a device may give bytes without end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise ReadingError(
                "is no regular file but a pipe, a device or the like: save its content as a file"
            )
        with path.open("rb") as stream:
            yield from _sources(stream, path, name)
    except ReadingError as error:
        yield Source(Unreadable(name, f"{name} {error}."))
    except (OSError, ValueError) as error:
        yield Source(_unopened(path, error))


def _sources(stream: BinaryIO, path: Path, name: str) -> Iterator[Source]:
    suffix = path.name.lower()
    if suffix.endswith(".jsonl"):
        yield from map(Source, read_json_lines(stream, name))
        return
    if suffix.endswith(_ARCHIVES):
        yield from map(Source, _web().read_archive(stream, name))
        return
    data = stream.read(MAX_DOCUMENT_BYTES + 1)
    if len(data) > MAX_DOCUMENT_BYTES:
        raise ReadingError(TOO_LARGE)
    check_format(data)
    if suffix.endswith(".xml"):
        yield from map(Source, _feeds().read_feed(data, name))
    else:
        yield Source(_document(data, is_page=suffix.endswith(_PAGES)), _shown(Path(os.path.realpath(path))))


def _document(data: bytes, is_page: bool) -> Document:
    """One text or one page, whichever it begins as; a page by name that has no markup is text."""
    text = decode_html(data) if is_page else decode(data)
    check_text(text)
    if looks_like_html(text) or (is_page and "</" in text):
        page: Document = _web().read_page(text)
        return page
    return describe(Document(id="", text=text, language=""))


def _web() -> Any:
    # Its libraries take half a second to import, and most readings need none of them.
    from onrecord.reading import web  # noqa: PLC0415

    return web


def _feeds() -> Any:
    from onrecord.reading import feeds  # noqa: PLC0415 - as above

    return feeds


def _unopened(path: Path, error: Exception) -> Unreadable:
    name = _shown(path)
    if isinstance(error, FileNotFoundError):
        reason = "is a link to a file that is gone" if path.is_symlink() else "does not exist: check the path"
    elif isinstance(error, PermissionError):
        reason = "may not be read by this user: change its permissions"
    elif isinstance(error, OSError):
        reason = f"cannot be opened ({os.strerror(error.errno) if error.errno else error})"
    else:
        reason = f"{'is no path' if chr(0) in name else 'cannot be read'} ({error})"
    return Unreadable(name, f"{name} {reason}.")


def _shown(path: Path) -> str:
    """The path as text that can be printed and stored, even where its name is not UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")
