"""Entries and their names in one block of bytes, in memory or mapped from a file; see ``layout.py``."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

import msgspec

from onrecord.actors.catalogue.entry import Entry, borne
from onrecord.actors.catalogue.layout import (
    BODIES,
    CHECKSUM_BYTES,
    HASH_BITS,
    MAGIC,
    PERSONS,
    TRAILER,
    Sections,
    Way,
    after,
    text_hash,
    way_to,
)
from onrecord.actors.catalogue.words import Forms, spelling_of

# News names few actors over and over.
_CACHED = 5_000
_decoder = msgspec.json.Decoder(Entry)


class Borne(NamedTuple):
    """A name of an entry as it is spelled; ``generic`` where others of its like bear it too."""

    entry: Entry
    spelling: str
    generic: bool
    way: Way


class NameIndex:
    """The entries of an index, by name and by identifier.

    ``content`` is what :mod:`onrecord.actors.catalogue.building` made, and is taken as it is.
    """

    def __init__(self, content: bytes | memoryview) -> None:
        whole = memoryview(content)
        bits, *lengths = TRAILER.unpack(whole[-TRAILER.size - CHECKSUM_BYTES : -CHECKSUM_BYTES])
        borders = accumulate(lengths, initial=len(MAGIC))
        parts = Sections(*(whole[start:end] for start, end in pairwise(borders)))
        self._shift = HASH_BITS - bits
        self._entries = parts.entries
        self._ends, self._steps, self._names, self._identifiers = (
            part.cast("Q") for part in (parts.ends, parts.steps, parts.names, parts.identifiers)
        )
        self._bearers, self._ordinals, self._numbers = (
            part.cast("I") for part in (parts.bearers, parts.ordinals, parts.numbers)
        )
        self._entry = lru_cache(_CACHED)(self._read_entry)
        self._borne = lru_cache(_CACHED)(self._read_name)

    def __iter__(self) -> Iterator[Entry]:
        return map(self._read_entry, range(len(self._ends)))

    def get(self, identifier: str) -> Entry | None:
        """The entry of an identifier."""
        places = self._places(self._identifiers, text_hash(identifier))
        found = (self._entry(self._numbers[place]) for place in places)
        return next((entry for entry in found if entry.id == identifier), None)

    def bodies(self, words: Forms) -> Iterator[Borne]:
        """The names of all but persons that ``words`` can be, as they follow one another."""
        return self._walk((BODIES, ()), BODIES, words)

    def persons(self, words: Forms) -> Iterator[Borne]:
        """The names of persons that ``words`` can be, in any order."""
        return self._walk((PERSONS, ()), PERSONS, words)

    def _walk(self, way: Way, beginning: int, words: Forms) -> Iterator[Borne]:
        """The names that go on with ``words`` after the keys of ``way``, whose hash is ``beginning``."""
        root, keys = way
        for index in range(len(words))[: None if root == PERSONS else 1]:
            rest = [*words[:index], *words[index + 1 :]]
            for key in words[index]:
                if root == PERSONS and keys and key < keys[-1]:
                    continue
                reached = after(beginning, key)
                if not rest:
                    yield from self._named((root, (*keys, key)), reached)
                elif self._leads_on(reached):
                    yield from self._walk((root, (*keys, key)), reached, rest)

    def _leads_on(self, beginning: int) -> bool:
        return any(True for _ in self._places(self._steps, beginning))

    def _named(self, way: Way, name: int) -> Iterator[Borne]:
        for place in self._places(self._names, name):
            found = self._borne(self._bearers[place], self._ordinals[place])
            if found.way == way:
                yield found

    def _places(self, hashes: memoryview, wanted: int) -> Iterator[int]:
        stored = wanted >> self._shift
        place = bisect_left(hashes, stored)
        while place < len(hashes) and hashes[place] == stored:
            yield place
            place += 1

    def _read_entry(self, number: int) -> Entry:
        start = self._ends[number - 1] if number else 0
        return _decoder.decode(self._entries[start : self._ends[number]])

    def _read_name(self, number: int, ordinal: int) -> Borne:
        entry = self._entry(number)
        name = list(borne(entry))[ordinal]
        generic = ordinal >= sum(map(len, entry.names.values()))
        return Borne(entry, spelling_of(name), generic, way_to(entry, name))
