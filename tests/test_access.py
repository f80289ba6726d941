from __future__ import annotations

import stat
from pathlib import Path

import pytest

from onrecord.access import Role, Tokens, TokensError


@pytest.fixture
def tokens(tmp_path: Path) -> Tokens:
    return Tokens(tmp_path / "onrecord.tokens")


def test_a_token_is_known_again_and_cannot_be_read(tokens: Tokens) -> None:
    token, other = tokens.add("Nurlan", Role.REVIEWER), tokens.add("Айзада", Role.ADMIN)
    caller = tokens.bearer(token)
    assert caller
    assert (caller.name, caller.role) == ("Nurlan", Role.REVIEWER)
    found = tokens.bearer(other)
    assert found
    assert found.name == "Айзада"
    assert token not in tokens.path.read_text("utf-8")
    assert stat.S_IMODE(tokens.path.stat().st_mode) == 0o600
    for wrong in ("", token[:-1], token + " ", caller.sha256, "\udcff"):
        assert tokens.bearer(wrong) is None


def test_a_line_taken_out_is_a_token_no_more(tokens: Tokens) -> None:
    token = tokens.add("Nurlan", Role.REVIEWER)
    tokens.path.write_text("")
    assert tokens.bearer(token) is None


def test_roles_allow_what_stands_before_them() -> None:
    assert [[role.allows(needed) for needed in Role] for role in Role] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]


def test_what_is_refused(tokens: Tokens) -> None:
    tokens.add("Nurlan", Role.READER)
    with pytest.raises(TokensError, match="has a token already"):
        tokens.add("Nurlan", Role.ADMIN)
    for name in ("", " ", "a\nb", "x" * 201):
        with pytest.raises(TokensError, match="printable"):
            tokens.add(name, Role.READER)


@pytest.mark.parametrize(
    "written", [b"{}", b"no", b'{"name":"a","role":"king","sha256":"","made":""}', b"\xff"]
)
def test_a_file_of_something_else(tokens: Tokens, written: bytes) -> None:
    tokens.path.write_bytes(written)
    with pytest.raises(TokensError, match="no file of tokens"):
        tokens.bearer("x")


def test_a_file_that_is_not_there(tokens: Tokens) -> None:
    with pytest.raises(TokensError, match="cannot be read"):
        tokens.bearer("x")
