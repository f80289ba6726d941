"""Making an index of names."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from hashlib import sha256
from io import BytesIO
from itertools import accumulate, chain
from typing import IO, Any

import msgspec

from onrecord.actors.catalogue.entry import Entry, borne
from onrecord.actors.catalogue.layout import HASH_BITS, MAGIC, TRAILER, Sections, after, text_hash, way_to


def index_bytes(entries: Iterable[Entry], bits: int = HASH_BITS) -> bytes:
    """The index of ``entries`` in memory; see :func:`write_index`."""
    stream = BytesIO()
    write_index(entries, stream, bits)
    return stream.getvalue()


def write_index(entries: Iterable[Entry], stream: IO[bytes], bits: int = HASH_BITS) -> None:
    """Write the index of ``entries``, whose identifiers differ, into an empty stream.

    The entries are taken one by one and not held. ``bits`` is how much of each hash is stored: with fewer
    there is more to compare, and the same is found.
    """
    checksum = sha256()

    def write(content: Any) -> None:
        checksum.update(content)
        stream.write(content)

    write(MAGIC)
    lengths, hashes = array("Q"), _Hashes()
    for entry in entries:
        content = msgspec.json.encode(entry)
        write(content)
        hashes.add(entry, number=len(lengths))
        lengths.append(len(content))
    sizes = [sum(lengths)]
    for section in chain([array("Q", accumulate(lengths))], hashes.sections(HASH_BITS - bits)):
        write(section)
        sizes.append(len(section) * section.itemsize)
    write(TRAILER.pack(bits, *Sections(*sizes)))
    stream.write(checksum.digest())


class _Hashes:
    """What the entries give to look them up by, in their order."""

    def __init__(self) -> None:
        self._steps: set[int] = set()
        self._names, self._identifiers = array("Q"), array("Q")
        self._bearers, self._ordinals = array("I"), array("I")

    def add(self, entry: Entry, number: int) -> None:
        self._identifiers.append(text_hash(entry.id))
        for ordinal, name in enumerate(borne(entry)):
            beginning, keys = way_to(entry, name)
            if keys:
                _, *steps, whole = accumulate(keys, after, initial=beginning)
                self._steps.update(steps)
                self._names.append(whole)
                self._bearers.append(number)
                self._ordinals.append(ordinal)

    def sections(self, shift: int) -> Iterator[array[int]]:
        """All sections after ``ends``, without the lowest ``shift`` bits of each hash."""
        yield array("Q", sorted({step >> shift for step in self._steps}))
        # Who bear one name come in the order of the entries.
        by_name = _order(self._names)
        yield array("Q", (self._names[place] >> shift for place in by_name))
        yield array("I", map(self._bearers.__getitem__, by_name))
        yield array("I", map(self._ordinals.__getitem__, by_name))
        by_identifier = _order(self._identifiers)
        yield array("Q", (self._identifiers[place] >> shift for place in by_identifier))
        yield array("I", by_identifier)


def _order(hashes: array[int]) -> list[int]:
    return sorted(range(len(hashes)), key=hashes.__getitem__)
