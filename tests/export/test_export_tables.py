"""Tables: what is written is what is read back, by the reader of each format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest

from onrecord.export.lists import json_lines
from onrecord.export.parquet import write_parquet
from onrecord.export.rows import POSITION_COLUMNS, STATEMENT_COLUMNS, object_of, row_of
from onrecord.store import Record, positions, statements
from onrecord.wire.spreadsheets import csv_lines


@pytest.mark.parametrize(("columns", "ask"), [(STATEMENT_COLUMNS, statements), (POSITION_COLUMNS, positions)])
def test_csv_reads_back_with_formulas_made_inert(told: Record, columns: tuple[str, ...], ask: object) -> None:
    assert callable(ask)
    written = "".join(csv_lines(columns, map(row_of, ask(told))))
    heading, *rows = csv.reader(io.StringIO(written, newline=""))
    assert tuple(heading) == columns
    expected = [["" if value is None else str(value) for value in row_of(each)] for each in ask(told)]
    assert [[cell.removeprefix("'") for cell in row] for row in rows] == expected
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_lines_of_json_are_the_rows(told: Record) -> None:
    lines = list(json_lines(map(object_of, statements(told))))
    assert all(line.endswith("\n") and "\n" not in line[:-1] for line in lines)
    rows = [json.loads(line) for line in lines]
    assert rows == [json.loads(msgspec.json.encode(object_of(each))) for each in statements(told)]


def test_parquet_reads_back_with_types(told: Record, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "statements.parquet"
    assert write_parquet(statements(told), path, of_positions=False) == len(list(statements(told)))
    rows = pq.read_table(path).to_pylist()
    for row, each in zip(rows, statements(told), strict=True):
        assert row["words"]["content"] == list(each.words["content"])
        assert [(span["start"], span["end"]) for span in row["content"]] == list(each.statement.content)
        assert (row["speaker"] or {}).get("id") == (each.speaker.id if each.speaker else None)
        assert (row["url"], row["confidence"]) == (each.document.url, each.statement.confidence)


def test_parquet_of_positions(told: Record, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "positions.parquet"
    write_parquet(positions(told), path, of_positions=True)
    rows = pq.read_table(path).to_pylist()
    for row, each in zip(rows, positions(told), strict=True):
        found = each.position
        assert (row["polarity"], row["past"]) == (found.polarity, found.past)
        assert row["statement"] == found.statement
        assert row["target"] == {"kind": each.target.kind, "id": each.target.id, "name": each.target.name}
        assert [(span["start"], span["end"]) for span in row["condition"]] == list(found.condition)


def test_every_field_of_a_row_is_in_parquet(told: Record, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    for of_positions, found in ((False, list(statements(told))), (True, list(positions(told)))):
        path = tmp_path / f"{of_positions}.parquet"
        write_parquet(found, path, of_positions=of_positions)
        assert set(pq.read_schema(path).names) == set(msgspec.to_builtins(object_of(found[0])))
