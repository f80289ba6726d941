"""Which actors a written name can mean, in any case form and script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from onrecord.actors.catalogue.entry import Entry
from onrecord.actors.catalogue.index import Borne, NameIndex
from onrecord.actors.catalogue.words import Forms, spelling_of, without_articles, word_forms, words_of
from onrecord.records import ActorKind

_LONGEST_NAME = 300
_MOST_WORDS = 14


class Finder:
    """Finds actors in several indexes; an entry of a later one replaces that of its id in those before."""

    def __init__(self, indexes: Sequence[NameIndex]) -> None:
        self._indexes = indexes

    def find(self, name: str, *, language: str | None, country: str | None) -> tuple[Entry, ...]:
        """The entries that bear ``name`` alone; else those of ``country`` that bear it among others."""
        written = words_of(name[:_LONGEST_NAME])
        if not 0 < len(written) <= _MOST_WORDS:
            return ()
        words = [word_forms(word, language) for word in written]
        found = self._bearers(words, spelling_of(name), country)
        bare = without_articles(words)
        return found or (self._bearers(bare, spelling_of(name), country) if len(bare) < len(words) else ())

    def _bearers(self, words: Forms, spelling: str, country: str | None) -> tuple[Entry, ...]:
        names = [*self._each(NameIndex.bodies, words), *self._each(NameIndex.persons, words)]
        if own := _best(spelling, (name for name in names if not name.generic)):
            return own
        if composed := self._composed(words):
            return composed
        return _best(
            spelling, (name for name in names if name.generic and country in (None, name.entry.country))
        )

    def _composed(self, words: Forms) -> tuple[Entry, ...]:
        """A generic name beside that of a country: МВД России, Кыргызстандын ИИМи, Ministry of X of Y."""
        for border in range(1, len(words)):
            head, tail = without_articles(words[:border]), without_articles(words[border:])
            for place, body in ((head, tail), (tail, head)):
                if (codes := self._countries(place)) and (found := self._bodies_of(codes, body)):
                    return found
        return ()

    def _countries(self, words: Forms) -> set[str]:
        return {
            name.entry.country
            for name in self._each(NameIndex.bodies, words)
            if name.entry.kind is ActorKind.COUNTRY and name.entry.country
        }

    def _bodies_of(self, codes: set[str], words: Forms) -> tuple[Entry, ...]:
        names = self._each(NameIndex.bodies, words)
        return _best("", (name for name in names if name.generic and name.entry.country in codes))

    def _each(self, look_up: Callable[[NameIndex, Forms], Iterator[Borne]], words: Forms) -> Iterator[Borne]:
        for place, index in enumerate(self._indexes, start=1):
            for name in look_up(index, words):
                if not any(later.get(name.entry.id) for later in self._indexes[place:]):
                    yield name


def _best(spelling: str, names: Iterable[Borne]) -> tuple[Entry, ...]:
    """The entries once each; where some are spelled exactly so (Azattyk, Azattyq), those alone."""
    found = [name for name in names if not _is_common_word(spelling, name)]
    exact = [name for name in found if name.spelling == spelling]
    return tuple({name.entry.id: name.entry for name in exact or found}.values())


def _is_common_word(spelling: str, name: Borne) -> bool:
    """Whether a small word is meant (кабар, news), not the body that has it for its name (Кабар)."""
    small = spelling[:1].islower() and " " not in spelling and name.spelling[0].isupper()
    return small and name.entry.kind in (ActorKind.ORGANISATION, ActorKind.GROUP)
