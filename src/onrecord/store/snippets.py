"""The place in an original text that a search found by its key."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.records import Span
from onrecord.store.keys import Term, key_words

# A chunk is bounded, so that a text without white space costs and shows no more than another.
_CHUNK = re.compile(r"\S{1,200}")
_BARE = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
_WIDTH = 90


@dataclass(frozen=True, slots=True)
class Snippet:
    """A hit in the words of the source and what stands before and after it; without one ``hit`` is empty."""

    before: str
    hit: str
    after: str
    span: Span


def snippet(text: str, terms: list[Term]) -> Snippet:
    """What surrounds the first place in ``text`` where one of ``terms`` stands, or the beginning of it."""
    span = _first_hit(text, terms)
    begin, end = max(0, span.start - _WIDTH), min(len(text), span.end + _WIDTH)
    before, after = text[begin : span.start], text[span.end : end]
    if begin:
        before = "…" + before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0] + "…"
    return Snippet(before, text[span.start : span.end], after, span)


def _first_hit(text: str, terms: list[Term]) -> Span:
    forms = [form for term in terms for form in term]
    longest = max(map(len, forms), default=1)
    window: deque[tuple[str, re.Match[str]]] = deque(maxlen=longest)
    for word in _words(text):
        window.append(word)
        keys = [key for key, _ in window]
        for form in forms:
            if _stand_in(form, keys[-len(form) :]):
                first, last = _bare(text, window[-len(form)][1]), _bare(text, word[1])
                return Span(first.start, last.end)
    return Span(0, 0)


def _stand_in(form: list[str], keys: list[str]) -> bool:
    return keys[:-1] == form[:-1] and keys[-1].startswith(form[-1])


def _words(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    # Chunk by chunk: only white space is sure to stand in the key where it stands in the text.
    for chunk in _CHUNK.finditer(text):
        for key in key_words(chunk[0]):
            yield key, chunk


def _bare(text: str, chunk: re.Match[str]) -> Span:
    """The chunk without the punctuation around it."""
    return Span(*(_BARE.search(text, chunk.start(), chunk.end()) or chunk).span())
