"""``onrecord statements``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from onrecord.cli.options import (
    about_option,
    all_versions_option,
    check_period,
    csv_option,
    document_option,
    json_option,
    kind_option,
    language_option,
    limit_option,
    outlet_option,
    record_option,
    since_option,
    speaker_option,
    until_option,
)
from onrecord.cli.tables import print_csv, print_json
from onrecord.cli.terminal import console, described, one_line, print_indented, visible
from onrecord.export.rows import GAP, STATEMENT_COLUMNS, offsets, row_of
from onrecord.languages import CODES
from onrecord.records import Kind
from onrecord.store import (
    Record,
    Ruling,
    StatementFilter,
    count_undated,
    find_document,
    languages,
    open_record,
    rejected_statements,
    statements,
)
from onrecord.store.rows import Mark, RecordedStatement
from onrecord.wire.recorded import statement_object

DONE = {
    Ruling.ACCEPT: "accepted",
    Ruling.REJECT: "rejected",
    Ruling.CHANGE: "changed",
    Ruling.ADD: "added",
}
"""What somebody did who ruled so."""


@click.command("statements")
@speaker_option
@about_option
@outlet_option
@since_option
@until_option
@language_option
@kind_option
@document_option
@all_versions_option
@click.option(
    "--rejected", is_flag=True, help="Instead those that somebody rejected; of questions --document."
)
@limit_option
@json_option
@csv_option
@record_option
def command(
    record_path: Path,
    limit: int | None,
    output: str | None,
    *,
    rejected: bool,
    **wanted: Any,
) -> None:
    """Who said what, in whose words, where; the latest first.

    Speakers are found in either script, by any part of the name that begins a word; whom you decided to be
    the same is found by any name. A date may be a year, a
    month or a day; documents without a date are left out when a date is asked for. Content and offsets are
    those of the source text.

    \b
    Examples:
      onrecord statements --speaker Сариева --from 2024-10
      onrecord statements --about 'water "Ak-Sai"' --kind direct
      onrecord statements --outlet Courier --csv > statements.csv
    """
    asked = asked_statements(**wanted)
    with open_record(record_path) as record:
        asked = settled(record, asked)
        if rejected:
            _check_rejected(asked)
            found = rejected_statements(record, asked.document, limit)
        else:
            found = statements(record, asked, limit)
        if output == "json":
            print_json(map(statement_object, found))
        elif output == "csv":
            print_csv(STATEMENT_COLUMNS, map(row_of, found))
        else:
            print_statements(console(), found)
        if undated := count_undated(record, asked):
            click.echo(f"Left out because their documents have no date: {undated}.", err=True)


def asked_statements(*, kind: str | None, **wanted: Any) -> StatementFilter:
    """The filter that the options make."""
    asked = StatementFilter(kind=Kind(kind) if kind else None, **wanted)
    check_period(asked.since, asked.until)
    return asked


def _check_rejected(asked: StatementFilter) -> None:
    others = replace(asked, document=None, all_versions=False)
    if others != StatementFilter():
        raise click.UsageError("Of the other questions only --document goes with --rejected.")


def settled(record: Record, asked: StatementFilter) -> StatementFilter:
    """The filter with the id of the document that it names, checked for a language that there may be."""
    check_language(record, asked.language)
    if asked.document is None:
        return asked
    document = find_document(record, asked.document, Path(asked.document).resolve()).document
    # Who names a version wants that one, be it replaced.
    return replace(asked, document=document.id, all_versions=True)


def check_language(record: Record, asked: str | None) -> None:
    """Refuse a language in which there is nothing, nor may be."""
    known = sorted({*CODES, *languages(record)})
    if asked is not None and not any(code == asked or code.startswith(f"{asked}-") for code in known):
        raise click.UsageError(f"There is no language {asked!r}; it may be {', '.join(known)}.")


def print_statements(out: Console, found: Iterable[RecordedStatement]) -> None:
    """Statements for reading, under a heading for each document."""
    count = 0
    for label, of_document in groupby(found, key=lambda recorded: recorded.document):
        if count:
            out.print()
        out.print(Text(one_line(label.title or "(no headline)"), style="bold"))
        out.print(Text(described(label), style="dim"))
        for recorded in of_document:
            count += 1
            print_indented(out, about(recorded), 2)
            print_indented(out, Text(content_of(recorded)), 4)
    if not count:
        out.print("No statements found.")


def content_of(recorded: RecordedStatement) -> str:
    """The content in its original words, the gap where the cue interrupts it marked."""
    return visible(GAP.join(recorded.words["content"]))


def speaker_of(recorded: RecordedStatement) -> str:
    """Who speaks, and in whose words the text says so where that does not settle it."""
    if recorded.speaker:
        return one_line(recorded.speaker.name)
    written = one_line(GAP.join(recorded.words["speaker"]))
    return f"not settled who (“{written}”)" if written else "not settled who"


def evidence_of(recorded: RecordedStatement) -> str:
    """How sure the attribution is and what it rests on, on one line."""
    statement = recorded.statement
    # Without a speaker the confidence is of the content alone.
    sure = "sure" if statement.speaker else "sure of the words"
    sureness = f"{statement.confidence:.0%} {sure}"
    parts = [marked(recorded.mark) if recorded.mark else sureness, statement.kind.value]
    if statement.speaker and statement.speaker != recorded.speaker:
        parts.append(f"by decision, found as {one_line(statement.speaker.name)}")
    if cue := one_line(GAP.join(recorded.words["cue"])):
        parts.append(f"cue “{cue}”")
    if recorded.via:
        parts.append("via " + " → ".join(one_line(via.name) for via in recorded.via))
    return " · ".join([*parts, offsets(statement.content)])


def marked(mark: Mark) -> str:
    """Who corrected something, and when."""
    return f"{DONE[mark.ruling]} by {one_line(mark.author)}, {one_line(mark.decided[:10])}"


def about(recorded: RecordedStatement) -> Text:
    """Who speaks and how sure that is, as the line above the content."""
    settled = recorded.speaker is not None
    line = Text(speaker_of(recorded), style="bold cyan" if settled else "italic yellow")
    return line.append(f" · {evidence_of(recorded)}", style="not bold not italic dim")
