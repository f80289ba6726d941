"""``onrecord extract``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing

import click

from onrecord import wire
from onrecord.actors.catalogue import Catalogue
from onrecord.cli.analysing import (
    Failure,
    IssuesFile,
    Means,
    analyses,
    engine_option,
    issues_option,
    jobs_option,
    positions_option,
)
from onrecord.cli.options import catalogue_option
from onrecord.cli.terminal import one_line, printed_json, progress
from onrecord.pipeline import Engine
from onrecord.reading import Unreadable, read
from onrecord.records import Analysis, Document


@click.command("extract")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@engine_option
@catalogue_option
@issues_option
@positions_option
@jobs_option
def command(
    paths: tuple[str, ...],
    engine: Engine,
    catalogue: Catalogue,
    issues: IssuesFile | None,
    positions: bool,
    jobs: int,
) -> None:
    """Read documents and print what they say as JSON Lines, one document a line, in their order.

    PATH is a file or folder as for add, or - for JSON Lines on standard input. Nothing is stored. A document
    that cannot be read gives a line {"id", "error"}, and exit status 1 after all the others.

    \b
    Examples:
      onrecord extract article.txt
      onrecord extract archive.jsonl --jobs 4 > analysed.jsonl
      onrecord extract archive.jsonl --engine rules > quickly.jsonl
      onrecord extract article.txt --catalogue actors.jsonl --issues issues.toml
      zcat archive.jsonl.gz | onrecord extract - | jq .statements
    """
    failed = False
    means = Means(engine, catalogue, issues, positions)
    with progress("Analysing") as advance, closing(analyses(_entries(paths), jobs, means)) as results:
        for entry, result in results:
            failure = _failure(entry, result)
            if failure:
                failed = True
                click.echo(printed_json(wire.encode({"id": failure.id, "error": failure.error})))
                click.echo(f"onrecord: {one_line(failure.error)}", err=True)
            elif isinstance(result, Analysis):
                click.echo(printed_json(wire.encode(wire.analysis_object(result))))
            advance()
    if failed:
        sys.exit(1)


def _entries(paths: tuple[str, ...]) -> Iterator[tuple[Document | Unreadable, Document | None]]:
    for entry in read(paths):
        yield entry, entry if isinstance(entry, Document) else None


def _failure(entry: Document | Unreadable, result: Analysis | Failure | None) -> Unreadable | None:
    if isinstance(entry, Unreadable):
        return entry
    return Unreadable(entry.id, f"{entry.id} {result.error}.") if isinstance(result, Failure) else None
