"""Where things lie, and which corpora there are."""

import os
from pathlib import Path

CORPORA = Path(os.environ.get("ONRECORD_CORPORA", Path(__file__).resolve().parents[2] / "shared"))
MODEL = Path(__file__).parents[1] / "src" / "onrecord" / "tagging" / "model"
WORK = Path(os.environ.get("ONRECORD_TRAINING", "build/training"))

TRAIN = {
    "polnear": "data/polnear-train.jsonl",
    "ky": "gold/statements-ky-train.jsonl",
    "ru": "gold/statements-ru-train.jsonl",
}
UNLABELLED = {"nerel": "data/nerel-train"}
"""Folders of plain texts, which only the teacher labels."""
DEV = {
    "polnear-dev": "data/polnear-dev.jsonl",
    "ky-dev": "gold/statements-ky-dev.jsonl",
    "ru-dev": "gold/statements-ru-dev.jsonl",
    "seeds": "gold/statements-seeds.jsonl",
}
