from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from litestar.types import ASGIApp

from onrecord.access import Role, Tokens
from onrecord.api import PREFIX, Settings, application
from onrecord.store import open_record
from store.holding import hostile, leaves, opposes, put, stays

Client = TestClient[Any]
"""Asks below the prefix."""


def client_of(settings: Settings, **headers: str) -> Client:
    app: ASGIApp = application(settings)
    client = TestClient(app, base_url=f"http://127.0.0.1{PREFIX}")
    client.headers.update(headers)
    return client


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record made by hand: a holder changes sides, somebody is not settled, one text attacks."""
    path = tmp_path / "onrecord.record"
    with open_record(path, create=True) as opened:
        put(opened, stays(), leaves(), opposes(), hostile())
    return path


@pytest.fixture
def tokens(tmp_path: Path) -> Tokens:
    return Tokens(tmp_path / "onrecord.tokens")


@pytest.fixture
def client(record: Path) -> Client:
    """Whoever reads, of a record that is served for reading."""
    return client_of(Settings(record))


@pytest.fixture
def signed(record: Path, tokens: Tokens) -> Callable[[str, Role], Client]:
    """Somebody with a token of a role."""

    def sign(name: str, role: Role) -> Client:
        return client_of(Settings(record, tokens), Authorization=f"Bearer {tokens.add(name, role)}")

    return sign


@pytest.fixture
def reviewer(signed: Callable[[str, Role], Client]) -> Client:
    return signed("Nurlan", Role.REVIEWER)
