"""Kyrgyz: word lists, verb forms by suffix and vowel harmony, and tags by the endings of a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from babel import Locale

from onrecord.languages.language import CueForm, Language, load
from onrecord.languages.lexicon import read_sections

_CODE = "ky"
_VOWELS = "аоуыяёюэеиөү"
_VOICELESS = "кптсшчхцфщ"
# The harmony of each vowel: what A, I and U become after it.
_HARMONY = {
    **dict.fromkeys("ая", "аыу"), "ы": "аыу", "у": "ауу", "ю": "ауу", "о": "оуу", "ё": "оуу",
    **dict.fromkeys("эеи", "еиү"), "ө": "өүү", "ү": "өүү",
}  # fmt: skip
_CLASSES = {
    "A": "[аеоө]", "I": "[ыиуү]", "U": "[уү]", "D": "[дт]", "G": "[гк]", "B": "[бп]", "L": "[лдт]",
    "F": f"[{_VOWELS}]", "S": "[бвгджзйлмнңр]", "T": f"[{_VOICELESS}]",
}  # fmt: skip
_SHORTEST_STEM = 2
_ACRONYM = re.compile(r"[А-ЯЁҢӨҮA-Z][А-ЯЁҢӨҮA-Z\d]+")
_NAME = re.compile(r"(?:[оеё]ва?|[иы]н[ао]?|ский|ская|вич|вна|бек|бай|гүл|жан|кызы|уулу|зода|ян|дзе|швили|ко)$")


@cache
def language() -> Language:
    """The Kyrgyz language data."""
    return load(_CODE, inflect=_inflect, shape=_shape)


def attach(stem: str, suffix: str) -> str:
    """``stem`` with a suffix as suffixes.txt writes it, by vowel harmony and assimilation: айт + DI → айтты."""
    word = stem
    for part in re.findall(r"\(.+?\)|<.+?>|.", suffix):
        after_vowel = word[-1] in _VOWELS
        if part[0] == "(" and after_vowel or part[0] == "<" and not after_vowel and word != stem:
            continue
        word = "".join(_sounds(word, part.strip("()<>")))
    return word
