"""``onrecord add``."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from shlex import quote

import click
from rich.console import Console

from onrecord.actors.catalogue import Catalogue
from onrecord.cli.analysing import (
    IssuesFile,
    Means,
    analyses,
    engine_option,
    issues_option,
    jobs_option,
    positions_option,
)
from onrecord.cli.options import catalogue_option, record_option
from onrecord.cli.storing import (
    ADDED,
    AGAIN,
    KNOWN,
    PRINTED,
    VERSION,
    counted,
    kind_of,
    print_stored,
    store,
    to_analyse,
)
from onrecord.cli.terminal import console, one_line, progress
from onrecord.pipeline import Engine
from onrecord.reading import Unreadable, read_sources
from onrecord.store import Record, open_record

_INTERRUPTED = 130
_UNREAD = "not read"


@click.command("add")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@record_option
@engine_option
@catalogue_option
@issues_option
@positions_option
@jobs_option
def command(  # noqa: PLR0913, PLR0917 - the options of the command
    paths: tuple[str, ...],
    record_path: Path,
    engine: Engine,
    catalogue: Catalogue,
    issues: IssuesFile | None,
    positions: bool,
    jobs: int,
) -> None:
    """Read documents and record who said what.

    PATH is a file or folder of .txt, .html, .jsonl (a document a line), .warc(.gz) and .xml feeds, or - for
    JSON Lines on standard input. A document is stored whole or not at all, and named here once it is; stop
    with Ctrl-C and go on later by the same command. A text that is in the record already is not added twice;
    one that has changed becomes a new version. Another engine, catalogue or file of issues, or another
    version of onrecord, analyses a known text again, and what it finds takes the place of what was found.

    \b
    Examples:
      onrecord add articles/
      onrecord add page.html --record elections.record
      onrecord add archive.jsonl --jobs 4
      onrecord add articles/ --catalogue actors.jsonl --issues issues.toml
    """
    out = console()
    counts: Counter[str] = Counter()
    interrupted = False
    with open_record(record_path, create=True) as record:
        try:
            _add_all(record, paths, Means(engine, catalogue, issues, positions), jobs, out, counts)
        except KeyboardInterrupt:
            interrupted = True
    _print_summary(out, counts, record_path, interrupted)
    if interrupted:
        sys.exit(_INTERRUPTED)
    if counts[_UNREAD]:
        sys.exit(1)


def _add_all(
    record: Record, paths: tuple[str, ...], means: Means, jobs: int, out: Console, counts: Counter[str]
) -> None:
    arrivals = to_analyse(record, read_sources(paths), means)
    with progress("Adding") as advance, closing(analyses(arrivals, jobs, means)) as results:
        for source, result in results:
            outcome = store(record, source, result, means)
            if isinstance(outcome, Unreadable):
                counts[_UNREAD] += 1
                click.echo(f"onrecord: {one_line(outcome.error)}", err=True)
            else:
                counts[kind_of(outcome.added)] += 1
                counts["statements"] += len(outcome.statements)
                # Only now that it is committed; whoever reads the line can rely on it.
                print_stored(out, outcome)
            advance()


def _print_summary(out: Console, counts: Counter[str], record_path: Path, interrupted: bool) -> None:
    parts = [counted(counts[ADDED] + counts[VERSION], "document") + " added"]
    if counts[VERSION]:
        parts[0] += f" ({counts[VERSION]} as new versions)"
    parts += [f"{counts[kind]} {kind}" for kind in (AGAIN, PRINTED, KNOWN, _UNREAD) if counts[kind]]
    summary = f"{', '.join(parts)}; {counted(counts['statements'], 'statement')} found."
    out.print(f"Interrupted: {summary} Run the same command to go on." if interrupted else summary)
    if not interrupted:
        ending = (
            "" if record_path == Path("onrecord.record") else f" --record {one_line(quote(str(record_path)))}"
        )
        out.print(f"Next: onrecord statements{ending}")
