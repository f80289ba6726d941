from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.store import add, open_record
from store.making import BRIDGE, READY, TOLL, analysis

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The program, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for variable in ("ONRECORD_RECORD", "ONRECORD_ENGINE", "ONRECORD_AUTHOR", "ONRECORD_CATALOGUE"):
        monkeypatch.delenv(variable, raising=False)

    def invoke(*arguments: str, given: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, arguments, input=given, prog_name="onrecord")

    return invoke


@pytest.fixture
def news(run: Run, tmp_path: Path) -> Run:
    """The program, in a folder with a record of three documents."""
    with open_record(tmp_path / "onrecord.record", create=True) as record:
        for marked, fields in (
            (READY, {"id": "en-1", "outlet": "Courier", "published": "2024-10-16", "title": "Readiness"}),
            (BRIDGE, {"id": "ky-1", "language": "ky", "outlet": "Толук ТВ", "published": "2024-11"}),
            (TOLL, {"id": "ru-1", "language": "ru", "url": "http://x/1", "title": "\x1b[2J=Мост\u202e"}),
        ):
            found = analysis(marked, **fields)
            add(record, found.document, found)
    return run
