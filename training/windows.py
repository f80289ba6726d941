"""Texts as units of pieces, and units packed into the windows that the model reads.

A unit is a line, or a part of a line too long for a window, cut after a sentence. A window is whole units:
start mark, pieces, end mark, pieces, end mark … so that the model sees where lines end.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from training.settings import WINDOW
from training.vocabulary import END, START

ROOM = WINDOW - 2
_BLANKS = re.compile(r"[\s\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]*")
_SENTENCE_END = re.compile(r"[.!?…][»”\"’)]*\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A vocabulary piece at [start, end) of the text, in code points; `first` where it begins a word."""

    id: int
    start: int
    end: int
    first: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """Pieces of a line; `continues` where the line began in the unit before."""

    pieces: tuple[Piece, ...]
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """Piece ids with marks; `places[i]` is the index in the document of piece i, -1 for marks."""

    ids: list[int]
    places: list[int]


def units(text: str, tokenizer: Tokenizer) -> list[Unit]:
    """The lines of `text` that hold anything, in order, long ones in parts."""
    spans = [match.span() for match in re.finditer(r"[^\n]+", text)]
    encoded = tokenizer.encode_batch([text[a:b] for a, b in spans], add_special_tokens=False)
    made = []
    for (start, end), encoding in zip(spans, encoded, strict=True):
        pieces, word = [], None
        for piece, (a, b), at in zip(encoding.ids, encoding.offsets, encoding.word_ids, strict=True):
            begin = _BLANKS.match(text, start + a, start + b).end()  # the space that a piece stands for
            if begin < start + b:
                pieces.append(Piece(piece, begin, start + b, at != word))
                word = at
        made += _parts(pieces, [start + m.end() for m in _SENTENCE_END.finditer(text[start:end])])
    return made


def _parts(pieces: list[Piece], borders: list[int]) -> list[Unit]:
    """One unit, or as few as fit, cut at the last sentence border, else at the last word, that fits."""
    parts: list[Unit] = []
    while len(pieces) > ROOM:
        sentence_starts = set(borders)
        firsts = [i for i in range(1, ROOM + 1) if pieces[i].first]
        ends = [i for i in firsts if any(b in sentence_starts for b in _gap(pieces, i))]
        cut = (ends or firsts or [ROOM])[-1]
        parts.append(Unit(tuple(pieces[:cut]), continues=bool(parts)))
        pieces = pieces[cut:]
    if pieces:
        parts.append(Unit(tuple(pieces), continues=bool(parts)))
    return parts


def _gap(pieces: list[Piece], at: int) -> range:
    return range(pieces[at - 1].end, pieces[at].start + 1)


def pack(lengths: Sequence[int], first_room: int = ROOM, overlap: int = 0) -> list[range]:
    """Runs of consecutive units that fit one window each.

    The first may be given less room; each later one repeats units of the one before, up to `overlap` pieces.
    """
    runs, begin, used, room = [], 0, 0, first_room
    for at, length in enumerate(lengths):
        if at > begin and used + length + 1 > room:
            runs.append(range(begin, at))
            begin, used, room = at, 0, ROOM
            spare = min(overlap, ROOM - length)
            while begin - 1 > runs[-1].start and used + lengths[begin - 1] + 1 <= spare:
                begin -= 1
                used += lengths[begin] + 1
            used -= begin < at
        used += length + (at > begin)
    if begin < len(lengths):
        runs.append(range(begin, len(lengths)))
    return runs


def window(ids: Sequence[Sequence[int]], run: range) -> Window:
    """The window of the units in `run`, given the piece ids of every unit of the document."""
    place = sum(len(ids[at]) for at in range(run.start))
    row, places = [START], [-1]
    for at in run:
        row += [*ids[at], END]
        places += [*range(place, place + len(ids[at])), -1]
        place += len(ids[at])
    return Window(row, places)
