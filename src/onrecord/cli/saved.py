"""``onrecord saved``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shlex import quote

import click
from rich.table import Table
from rich.text import Text

from onrecord.cli.options import json_option, record_option
from onrecord.cli.tables import print_json
from onrecord.cli.terminal import console, one_line
from onrecord.store import (
    Delivery,
    PositionFilter,
    SavedSearch,
    StatementFilter,
    open_record,
    remove_search,
    saved_searches,
)
from onrecord.wire.recorded import SIDES


@click.command("saved")
@click.option("--remove", metavar="NAME", help="Forget this one, with what was to be sent of it.")
@json_option
@record_option
def command(record_path: Path, remove: str | None, output: str | None) -> None:
    """Which searches are saved, what they have found, and whether it has been sent.

    \b
    Examples:
      onrecord saved
      onrecord saved --remove neutrality
    """
    with open_record(record_path) as record:
        if remove is not None:
            remove_search(record, remove)
            return
        searches = list(saved_searches(record))
    if output == "json":
        print_json(searches)
    elif searches:
        _print_table(searches)
    else:
        click.echo("No search is saved. Begin with: onrecord save NAME --speaker NAME")


def _print_table(searches: list[SavedSearch]) -> None:
    table = Table("Name", "Asks for", "Found", "Sent to", "Waiting", "Problem", box=None, pad_edge=False)
    for search in searches:
        cells = [search.name, _asks_for(search), str(search.matches)]
        for delivery in search.deliveries or (None,):
            table.add_row(*map(Text, map(one_line, [*cells, *_sent_to(delivery)])))
            cells = ["", "", ""]
    console().print(table)


def _sent_to(delivery: Delivery | None) -> list[str]:
    if delivery is None:
        return ["", "", ""]
    return [f"{delivery.way} {delivery.address}", str(delivery.waiting), delivery.problem or ""]


def _asks_for(search: SavedSearch) -> str:
    wanted = search.wanted
    options = _of_positions(wanted) if isinstance(wanted, PositionFilter) else _of_statements(wanted)
    return " ".join(options) or "statements"


def _of_statements(wanted: StatementFilter) -> Iterator[str]:
    yield from _given(
        speaker=wanted.speaker, about=wanted.about, outlet=wanted.outlet, language=wanted.language,
        kind=wanted.kind, **_period(wanted),
    )  # fmt: skip


def _of_positions(wanted: PositionFilter) -> Iterator[str]:
    side = None if wanted.polarity is None else SIDES[wanted.polarity]
    yield from _given(
        issue=wanted.issue, holder=wanted.holder, target=wanted.target, side=side,
        **_period(wanted),
    )  # fmt: skip
    if wanted.least is not None:
        yield "--sure"


def _period(wanted: StatementFilter | PositionFilter) -> dict[str, str | None]:
    return {"from": wanted.since, "to": wanted.until}


def _given(**options: str | None) -> Iterator[str]:
    return (f"--{name} {quote(value)}" for name, value in options.items() if value is not None)
