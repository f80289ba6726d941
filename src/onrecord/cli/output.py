"""Results for other programs, to standard output or to a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from onrecord.cli.terminal import printed_json, visible


def output_option(explained: str) -> click.Option:
    """``--output``: a path."""
    return click.Option(["-o", "--output"], type=click.Path(path_type=Path), metavar="PATH", help=explained)


def write_text(parts: Iterable[str], path: Path | None, *, is_json: bool = False) -> None:
    """Write text in UTF-8, its line breaks as they are; to a file all of it or nothing.

    On a terminal characters that could steer it are escaped as JSON does, or replaced by ones that show.
    """
    if path is None:
        shown = _shown(parts, is_json=is_json) if sys.stdout.isatty() else parts
        for part in shown:
            sys.stdout.buffer.write(part.encode())
        sys.stdout.buffer.flush()
        return
    with replacing(path) as whole, whole.open("w", encoding="utf-8", newline="") as file:
        file.writelines(parts)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file to write beside ``path``, which takes its place in the end, or goes where that fails.

    What is there and is no file, such as a device, is written itself.
    """
    if path.exists() and not path.is_file():
        yield path
        return
    path = path.resolve()
    part = path.with_name(f".{path.name}.part")
    try:
        # The file that somebody named, not the one beside it, is what cannot be written.
        part.touch()
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _shown(parts: Iterable[str], *, is_json: bool) -> Iterator[str]:
    return map(printed_json if is_json else visible, parts)
