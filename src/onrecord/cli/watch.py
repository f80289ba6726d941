"""``onrecord watch``."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.actors.catalogue import Catalogue
from onrecord.cli.analysing import (
    IssuesFile,
    Means,
    analyses,
    engine_option,
    issues_option,
    positions_option,
)
from onrecord.cli.deciding import record_argument
from onrecord.cli.following import (
    contact_option,
    mail_from_option,
    senders_of,
    smtp_option,
    webhook_secret_option,
)
from onrecord.cli.options import catalogue_option, json_option, one_of, record_option
from onrecord.cli.storing import ADDED, VERSION, WIDTH, counted, kind_of, print_stored, store, to_analyse
from onrecord.cli.tables import print_json
from onrecord.cli.terminal import console, one_line, waiting
from onrecord.follow.addresses import host_of, web_address
from onrecord.follow.rounds import Arrived, Idle, Looked, rounds
from onrecord.follow.sending import Senders, gather, send_waiting
from onrecord.follow.web import Politeness, Web
from onrecord.pipeline import Engine
from onrecord.reading import Unreadable
from onrecord.store import (
    Manner,
    Record,
    Watched,
    WatchedKind,
    next_message_due,
    open_record,
    unwatch,
    watch,
    watched,
)

_INTERRUPTED = 130
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_EVERY = {WatchedKind.FEED: 900, WatchedKind.FOLDER: 60}
# Longer than --once waits for anything, so that it ends.
_LEAST_EVERY = 60
# With --once what is ready within this time is waited for.
_PATIENCE = timedelta(seconds=30)
# So that what another process adds to the list is seen.
_LONGEST_SLEEP = timedelta(seconds=60)
# What is found is sent together once all is read, but within this time at the latest.
_LONGEST_UNSENT = timedelta(minutes=10)
_mode = one_of("mode", "--once", "--list", "--remove")


def _every(_context: click.Context, _option: click.Parameter, given: str | None) -> int | None:
    if given is None:
        return None
    match = re.fullmatch(r"([1-9][0-9]{0,5})([smhd])", given)
    seconds = int(match[1]) * _UNITS[match[2]] if match else 0
    if seconds < _LEAST_EVERY:
        raise click.BadParameter(f"{given!r} is no time of a minute and more; write 90s, 15m, 6h or 1d.")
    return seconds


@dataclass(slots=True)
class _Watching:
    """One run of the command."""

    record: Record
    means: Means
    senders: Senders
    out: Console
    once: bool
    counts: Counter[str] = field(default_factory=Counter)
    problems: int = 0
    # When to send although there is more to read.
    sending: datetime = field(default_factory=lambda: datetime.now(UTC) + _LONGEST_UNSENT)


@click.command("watch")
@click.argument("sources", metavar="[FEED|FOLDER]...", nargs=-1)
@click.option("--once", is_flag=True, expose_value=False, callback=_mode, help="Read what is due, and end.")
@click.option("--list", is_flag=True, expose_value=False, callback=_mode, help="Show what is watched.")
@click.option(
    "--remove",
    is_flag=True,
    expose_value=False,
    callback=_mode,
    help="Watch these no longer.",
)
@click.option(
    "--every", metavar="TIME", callback=_every, help="Look so often: 90s, 15m, 6h. Feeds 15m, folders 1m."
)
@click.option("--feed-text", is_flag=True, help="Read what the feeds carry, not the pages that they link to.")
@click.option("--private", is_flag=True, help="Let their links lead into private networks.")
@click.option(
    "--pause",
    metavar="SECONDS",
    type=click.FloatRange(0, 3600),
    default=3.0,
    show_default=True,
    help="Between two requests to one server.",
)
@contact_option
@engine_option
@catalogue_option
@issues_option
@positions_option
@smtp_option
@mail_from_option
@webhook_secret_option
@json_option
@record_option
def command(  # noqa: PLR0913, PLR0917 - the options of the command
    record_path: Path,
    sources: tuple[str, ...],
    mode: str | None,
    every: int | None,
    feed_text: bool,
    private: bool,
    pause: float,
    contact: str | None,
    engine: Engine,
    catalogue: Catalogue,
    issues: IssuesFile | None,
    positions: bool,
    smtp: str | None,
    mail_from: str | None,
    webhook_secret: str | None,
    output: str | None,
) -> None:
    """Read the news as it comes, from RSS, Atom and JSON feeds and from folders.

    FEED is an address, FOLDER a folder of files as add reads them. They are kept in the record, and watched
    with those that are in it already, until Ctrl-C; go on later by the same command, or by onrecord watch
    alone. Nothing is read twice, nothing is lost, whatever ends the program. Saved searches are sent as well.

    Servers are asked with a pause, as seldom as they wish, and not for what their robots.txt excludes.

    \b
    Examples:
      onrecord watch https://news.example/rss articles/
      onrecord watch --once --contact desk@newspaper.example
      onrecord watch https://news.example/feed.json --every 1h --feed-text
      onrecord watch --list
      onrecord watch --remove https://news.example/rss
    """
    if output == "csv" or (output and mode != "list"):
        raise click.UsageError("--json goes with --list.")
    if (mode == "remove" and not sources) or (mode == "list" and sources):
        raise click.UsageError("--remove takes feeds and folders, --list takes none.")
    senders = senders_of(smtp, mail_from, webhook_secret)
    named = [_named(written) for written in sources]
    with open_record(record_path, create=bool(sources) and mode != "remove") as record:
        if mode == "list":
            _list(record, output)
            return
        if mode == "remove":
            for address, _ in named:
                unwatch(record, address)
            return
        for address, kind in named:
            manner = Manner(every or _EVERY[kind], pages=not feed_text, private=private)
            _watch(record, address, kind, manner)
        if mode is None and not any(watched(record)):
            raise click.UsageError("Nothing is watched yet; name a feed or a folder.")
        watching = _Watching(
            record, Means(engine, catalogue, issues, positions), senders, console(), mode == "once"
        )
        with Web(record, Politeness(contact, pause)) as web:
            _run(watching, web, record_argument(record_path))


def _named(written: str) -> tuple[str, WatchedKind]:
    if "://" in written:
        url = web_address(written)
        if url is None:
            raise click.UsageError(f"{one_line(written)} is no address of the web.")
        return str(url), WatchedKind.FEED
    return str(Path(written).absolute()), WatchedKind.FOLDER


def _watch(record: Record, address: str, kind: WatchedKind, manner: Manner) -> None:
    if kind is WatchedKind.FOLDER and not Path(address).is_dir():
        raise click.UsageError(
            f"{one_line(address)} is no folder; the address of a feed begins with https:// or http://."
        )
    url = web_address(address) if kind is WatchedKind.FEED else None
    watch(record, address, kind, host_of(url) if url else None, manner, datetime.now(UTC))


def _run(watching: _Watching, web: Web, record_ending: str) -> None:
    interrupted = False
    try:
        _follow(watching, web)
    except KeyboardInterrupt:
        interrupted = True
    counts = watching.counts
    added = counted(counts[ADDED] + counts[VERSION], "document")
    summary = f"{added} added; {counted(counts['statements'], 'statement')} found."
    # A console of its own: what was being printed when the interrupt came is not printed again.
    going_on = f"Interrupted: {summary} To go on: onrecord watch{record_ending}"
    console().print(going_on if interrupted else summary)
    if interrupted:
        sys.exit(_INTERRUPTED)
    if watching.problems:
        sys.exit(1)


def _follow(watching: _Watching, web: Web) -> None:
    record = watching.record
    for event in rounds(record, web):
        if isinstance(event, Looked):
            _tell_look(watching, event)
        elif isinstance(event, Arrived):
            _store(watching, event)
        elif not _rest(watching, event):
            return


def _rest(watching: _Watching, idle: Idle) -> bool:
    """Send what is to be sent, and wait for more to do; whether to go on."""
    now = datetime.now(UTC)
    soon = idle.until is not None and idle.until <= now + _PATIENCE
    if not soon or now >= watching.sending:
        _send(watching)
        watching.sending = now + _LONGEST_UNSENT
    if watching.once and not soon:
        return False
    times = [idle.until, None if soon else next_message_due(watching.record)]
    until = min([now + _LONGEST_SLEEP, *(moment for moment in times if moment)])
    with waiting(_resting(watching.record, idle)):
        time.sleep(max(0.0, (until - datetime.now(UTC)).total_seconds()))
    return True


def _resting(record: Record, idle: Idle) -> str:
    followed = list(watched(record))
    when = f"next at {idle.until.astimezone():%H:%M:%S}" if idle.until else "nothing to do"
    to_read = counted(sum(source.waiting for source in followed), "article")
    return f"Watching {len(followed)}; {to_read} to read; {when}. Ctrl-C ends it."


def _tell_look(watching: _Watching, looked: Looked) -> None:
    address = one_line(looked.source.address)
    if looked.problem:
        watching.problems += 1
        click.echo(f"onrecord: {address} {one_line(looked.problem)}.", err=True)
    elif looked.new:
        watching.out.print(
            Text(f"{'listed':<{WIDTH}}{address}  {counted(looked.new, 'article')}", style="dim")
        )


def _store(watching: _Watching, arrived: Arrived) -> None:
    record, means = watching.record, watching.means
    if arrived.note:
        click.echo(f"onrecord: {one_line(arrived.note)}.", err=True)
    for source, result in analyses(to_analyse(record, [arrived.source], means), 1, means):
        outcome = store(record, source, result, means)
        if isinstance(outcome, Unreadable):
            watching.problems += 1
            arrived.problem = outcome.error
            click.echo(f"onrecord: {one_line(outcome.error)}", err=True)
        else:
            watching.counts[kind_of(outcome.added)] += 1
            watching.counts["statements"] += len(outcome.statements)
            # Only now that it is committed; whoever reads the line can rely on it.
            print_stored(watching.out, outcome)


def _send(watching: _Watching) -> None:
    gather(watching.record, datetime.now(UTC))
    for sent in send_waiting(watching.record, watching.senders):
        address = one_line(sent.delivery.address)
        if sent.problem:
            watching.problems += 1
            click.echo(f"onrecord: {address}: {one_line(sent.problem)}.", err=True)
        else:
            watching.out.print(Text(f"{'sent':<{WIDTH}}{address}  {sent.findings} found", style="dim"))


def _list(record: Record, output: str | None) -> None:
    followed = watched(record)
    if output == "json":
        print_json(followed)
        return
    table = Table(
        "Watched", "Every", "Looked", "Next", "Read", "To read", "Problem", box=None, pad_edge=False
    )
    for source in followed:
        table.add_row(*map(Text, _row(source)))
    if table.row_count:
        console().print(table)
    else:
        click.echo("Nothing is watched. Begin with: onrecord watch FEED")


def _row(source: Watched) -> tuple[str, ...]:
    problem = source.problem or (f"{source.troubled} not read" if source.troubled else "")
    return (
        one_line(source.address),
        _duration(source.manner.every),
        f"{source.asked.astimezone():%Y-%m-%d %H:%M}" if source.asked else "never",
        f"{source.due.astimezone():%Y-%m-%d %H:%M}" if source.due else "never: it is gone",
        str(source.settled),
        str(source.waiting),
        one_line(problem),
    )


def _duration(seconds: int) -> str:
    unit = next(unit for unit in reversed(_UNITS) if seconds % _UNITS[unit] == 0)
    return f"{seconds // _UNITS[unit]}{unit}"
