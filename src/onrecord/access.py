"""Tokens: who may do what over the network. A file holds their hashes, a line of JSON each."""

from __future__ import annotations

import hmac
import secrets
from base64 import b64decode
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Annotated, NamedTuple

import msgspec

_RANDOM_BYTES = 32
_LONGEST_NAME = 200
_LONGEST_FILE = 1_000_000  # bytes; some five thousand tokens


class TokensError(Exception):
    """The file of tokens cannot be read or added to; the message says why."""


class Role(StrEnum):
    """What a token allows; each allows what stands before it as well."""

    READER = "reader"
    """To read, and to have texts analysed that are not stored."""
    REVIEWER = "reviewer"
    """To correct, to decide who is who, and to take back what is one's own."""
    ADMIN = "admin"
    """To take back what others said."""

    def allows(self, role: Role) -> bool:
        """Whether who has this role may do what ``role`` may."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(role)


class Credentials(NamedTuple):
    """What a header ``Authorization`` says: a token, and whether a browser may have sent it unasked."""

    token: str
    unasked: bool


def credentials(header: str) -> Credentials | None:
    """The token of a header ``Authorization``: that of a bearer, or the password that a browser asked for."""
    scheme, _, given = header.strip().partition(" ")
    if scheme.casefold() == "bearer":
        return Credentials(given.strip(), unasked=False)
    if scheme.casefold() != "basic":
        return None
    try:
        _, _, password = b64decode(given, validate=True).decode().partition(":")
    except ValueError:
        return None
    return Credentials(password, unasked=True)


class Caller(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whoever bears a token: ``name`` signs what they write. The token itself is not kept, only its hash."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=_LONGEST_NAME)]
    role: Role
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    made: str
    """When, UTC."""

    def may_undo(self, author: str) -> bool:
        """Whether they may take back what ``author`` said."""
        return author == self.name or self.role.allows(Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens in a file, which is read anew for each question: a line taken out is a token no more."""

    path: Path

    def bearer(self, token: str) -> Caller | None:
        """Who bears ``token``; ``None`` where it is none.

        Raises:
            TokensError: the file cannot be read.
        """
        hashed, found = _hashed(token), None
        # All are compared, and each in constant time, so that the time taken tells nothing.
        for caller in self.callers():
            if hmac.compare_digest(caller.sha256, hashed):
                found = caller
        return found

    def callers(self) -> list[Caller]:
        """Everybody who has a token.

        Raises:
            TokensError: the file cannot be read.
        """
        try:
            with self.path.open("rb") as file:
                lines = file.read(_LONGEST_FILE + 1)
        except OSError as error:
            raise TokensError(f"{self.path} cannot be read: {error.strerror}.") from error
        if len(lines) > _LONGEST_FILE:
            raise TokensError(f"{self.path} is too large for a file of tokens.")
        try:
            return msgspec.json.Decoder(Caller).decode_lines(lines)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise TokensError(f"{self.path} is no file of tokens: {error}.") from error

    def add(self, name: str, role: Role) -> str:
        """A new token for ``name``, which nobody can read again afterwards; the file is made if need be.

        Raises:
            TokensError: the name has a token or does not do, or the file cannot be read or written.
        """
        name = name.strip()
        if not name.isprintable() or not 0 < len(name) <= _LONGEST_NAME:
            raise TokensError(f"A name has between 1 and {_LONGEST_NAME} printable characters.")
        if self.path.exists() and any(caller.name == name for caller in self.callers()):
            raise TokensError(f"{name} has a token already; for a new one take that line out of {self.path}.")
        token = secrets.token_urlsafe(_RANDOM_BYTES)
        made = datetime.now(UTC).isoformat(timespec="seconds")
        # Random as it is, a token needs no slow hash: nobody can try them all.
        line = msgspec.json.encode(Caller(name, role, _hashed(token), made)) + b"\n"
        try:
            self.path.touch(mode=0o600)
            with self.path.open("ab") as file:
                file.write(line)
        except OSError as error:
            raise TokensError(f"{self.path} cannot be written: {error.strerror}.") from error
        return token


def _hashed(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
