"""``onrecord show``."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import click
from rich.console import Console
from rich.text import Text

from onrecord.cli.options import record_option
from onrecord.cli.statements import evidence_of, speaker_of
from onrecord.cli.terminal import console, one_line, short_id, visible
from onrecord.store import find_document, open_record, replacements_of, statements_of
from onrecord.store.rows import Printing, RecordedDocument, RecordedStatement

_COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "red")


class _Mark(NamedTuple):
    """What to print between two characters of the text; of several at one place closing marks come first."""

    position: int
    opens: bool
    text: str
    style: str


@click.command("show")
@click.argument("document")
@record_option
def command(record_path: Path, document: str) -> None:
    """One document with its statements marked ⟦…⟧ and numbered, cues underlined, and who speaks below.

    DOCUMENT is an id, the beginning of one, an address, or the file it was read from.

    \b
    Examples:
      onrecord documents
      onrecord show 3f2a
      onrecord show https://example.org/news/1
    """
    with open_record(record_path) as record:
        found = find_document(record, document, Path(document).resolve())
        said = list(statements_of(record, found.document.id))
        replacements = replacements_of(record, found.document.id)
    out = console()
    _print_heading(out, found, replacements)
    out.print(_marked(found, said))
    out.print()
    _print_legend(out, said)


def _print_heading(out: Console, found: RecordedDocument, replacements: tuple[str, ...]) -> None:
    document = found.document
    if document.title:
        out.print(Text(one_line(document.title), style="bold"))
    out.print(Text(f"{one_line(document.id)} · {one_line(document.language)}", style="dim"))
    places = {_place(printing) for printing in found.printings if printing.current}
    for printing in found.printings:
        line = _place(printing)
        if line and (printing.current or line not in places):
            out.print(Text(line + ("" if printing.current else " · replaced"), style="dim"))
        if printing.replaces:
            out.print(Text(f"Replaces {short_id(printing.replaces)}.", style="yellow"))
    # A text that came back is the newest again, whatever took its place for a while.
    for replacement in () if found.current else replacements:
        out.print(Text(f"A newer version: onrecord show {short_id(replacement)}", style="yellow"))
    out.print()


def _place(printing: Printing) -> str:
    parts = (
        printing.outlet,
        printing.published,
        ", ".join(printing.authors),
        printing.url,
        printing.source_path,
    )
    return " · ".join(one_line(part) for part in parts if part)


def _marked(found: RecordedDocument, said: list[RecordedStatement]) -> Text:
    text = Text(visible(found.document.text))
    for start, end in found.document.boilerplate:
        text.stylize("dim", start, end)
    marks: list[_Mark] = []
    colours = _colours(said)
    for number, recorded in enumerate(said, 1):
        statement, colour = recorded.statement, colours[speaker_of(recorded)]
        for start, end in statement.content:
            text.stylize(colour, start, end)
            marks += [_Mark(start, True, "⟦", colour), _Mark(end, False, f"⟧[{number}]", f"bold {colour}")]
        for start, end in statement.cue:
            text.stylize("underline", start, end)
        for start, end in statement.speaker_span:
            text.stylize(f"bold {colour}", start, end)
    return _with_marks(text, sorted(marks, key=lambda mark: (mark.position, mark.opens)))


def _with_marks(text: Text, marks: list[_Mark]) -> Text:
    pieces = text.divide([mark.position for mark in marks])
    whole = Text()
    for piece, mark in zip(pieces, [*marks, None], strict=True):
        whole.append_text(piece)
        if mark:
            whole.append(mark.text, style=mark.style)
    return whole


def _colours(said: list[RecordedStatement]) -> dict[str, str]:
    names = dict.fromkeys(speaker_of(recorded) for recorded in said)
    return {name: _COLOURS[number % len(_COLOURS)] for number, name in enumerate(names)}


def _print_legend(out: Console, said: list[RecordedStatement]) -> None:
    if not said:
        out.print("No statements found in this document.")
    colours = _colours(said)
    for number, recorded in enumerate(said, 1):
        speaker = speaker_of(recorded)
        line = Text(f"[{number}] ", style="bold").append(speaker, style=f"bold {colours[speaker]}")
        line.append(
            f" · {evidence_of(recorded)} · {one_line(recorded.statement.method)}", style="not bold dim"
        )
        out.print(line)
