"""One Latin key for the spellings of a word in two scripts: жапаров, Japarov, Zhaparov → ``japarov``."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

_DOUBLED = re.compile(r"([^\W\d_])\1+")


@lru_cache(maxsize=30_000)
def fold_word(word: str) -> str:
    """:func:`fold` of one word, remembered."""
    return fold(word)


def fold(text: str) -> str:
    """The search key of ``text``: lower case, Latin, one spelling for each sound, doubled letters once.

    Lossy on purpose (ң and н, ы and и fall together); other scripts pass through without their accents.
    Word borders stay where they are, so the key of a text is the keys of its words.
    """
    return _DOUBLED.sub(r"\1", romanise(text))


def romanise(text: str, keep: str = "") -> str:
    """``text`` in lower case and in Latin letters, but for the letters of ``keep``; doubled letters stay."""
    replacement = table()
    lowered = unicodedata.normalize("NFC", text).casefold()
    romanised = _pattern().sub(lambda match: match[0] if match[0] in keep else replacement[match[0]], lowered)
    return without_accents(romanised, keep)


def without_accents(text: str, keep: str = "") -> str:
    """``text`` without the marks on its letters, but for those of ``keep``: Erdoğan → Erdogan."""
    if text.isascii():
        return text
    if keep:
        return "".join(letter if letter in keep else without_accents(letter) for letter in text)
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@cache
def table() -> dict[str, str]:
    """What becomes of a letter or cluster: ж → j, zh → j, ya → ia."""
    replacement: dict[str, str] = {}
    lines = files("onrecord").joinpath("romanisation.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if entry := line.partition("#")[0].split():
            replacement[entry[0]] = "" if entry[1] == "-" else entry[1]
    return replacement


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(table(), key=lambda key: (-len(key), key))
    return re.compile("|".join(map(re.escape, longest_first)))
