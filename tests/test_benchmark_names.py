"""The measure of names is right where the right figure is known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks import names

PAIRS = [
    ("person", "ky_case", True, "Айбек Сариевдин", "Aibek Sariev"),
    ("person", "alias", True, "Айбек Сариев", "Темирлан Жоробаев"),
    ("person", "same_surname", False, "Нурбек Сариев", "Aibek Sariev"),
    ("person", "surname_only", True, "Сариев", "Осмонов"),
    ("organisation", "org_case", True, "Толук банкынын", "Толук банкы"),
    ("country", "country_alike", False, "Толук", "Талук"),
]


def test_figures(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    rows = [
        {"a": a, "a_lang": "ky", "b": b, "b_lang": "en" if b.isascii() else "ky", "same": same}
        | {"kind": kind, "class": name}
        for kind, name, same, a, b in PAIRS
    ]
    (tmp_path / names.PAIRS).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert names.measure(tmp_path) == pytest.approx(
        {
            "f1": 4 / 5,
            "persons_f1": 2 / 3,
            "persons_without_catalogue_f1": 2 / 3,
            "organisations_f1": 1.0,
            "countries_f1": 0.0,
            "worst_class": 0.0,
        }
    )


def test_without_the_pairs_nothing_is_measured(tmp_path: Path) -> None:
    assert names.measure(tmp_path) == {}
