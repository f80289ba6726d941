"""CSV that a spreadsheet can open without running anything."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

# What spreadsheets take for the beginning of a formula, in either width.
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# What may stand before it.
_SKIPPED = " \t\r\n\u00a0\ufeff"


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """CSV with a heading, a row at a time; a row may hold line breaks of its texts.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in chain([columns], rows):
        writer.writerow([inert(value) for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def inert(value: object) -> object:
    """The value, or its text with an apostrophe where a spreadsheet would take it for a formula."""
    if isinstance(value, str) and value.lstrip(_SKIPPED).startswith(_FORMULA_STARTS):
        return "'" + value
    return value
