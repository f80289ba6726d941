"""Where things lie, and which corpora there are."""

import os
from pathlib import Path

CORPORA = Path(os.environ.get("ONRECORD_CORPORA", Path(__file__).resolve().parents[2] / "shared"))
MODEL = Path(__file__).parents[1] / "src" / "onrecord" / "tagging" / "model"
ATTITUDE_MODEL = MODEL.parents[1] / "positions" / "model"
WORK = Path(os.environ.get("ONRECORD_TRAINING", "build/training"))

TRAIN = {
    "polnear": "data/polnear-train.jsonl",
    "ky": "gold/statements-ky-train.jsonl",
    "ru": "gold/statements-ru-train.jsonl",
}
UNLABELLED = {"nerel": "data/nerel-train"}
"""Folders of texts whose statements only the teacher labels; their names are annotated."""
NEREL = ("data/nerel-train", "data/nerel-dev")
KYRGYZ_NAMES = "gold/names-ky-train.jsonl"
SENTENCES = "sentences"
"""Russian sentences that nobody has annotated with names, which the teacher of names labels."""
RENAMED = {"polnear": 1, "ky": 4, "nerel": 2}
"""How often each article is written anew with other names (`training.rename`, Russian: `training.swap`)."""
LANGUAGES = {"polnear": "en", "ky": "ky", "ru": "ru", "nerel": "ru", SENTENCES: "ru"}
DEV = {
    "polnear-dev": "data/polnear-dev.jsonl",
    "ky-dev": "gold/statements-ky-dev.jsonl",
    "ru-dev": "gold/statements-ru-dev.jsonl",
    "seeds": "gold/statements-seeds.jsonl",
}
FOLDS = Path(__file__).parents[1] / "benchmarks" / "names-ky-folds.jsonl"
"""What models found in the Kyrgyz articles whose names they had not seen."""
