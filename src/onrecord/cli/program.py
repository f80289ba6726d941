"""The command line. A command's module is imported when it is called, so that help is quick."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from onrecord.version import VERSION

_COMMANDS = {
    "add": "Read documents and record who said what.",
    "watch": "Read the news as it comes, from feeds and folders.",
    "statements": "Who said what, in whose words, where.",
    "speakers": "Who is on record, and how often.",
    "positions": "Who is for or against what, in which words.",
    "changes": "Whose line on something may have changed: what to read.",
    "show": "One document with its statements marked.",
    "search": "Find words in three languages and two scripts.",
    "documents": "What has been read.",
    "serve": "Read the record in a browser.",
    "token": "Let somebody in over the API.",
    "actors": "Who is in the record, speaking or not.",
    "actor": "All that a record holds of one actor.",
    "ambiguous": "Who may be one, or is not settled: what needs your eye.",
    "same": "Decide that two actors are one.",
    "differ": "Decide that two actors are not one.",
    "decisions": "What was decided on who is who.",
    "queue": "What is most worth checking.",
    "correct": "Accept, reject or change a statement or a position.",
    "history": "What was decided and corrected, by whom and why.",
    "undo": "Take a decision or a correction back.",
    "save": "Save a search, to be told of what it finds.",
    "saved": "Which searches are saved, and what they have found.",
    "feed": "What a saved search has found, as an Atom feed.",
    "extract": "Read documents and print JSON Lines, without a record.",
    "dossier": "One HTML file about an actor or an issue, for print.",
    "export": "Write a record, or a part of it, for other programs.",
    "datasette-metadata": "What a record's tables mean, for Datasette.",
    "import": "Make a record from an export.",
    "verify": "Prove that a record says what its sources say.",
    "completion": "Print the completion script for your shell.",
}
"""In the order in which a newcomer needs them."""

_MODULES = {"import": "importing", "datasette-metadata": "datasette_metadata"}
_INTERRUPTED = 130


class _Program(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"onrecord.cli.{_MODULES.get(cmd_name, cmd_name)}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            try:
                return super().main(*args, **kwargs)
            finally:
                # Here, not when Python ends: a full disk is to be told in words.
                sys.stdout.flush()
        except OSError as error:
            if error.errno != errno.EPIPE:
                click.echo(f"Error: {error.filename or 'The output'}: {error.strerror}.", err=True)
            # What is left in the buffer goes nowhere, or Python would fail on it once more.
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(_INTERRUPTED)
        except Exception as error:
            if (message := _explained(error)) is None:
                raise
            # An id or an address in it may come from the news.
            one_line = import_module("onrecord.cli.terminal").one_line
            raise click.ClickException(one_line(message)) from error


def _explained(error: Exception) -> str | None:
    """What is wrong with the record, in a sentence; ``None`` where the error is not about a record."""
    store = import_module("onrecord.store")
    if isinstance(error, store.NoRecordError):
        return f"{error} Start one: onrecord add PATH"
    if isinstance(error, store.RecordError):
        return str(error)
    if isinstance(error, store.SqlError):
        return f"The record cannot be read or written: {error}."
    return None


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="onrecord")
def main() -> None:
    """Who said what about whom, when, and where it was printed.

    Reads news in Kyrgyz, Russian and English; every entry of the record is pinned to the exact words of its
    source. A record is one file: ./onrecord.record, or what --record or ONRECORD_RECORD names.

    \b
    Begin with:
      onrecord add articles/
      onrecord statements --speaker Sarieva
      onrecord COMMAND --help
    """
