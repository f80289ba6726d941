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
    pattern, replacement = _table()
    lowered = unicodedata.normalize("NFC", text).casefold()
    romanised = pattern.sub(lambda match: replacement[match[0]], lowered)
    stripped = "".join(c for c in unicodedata.normalize("NFKD", romanised) if not unicodedata.combining(c))
    return _DOUBLED.sub(r"\1", stripped)


@cache
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    replacement: dict[str, str] = {}
    lines = files("onrecord").joinpath("romanisation.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if entry := line.partition("#")[0].split():
            replacement[entry[0]] = "" if entry[1] == "-" else entry[1]
    longest_first = sorted(replacement, key=lambda key: (-len(key), key))
    return re.compile("|".join(map(re.escape, longest_first))), replacement
