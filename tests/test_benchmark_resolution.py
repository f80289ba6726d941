"""The measure of resolution is right where the right figure is known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks import resolution
from benchmarks.resolution import Answer

TEXT = (
    "Айбек Сариев открыл мост. Сариев сказал, что мост открыт. Он добавил, что рад. Считается, что мост узок."
)
STATEMENTS = [
    # content, cue, speaker span, speaker, type
    (("мост открыт",), ("сказал",), ("Сариев", 26), "Сариев Айбек", "p"),
    (("рад",), ("добавил",), ("Он", 58), "Айбек Нурбекович Сариев", "p"),
    (("мост узок",), ("Считается",), None, "?", "g"),
]


def test_figures(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    row = {"id": "1", "text": TEXT, "statements": [_statement(*each) for each in STATEMENTS]}
    (tmp_path / "gold/statements-ru-dev.jsonl").write_text(json.dumps(row), encoding="utf-8")
    figures = resolution.measure(tmp_path)
    expected = {"all": 1.0, "persons": 1.0, "wrong": 0.0}
    assert figures == pytest.approx(
        {f"{name}.{measure}": value for name in ("ru-dev", "pooled") for measure, value in expected.items()}
    )


@pytest.mark.parametrize(
    ("kind", "wanted", "found", "right", "wrong"),
    [
        ("p", "Айбек Сариев", "Aibek Sariev", True, False),
        ("p", "Айбек Сариев", "Канат Сариев", False, True),
        ("p", "Айбек Сариев", None, False, False),
        ("p", "?", None, True, False),
        ("g", "?", "жители", False, True),
        ("o", "газета «Ак-Сай»", "Ак-Сай", True, False),
        ("o", "Суд Толука", "Банк Толука", False, True),
    ],
)
def test_answers(kind: str, wanted: str, found: str | None, right: bool, wrong: bool) -> None:
    answer = Answer("1", "", kind, wanted, found)
    assert (answer.right, answer.wrong) == (right, wrong)


def _statement(
    content: tuple[str], cue: tuple[str], speaker: tuple[str, int] | None, name: str, kind: str
) -> dict[str, object]:
    def at(words: str, start: int = 0) -> list[int]:
        found = TEXT.index(words, start)
        return [found, found + len(words)]

    return {
        "kind": "indirect",
        "content": [at(content[0])],
        "cue": [at(cue[0])],
        "speaker_span": [at(*speaker)] if speaker else [],
        "speaker": name,
        "speaker_type": kind,
    }
