"""Reading and checking the rows of a catalogue file: JSON Lines, one actor a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from onrecord.actors.catalogue.entry import Entry, Role
from onrecord.actors.catalogue.entry import Names as EntryNames
from onrecord.records import ActorKind

_LONGEST_NAME = 200

Text = Annotated[str, Meta(min_length=1, max_length=2000)]
Name = Annotated[str, Meta(min_length=1, max_length=_LONGEST_NAME, pattern=r"^\S(?:.*\S)?$")]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}$")]
Date = Annotated[str, Meta(pattern=r"^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$")]
Identifier = Annotated[str, Meta(min_length=2, max_length=120, pattern=r"^[A-Za-z0-9][A-Za-z0-9./_-]*$")]
Country = Annotated[str, Meta(pattern=r"^[A-Z]{2}$")]
Names = dict[Language, list[Name]]

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_QID_LIKE = re.compile(r"^[Qq]\d")
_DERIVED = tuple(f"{kind}/" for kind in ActorKind)
_QID = re.compile(r"^Q[1-9]\d*$")


class CatalogueError(ValueError):
    """A catalogue file that cannot be used; says which line and what is wrong there."""


class RoleRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An office as the file gives it."""

    role: Text
    organisation: Text
    start: Date | None = msgspec.field(name="from", default=None)
    end: Date | None = msgspec.field(name="to", default=None)


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a catalogue file."""

    id: Identifier
    kind: ActorKind
    names: Names
    source: Text
    roles: list[RoleRow] = []
    generic: Names = {}
    country: Country | None = None
    assumed: list[Language] = []


def read_entries(lines: Iterable[bytes], name: str) -> Iterator[Entry]:
    """The actors of a file, one by one; empty lines and lines that begin with ``#`` are passed over.

    Raises :class:`CatalogueError` with the name of the file, the line and the fault.
    """
    decoder = msgspec.json.Decoder(Row)
    first_seen: dict[str, int] = {}
    for number, given in enumerate(lines, start=1):
        line = given.removeprefix(_BYTE_ORDER_MARK) if number == 1 else given
        if not line.strip() or line.lstrip().startswith(b"#"):
            continue
        try:
            row = decoder.decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise CatalogueError(f"{name}, line {number}: {error}") from error
        if fault := _fault(row):
            raise CatalogueError(f"{name}, line {number}: {fault}")
        if row.id in first_seen:
            raise CatalogueError(f"{name}, line {number}: {row.id} is already in line {first_seen[row.id]}")
        first_seen[row.id] = number
        yield _entry(row)


def _fault(row: Row) -> str | None:
    """What the types cannot say: an actor has a name, a QID is well formed, an office ends after it began."""
    if not any(row.names.values()):
        return f"{row.id} has no name"
    if _QID_LIKE.match(row.id) and not _QID.match(row.id):
        return f"{row.id} is no Wikidata identifier; begin an identifier of your own with another letter"
    if row.id.startswith(_DERIVED):
        return f"{row.id} is formed like the identifier of an actor that no catalogue holds; choose another"
    for role in row.roles:
        # At the shorter precision, so that an office held from 2010 to 2010-04 passes.
        if role.start and role.end:
            shorter = min(len(role.start), len(role.end))
            if role.start[:shorter] > role.end[:shorter]:
                return f"{row.id} is {role.role} from {role.start} to {role.end}"
    return None


def _entry(row: Row) -> Entry:
    return Entry(
        id=row.id,
        kind=row.kind,
        names=_names(row.names),
        roles=tuple(Role(each.role, each.organisation, each.start, each.end) for each in row.roles),
        source=row.source,
        generic=_names(row.generic),
        country=row.country,
        assumed=frozenset(row.assumed),
    )


def _names(given: Mapping[str, Iterable[str]]) -> EntryNames:
    return {language: tuple(names) for language, names in given.items()}
