"""``onrecord dossier``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from onrecord.cli.options import (
    all_versions_option,
    check_period,
    limit_option,
    record_option,
    since_option,
    sure_option,
    until_option,
)
from onrecord.cli.output import output_option, write_text
from onrecord.export.dossier import LANGUAGES, dossier_of_actor, dossier_of_issue, page
from onrecord.store import (
    SURE,
    PositionFilter,
    StatementFilter,
    find_actor,
    open_record,
    snapshot,
)

_MOST = 1000


@click.command("dossier", params=[output_option("The file to write; without it standard output.")])
@click.argument("name", nargs=-1)
@click.option("--issue", metavar="NAME", help="Of an issue: its key, or its name or part of it.")
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="In which language headings and notes are; what is quoted stays as it was printed.",
)
@since_option
@until_option
@sure_option
@all_versions_option
@limit_option
@record_option
def command(
    record_path: Path,
    name: tuple[str, ...],
    issue: str | None,
    lang: str,
    output: Path | None,
    **asked: Any,
) -> None:
    """One HTML file about an actor or an issue, to read, to print and to check.

    It holds statements in their original words and positions over time, each with outlet, date, offsets and
    evidence, and the sources with their hashes. It holds no scripts and loads nothing. Of statements and of
    positions there are a thousand at most, the latest; --limit sets another number. --sure is about
    positions. NAME is an id, a name or a part of one that only one actor bears.

    \b
    Examples:
      onrecord dossier Aida Sarieva -o sarieva.html
      onrecord dossier --issue neutrality --lang ru --from 2024 -o neutrality.html
    """
    if bool(name) is bool(issue):
        raise click.UsageError("Name an actor, or an issue with --issue.")
    check_period(asked["since"], asked["until"])
    most = asked["limit"] or _MOST
    period = {key: asked[key] for key in ("since", "until", "all_versions")}
    held = PositionFilter(least=SURE if asked["sure"] else None, **period)
    with open_record(record_path) as record, snapshot(record):
        if issue:
            dossier = dossier_of_issue(record, issue, held, most)
        else:
            actor = find_actor(record, " ".join(name)).actor
            dossier = dossier_of_actor(record, actor.id, StatementFilter(**period), held, most)
    write_text(page(dossier, lang, date.today().isoformat()), output)
    if dossier.left_out:
        click.echo(f"Shown are the latest {most} of a kind; more with --limit.", err=True)
