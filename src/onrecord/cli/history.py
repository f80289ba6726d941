"""``onrecord history``."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from onrecord.cli.options import csv_option, document_option, json_option, limit_option, record_option
from onrecord.cli.sentences import as_sentence
from onrecord.cli.tables import print_csv, print_json
from onrecord.cli.terminal import console, one_line
from onrecord.store import (
    Correction,
    CorrectionFilter,
    Decision,
    find_document,
    find_subject,
    history,
    open_record,
)
from onrecord.wire.recorded import said_object

_MOST_ROWS = 100
_COLUMNS = (
    "number", "verdict", "subject", "document", "id", "what", "author", "decided", "because", "undone",
    "undone_by",
)  # fmt: skip


@click.command("history")
@click.argument("identifier", metavar="ID", required=False)
@document_option
@click.option("--by", "author", metavar="NAME", help="Only what this author said.")
@click.option("--standing", is_flag=True, help="Without what was undone.")
@limit_option
@json_option
@csv_option
@record_option
def command(  # noqa: PLR0913 - each is an option
    record_path: Path,
    identifier: str | None,
    document: str | None,
    author: str | None,
    *,
    standing: bool,
    limit: int | None,
    output: str | None,
) -> None:
    """What was decided and corrected, by whom, when and why, the latest first; also what was undone.

    With the ID of a statement or position, or --document, only what was corrected there. undo takes the
    numbers. --json has what each correction was made upon and what it became, with words and offsets.

    \b
    Examples:
      onrecord history
      onrecord history 3f2a91c07b44d5e6
      onrecord history --by Nurlan --standing --csv > nurlan.csv
    """
    with open_record(record_path) as record:
        where = document and find_document(record, document, Path(document).resolve()).document.id
        wanted = CorrectionFilter(document=where, author=author, standing=standing)
        if identifier:
            place = find_subject(record, identifier, where)
            wanted = CorrectionFilter(
                place.document, place.subject, place.id, author=author, standing=standing
            )
        if output == "json":
            print_json(map(said_object, history(record, wanted, limit)))
        elif output == "csv":
            print_csv(_COLUMNS, map(_row, history(record, wanted, limit)))
        else:
            most = limit or _MOST_ROWS
            found = history(record, wanted, None if limit else most + 1)
            _print(console(), islice(found, most))
            if not limit and any(True for _ in found):
                click.echo(f"Shown are {most}; more with --limit, all with --json or --csv.", err=True)


def _print(out: Console, found: Iterable[Decision | Correction]) -> None:
    nothing = True
    for said in found:
        nothing = False
        line = Text(f"{said.number:>4}  ", style="bold")
        line.append(as_sentence(said), style="not bold strike" if said.undone else "not bold")
        about = f" · {one_line(said.author)}, {one_line(said.decided[:10])}"
        if said.because:
            about += f" · {one_line(said.because)}"
        line.append(about, style="not bold dim")
        if said.undone and said.undone_by:
            undone = f" · undone by {one_line(said.undone_by)}, {one_line(said.undone[:10])}"
            line.append(undone, style="not bold yellow")
        out.print(line)
    if nothing:
        out.print("Nothing has been decided or corrected.")


def _row(said: Decision | Correction) -> tuple[object, ...]:
    if isinstance(said, Decision):
        what: tuple[object, ...] = (said.verdict.value, "actors", None, f"{said.a.id} {said.b.id}")
    else:
        what = (said.ruling.value, said.subject.value, said.document, said.id)
    told = (said.author, said.decided, said.because, said.undone, said.undone_by)
    return (said.number, *what, as_sentence(said), *told)
