"""Lines as pieces of words, and pieces as the windows that the tagger reads.

A window is whole lines, a line too long for one being cut where a sentence begins: start mark, pieces, end
mark, pieces, end mark …, so that the tagger sees where lines end.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tokenizers import Tokenizer as Tokenizer  # noqa: PLC0414 - no other layer imports tokenizers

from onrecord.records import Span

START, PAD, END, UNKNOWN = range(4)
WINDOW = 160  # pieces, marks included
ROOM = WINDOW - 2
# A longer word is an address or noise, and one must not fill a window.
_LONGEST_WORD = 32
# Of the words of a line of such letters the tokenizer makes the same pieces wherever they stand.
_PLAIN = re.compile(r"[ -~\u00a0À-ÿЀ-ҁҊ-ӿ–—―‘’“”„«»…№]*")
_BETWEEN_BLANKS = re.compile(r"[^ \u00a0]+")
_REMEMBERED = 30_000
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
    for line in lines:
        whole = _line(text, line, tokenizer)
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


def _line(text: str, line: Span, tokenizer: Tokenizer) -> Unit:
    """A line as one unit, put together of what stands between blanks where that makes no difference."""
    if not _PLAIN.fullmatch(text, *line):
        chunks = [(line.start, _encoded(text[line.start : line.end], tokenizer))]
    else:
        found = [(chunk.start(), chunk[0]) for chunk in _BETWEEN_BLANKS.finditer(text, *line)]
        known = _known(tokenizer, [written for _, written in found])
        chunks = [(begin, known[written]) for begin, written in found]
    pieces: list[int] = []
    words: list[Span] = []
    firsts: list[int] = []
    for begin, chunk in chunks:
        before = len(pieces)
        pieces += chunk.pieces
        words += [Span(begin + start, begin + end) for start, end in chunk.words]
        firsts += [before + first for first in chunk.firsts]
    return Unit(pieces, words, firsts)


def _known(tokenizer: Tokenizer, wanted: Sequence[str]) -> Mapping[str, Unit]:
    """The stretches without blanks that were met, ``wanted`` among them."""
    known = _remembered(tokenizer)
    if len(known) > _REMEMBERED:
        known.clear()
    if new := [written for written in dict.fromkeys(wanted) if written not in known]:
        # To call the tokenizer takes longer than it needs for a word.
        known.update(zip(new, _parted(new, _encoded(" ".join(new), tokenizer)), strict=True))
    return known


@lru_cache(maxsize=4)
def _remembered(_: Tokenizer) -> dict[str, Unit]:
    return {}


def _parted(stretches: Iterable[str], whole: Unit) -> Iterator[Unit]:
    """Each of the stretches, of which ``whole`` was made with a space between them."""
    borders = [*whole.firsts, len(whole.pieces)]
    begin = first = 0
    for stretch in stretches:
        last = bisect_left(whole.words, begin + len(stretch), first, key=lambda word: word.start)
        base = borders[first]
        words = [Span(start - begin, end - begin) for start, end in whole.words[first:last]]
        yield Unit(whole.pieces[base : borders[last]], words, [at - base for at in borders[first:last]])
        begin, first = begin + len(stretch) + 1, last


def _encoded(written: str, tokenizer: Tokenizer) -> Unit:
    encoding = tokenizer.encode(_SURROGATE.sub("\ufffd", written), add_special_tokens=False)
    blank = tokenizer.token_to_id(_BLANK)
    pieces: list[int] = []
    words: list[Span] = []
    firsts: list[int] = []
    word: int | None = None
    for piece, (start, end), of in zip(encoding.ids, encoding.offsets, encoding.word_ids, strict=True):
        if piece == blank or start == end:
            continue
        # A letter that stands for several words (℀) is one.
        if of == word or (words and start < words[-1].end):
            if len(pieces) - firsts[-1] < _LONGEST_WORD:
                pieces.append(piece)
            words[-1] = Span(words[-1].start, end)
            continue
        first = start
        if written[start] in _BLANK_LETTERS:  # the space before, which the piece stands for
            first = _BLANKS.match(written, start, end).end()  # type: ignore[union-attr]
        if first < end:
            word = of
            firsts.append(len(pieces))
            pieces.append(piece)
            words.append(Span(first, end))
    return Unit(pieces, words, firsts)


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
