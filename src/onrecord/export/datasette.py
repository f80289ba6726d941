"""What the tables, views and columns of a record mean, as Datasette (https://datasette.io) reads it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

_TITLE = "Who said what about whom, when, and where it was printed"


class _View(msgspec.Struct, forbid_unknown_fields=True):
    description: str
    columns: dict[str, str]
    facets: list[str] = []


class _Meanings(msgspec.Struct, forbid_unknown_fields=True):
    views: dict[str, _View]
    tables: dict[str, str]


def metadata(record_path: Path) -> dict[str, Any]:
    """The metadata for the record in this file, which Datasette knows by the file's name."""
    content = files("onrecord.export").joinpath("columns.toml").read_bytes()
    meanings = msgspec.toml.decode(content, type=_Meanings)
    tables: dict[str, Any] = {name: msgspec.to_builtins(view) for name, view in meanings.views.items()}
    tables |= {name: {"description": about} for name, about in meanings.tables.items()}
    return {
        "title": _TITLE,
        "about": "onrecord",
        "databases": {
            record_path.stem: {
                "description": "A record of onrecord. Begin with the views: statements, positions, speakers.",
                "tables": tables,
            }
        },
    }
