"""What a person reads: on a terminal with colour, in a pipe as plain text."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.padding import Padding
from rich.progress import Progress, SpinnerColumn, TimeElapsedColumn
from rich.text import Text

from onrecord.store.rows import DocumentLabel

_WIDTH_OF_PIPE = 1000  # so that no table is squeezed into the eighty columns that nobody looks at
_HASH_LENGTH, _SHORT_HASH_LENGTH = 64, 12
_KEPT = "\n\t"
_BIDI_CONTROLS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_LINE_SEPARATORS = "\u2028\u2029"


def visible(text: str) -> str:
    """``text`` with every character that could steer a terminal or reorder a line replaced by one that shows.

    Character for character, so that offsets stay; a carriage return before a line break becomes a space.
    """
    text = text.replace("\r\n", " \n")
    return text.translate({ord(character): _visible(character) for character in set(text)})


def _visible(character: str) -> str:
    if character in _KEPT:
        return character
    if ord(character) < 0x20:
        return chr(0x2400 + ord(character))  # the control pictures
    steers = (
        unicodedata.category(character) in {"Cc", "Cs"}
        or unicodedata.bidirectional(character) in _BIDI_CONTROLS
        or character in _LINE_SEPARATORS
    )
    return "\ufffd" if steers else character


def printed_json(encoded: str) -> str:
    """JSON as it is, or for a terminal with every character that could steer it escaped."""
    if not sys.stdout.isatty():
        return encoded
    # Outside its strings JSON on one line holds none of these, and none is beyond four hexadecimal digits.
    steering = {each for each in set(encoded) if _visible(each) != each}
    return encoded.translate({ord(each): f"\\u{ord(each):04x}" for each in steering})


def one_line(text: str, width: int | None = None) -> str:
    """``text`` visible, on one line, cut to ``width`` characters."""
    line = visible(" ".join(text.split()))
    return line if width is None or len(line) <= width else line[: width - 1] + "…"


def spaced(part: str) -> str:
    """``part`` on one line, with the white space at its ends as a single space."""
    return one_line(f"x{part}x")[1:-1]


def short_id(identifier: str) -> str:
    """A document's id as lists show it: a hash by its beginning, which commands take as well."""
    line = one_line(identifier)
    return line[:_SHORT_HASH_LENGTH] if len(line) == _HASH_LENGTH and line.isalnum() else line


def described(label: DocumentLabel) -> str:
    """Outlet, date, language and id of a document, on one line."""
    date = label.published or "no date"
    parts = [label.outlet or "no outlet", date, label.language, short_id(label.id)]
    return " · ".join(map(one_line, parts)) + ("" if label.current else " · replaced")


def console() -> Console:
    """Standard output. NO_COLOR is respected; nothing in a text is taken for markup."""
    in_pipe = not sys.stdout.isatty()
    return Console(
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=in_pipe,
        width=_WIDTH_OF_PIPE if in_pipe else None,
    )


def print_indented(out: Console, text: Text, by: int) -> None:
    """``text`` with every line of it, and of its wrapping on a terminal, ``by`` columns to the right."""
    for line in text.split("\n"):
        out.print(Padding(line, (0, 0, 0, by), expand=False))


@contextmanager
def waiting(task: str) -> Iterator[None]:
    """A line on standard error for as long as something takes, where that is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    with Console(stderr=True, markup=False).status(Text(one_line(task))):
        yield


@contextmanager
def progress(task: str) -> Iterator[Callable[[], None]]:
    """A line on standard error that counts documents; call what it gives after each.

    Only where standard error is a terminal and standard output, which names each document, is not.
    """
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda: None
        return
    columns = (SpinnerColumn(), "{task.description}", "{task.completed} documents", TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task_id = shown.add_task(task, total=None)
        yield lambda: shown.advance(task_id)
