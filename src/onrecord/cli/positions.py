"""``onrecord positions``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli.courses import matrix_of, print_matrix, print_timeline, sequence
from onrecord.cli.evidence import print_position
from onrecord.cli.options import (
    all_versions_option,
    check_period,
    csv_option,
    document_option,
    holder_option,
    issue_option,
    json_option,
    limit_option,
    one_of,
    record_option,
    side_option,
    since_option,
    sure_option,
    target_option,
    until_option,
)
from onrecord.cli.stands import (
    COLOURS,
    evidence_in_short,
    holder_of,
    notes_of,
    side_of,
    target_of,
)
from onrecord.cli.tables import print_csv, print_json
from onrecord.cli.terminal import console, one_line, short_id
from onrecord.export.rows import POSITION_COLUMNS, row_of
from onrecord.store import (
    SURE,
    PositionFilter,
    Record,
    count_undated_positions,
    courses,
    find_document,
    find_position,
    open_record,
    positions,
    statements_of,
)
from onrecord.store.rows import RecordedPosition
from onrecord.store.side_rows import Course
from onrecord.wire.recorded import SIDES, cell_object, position_object

_POLARITIES = {name: polarity for polarity, name in SIDES.items()}
_MOST_ROWS = 100
_WHOLE = ("Date", "Side", "Sure", "Id")
_COURSE_COLUMNS = ("holder", "holder_id", "target", "target_kind", "target_id", "positions", "sides")
_CELL_COLUMNS = (*_COURSE_COLUMNS[:5], *SIDES.values(), "latest_side", "latest", "latest_position")
_view = one_of("view", "--timeline", "--matrix")


@click.command("positions")
@issue_option
@holder_option
@target_option
@side_option
@sure_option
@since_option
@until_option
@document_option
@click.option("--id", "identifier", metavar="ID", help="One position, with its words in their sentence.")
@click.option(
    "--timeline", is_flag=True, expose_value=False, callback=_view, help="How each stood over time."
)
@click.option("--matrix", is_flag=True, expose_value=False, callback=_view, help="Holders beside targets.")
@all_versions_option
@limit_option
@json_option
@csv_option
@record_option
def command(
    record_path: Path, limit: int | None, output: str | None, view: str | None, **wanted: Any
) -> None:
    """Who is for or against what, in which words, where; the latest first.

    A position is what a text shows: + for, − against, 0 neutral. Marked are those of the past only, on a
    condition, or that somebody else claims (“according to”). Names and issues are found in either script and
    in any case form. Confidence is an estimate that holder, target and side are right; --sure keeps to 0.75
    and above. Read the words before you rely on a row: --id shows them in their sentence.

    \b
    Examples:
      onrecord positions --issue neutrality
      onrecord positions --holder Сариевдин --side against --sure
      onrecord positions --target Kemar --from 2024 --csv > kemar.csv
      onrecord positions --holder Sariev --timeline
      onrecord positions --matrix --sure
      onrecord positions --id 3f2a91c07b44d5e6
    """
    identifier = wanted.pop("identifier")
    if identifier:
        _check_alone(view, limit, wanted)
    asked = asked_positions(**wanted)
    with open_record(record_path) as record:
        asked = settled(record, asked)
        if identifier:
            _show_one(record, find_position(record, identifier, asked.document), output)
        elif view:
            _VIEWS[view](record, asked, limit, output)
        else:
            _list(record, asked, limit, output)
        if undated := count_undated_positions(record, asked):
            click.echo(f"Left out because their documents have no date: {undated}.", err=True)


def asked_positions(*, sure: bool, side: str | None = None, **wanted: Any) -> PositionFilter:
    """The filter that the options make."""
    asked = PositionFilter(
        polarity=_POLARITIES[side] if side else None, least=SURE if sure else None, **wanted
    )
    if asked.issue is not None and asked.target is not None:
        raise click.UsageError("A position is on an issue or on an actor; ask with --issue or with --target.")
    check_period(asked.since, asked.until)
    return asked


def _check_alone(view: str | None, limit: int | None, wanted: dict[str, Any]) -> None:
    others = {key: value for key, value in wanted.items() if key not in ("document", "all_versions")}
    if view or limit or any(others.values()):
        raise click.UsageError(
            "--id names one position; of the other questions only --document goes with it."
        )


def settled(record: Record, asked: PositionFilter) -> PositionFilter:
    """The filter with the id of the document that it names."""
    if asked.document is None:
        return asked
    document = find_document(record, asked.document, Path(asked.document).resolve()).document
    # Who names a version wants that one, be it replaced.
    return replace(asked, document=document.id, all_versions=True)


def _show_one(record: Record, found: RecordedPosition, output: str | None) -> None:
    if output == "json":
        print_json([position_object(found)])
    elif output == "csv":
        print_csv(POSITION_COLUMNS, [row_of(found)])
    else:
        document = find_document(record, found.document.id).document
        said = (each for each in statements_of(record, document.id))
        of_it = next((each for each in said if each.statement.id == found.position.statement), None)
        print_position(console(), found, document, of_it)


def _list(record: Record, asked: PositionFilter, limit: int | None, output: str | None) -> None:
    if output == "json":
        print_json(map(position_object, positions(record, asked, limit)))
    elif output == "csv":
        print_csv(POSITION_COLUMNS, map(row_of, positions(record, asked, limit)))
    else:
        most = limit or _MOST_ROWS
        found = positions(record, asked, None if limit else most + 1)
        _print_table(console(), islice(found, most))
        _tell_of_more(found, most, asked_for_all=limit is not None)


def _print_table(out: Console, found: Iterable[RecordedPosition]) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("Date", "Holder", "Side", "Target", "Evidence", "Note", "Where", "Sure", "Id"):
        # Names are broken where there is no room, never cut.
        table.add_column(heading, overflow="fold", no_wrap=heading in _WHOLE)
    for recorded in found:
        label = recorded.document
        where = f"{one_line(label.outlet or 'no outlet')} · {short_id(label.id)}"
        table.add_row(
            Text(one_line(label.published or "no date")),
            Text(holder_of(recorded), style="" if recorded.holder else "italic yellow"),
            Text(side_of(recorded), style=COLOURS[recorded.position.polarity]),
            Text(target_of(recorded.target)),
            Text(evidence_in_short(recorded)),
            Text("; ".join(notes_of(recorded)), style="dim"),
            Text(where + ("" if label.current else " · replaced"), style="dim"),
            Text(f"{recorded.position.confidence:.0%}"),
            Text(one_line(recorded.position.id)),
        )
    out.print(table if table.row_count else "No positions found.")


def _tell_of_more(rest: Iterable[object], most: int, *, asked_for_all: bool) -> None:
    if not asked_for_all and any(True for _ in rest):
        click.echo(f"Shown are {most}; more with --limit, all with --json or --csv.", err=True)


def _timeline(record: Record, asked: PositionFilter, limit: int | None, output: str | None) -> None:
    if output == "json":
        print_json(courses(record, asked, limit))
    elif output == "csv":
        print_csv(_COURSE_COLUMNS, map(_course_row, courses(record, asked, limit)))
    else:
        most = limit or _MOST_ROWS
        found = courses(record, asked)
        if not print_timeline(console(), islice(found, most)):
            click.echo("No positions found.")
        _tell_of_more(found, most, asked_for_all=limit is not None)


def _matrix(record: Record, asked: PositionFilter, limit: int | None, output: str | None) -> None:
    matrix = matrix_of(courses(record, asked), limit)
    if output == "json":
        print_json(cell_object(cell.course) for cell in matrix.rows())
    elif output == "csv":
        print_csv(_CELL_COLUMNS, (
            (
                cell.holder.name, cell.holder.id, cell.target.name, cell.target.kind.value, cell.target.id,
                *(cell.sides[side] for side in SIDES),
                SIDES[cell.latest.polarity], cell.latest.published, cell.latest.id,
            )
            for cell in matrix.rows()
        ))  # fmt: skip
    elif matrix.holders:
        if left_out := print_matrix(console(), matrix, limit):
            click.echo(f"{left_out} Ask for one, or for all with --json or --csv.", err=True)
    else:
        click.echo("No positions found.")


def _course_row(course: Course) -> tuple[object, ...]:
    holder, target = course.holder, course.target
    named = (holder.name, holder.id, target.name, target.kind.value, target.id)
    return (*named, len(course.stands), sequence(course))


_VIEWS = {"timeline": _timeline, "matrix": _matrix}
