"""The measure of issues is right where the right figure is known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks import issues

from onrecord.positions import shipped_issues

TEXT = "“We support neutrality.” “There will be no air base.” “The EAEU met.” “The harvest was good.”"


def test_figures(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    starts = [at for at, letter in enumerate(TEXT) if letter == "“"]
    spans = zip(starts, [*starts[1:], len(TEXT)], strict=True)
    statements = [
        {"id": number, "content": [span], "speaker": f"speaker {number}"}
        for number, span in enumerate(spans, start=1)
    ]
    document = {"id": "toluk", "language": "en", "text": TEXT, "statements": statements}
    positions = [
        {"target": target, "target_kind": kind, "polarity": polarity, "statement": statement}
        for target, kind, polarity, statement in (
            ("neutrality", "issue", 1, 1),
            ("US military base", "issue", 1, 2),
            ("multi-vector foreign policy", "issue", 1, 4),
            ("the price of bread", "issue", 1, 4),
            ("neutrality", "issue", 1, "narration"),
            ("sorvia", "actor", 1, 3),
        )
    ]
    (tmp_path / issues.STATEMENTS).write_text(json.dumps(document), encoding="utf-8")
    (tmp_path / issues.FACTS).write_text(json.dumps({"toluk": {"positions": positions}}), encoding="utf-8")
    assert issues.measure(tmp_path) == pytest.approx(
        {
            "f1": 2 / 3,
            "precision": 2 / 3,
            "recall": 2 / 3,
            "side_f1": 1 / 3,
            "gold_pairs": 3,
            "positions_without_issue": 1,
        }
    )


def test_nothing_is_measured_without_texts(tmp_path: Path) -> None:
    assert issues.measure(tmp_path) == {}


def test_every_home_is_an_issue_of_the_pack() -> None:
    assert {key for key, _ in issues.HOME.values()} == {issue.key for issue in shipped_issues()}
