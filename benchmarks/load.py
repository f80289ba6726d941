"""How long the tagger takes to load: what a program pays once before its first text is analysed.

``seconds`` is the processor time of a fresh process that imports onrecord and analyses one short text with
the default engine, less that of one that does the same with rules alone; the median of rounds, in turn.
"""

from __future__ import annotations

import os
import subprocess
import sys
from statistics import median

from benchmarks.worker import ONE_THREAD
from onrecord.pipeline import Engine

_FIRST_TEXT = """
import sys, time
from onrecord.pipeline import Engine, analyze

found = analyze('"The bridge is open," said Asel Toromatova.', engine=Engine(sys.argv[1])).statements
assert found, "no statement where there is one"
print(time.process_time())
"""


def measure(rounds: int = 5) -> dict[str, float]:
    """Processor seconds that the model adds, and those of the whole with the default engine."""
    turns = [{engine: first_text(engine) for engine in Engine} for _ in range(rounds)]
    return {
        "seconds": median(turn[Engine.TAGGER] - turn[Engine.RULES] for turn in turns),
        "first_text_seconds": median(turn[Engine.TAGGER] for turn in turns),
    }


def first_text(engine: Engine) -> float:
    """The processor seconds of a fresh process up to its first analysed text; RuntimeError where it fails."""
    done = subprocess.run(
        [sys.executable, "-c", _FIRST_TEXT, engine],
        env=os.environ | ONE_THREAD,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError((done.stderr.strip().splitlines() or [f"status {done.returncode}"])[-1])
    return float(done.stdout)
