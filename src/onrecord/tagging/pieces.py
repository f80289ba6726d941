"""Lines as pieces of words, and pieces as the windows that the tagger reads.

A window is whole lines, a line too long for one being cut where a sentence begins: start mark, pieces, end
mark, pieces, end mark …, so that the tagger sees where lines end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from tokenizers import Tokenizer as Tokenizer  # noqa: PLC0414 - no other layer imports tokenizers

from onrecord.records import Span

START, PAD, END, UNKNOWN = range(4)
WINDOW = 160  # pieces, marks included
ROOM = WINDOW - 2
# A longer word is an address or noise, and one must not fill a window.
_LONGEST_WORD = 32
_LINES_AT_ONCE = 64
_BLANK = "▁"
_BLANKS = re.compile(r"[\s\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]+")
# Half of a pair, which is no text: the tokenizer refuses it.
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK_LETTERS = frozenset(letter for letter in map(chr, range(0x10000)) if _BLANKS.match(letter))
_SENTENCE_BEGINS = re.compile(r"[.!?…][»”\"’)]*\s+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A line or a part of one: piece ids, words as spans of the text, the index of each word's first piece.

    ``continues`` tells that the line began in the unit before.
    """

    pieces: list[int]
    words: list[Span]
    firsts: list[int]
    continues: bool = False


@dataclass(slots=True)
class Window:
    """Piece ids with marks, the words, where in it each begins, and which of them open a line."""

    pieces: list[int] = field(default_factory=lambda: [START])
    words: list[Span] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    opens: list[bool] = field(default_factory=list)

    def add(self, unit: Unit) -> None:
        """Append a unit and its end mark."""
        self.firsts += [len(self.pieces) + first for first in unit.firsts]
        self.opens += [not unit.continues] + [False] * (len(unit.words) - 1)
        self.pieces += [*unit.pieces, END]
        self.words += unit.words


def units(text: str, lines: Iterable[Span], tokenizer: Tokenizer) -> Iterator[Unit]:
    """The units of the given lines of ``text``, in order."""
    remaining = iter(lines)
    blank = tokenizer.token_to_id(_BLANK)
    while batch := list(islice(remaining, _LINES_AT_ONCE)):
        written = [_SURROGATE.sub("\ufffd", text[start:end]) for start, end in batch]
        encoded = tokenizer.encode_batch(written, add_special_tokens=False)
        for line, encoding in zip(batch, encoded, strict=True):
            pieces = zip(encoding.ids, encoding.offsets, encoding.word_ids, strict=True)
            whole = _unit(text, line.start, pieces, blank)
            yield from _parts(text, line, whole) if len(whole.pieces) > ROOM else [whole]


def windows(found: Iterable[Unit], first_room: int = ROOM) -> Iterator[Window]:
    """Runs of units that fit one window each; the first may be given less room than the later ones."""
    current, room = Window(), first_room
    for unit in found:
        if not unit.words:
            continue
        if current.words and len(current.pieces) + len(unit.pieces) > room + 1:
            yield current
            current, room = Window(), ROOM
        current.add(unit)
    if current.words:
        yield current


def _unit(
    text: str, begin: int, encoded: Iterable[tuple[int, tuple[int, int], int | None]], blank: int | None
) -> Unit:
    pieces: list[int] = []
    firsts: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    word: int | None = None
    for piece, (start, end), of in encoded:
        if piece == blank or start == end:
            continue
        first = begin + start
        # A letter that stands for several words (℀) is one.
        if of == word or (ends and first < ends[-1]):
            if len(pieces) - firsts[-1] < _LONGEST_WORD:
                pieces.append(piece)
            ends[-1] = begin + end
            continue
        if text[first] in _BLANK_LETTERS:  # the space before, which the piece stands for
            first = _BLANKS.match(text, first, begin + end).end()  # type: ignore[union-attr]
        if first < begin + end:
            word = of
            firsts.append(len(pieces))
            pieces.append(piece)
            starts.append(first)
            ends.append(begin + end)
    return Unit(pieces, list(map(Span, starts, ends)), firsts)


def _parts(text: str, line: Span, whole: Unit) -> Iterator[Unit]:
    """As few units as fit, each cut before the last sentence, else the last word, that fits."""
    begins = {match.end() for match in _SENTENCE_BEGINS.finditer(text, *line)}
    first = 0
    while first < len(whole.words):
        last = _fitting(whole, first)
        if last < len(whole.words):
            last = next((at for at in range(last, first, -1) if whole.words[at].start in begins), last)
        base = whole.firsts[first]
        stop = whole.firsts[last] if last < len(whole.words) else len(whole.pieces)
        firsts = [at - base for at in whole.firsts[first:last]]
        yield Unit(whole.pieces[base:stop], whole.words[first:last], firsts, continues=first > 0)
        first = last


def _fitting(whole: Unit, first: int) -> int:
    """The index after the last word that fits a window together with the words from ``first`` on."""
    ends: Sequence[int] = [*whole.firsts[first + 1 :], len(whole.pieces)]
    return first + sum(end - whole.firsts[first] <= ROOM for end in ends)
