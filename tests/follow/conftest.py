from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from follow.sites import Site, site
from onrecord.store import Record, open_record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "onrecord.record", create=True) as opened:
        yield opened


@pytest.fixture
def here() -> Iterator[Site]:
    with site() as opened:
        yield opened


@pytest.fixture
def elsewhere() -> Iterator[Site]:
    with site() as opened:
        yield opened
