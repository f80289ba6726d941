"""Tables that a page shows, a chart draws and a reader takes away: the same rows each time."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

# What spreadsheets take for the beginning of a formula, in either width, and what may stand before it.
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_SKIPPED = " \t\r\n\u00a0\ufeff"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their columns; ``name`` is what an address calls it: ``?csv=NAME``."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[object]]


def as_csv(table: Table) -> str:
    """The table with a heading; a cell that a spreadsheet would run as a formula has an apostrophe first."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str) and value.lstrip(_SKIPPED).startswith(_FORMULA_STARTS):
        return "'" + value
    return value
