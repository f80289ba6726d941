"""In which language a text, or a paragraph of it, is written.

Kyrgyz is told from Russian, and both from their neighbours, by what marks them: letters, function words,
endings. Only where these do not settle it a statistical model of many languages is asked; alone it errs on
headlines.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from onrecord.reading.entries import read_entries
from onrecord.reading.language_code import language_code
from onrecord.reading.lines import lines_of
from onrecord.records import Span

UNDETERMINED = "und"

_WORD = re.compile(r"[^\W\d_]+")
_KYRGYZ_LETTER = re.compile("[өүң]")
_RUSSIAN_LETTER = re.compile("[щъё]")

# The first letters after Latin, of Cyrillic and after it; words compare by their first letter.
_AFTER_LATIN, _CYRILLIC, _AFTER_CYRILLIC = "\u0250", "\u0400", "\u0530"
# A text's language shows in a few windows of it; a book costs no more than an article.
_WINDOW = 800
_WINDOWS = 3
# A paragraph without evidence of its own is in the document's language, unless its letters are not the
# document's and there are enough of them to ask the model.
_ENOUGH_LETTERS = 40
_CYRILLIC_LANGUAGES = frozenset({"ky", "ru", "kk", "uk", "be", "bg", "mn", "tg", "tt", "ba", "sr", "mk"})
# Points of evidence: a letter that only one of the languages has, a function word, an ending.
_LETTER_POINTS, _WORD_POINTS, _ENDING_POINTS = 4, 3, 1
_DECISIVE = 3
# How much likelier a text is in a language of this program's than in any other, before it is read; and how
# much each point of evidence adds.
_PRIOR = 100.0
_PER_POINT = 3.0
# The model's class for markup and figures; what has letters is in some language.
_NO_LANGUAGE = "zxx"
_MODEL_FILE = "data/model.npz.xz"


class _Evidence(NamedTuple):
    scores: dict[str, int]
    """Points by language; ``other`` is a language of the same script that is none of ours."""
    cyrillic: bool
    latin: bool

    @property
    def winner(self) -> str | None:
        """The language that the evidence settles on, or ``None``."""
        (best, points), (_, second) = sorted(self.scores.items(), key=lambda item: -item[1])[:2]
        return best if points >= _DECISIVE and points >= 2 * second else None


def identify_language(text: str) -> str:
    """The BCP 47 code of the language of ``text``; ``und`` where it has no letters."""
    sample = _sample(text)
    if not sample:
        return UNDETERMINED
    evidence = _weigh(sample)
    winner = evidence.winner
    return winner if winner and winner != "other" else _ask_model(sample, evidence)


def paragraph_languages(text: str, document_language: str) -> list[tuple[Span, str]]:
    """Each line of ``text`` that is not blank, in order, with its language.

    A line without evidence of its own has the language of the document, without its region or script.
    """
    language = document_language.partition("-")[0]
    return [(line.span, _paragraph_language(line.text[:_WINDOW], language)) for line in lines_of(text)]


def _paragraph_language(line: str, document_language: str) -> str:
    evidence = _weigh(line)
    winner = evidence.winner
    if winner and winner != "other":
        return winner
    own_script = evidence.cyrillic if document_language in _CYRILLIC_LANGUAGES else evidence.latin
    if document_language == UNDETERMINED or winner == "other" or not own_script:
        letters = sum(map(len, _WORD.findall(line)))
        if letters >= _ENOUGH_LETTERS:
            return _ask_model(line, evidence)
    return document_language


def _sample(text: str) -> str:
    """Up to three windows of the text: where its letters begin, its middle, its end."""
    first = _WORD.search(text)
    if first is None:
        return ""
    if len(text) - first.start() <= _WINDOW * _WINDOWS:
        return text[first.start() :]
    middle = (first.start() + len(text) - _WINDOW) // 2
    starts = (first.start(), middle, len(text) - _WINDOW)
    return "\n".join(text[start : start + _WINDOW] for start in starts)


def _weigh(text: str) -> _Evidence:
    words = _WORD.findall(text.lower())
    latin, before, cyrillic = (
        sum(map(border.__gt__, words)) for border in (_AFTER_LATIN, _CYRILLIC, _AFTER_CYRILLIC)
    )
    cyrillic -= before
    scores = _weigh_cyrillic(words) if cyrillic > latin else _weigh_latin(words)
    return _Evidence(scores, cyrillic > latin, latin > cyrillic)


def _weigh_latin(words: list[str]) -> dict[str, int]:
    english = _word_languages()["en"]
    hits = sum(map(english.__contains__, words))
    # In English prose every third word or so is among these; a few could be another language's own.
    return {"en": hits * _WORD_POINTS if hits * 6 >= len(words) and hits > 1 else 0, "other": 0}


def _weigh_cyrillic(words: list[str]) -> dict[str, int]:
    languages, other_letters = _word_languages(), _other_letters()
    ky_words, ru_words, other_words = languages["ky"], languages["ru"], languages["other"]
    ky_endings, ru_endings = _endings("ky"), _endings("ru")
    ky = ru = other = 0
    # Searched for once, since most texts have none.
    has_other_letters = other_letters.search(" ".join(words)) is not None
    for word in words:
        if has_other_letters and other_letters.search(word):
            other += _LETTER_POINTS
        elif word in other_words:
            other += _WORD_POINTS
        elif word in ky_words:
            ky += _WORD_POINTS
        elif word in ru_words:
            ru += _WORD_POINTS
        elif _KYRGYZ_LETTER.search(word):
            ky += _LETTER_POINTS
        elif len(word) > 4:
            tails = {word[-2:], word[-3:], word[-4:]}
            ky += _ENDING_POINTS * (not ky_endings.isdisjoint(tails))
            ru += _ENDING_POINTS * (not ru_endings.isdisjoint(tails))
            ru += _ENDING_POINTS * (_RUSSIAN_LETTER.search(word) is not None)
    return {"ky": ky, "ru": ru, "other": other}


@cache
def _word_languages() -> dict[str, frozenset[str]]:
    entries = read_entries("language_evidence.txt")
    return {language: frozenset(entries[f"{language} words"]) for language in ("ky", "ru", "en", "other")}


@cache
def _endings(language: str) -> frozenset[str]:
    return frozenset(read_entries("language_evidence.txt")[f"{language} endings"])


@cache
def _other_letters() -> re.Pattern[str]:
    return re.compile("[" + "".join(read_entries("language_evidence.txt")["other letters"]) + "]")


def _ask_model(text: str, evidence: _Evidence) -> str:
    """The model's answer, weighed with the evidence that did not suffice alone."""
    scores = evidence.scores
    weights = {language: _PRIOR * _PER_POINT ** min(points, _DECISIVE) for language, points in scores.items()}
    if scores["other"] > max(points for language, points in scores.items() if language != "other"):
        weights = {}
    probabilities: dict[str, float] = {
        language: probability * weights.get(language, 1.0)
        for language, probability in _model().rank(text)
        if language != _NO_LANGUAGE
    }
    likeliest = max(probabilities, key=lambda language: probabilities[language])
    # The model gives some languages three letters that have two in BCP 47.
    return language_code(likeliest) or likeliest


@cache
def _model() -> Any:
    # Loaded on first need: it takes half a second.
    from py3langid.langid import LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(_MODEL_FILE, norm_probs=True)
