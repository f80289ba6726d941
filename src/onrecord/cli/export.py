"""``onrecord export``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

import click

from onrecord.cli import positions as position_command
from onrecord.cli import statements as statement_command
from onrecord.cli.output import output_option, replacing, write_text
from onrecord.export import export_lines, training_lines
from onrecord.export.brat import write_folder
from onrecord.export.citations import bibtex, csl
from onrecord.export.conll import conll_lines
from onrecord.export.documents import Exported, all_with_positions, all_with_statements, by_document
from onrecord.export.follow_the_money import entities
from onrecord.export.lists import json_lines
from onrecord.export.parquet import write_parquet
from onrecord.export.quotation import quotations
from onrecord.export.rows import POSITION_COLUMNS, STATEMENT_COLUMNS, Found, object_of, row_of
from onrecord.export.ruopinionne import opinion_lines
from onrecord.export.web_annotation import annotation_page
from onrecord.store import (
    PositionFilter,
    Record,
    StatementFilter,
    count_undated,
    count_undated_positions,
    open_record,
    positions,
    snapshot,
    statements,
)
from onrecord.store.rows import RecordedPosition, RecordedStatement
from onrecord.wire.spreadsheets import csv_lines


class Of(StrEnum):
    """What an export is made of."""

    STATEMENTS = "statements"
    POSITIONS = "positions"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for: statements or positions, which of them, at most how many."""

    of: Of
    statements: StatementFilter
    positions: PositionFilter
    limit: int | None

    @property
    def is_everything(self) -> bool:
        filters = (self.statements, self.positions, self.limit)
        return filters == (StatementFilter(), PositionFilter(), None)

    def said(self, record: Record) -> Iterator[RecordedStatement]:
        return statements(record, self.statements, self.limit)

    def held(self, record: Record) -> Iterator[RecordedPosition]:
        return positions(record, self.positions, self.limit)

    def found(self, record: Record) -> Iterator[Found]:
        return self.said(record) if self.of is Of.STATEMENTS else self.held(record)

    def undated(self, record: Record) -> int:
        if self.of is Of.STATEMENTS:
            return count_undated(record, self.statements)
        return count_undated_positions(record, self.positions)


def _csv(record: Record, asked: _Asked) -> Iterator[str]:
    columns = STATEMENT_COLUMNS if asked.of is Of.STATEMENTS else POSITION_COLUMNS
    return csv_lines(columns, map(row_of, asked.found(record)))


def _ndjson(record: Record, asked: _Asked) -> Iterator[str]:
    return json_lines(map(object_of, asked.found(record)))


def _with_statements(record: Record, asked: _Asked) -> Iterator[Exported[RecordedStatement]]:
    # Texts in which nobody speaks are worth as much to whoever learns from an export.
    return all_with_statements(record) if asked.is_everything else by_document(record, asked.said(record))


def _with_positions(record: Record, asked: _Asked) -> Iterator[Exported[RecordedPosition]]:
    return all_with_positions(record) if asked.is_everything else by_document(record, asked.held(record))


def _parquet(record: Record, asked: _Asked, path: Path) -> None:
    try:
        with replacing(path) as part:
            write_parquet(asked.found(record), part, of_positions=asked.of is Of.POSITIONS)
    except ModuleNotFoundError as error:
        raise click.ClickException(
            "Parquet is written by pyarrow, which is not installed: pip install 'onrecord[parquet]'"
        ) from error


class _Text(NamedTuple):
    """A format that is text: what it can be made of, the usual first, and how."""

    of: tuple[Of, ...]
    parts: Callable[[Record, _Asked], Iterable[str]]
    is_json: bool = False


class _Path(NamedTuple):
    """A format that is no text and goes to a path: a file or a folder."""

    of: tuple[Of, ...]
    write: Callable[[Record, _Asked, Path], object]


_EITHER, _SAID, _HELD = (Of.STATEMENTS, Of.POSITIONS), (Of.STATEMENTS,), (Of.POSITIONS,)
_FORMATS: dict[str, _Text | _Path] = {
    "csv": _Text(_EITHER, _csv),
    "ndjson": _Text(_EITHER, _ndjson, is_json=True),
    "parquet": _Path(_EITHER, _parquet),
    "webannotation": _Text(
        _EITHER, lambda record, asked: annotation_page(record, asked.found(record)), is_json=True
    ),
    "quotation": _Text(_SAID, lambda record, asked: quotations(record, asked.said(record)), is_json=True),
    "ftm": _Text(_SAID, lambda record, asked: entities(record, asked.said(record)), is_json=True),
    "conll": _Text(_SAID, lambda record, asked: conll_lines(_with_statements(record, asked))),
    "brat": _Path(_SAID, lambda record, asked, path: write_folder(_with_statements(record, asked), path)),
    "ruopinionne": _Text(
        _HELD, lambda record, asked: opinion_lines(_with_positions(record, asked)), is_json=True
    ),
    "bibtex": _Text(_EITHER, lambda record, asked: bibtex(record, asked.found(record))),
    "csl": _Text(_EITHER, lambda record, asked: csl(record, asked.found(record)), is_json=True),
}
_RECORD = "jsonl"
"""The whole record: the one format that can be imported again."""

