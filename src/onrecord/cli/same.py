"""``onrecord same``."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.deciding import because_option, decide_on
from onrecord.cli.options import author_option, record_option
from onrecord.store import Verdict


@click.command("same")
@click.argument("a")
@click.argument("b")
@because_option
@author_option
@record_option
def command(record_path: Path, a: str, b: str, because: str | None, author: str) -> None:
    """Decide that actors A and B are one.

    A and B are names or ids, as actors lists them. Nothing that was found is changed: statements keep their
    ids and their speakers as found, and every question about one of the two answers for both. The decision is
    kept with author and time, holds when texts are analysed again, and can be undone. One that contradicts
    others is refused, and the chain of these is shown.

    \b
    Examples:
      onrecord same "Aida Sarieva" "А. Сариева"
      onrecord same person/aida-sarieva person/sarieva-ajda --because "same ministry, same day"
    """
    decide_on(record_path, Verdict.SAME, (a, b), author, because)
