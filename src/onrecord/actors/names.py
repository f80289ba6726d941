"""Personal names across case endings and scripts: their parts, their key, whether two can be one person's."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz

from onrecord.languages import language
from onrecord.languages.lexicon import read_sections
from onrecord.romanisation import fold_word

_TOKEN = re.compile(r"\w+(?:[-’'ʼ]\w+)*")
_ALIKE = 87.0
_SINGLE_TOKEN_SCORE = 0.5
_INITIAL_SCORE = 0.8


def name_key(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """What stays the same of a name in the nominative: folded words in alphabetical order, no patronymic."""
    folded = [fold_word(token) for token in tokens]
    if len(folded) > 2:
        folded = [word for word in folded if not is_patronymic(word)] or folded
    return tuple(sorted(folded))


def is_patronymic(folded: str) -> bool:
    """Whether a folded word is formed like a patronymic (-ович, -овна, уулу, кызы)."""
    return folded.endswith(_endings("patronymic"))


def is_family_name(folded: str) -> bool:
    """Whether a folded word is formed like a family name of the region (-ов, -ева, -ский)."""
    return folded.endswith(_endings("family"))


def gender(tokens: tuple[str, ...]) -> str | None:
    """``"she"`` or ``"he"`` where the ending of a name tells, else ``None``."""
    folded = [fold_word(token) for token in tokens]
    if any(word.endswith(_endings("feminine")) for word in folded):
        return "she"
    if any(word.endswith(_endings("masculine")) for word in folded):
        return "he"
    return None


def same_name(
    a: str, b: str, *, kind: str = "person", a_language: str | None = None, b_language: str | None = None
) -> float:
    """How surely two written forms can name one actor: 0 to 1, at least 0.5 where they can.

    Compares in any script, order and case form: all words of the shorter name must be found in the longer
    one. A family name alone scores 0.5, as it names many. ``kind`` other than person is compared word by word
    without regard to patronymics. Knows nothing of translations or abbreviations.
    """
    words_a, words_b = _forms(a, a_language), _forms(b, b_language)
    if kind == "person":
        words_a, words_b = _without_patronymics(words_a), _without_patronymics(words_b)
    shorter, longer = sorted((words_a, words_b), key=len)
    if not shorter:
        return 0.0
    if kind != "person" and len(shorter) != len(longer):
        return 0.0
    scores: list[float] = []
    rest = list(longer)
    for forms in shorter:
        best = max(rest, key=lambda other, forms=forms: _token_score(forms, other))  # type: ignore[misc]
        scores.append(_token_score(forms, best))
        rest.remove(best)
    score = min(scores)
    if kind == "person" and len(shorter) == 1 and len(longer) > 1:
        return min(score, _SINGLE_TOKEN_SCORE)
    return score


def _forms(name: str, code: str | None) -> list[tuple[str, ...]]:
    known = [found for each in ((code,) if code else ("ky", "ru", "en")) if (found := language(each))]
    return [
        tuple(dict.fromkeys(fold_word(form) for each in known for form in each.nominatives(token)))
        for token in _TOKEN.findall(name)
    ]


def _without_patronymics(words: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    kept = [forms for forms in words if not is_patronymic(forms[0])]
    return kept if len(words) > 2 and kept else words


def _token_score(forms: tuple[str, ...], others: tuple[str, ...]) -> float:
    return max(_word_score(a, b) for a in forms for b in others)


def _word_score(a: str, b: str) -> float:
    if a == b:
        return 1.0
    if len(a) == 1 or len(b) == 1:
        return _INITIAL_SCORE if a[0] == b[0] else 0.0
    ratio = fuzz.ratio(a, b)
    return ratio / 100 if ratio >= _ALIKE and a[0] == b[0] else 0.0


@cache
def _endings(kind: str) -> tuple[str, ...]:
    return tuple(name_words(kind))


def name_words(kind: str) -> list[str]:
    """The entries of one section of ``names.txt``."""
    return [entry for columns in read_sections("", "names.txt")[kind] for entry in columns]
