"""Where a text names bodies and countries that the catalogue knows and the tagger has passed over."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from onrecord.actors.catalogue import Catalogue, Entry
from onrecord.actors.catalogued import catalogued
from onrecord.languages import Language
from onrecord.records import Span

_WORD = r"[A-ZÀ-ÞА-ЯЁҢӨҮІ0-9](?:[\w’'ʼ-]|\.(?=\w))*"
_RUN = re.compile(rf"(?<![\w.’'ʼ-]){_WORD}(?:[ \u00a0]{_WORD}){{0,7}}")
_ONE = re.compile(_WORD)
_LONGEST = 5
_SHORTEST = 2


def known_names(
    text: str, paragraphs: Sequence[tuple[Span, Language]], taken: Sequence[Span], catalogue: Catalogue
) -> Iterator[tuple[Span, Language, Entry]]:
    """The names in capital letters that one actor alone bears, in order, none where a place is ``taken``."""
    borders = sorted(taken)
    for paragraph, language in paragraphs:
        for run in _RUN.finditer(text, *paragraph):
            words = [Span(*word.span()) for word in _ONE.finditer(text, *run.span())]
            for free in _free(words, borders):
                for span, entry in _in_run(text, free, language, catalogue):
                    yield span, language, entry


def _free(words: Sequence[Span], taken: Sequence[Span]) -> Iterator[list[Span]]:
    """The runs of words in none of the places taken, which are in order and apart."""
    run: list[Span] = []
    for word in words:
        last = bisect_left(taken, word.end, key=lambda place: place.start) - 1
        if last >= 0 and taken[last].end > word.start:
            yield run
            run = []
        else:
            run.append(word)
    yield run


def _in_run(
    text: str, words: Sequence[Span], language: Language, catalogue: Catalogue
) -> Iterator[tuple[Span, Entry]]:
    first = 0
    while first < len(words):
        found = None
        for last in range(min(first + _LONGEST, len(words)) - 1, first - 1, -1):
            span = Span(words[first].start, words[last].end)
            if span.end - span.start > _SHORTEST:
                entry = catalogued(text[span.start : span.end], language.code, catalogue, person=False)
                if entry:
                    found = last
                    yield span, entry
                    break
        first = first + 1 if found is None else found + 1
