"""What stands where in a document, found by place however much there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from onrecord.records import Span

T = TypeVar("T")
# In characters. What is found in one stretch is looked through one by one.
_STRETCH = 256


class Places(Generic[T]):
    """Values by the spans where they stand."""

    def __init__(self, found: Iterable[tuple[Span, T]]) -> None:
        self._found = sorted(found, key=lambda pair: pair[0])
        self._stretches: dict[int, list[int]] = defaultdict(list)
        for number, (span, _) in enumerate(self._found):
            for stretch in _stretches(span):
                self._stretches[stretch].append(number)

    def touching(self, span: Span) -> Iterator[tuple[Span, T]]:
        """What overlaps a span, in the order of its places."""
        numbers = {number for stretch in _stretches(span) for number in self._stretches.get(stretch, ())}
        for number in sorted(numbers):
            place, value = self._found[number]
            if place.start < span.end and span.start < place.end:
                yield place, value


def _stretches(span: Span) -> range:
    return range(span.start // _STRETCH, max(span.end - 1, span.start) // _STRETCH + 1)


def common(one: Span, other: Span) -> Span | None:
    """What two spans share."""
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start, end) if start < end else None


def moved(span: Span, by: int) -> Span:
    """A span so many code points further on."""
    return Span(span.start + by, span.end + by)
