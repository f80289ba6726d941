"""Names are right where span and kind are; NEREL's outermost names are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.recognition import Named, nerel_names, score

GOLD = {"a": {Named(0, 5, "person"), Named(9, 12, "city")}, "b": {Named(3, 4, "person")}}


def test_a_name_is_right_where_span_and_kind_are() -> None:
    found = {"a": {Named(0, 5, "person"), Named(9, 12, "country"), Named(20, 21, "person")}}
    figures = score(GOLD, found)
    assert figures["precision"] == pytest.approx(1 / 3)
    assert figures["recall"] == pytest.approx(1 / 3)
    assert figures["f1"] == pytest.approx(1 / 3)
    assert figures["person"] == pytest.approx(1 / 2)
    assert figures["city"] == 0.0


def test_what_is_all_right_is_one() -> None:
    assert set(score(GOLD, GOLD).values()) == {1.0}


def test_the_outermost_of_the_four_kinds_is_gold(tmp_path: Path) -> None:
    annotation = tmp_path / "a.ann"
    annotation.write_text(
        "T1\tCOUNTRY 10 18\tТолукии\nT2\tORGANIZATION 0 18\tПарламент Толукии\nT3\tEVENT 20 30\tвыборы\n",
        "utf-8",
    )
    assert list(nerel_names(annotation)) == [Named(0, 18, "organisation")]
