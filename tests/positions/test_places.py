"""Values are found by the places where they stand."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from onrecord.positions.places import Places
from onrecord.records import Span

SPANS = st.tuples(st.integers(0, 2000), st.integers(1, 900)).map(lambda pair: Span(pair[0], sum(pair)))


@given(st.lists(SPANS, max_size=30), SPANS)
def test_all_that_overlaps_is_found_in_order(spans: list[Span], asked: Span) -> None:
    found = list(Places((span, number) for number, span in enumerate(spans)).touching(asked))
    touching = [
        (span, number) for number, span in enumerate(spans) if span[0] < asked[1] and asked[0] < span[1]
    ]
    assert sorted(found) == sorted(touching)
    assert [span for span, _ in found] == sorted(span for span, _ in found)


def test_many_places_take_no_long() -> None:
    began = time.process_time()
    places = Places([(Span(0, 200_000), -1), *((Span(at, at + 30), at) for at in range(0, 200_000, 20))])
    assert sum(len(list(places.touching(Span(at, at + 10)))) for at in range(0, 200_000, 20)) > 20_000
    assert time.process_time() - began < 3
