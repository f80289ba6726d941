"""The catalogue of public actors that comes with the package, and a user's own additions to it.

One row is one actor: its names by language, the offices it held, where each fact was taken from. The format
is described in ``docs/catalogue.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import Any

from onrecord.actors.catalogue.building import index_bytes
from onrecord.actors.catalogue.entry import Entry, Role
from onrecord.actors.catalogue.finding import Finder
from onrecord.actors.catalogue.index import NameIndex
from onrecord.actors.catalogue.kept import content_digest, kept_index, mapped
from onrecord.actors.catalogue.rows import CatalogueError, read_entries
from onrecord.records import ActorKind

__all__ = ["Catalogue", "CatalogueError", "Entry", "Role", "shipped"]

_FILES = ("persons.jsonl", "organisations.jsonl", "countries.jsonl", "groups.jsonl")
_FINGERPRINT_DIGITS = 12


class Catalogue:
    """Actors by identifier and by name; immutable. The entries are read when it is first asked."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._given = entries

    @property
    def fingerprint(self) -> str:
        """A few hexadecimal digits that tell a user's rows from others; empty where there are none."""
        return ""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All actors, in the order of the files."""
        return tuple({entry.id: entry for index in self._indexes for entry in index}.values())

    def get(self, id: str) -> Entry | None:  # noqa: A002
        """The actor of an identifier."""
        return next((found for index in reversed(self._indexes) if (found := index.get(id))), None)

    def country(self, code: str) -> Entry | None:
        """The country of an ISO 3166-1 code."""
        return self._countries.get(code)

    def holders(self, role: str) -> tuple[Entry, ...]:
        """Who ever held an office of this name, wherever."""
        return self._holders.get(role, ())

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
        found = Finder(self._indexes).find(name, language=language, country=country)
        return tuple(entry for entry in found if kind is None or entry.kind is kind)

    def with_own(self, path: str | PathLike[str]) -> Catalogue:
        """This catalogue with the rows of a user's file, which replace the actors of the same identifiers.

        The index of the file is made once and kept in the user's folder for caches.

        Raises :class:`CatalogueError`, which names file, line and fault, and ``OSError``.
        """
        source = Path(path)
        digest = content_digest(source)
        return _with_own(self, kept_index(source, digest), digest[:_FINGERPRINT_DIGITS])

    @cached_property
    def _countries(self) -> Mapping[str, Entry]:
        countries = (entry for entry in self.entries if entry.kind is ActorKind.COUNTRY)
        return {entry.country: entry for entry in countries if entry.country}

    @cached_property
    def _holders(self) -> Mapping[str, tuple[Entry, ...]]:
        found: dict[str, tuple[Entry, ...]] = {}
        for entry in self.entries:
            for role in dict.fromkeys(each.role for each in entry.roles):
                found[role] = (*found.get(role, ()), entry)
        return found

    @cached_property
    def _indexes(self) -> tuple[NameIndex, ...]:
        return (NameIndex(index_bytes({entry.id: entry for entry in self._given}.values())),)

    def __reduce__(self) -> tuple[Any, ...]:
        return (shipped, ()) if self is shipped() else (Catalogue, (self.entries,))


class _WithOwn(Catalogue):
    """A catalogue with the rows of a user's file, whose index lies at ``path``."""

    def __init__(self, base: Catalogue, path: Path, digits: str) -> None:
        self._base, self._path, self._digits = base, path, digits

    @property
    def fingerprint(self) -> str:
        return self._base.fingerprint + self._digits

    @cached_property
    def _indexes(self) -> tuple[NameIndex, ...]:
        return (*self._base._indexes, mapped(self._path))

    def __reduce__(self) -> tuple[Any, ...]:
        # To another process goes where the index lies, not what is in it.
        return _with_own, (self._base, self._path, self._digits)


@lru_cache(maxsize=8)
def _with_own(base: Catalogue, path: Path, digits: str) -> Catalogue:
    """One object in a process, however often it is sent there: it remembers what it has found."""
    return _WithOwn(base, path, digits)


class _Shipped:
    """The entries that come with the package, read anew each time."""

    def __iter__(self) -> Iterator[Entry]:
        folder = files("onrecord.actors.catalogue")
        for name in _FILES:
            yield from read_entries(folder.joinpath(name).read_bytes().splitlines(), name)


@cache
def shipped() -> Catalogue:
    """The catalogue that comes with the package; read once."""
    return Catalogue(_Shipped())
