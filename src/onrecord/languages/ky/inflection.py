"""Kyrgyz suffixes: vowel harmony and the assimilation of consonants."""

from __future__ import annotations

import re

BACK = "аыоуяюё"
FRONT = "еэиөү"
VOWELS = BACK + FRONT
VOICELESS = "кптсшчхцфщ"

# What A, I and U of a suffix become after each vowel.
_HARMONY = {
    **dict.fromkeys("аяы", ("а", "ы", "у")),
    **dict.fromkeys("ую", ("а", "у", "у")),
    **dict.fromkeys("оё", ("о", "у", "у")),
    **dict.fromkeys("еэи", ("е", "и", "ү")),
    **dict.fromkeys("өү", ("ө", "ү", "ү")),
}
_VERBAL_NOUN = {"а": "оо", "о": "оо", "е": "өө", "ө": "өө", "ы": "уу", "у": "уу", "и": "үү", "ү": "үү"}
_VOICED = {"к": "г", "п": "б"}
_ASSIMILATED = {"D": "дт", "G": "гк"}
_PIECE = re.compile(r"(\()?(<)?(\w+)[)>]?")


def attach(stem: str, suffix: str) -> str:
    """``stem`` with a suffix as suffixes.txt writes it: айт + DI → айтты, министрлик + (I) → министрлиги."""
    after_vowel = stem[-1] in VOWELS
    word = stem
    for after_consonant_only, after_vowel_only, letters in _PIECE.findall(suffix):
        if (after_consonant_only and after_vowel) or (after_vowel_only and not after_vowel):
            continue
        for letter in letters:
            word = _join(word, letter)
    return word


def _join(word: str, letter: str) -> str:
    final = word[-1]
    if letter == "W" and final in VOWELS:
        return word[:-1] + _VERBAL_NOUN.get(final, "уу")
    if pair := _ASSIMILATED.get(letter):
        return word + pair[final in VOICELESS]
    if letter == "N":
        return word + ("н" if final in VOWELS else "т" if final in VOICELESS else "д")
    if letter == "L":
        return word + ("л" if final in VOWELS + "йр" else "т" if final in VOICELESS else "д")
    if letter == "P":
        consonants = [each for each in word if each not in VOWELS]
        return word + ("н" if consonants[-1:] == ["л"] else "л")
    low, high, rounded = _HARMONY[next((each for each in reversed(word) if each in VOWELS), "а")]
    sounds = {"A": low, "I": high, "U": rounded, "W": rounded * 2}.get(letter, letter)
    if sounds[0] in VOWELS and final in _VOICED and word[-2:-1] in tuple(VOWELS):
        word = word[:-1] + _VOICED[final]
    return word + sounds
