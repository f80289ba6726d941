"""Statements and positions as Parquet, with types: lists, offsets and names as they are."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from onrecord.export.rows import Found, object_of

_GROUP = 10_000
"""Rows that are held at a time."""


def write_parquet(found: Iterable[Found], path: Path, *, of_positions: bool) -> int:
    """Write one file; the number of rows. ``of_positions`` tells what is found, for the types.

    Raises:
        ModuleNotFoundError: pyarrow is not installed.
        OSError: the file cannot be written.
    """
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = _schema(pa, of_positions=of_positions)
    rows, count = iter(found), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := [_row(each) for each in islice(rows, _GROUP)]:
            writer.write_table(pa.Table.from_pylist(group, schema=schema))
            count += len(group)
    return count


def _row(found: Found) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(object_of(found))
    return {name: _spans(value) if name in _SPANS else value for name, value in fields.items()}


def _spans(pairs: Iterable[tuple[int, int]]) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in pairs]


_SPANS = frozenset({"content", "cue", "speaker_span", "holder_span", "target_span", "evidence", "condition"})
_DOCUMENT = ("document", "title", "url", "outlet", "published", "language")


def _schema(pa: Any, *, of_positions: bool) -> Any:
    text, words = pa.string(), pa.list_(pa.string())
    actor = pa.struct([("id", text), ("name", text)])
    target = pa.struct([("kind", text), ("id", text), ("name", text)])
    spans = pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())]))
    document = [("id", text), *((name, text) for name in _DOCUMENT), ("current", pa.bool_())]
    mark = pa.struct([("number", pa.int64()), ("ruling", text), ("author", text), ("decided", text)])
    rest = [("confidence", pa.float64()), ("method", text), ("analysed_with", text), ("correction", mark)]
    if not of_positions:
        roles = pa.struct([(role, words) for role in ("content", "cue", "speaker")])
        own = [("kind", text), ("speaker", actor), ("found_speaker", actor), ("via", pa.list_(actor))]
        own += [("words", roles), ("content", spans), ("cue", spans), ("speaker_span", spans)]
        return pa.schema([*document, *own, *rest])
    roles = pa.struct([(role, words) for role in ("holder", "target", "evidence", "condition", "statement")])
    own = [("holder", actor), ("found_holder", actor), ("target", target), ("found_target", target)]
    own += [("polarity", pa.int8()), ("past", pa.bool_())]
    own += [("claimed_by", actor), ("found_claimed_by", actor), ("words", roles)]
    own += [(name, spans) for name in ("holder_span", "target_span", "evidence", "condition")]
    return pa.schema([*document, *own, ("statement", text), *rest])
