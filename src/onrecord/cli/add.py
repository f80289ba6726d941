"""``onrecord add``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import NamedTuple

import click
from rich.console import Console
from rich.text import Text

from onrecord.actors.catalogue import Catalogue
from onrecord.cli.analysing import (
    Failure,
    IssuesFile,
    Means,
    analysed,
    analyses,
    engine_option,
    issues_option,
    jobs_option,
    positions_option,
)
from onrecord.cli.options import catalogue_option, record_option
from onrecord.cli.terminal import console, one_line, progress, short_id
from onrecord.pipeline import Engine
from onrecord.reading import Source, Unreadable, read_sources
from onrecord.records import Analysis, Document, Statement
from onrecord.store import Added, Record, RecordError, add, open_record, standing

_INTERRUPTED = 130
_TITLE_WIDTH = 60
_SHOWN_SPEAKERS = 4
_ADDED, _VERSION, _AGAIN, _PRINTED, _KNOWN = (
    "added",
    "new version",
    "analysed again",
    "printed again",
    "known",
)
_UNREAD = "not read"


class _Stored(NamedTuple):
    document: Document
    added: Added
    statements: tuple[Statement, ...]


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
    arrivals = _arrivals(record, paths, means)
    with progress("Adding") as advance, closing(analyses(arrivals, jobs, means)) as results:
        for source, result in results:
            outcome = _store(record, source, result, means)
            if isinstance(outcome, Unreadable):
                counts[_UNREAD] += 1
                click.echo(f"onrecord: {one_line(outcome.error)}", err=True)
            else:
                counts[_kind(outcome.added)] += 1
                counts["statements"] += len(outcome.statements)
                # Only now that it is committed; whoever reads the line can rely on it.
                _print_stored(out, outcome)
            advance()


def _arrivals(
    record: Record, paths: tuple[str, ...], means: Means
) -> Iterator[tuple[Source, Document | None]]:
    """What was read, each with the document to analyse under the id that it will have in the record."""
    for source in read_sources(paths):
        document = source.document
        if isinstance(document, Unreadable):
            yield source, None
            continue
        try:
            stands = standing(record, document, analysed_with=means.analysed_with)
        except RecordError as error:
            yield Source(Unreadable(document.id, f"{document.id}: {error}.")), None
            continue
        yield source, None if stands.analysed else replace(document, id=stands.id)


def _store(
    record: Record, source: Source, result: Analysis | Failure | None, means: Means
) -> _Stored | Unreadable:
    document = source.document
    if isinstance(document, Unreadable):
        return document
    if isinstance(result, Failure):
        return Unreadable(document.id, f"{document.id} {result.error}.")
    stands = standing(record, document, analysed_with=means.analysed_with)
    if result and not stands.analysed and result.document.id != stands.id:
        # While this one was analysed another document took its id.
        result = analysed(replace(document, id=stands.id), means)
    try:
        added = add(
            record,
            document,
            result,
            source_path=source.path,
            analysed_with=means.analysed_with,
            named_with=means.named_with,
        )
    except RecordError as error:
        return Unreadable(document.id, f"{document.id} was not added: {error}.")
    return _Stored(document, added, result.statements if result and added.analysed else ())


def _kind(added: Added) -> str:
    if added.replaces:
        return _VERSION
    if added.new:
        return _ADDED
    if added.analysed:
        return _AGAIN
    return _PRINTED if added.printed else _KNOWN


def _print_stored(out: Console, stored: _Stored) -> None:
    document, added, statements = stored
    line = Text(f"{_kind(added):<14}", style="green" if added.new else "dim")
    line.append(short_id(added.id), style="bold")
    line.append(f"  {one_line(document.language)}  {one_line(document.published or 'no date')}")
    if added.analysed:
        line.append(f"  {_counted(len(statements), 'statement')}")
    if document.title:
        line.append(f"  {one_line(document.title, _TITLE_WIDTH)}")
    if names := _speakers(statements):
        line.append(f" — {names}", style="cyan")
    if added.replaces:
        line.append(f"  (replaces {short_id(added.replaces)})", style="yellow")
    out.print(line)


def _speakers(statements: tuple[Statement, ...]) -> str:
    names = list(dict.fromkeys(one_line(s.speaker.name) for s in statements if s.speaker))
    more = f" and {len(names) - _SHOWN_SPEAKERS} more" if len(names) > _SHOWN_SPEAKERS else ""
    return ", ".join(names[:_SHOWN_SPEAKERS]) + more


def _print_summary(out: Console, counts: Counter[str], record_path: Path, interrupted: bool) -> None:
    parts = [_counted(counts[_ADDED] + counts[_VERSION], "document") + " added"]
    if counts[_VERSION]:
        parts[0] += f" ({counts[_VERSION]} as new versions)"
    parts += [f"{counts[kind]} {kind}" for kind in (_AGAIN, _PRINTED, _KNOWN, _UNREAD) if counts[kind]]
    summary = f"{', '.join(parts)}; {_counted(counts['statements'], 'statement')} found."
    out.print(f"Interrupted: {summary} Run the same command to go on." if interrupted else summary)
    if not interrupted:
        ending = (
            "" if record_path == Path("onrecord.record") else f" --record {one_line(quote(str(record_path)))}"
        )
        out.print(f"Next: onrecord statements{ending}")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
