"""``onrecord search``."""

from __future__ import annotations

from pathlib import Path

import click
from rich.text import Text

from onrecord.cli.options import all_versions_option, json_option, limit_option, record_option
from onrecord.cli.statements import content_of, speaker_of
from onrecord.cli.tables import print_json
from onrecord.cli.terminal import console, described, one_line, spaced
from onrecord.store import open_record, search
from onrecord.store.rows import SearchHit
from onrecord.wire.recorded import hit_object


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@all_versions_option
@limit_option
@json_option
@record_option
def command(
    record_path: Path, words: tuple[str, ...], all_versions: bool, limit: int | None, output: str | None
) -> None:
    """Documents in which all WORDS stand, the best fit first, and the statements in which they stand.

    A word also finds its other forms and its spellings in the other script: Sariev finds Сариевдин, and
    Сариевдин finds Сариев. Words in quotation marks must follow one another, as they are written.

    \b
    Examples:
      onrecord search Сариева
      onrecord search water reservoir
      onrecord search '"foreign ministry" border'
    """
    with open_record(record_path) as record:
        hits = search(record, " ".join(words), all_versions=all_versions, limit=limit)
        if output == "json":
            print_json(map(hit_object, hits))
            return
        out = console()
        count = 0
        for count, hit in enumerate(hits, 1):
            if count > 1:
                out.print()
            for line in _lines(hit):
                out.print(line)
        if not count:
            out.print("Nothing found.")


def _lines(hit: SearchHit) -> list[Text]:
    snippet = hit.snippet
    shown = Text("  ")
    for part, style in ((snippet.before, ""), (snippet.hit, "bold yellow"), (snippet.after, "")):
        shown.append(spaced(part), style=style)
    said = [
        Text(f"  {speaker_of(recorded)}: ", style="cyan").append(
            one_line(content_of(recorded)), style="default"
        )
        for recorded in hit.statements
    ]
    heading = Text(one_line(hit.label.title or "(no headline)"), style="bold")
    return [heading, Text(described(hit.label), style="dim"), shown, *said]
