"""``onrecord show``."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from onrecord.cli.marks import Mark, with_marks
from onrecord.cli.options import record_option
from onrecord.cli.stands import COLOURS, evidence_in_short, holder_of, notes_of, pair_of, side_of
from onrecord.cli.statements import evidence_of, offsets, speaker_of
from onrecord.cli.terminal import console, one_line, short_id, visible
from onrecord.store import find_document, open_record, positions_of, replacements_of, statements_of
from onrecord.store.rows import Printing, RecordedDocument, RecordedPosition, RecordedStatement

# Enough of a statement's id for the command correct.
_SHORT_ID = 8
_COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "red")


@click.command("show")
@click.argument("document")
@record_option
def command(record_path: Path, document: str) -> None:
    """One document with its statements marked ⟦…⟧ and numbered, cues underlined, and who speaks below.

    After that come the positions that were found in it, with their words and places. DOCUMENT is an id, the
    beginning of one, an address, or the file it was read from.

    \b
    Examples:
      onrecord documents
      onrecord show 3f2a
      onrecord show https://example.org/news/1
    """
    with open_record(record_path) as record:
        found = find_document(record, document, Path(document).resolve())
        said = list(statements_of(record, found.document.id))
        held = list(positions_of(record, found.document.id))
        replacements = replacements_of(record, found.document.id)
    out = console()
    _print_heading(out, found, replacements)
    out.print(_marked(found, said))
    out.print()
    _print_legend(out, said)
    _print_positions(out, held)


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
    marks: list[Mark] = []
    colours = _colours(said)
    for number, recorded in enumerate(said, 1):
        statement, colour = recorded.statement, colours[speaker_of(recorded)]
        for start, end in statement.content:
            text.stylize(colour, start, end)
            marks += [Mark(start, True, "⟦", colour), Mark(end, False, f"⟧[{number}]", f"bold {colour}")]
        for start, end in statement.cue:
            text.stylize("underline", start, end)
        for start, end in statement.speaker_span:
            text.stylize(f"bold {colour}", start, end)
    return with_marks(text, marks)


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
            f" · {evidence_of(recorded)} · {one_line(recorded.statement.method)}"
            f" · {one_line(recorded.statement.id)[:_SHORT_ID]}",
            style="not bold dim",
        )
        out.print(line)


def _print_positions(out: Console, held: list[RecordedPosition]) -> None:
    # Not marked in the text: they overlap the statements, and one another.
    if held:
        out.print()
        out.print(Text("Positions", style="bold"))
    for recorded in held:
        found = recorded.position
        line = Text(side_of(recorded), style=f"bold {COLOURS[found.polarity]}")
        line.append(f" · {pair_of(holder_of(recorded), recorded.target)}", style="default")
        parts = (
            f"“{evidence_in_short(recorded)}”",
            f"{found.confidence:.0%} sure",
            *notes_of(recorded),
            offsets(found.evidence),
            one_line(found.id),
        )
        out.print(line.append(" · " + " · ".join(parts), style="not bold default dim"))
