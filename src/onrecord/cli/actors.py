"""``onrecord actors``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from onrecord.cli.options import (
    all_versions_option,
    csv_option,
    json_option,
    limit_option,
    record_option,
)
from onrecord.cli.tables import print_csv, print_json
from onrecord.cli.terminal import console, one_line
from onrecord.records import ActorKind
from onrecord.store import actors, open_record
from onrecord.store.actor_rows import ActorLine

_COLUMNS = ("id", "name", "kind", "statements", "documents", "merged")


@click.command("actors")
@click.argument("words", nargs=-1)
@click.option("--kind", type=click.Choice([kind.value for kind in ActorKind]), help="Only these.")
@all_versions_option
@limit_option
@json_option
@csv_option
@record_option
def command(
    record_path: Path,
    words: tuple[str, ...],
    kind: str | None,
    all_versions: bool,
    limit: int | None,
    output: str | None,
) -> None:
    """Who is in the record, speaking or only spoken of: most statements first, then most documents.

    WORDS, parts of a name in either script, ask for some of them. The id is what same, differ and actor take
    where a name is not enough. Whom you decided to be the same stands here once.

    \b
    Examples:
      onrecord actors --limit 20
      onrecord actors Сариев
      onrecord actors --kind organisation --csv > organisations.csv
    """
    with open_record(record_path) as record:
        found = actors(
            record,
            " ".join(words) if words else None,
            kind=ActorKind(kind) if kind else None,
            all_versions=all_versions,
            limit=limit,
        )
        if output == "json":
            print_json(found)
        elif output == "csv":
            print_csv(_COLUMNS, map(_row, found))
        else:
            _print_table(found)


def _print_table(found: Iterable[ActorLine]) -> None:
    table = Table("Name", "Kind", "Statements", "Documents", "Id", box=None, pad_edge=False)
    for actor in found:
        more = f" and {len(actor.merged)} more" if actor.merged else ""
        cells = (
            one_line(actor.name),
            actor.kind or "",
            str(actor.statements),
            str(actor.documents),
            one_line(actor.id) + more,
        )
        table.add_row(*map(Text, cells))
    out = console()
    if table.row_count:
        out.print(table)
    else:
        out.print("Nobody found.")


def _row(actor: ActorLine) -> tuple[object, ...]:
    return (actor.id, actor.name, actor.kind, actor.statements, actor.documents, ", ".join(actor.merged))
