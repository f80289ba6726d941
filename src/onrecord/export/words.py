"""The words of a text that spans touch."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from onrecord.records import Span


def words_in(words: Sequence[Span], spans: Iterable[Span]) -> Iterator[Span]:
    """Those of ``words``, given in the order of the text, in which something of a span lies."""
    for span in spans:
        first = bisect_right(words, span.start, key=lambda word: word.end)
        for word in islice(words, first, None):
            if word.start >= span.end:
                break
            yield word
