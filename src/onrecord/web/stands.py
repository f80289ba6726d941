"""Who stands on which side, for tables and charts."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.records import Polarity
from onrecord.store.side_rows import MonthSides, Sides
from onrecord.web.tables import Table
from onrecord.wire.recorded import SIDES

SIGNS = {Polarity.FOR: "+", Polarity.NEUTRAL: "0", Polarity.AGAINST: "−"}
POLARITIES = {word: polarity for polarity, word in SIDES.items()}


def sides_table(name: str, lines: Iterable[Sides]) -> Table:
    """Holders and targets with how many positions there are of each side."""
    columns = ("holder", "holder_id", "target", "target_id", "target_kind", "for", "neutral", "against")
    return Table(
        name,
        columns,
        [
            (
                line.holder.name, line.holder.id, line.target.name, line.target.id, line.target.kind.value,
                *(line.counts.get(side, 0) for side in SIDES),
            )
            for line in lines
        ],
    )  # fmt: skip


def months_table(name: str, months: Iterable[MonthSides]) -> Table:
    """Months with how many positions there are of each side; without those of no month."""
    return Table(
        name,
        ("month", "for", "neutral", "against"),
        [(each.month, *(each.counts.get(side, 0) for side in SIDES)) for each in months if each.month],
    )
