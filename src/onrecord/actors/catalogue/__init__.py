"""The catalogue of public actors that comes with the package, and a user's own additions to it.

One row is one actor: its names by language, the offices it held, where each fact was taken from. The format
is described in ``docs/catalogue.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from os import PathLike
from pathlib import Path

from onrecord.actors.catalogue.entry import Entry, Names, Role
from onrecord.actors.catalogue.index import NameIndex
from onrecord.actors.catalogue.rows import CatalogueError, Row, read_rows
from onrecord.records import ActorKind

__all__ = ["Catalogue", "CatalogueError", "Entry", "Role", "shipped"]

_FILES = ("persons.jsonl", "organisations.jsonl", "countries.jsonl", "groups.jsonl")


class Catalogue:
    """Actors by identifier and by name; immutable."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = {entry.id: entry for entry in entries}
        self._index: NameIndex | None = None
        self._countries: dict[str, Entry] | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All actors, in the order of the files."""
        return tuple(self._entries.values())

    def get(self, id: str) -> Entry | None:  # noqa: A002
        """The actor of an identifier."""
        return self._entries.get(id)

    def country(self, code: str) -> Entry | None:
        """The country of an ISO 3166-1 code."""
        if self._countries is None:
            self._countries = {
                entry.country: entry
                for entry in self.entries
                if entry.country and entry.kind is ActorKind.COUNTRY
            }
        return self._countries.get(code)

    def named(
        self,
        name: str,
        *,
        language: str | None = None,
        kind: ActorKind | None = None,
        country: str | None = None,
    ) -> tuple[Entry, ...]:
        """The actors that ``name`` can mean, in any case form and script, the family name first or last.

        ``language`` is that of the text in which the name stands (all three are tried without it). More than
        one actor means that the name alone does not tell: МВД is the ministry of every neighbour, unless
        ``country`` (ISO 3166-1) says whose. A generic name beside that of a country, as in "МВД КР" and
        "Кыргызстандын ИИМи", is the body of that country.
        """
        if self._index is None:
            self._index = NameIndex(self.entries)
        found = self._index.find(name, language=language, country=country)
        return tuple(entry for entry in found if kind is None or entry.kind is kind)

    def with_own(self, path: str | PathLike[str]) -> Catalogue:
        """This catalogue with the rows of a user's file, which replace the actors of the same identifiers.

        Raises :class:`CatalogueError`, which names file, line and fault, and ``OSError``.
        """
        own = {entry.id: entry for entry in _entries(read_rows(Path(path).read_bytes(), str(path)))}
        return Catalogue((self._entries | own).values())


@cache
def shipped() -> Catalogue:
    """The catalogue that comes with the package; read once."""
    folder = files("onrecord.actors.catalogue")
    return Catalogue(
        entry for name in _FILES for entry in _entries(read_rows(folder.joinpath(name).read_bytes(), name))
    )


def _entries(rows: Iterable[Row]) -> Iterator[Entry]:
    for row in rows:
        yield Entry(
            id=row.id,
            kind=row.kind,
            names=_names(row.names),
            roles=tuple(Role(each.role, each.organisation, each.start, each.end) for each in row.roles),
            source=row.source,
            generic=_names(row.generic),
            country=row.country,
            assumed=frozenset(row.assumed),
        )


def _names(given: Mapping[str, Iterable[str]]) -> Names:
    return {language: tuple(names) for language, names in given.items()}
