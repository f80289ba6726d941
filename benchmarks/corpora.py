"""The annotated texts and the scorer that the benchmarks measure with; they lie outside the repository."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
#: The folder that holds ``gold/``, ``data/`` and ``tools/``. The texts are third-party articles and are
#: not ours to publish, so a clone comes without them and the rows that need them are skipped.
CORPORA = Path(os.environ.get("ONRECORD_CORPORA", ROOT.parent / "shared"))
SCORER = "tools/score.py"


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file, in order."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def load_scorer(corpora: Path = CORPORA) -> ModuleType:
    """The statement scorer as a module; its docstring defines every measure of attribution."""
    spec = importlib.util.spec_from_file_location("score", corpora / SCORER)
    if spec is None or spec.loader is None:
        raise ImportError(f"no scorer at {corpora / SCORER}")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer
