"""Tables that a page shows, a chart draws and a reader takes away: the same rows each time."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.wire.spreadsheets import inert


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
    writer.writerows([inert(value) for value in row] for row in table.rows)
    return text.getvalue()
