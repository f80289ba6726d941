"""``onrecord undo``."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.deciding import said_as_sentence
from onrecord.cli.options import author_option, record_option
from onrecord.cli.terminal import console, one_line
from onrecord.store import latest_standing, open_record, undo


@click.command("undo")
@click.argument("number", type=click.IntRange(1), required=False)
@author_option
@record_option
def command(record_path: Path, number: int | None, author: str) -> None:
    """Take back decision NUMBER, or your latest one.

    It stays in the list of decisions, with who took it back and when. Numbers stand in that list.

    \b
    Examples:
      onrecord undo
      onrecord decisions
      onrecord undo 7
    """
    with open_record(record_path) as record:
        if number is None:
            number = latest_standing(record, author).number
        decision = undo(record, number, author=author)
    console().print(
        f"Undone: decision {decision.number} by {one_line(decision.author)}, {said_as_sentence(decision)}"
    )
