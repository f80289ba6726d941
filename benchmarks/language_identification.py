"""How often the language of a news text, and of a single sentence of it, is identified rightly.

Run as ``python benchmarks/language_identification.py``. The texts are not part of the repository; where the
folder ``../shared`` is absent, nothing is measured and the reason is printed.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.reading import identify_language

SHARED = Path(__file__).resolve().parents[2] / "shared"
_FILES = (
    "gold/statements-ky-train.jsonl",
    "gold/statements-ky-dev.jsonl",
    "gold/statements-ru-train.jsonl",
    "gold/statements-ru-dev.jsonl",
    "gold/statements-seeds.jsonl",
    "data/polnear-train.jsonl",
    "data/polnear-dev.jsonl",
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_WORD = re.compile(r"[^\W\d_]+")
_MARKUP = re.compile(r"<[^<>]*>")
# In fewer words there is often nothing but names, which have no language.
_FEWEST_WORDS = 4


def measure() -> dict[str, float]:
    """Accuracy, 0 to 1, by unit and language: ``documents ky`` … ``sentences en``; empty without texts."""
    right: dict[str, int] = defaultdict(int)
    total: dict[str, int] = defaultdict(int)
    for language, text in _documents():
        for unit, pieces in (("documents", [text]), ("sentences", _sentences(text))):
            key = f"{unit} {language}"
            for piece in pieces:
                total[key] += 1
                right[key] += identify_language(piece) == language
    return {key: right[key] / total[key] for key in sorted(total)}


def _documents() -> Iterator[tuple[str, str]]:
    if not SHARED.is_dir():
        return
    for name in _FILES:
        with (SHARED / name).open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield record["language"], _MARKUP.sub(" ", record["text"])


def _sentences(text: str) -> Iterable[str]:
    return [piece for piece in _SENTENCE_END.split(text) if len(_WORD.findall(piece)) >= _FEWEST_WORDS]


if __name__ == "__main__":
    figures = measure()
    if not figures:
        print(f"not measured: the texts are not at {SHARED}")
    for key, accuracy in figures.items():
        print(f"{key}  {accuracy:.4f}")
