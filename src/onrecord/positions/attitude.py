"""The attitude that a text expresses toward a given target, whoever holds it."""

from __future__ import annotations

from onrecord.languages import CODES
from onrecord.languages import language as known_language
from onrecord.positions.attitude_reader import default_reader, words_in
from onrecord.positions.labels import ATTITUDES
from onrecord.records import Polarity, Span
from onrecord.tagging.pieces import units, windows
from onrecord.tagging.segmentation import paragraphs
from onrecord.tagging.tagger import default_tagger


def attitude(text: str, target: tuple[int, int], language: str) -> int:
    """The attitude of ``text`` toward the target at ``target``: -1 against, 0 neither, 1 for.

    ``target`` is a half-open range of code points; ``language`` a BCP 47 code of a language that is read.
    Whoever holds it, as asked in RuSentNE-2023 and NewsMTSC. Raises ValueError for a target that is no part
    of the text, or another language.
    """
    known = known_language(language)
    if known is None:
        raise ValueError(f"onrecord does not read {language!r}: use one of {', '.join(CODES)}")
    span = Span(*target)
    if not 0 <= span.start < span.end <= len(text):
        raise ValueError(f"{tuple(span)} is no part of a text of {len(text)} characters")
    lines = [line for line in paragraphs(text) if line.start < span.end and span.start < line.end]
    read = windows(units(text, lines, default_tagger().tokenizer))
    found = [(window, words) for window in read if (words := words_in(window, span))]
    if not found:
        return Polarity.NEUTRAL
    window, words = max(found, key=lambda pair: len(pair[1]))
    odds = default_reader().attitude(window, words, known.code)
    return int(ATTITUDES[odds.index(max(odds))])
