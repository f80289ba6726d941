"""An actor of the catalogue and the offices that it held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.records import ActorKind

Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Role:
    """An office held in ``organisation`` from ``start`` to ``end``, ISO 8601 at the precision known.

    No ``end`` does not mean that the office is still held, only that the source tells of none.
    """

    role: str
    organisation: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor of the catalogue.

    ``id`` is the Wikidata QID where a source gives it. ``names`` holds the names that it bears alone, by
    language, the preferred one first; ``generic`` those that it shares with its like, such as МВД, which
    every neighbouring state has. ``country`` is the ISO 3166-1 code of a country, or of the state whose body
    it is. In the languages of ``assumed`` the spelling was derived by rule and seen in no text.
    """

    id: str
    kind: ActorKind
    names: Names
    roles: tuple[Role, ...]
    source: str
    generic: Names = field(default_factory=dict)
    country: str | None = None
    assumed: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The name to show where nothing tells the reader's language: English, Russian, Kyrgyz, any."""
        for language in ("en", "ru", "ky", *self.names):
            if names := self.names.get(language):
                return names[0]
        return self.id


def borne(entry: Entry) -> Iterator[str]:
    """All names of an entry, of each language in turn: those that it bears alone, then the generic ones."""
    for names in (entry.names, entry.generic):
        for each in names.values():
            yield from each
