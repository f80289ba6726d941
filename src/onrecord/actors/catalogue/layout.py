"""How an index of names lies in bytes: entries as JSON, sorted arrays of hashes, where each of them ends.

A name is the sequence of the keys of its words. Every beginning of one has a 64-bit hash, made of the hash
of the beginning before and the next key, so that names are looked up word by word as in a tree, and only
ways that lead somewhere are followed. ``steps`` holds the hashes of beginnings after which a name goes on,
``names`` those of whole names, each with its bearer (the number of an entry) and which of its names it is.
Hashes may collide: they tell where to look, and the names that stand there decide.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from hashlib import blake2b
from struct import Struct
from typing import Generic, NamedTuple, TypeVar

from onrecord.actors.catalogue.entry import Entry
from onrecord.actors.catalogue.words import key_of
from onrecord.records import ActorKind

#: Changes with the layout, with what an entry holds, and with what makes the keys of a name.
FORMAT = 1
MAGIC = b"onrecord names %d %s\n" % (FORMAT, sys.byteorder.encode())
HASH_BITS = 64
#: At the end: the bits of a hash that are stored, the bytes of each section; then the SHA-256 of all before.
TRAILER = Struct("=9Q")
CHECKSUM_BYTES = 32
#: Where names of persons and of others begin.
PERSONS, BODIES = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F

_MULTIPLIER = 0xFF51AFD7ED558CCD
_MASK = 2**64 - 1


#: Where a name begins, and the keys of its words.
Way = tuple[int, tuple[str, ...]]
Part = TypeVar("Part")


class Sections(NamedTuple, Generic[Part]):
    """The parts of an index, in order, or of each the number of its bytes.

    ``entries`` are JSON, one after the other, and ``ends`` where each of them ends. By name there are
    ``bearers``, the number of the entry, and ``ordinals``, which of its names it is; by identifier there are
    ``numbers``, again of the entry. Those three are of 32 bits, all else of 64.
    """

    entries: Part
    ends: Part
    steps: Part
    names: Part
    bearers: Part
    ordinals: Part
    identifiers: Part
    numbers: Part


@lru_cache(maxsize=100_000)
def text_hash(text: str) -> int:
    """64 bits that stay the same from one process to the next."""
    # Half a surrogate pair in a text is no reason to fail.
    return int.from_bytes(blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest(), "little")


def after(beginning: int, key: str) -> int:
    """The hash of the beginning of a name and the key of one more word."""
    return ((beginning ^ text_hash(key)) * _MULTIPLIER) & _MASK


def way_to(entry: Entry, name: str) -> Way:
    """The way to a name of an entry; the words of a person's are in alphabetical order."""
    keys = key_of(name)
    return (PERSONS, tuple(sorted(keys))) if entry.kind is ActorKind.PERSON else (BODIES, keys)