_OF_STATEMENTS = ("speaker", "about", "outlet", "language", "kind")
_OF_POSITIONS = ("holder", "target", "issue", "side", "sure")
_OF_EITHER = ("since", "until", "document", "all_versions", "limit")


def _options() -> Iterator[click.Parameter]:
    """The questions of ``statements`` and of ``positions``, as these commands put them."""
    known = {
        option.name: option
        for command in (statement_command.command, position_command.command)
        for option in command.params
    }
    return (known[name] for name in (*_OF_STATEMENTS, *_OF_POSITIONS, *_OF_EITHER, "record_path"))


@click.command(
    "export",
    params=[
        click.Option(
            ["--format", "called"],
            type=click.Choice([_RECORD, *_FORMATS]),
            default=_RECORD,
            show_default=True,
            help="As which it is written.",
        ),
        click.Option(
            ["--of"], type=click.Choice([of.value for of in Of]), help="What a table and the like is of."
        ),
        click.Option(
            ["--training"], is_flag=True, help="Only what people have corrected, as articles to learn from."
        ),
        output_option("The file to write, or the folder; without it standard output."),
        *_options(),
    ],
)
def command(
    record_path: Path, called: str, of: str | None, output: Path | None, *, training: bool, **wanted: Any
) -> None:
    """Write a record, or what is asked of it, for other programs.

    Without --format it is everything, as JSON Lines, each line an object with a "type"; that alone can be
    imported again. Statements and positions are given as they were found, then what people corrected in them.
    With --training each line is an article in which somebody corrected something: what was accepted, changed
    or added in the form of annotated articles, and apart from it what was rejected.

    The other formats are of what you ask for, as statements or positions are asked for:

    \b
      csv, ndjson, parquet  tables of statements or positions (--of)
      webannotation         W3C Web Annotations (JSON-LD) of either
      quotation             schema.org Quotations (JSON-LD) of direct statements
      ftm                   FollowTheMoney entities: actors, articles, mentions
      conll, brat           statements in their texts, for annotators and models
      ruopinionne           positions as opinion tuples of RuOpinionNE-2024
      bibtex, csl           the articles that either are cited from

    \b
    Examples:
      onrecord export --record elections.record > elections.jsonl
      onrecord export --training > reviewed.jsonl
      onrecord export --format csv --speaker Sarieva --from 2024 -o sarieva.csv
      onrecord export --format parquet --of positions --issue neutrality -o neutrality.parquet
      onrecord export --format brat -o annotated/
    """
    if called == _RECORD:
        whole = "jsonl is of the whole record; ask with another --format."
        _refuse(wanted, wanted.keys(), whole)
        if of:
            raise click.UsageError(f"--of: {whole}")
        lines = training_lines if training else export_lines
        # Closed before the record is, wherever writing ends.
        with open_record(record_path) as record, closing(lines(record)) as found:
            write_text((line.decode() + "\n" for line in found), output, is_json=True)
        return
    if training:
        raise click.UsageError("--training: that is written as jsonl; leave --format out.")
    form = _FORMATS[called]
    chosen = Of(of) if of else form.of[0]
    if chosen not in form.of:
        raise click.UsageError(f"{called} is of {form.of[0]} only.")
    with open_record(record_path) as record, snapshot(record):
        asked = _asked(record, chosen, wanted)
        if isinstance(form, _Text):
            write_text(form.parts(record, asked), output, is_json=form.is_json)
        elif output is None:
            raise click.UsageError(f"Say where {called} is to be written: -o PATH.")
        else:
            form.write(record, asked, output)
        if undated := asked.undated(record):
            click.echo(f"Left out because their documents have no date: {undated}.", err=True)


def _asked(record: Record, of: Of, wanted: dict[str, Any]) -> _Asked:
    limit = wanted.pop("limit")
    either = {name: wanted[name] for name in _OF_EITHER if name in wanted}
    said, held = ({name: wanted[name] for name in names} for names in (_OF_STATEMENTS, _OF_POSITIONS))
    if of is Of.STATEMENTS:
        _refuse(held, _OF_POSITIONS, "That asks for positions: --of positions, where the format has them.")
        asked = statement_command.settled(record, statement_command.asked_statements(**said, **either))
        return _Asked(of, asked, PositionFilter(), limit)
    _refuse(said, _OF_STATEMENTS, "That asks for statements, and this is of positions.")
    held_asked = position_command.settled(record, position_command.asked_positions(**held, **either))
    return _Asked(of, StatementFilter(), held_asked, limit)


def _refuse(wanted: Mapping[str, object], names: Iterable[str], because: str) -> None:
    given = [name for name in names if wanted[name]]
    if given:
        spelt = {option.name: max(option.opts, key=len) for option in _options()}
        raise click.UsageError(f"{spelt[given[0]]}: {because}")
