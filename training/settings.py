"""Where things lie and the few numbers that several steps must agree on."""

import os
from pathlib import Path

CORPORA = Path(os.environ.get("ONRECORD_CORPORA", Path(__file__).resolve().parents[2] / "shared"))
WORK = Path(os.environ.get("ONRECORD_TRAINING", "build/training"))

PROTOCOL = 1  # of the model folder: raised whenever a reader of an older one could misread it
LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
FIELDS = ("source", "cue", "content")
LINKS = ("source", "cue")  # what each content points to
WINDOW = 160  # pieces, start and end marks included

TRAIN = {
    "polnear": "data/polnear-train.jsonl",
    "ky": "gold/statements-ky-train.jsonl",
    "ru": "gold/statements-ru-train.jsonl",
}
DEV = {
    "polnear-dev": "data/polnear-dev.jsonl",
    "ky-dev": "gold/statements-ky-dev.jsonl",
    "ru-dev": "gold/statements-ru-dev.jsonl",
    "seeds": "gold/statements-seeds.jsonl",
}
