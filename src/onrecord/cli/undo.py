"""``onrecord undo``."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.options import author_option, record_option
from onrecord.cli.sentences import as_sentence, called
from onrecord.cli.terminal import console, one_line
from onrecord.store import latest_standing, open_record, undo


@click.command("undo")
@click.argument("number", type=click.IntRange(1), required=False)
@author_option
@record_option
def command(record_path: Path, number: int | None, author: str) -> None:
    """Take back decision or correction NUMBER, or your latest one.

    It stays in the history, with who took it back and when. Numbers stand in that list. Of several
    corrections of one statement or position the latest goes first.

    \b
    Examples:
      onrecord undo
      onrecord history
      onrecord undo 7
    """
    with open_record(record_path) as record:
        if number is None:
            number = latest_standing(record, author).number
        undone = undo(record, number, author=author)
    console().print(f"Undone: {called(undone)} by {one_line(undone.author)}, {as_sentence(undone)}")
