"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

record_option = click.option(
    "--record",
    "record_path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("onrecord.record"),
    envvar="ONRECORD_RECORD",
    show_default=True,
    show_envvar=True,
    help="The record's file.",
)
limit_option = click.option("-n", "--limit", type=click.IntRange(1), help="At most so many.")
all_versions_option = click.option(
    "--all-versions", is_flag=True, help="Also texts that a newer version has replaced."
)


def _output(context: click.Context, option: click.Parameter, asked: bool) -> None:
    output = context.params.setdefault("output", None)
    if asked and output:
        raise click.UsageError("Ask for --json or for --csv, not for both.")
    if asked:
        context.params["output"] = option.name


json_option = click.option(
    "--json", is_flag=True, expose_value=False, callback=_output, help="Print a JSON array."
)
csv_option = click.option(
    "--csv", is_flag=True, expose_value=False, callback=_output, help="Print CSV for a spreadsheet."
)
