"""``onrecord changes``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from onrecord.cli.options import (
    all_versions_option,
    csv_option,
    holder_option,
    issue_option,
    json_option,
    limit_option,
    record_option,
    sure_option,
    target_option,
)
from onrecord.cli.positions import asked_positions
from onrecord.cli.stands import (
    COLOURS,
    notes_of,
    pair_of,
    side_of,
)
from onrecord.cli.tables import print_csv, print_json
from onrecord.cli.terminal import console, one_line, print_indented, short_id, spaced
from onrecord.export.rows import GAP, POSITION_COLUMNS, offsets, row_of
from onrecord.store import changes, open_record
from onrecord.store.rows import RecordedPosition
from onrecord.store.side_rows import Change
from onrecord.wire.recorded import change_object

_MOST_CHANGES = 20
# In characters on each side of the evidence.
_BESIDE = 200
_COLUMNS = (
    *(f"{which}_{column}" for which in ("before", "after") for column in POSITION_COLUMNS),
    "in_order",
)


@click.command("changes")
@holder_option
@issue_option
@target_option
@sure_option
@all_versions_option
@limit_option
@json_option
@csv_option
@record_option
def command(record_path: Path, limit: int | None, output: str | None, **wanted: Any) -> None:
    """Whose line on one target may have changed: a question for you, with both places quoted.

    Shown are positions of one holder on one target that differ and follow one another, in one text or in
    several; the most confident first, and after them those of the past only, on a condition or claimed by
    somebody else. Whether a line changed the program cannot know: people explain, quote and are misread. Read
    both.

    \b
    Examples:
      onrecord changes
      onrecord changes --holder Сариев --issue neutrality
      onrecord changes --target Kemar --sure --json
    """
    asked = asked_positions(**wanted)
    with open_record(record_path) as record:
        in_words = output is None
        most = limit or (_MOST_CHANGES if in_words else None)
        found = changes(record, asked, most and most + 1)
    shown = found[:most]
    if output == "json":
        print_json(map(change_object, shown))
    elif output == "csv":
        print_csv(_COLUMNS, map(_row, shown))
    else:
        _print(console(), shown)
        if len(found) > len(shown):
            click.echo(f"Shown are {most}; more with --limit.", err=True)


def _print(out: Console, shown: list[Change]) -> None:
    for number, change in enumerate(shown):
        if number:
            out.print()
        heading = Text(pair_of(one_line(change.holder.name), change.target), style="bold")
        out.print(heading.append(": did the line change? Read both.", style="not bold"))
        for recorded in (change.before, change.after):
            print_indented(out, _about(recorded), 2)
            print_indented(out, _quoted(recorded), 4)
        if remark := _remark(change):
            print_indented(out, Text(remark, style="yellow"), 2)
    if not shown:
        out.print("Nobody's positions on one target differ here.")


def _about(recorded: RecordedPosition) -> Text:
    found, label = recorded.position, recorded.document
    line = Text(side_of(recorded), style=f"bold {COLOURS[found.polarity]}")
    parts = (
        one_line(label.published or "no date"),
        one_line(label.outlet or "no outlet"),
        short_id(label.id) + ("" if label.current else ", replaced"),
        f"{found.confidence:.0%} sure",
        *notes_of(recorded),
        offsets(found.evidence),
        one_line(found.id),
    )
    return line.append(" · " + " · ".join(parts), style="not bold default dim")


def _quoted(recorded: RecordedPosition) -> Text:
    """What the statement says about the evidence, which is marked; in narration the evidence alone."""
    evidence = GAP.join(recorded.words["evidence"])
    before, stands, after = GAP.join(recorded.words["statement"]).partition(evidence)
    if not stands:
        before, after = "", ""
    before = before if len(before) <= _BESIDE else "…" + before[-_BESIDE:]
    after = after if len(after) <= _BESIDE else after[:_BESIDE] + "…"
    quoted = Text(spaced(before)).append("⟦").append(one_line(evidence), style="bold").append("⟧")
    return quoted.append(spaced(after))


def _remark(change: Change) -> str | None:
    if change.before.document.id == change.after.document.id:
        return "Both stand in one text."
    return None if change.in_order else "The dates do not tell which came first."


def _row(change: Change) -> tuple[object, ...]:
    return (*row_of(change.before), *row_of(change.after), change.in_order)
