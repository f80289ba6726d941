"""Making an index of names."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO
from itertools import accumulate
from typing import IO, Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.actors.catalogue.entry import Entry, borne
from onrecord.actors.catalogue.layout import HASH_BITS, MAGIC, TRAILER, Sections, after, text_hash, way_to

_Array = NDArray[np.unsignedinteger[Any]]


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
    arrays = (_numbers(array("Q", accumulate(lengths))), *hashes.sections(HASH_BITS - bits))
    for each in arrays:
        write(each.data)
    write(TRAILER.pack(bits, *Sections(sum(lengths), *(each.nbytes for each in arrays))))
    stream.write(checksum.digest())


class _Hashes:
    """What the entries give to look them up by, in their order."""

    def __init__(self) -> None:
        self._steps, self._names, self._identifiers = array("Q"), array("Q"), array("Q")
        self._bearers, self._ordinals = array("I"), array("I")

    def add(self, entry: Entry, number: int) -> None:
        self._identifiers.append(text_hash(entry.id))
        for ordinal, name in enumerate(borne(entry)):
            beginning, keys = way_to(entry, name)
            if keys:
                _, *steps, whole = accumulate(keys, after, initial=beginning)
                self._steps.extend(steps)
                self._names.append(whole)
                self._bearers.append(number)
                self._ordinals.append(ordinal)

    def sections(self, shift: int) -> tuple[_Array, ...]:
        """All sections after ``ends``, without the lowest ``shift`` bits of each hash."""
        places = np.uint64(shift)
        names, identifiers = _numbers(self._names) >> places, _numbers(self._identifiers) >> places
        # Stable, so that who bears one name come in the order of the entries.
        by_name, by_identifier = (np.argsort(each, kind="stable") for each in (names, identifiers))
        return (
            np.unique(_numbers(self._steps) >> places),
            names[by_name],
            _numbers(self._bearers)[by_name],
            _numbers(self._ordinals)[by_name],
            identifiers[by_identifier],
            by_identifier.astype(np.uint32),
        )


def _numbers(values: array[int]) -> _Array:
    return np.frombuffer(values, np.dtype(f"u{values.itemsize}"))
