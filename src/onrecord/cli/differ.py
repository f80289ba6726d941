"""``onrecord differ``."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.deciding import because_option, decide_on
from onrecord.cli.options import author_option, record_option
from onrecord.store import Verdict


@click.command("differ")
@click.argument("a")
@click.argument("b")
@because_option
@author_option
@record_option
def command(record_path: Path, a: str, b: str, because: str | None, author: str) -> None:
    """Decide that actors A and B are not one: ambiguous never proposes them again.

    A and B are names or ids, as actors lists them. It holds for all that you decided to be the same as A and
    as B, and same refuses to join them. The decision is kept with author and time and can be undone.

    \b
    Examples:
      onrecord differ "Aibek Sariev" "Aida Sarieva"
      onrecord differ person/aibek-sariev person/ajbek-sarief --because "father and son"
    """
    decide_on(record_path, Verdict.DIFFER, (a, b), author, because)
