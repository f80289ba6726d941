"""What the commands share that decide on who is who."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click

from onrecord.cli.sentences import named
from onrecord.cli.terminal import console, one_line
from onrecord.store import Verdict, decide, find_actor, open_record, shown_actor

because_option = click.option("--because", metavar="TEXT", help="Why; who reads the decision later sees it.")


def decide_on(
    record_path: Path, verdict: Verdict, names: tuple[str, str], author: str, because: str | None
) -> None:
    """Decide on the two actors that a user names, and say what follows."""
    with open_record(record_path) as record:
        a, b = (find_actor(record, name) for name in names)
        decision = decide(record, verdict, a.actor, b.actor, author=author, because=because)
        shown = shown_actor(record, a.actor.id)
    if verdict is Verdict.SAME and None not in (a.kind, b.kind) and a.kind != b.kind:
        click.echo(f"onrecord: {named(a.actor)} is a {a.kind}, {named(b.actor)} a {b.kind}.", err=True)
    out = console()
    if verdict is Verdict.SAME:
        out.print(f"{named(a.actor)} and {named(b.actor)} are one, shown as {named(shown)}.")
    else:
        out.print(f"{named(a.actor)} and {named(b.actor)} are two.")
    out.print(
        f"Decision {decision.number} by {one_line(decision.author)}; to take it back: "
        f"onrecord undo {decision.number}{record_argument(record_path)}"
    )


def record_argument(record_path: Path) -> str:
    """What a command to copy needs where the record is not the usual one."""
    return "" if record_path == Path("onrecord.record") else f" --record {one_line(quote(str(record_path)))}"
