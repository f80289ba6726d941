"""``onrecord documents``."""

from __future__ import annotations

from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from onrecord.cli.options import all_versions_option, json_option, limit_option, record_option
from onrecord.cli.tables import print_json
from onrecord.cli.terminal import console, one_line, short_id
from onrecord.store import documents, open_record
from onrecord.store.rows import DocumentLine


@click.command("documents")
@all_versions_option
@limit_option
@json_option
@record_option
def command(record_path: Path, all_versions: bool, limit: int | None, output: str | None) -> None:
    """What has been read, the latest first; show takes the ids.

    \b
    Examples:
      onrecord documents --limit 20
      onrecord documents --all-versions
    """
    with open_record(record_path) as record:
        found = documents(record, all_versions=all_versions, limit=limit)
        if output == "json":
            print_json(found)
            return
        table = Table("Id", "Date", "Language", "Statements", "Outlet", "Title", box=None, pad_edge=False)
        for document in found:
            table.add_row(*_row(document), style=None if document.label.current else "dim")
        console().print(table)


def _row(document: DocumentLine) -> tuple[Text, ...]:
    label = document.label
    title = one_line(label.title or "")
    if not label.current:
        title = f"{title} (replaced by {', '.join(map(short_id, document.replaced_by))})"
    cells = (
        short_id(label.id),
        one_line(label.published or ""),
        one_line(label.language),
        str(document.statements),
        one_line(label.outlet or ""),
        title,
    )
    return tuple(map(Text, cells))
