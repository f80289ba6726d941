"""One extractor in a process of its own, so that two with different dependencies can be timed in turn.

The caller writes a JSON list of texts as the first line, then one empty line for each round; each line is
answered with one line of JSON. Standard library only: the other extractor's environment has no onrecord.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Extract = Callable[[list[str]], list[list[dict[str, Any]]]]

#: The libraries below numpy and spaCy each start threads of their own unless told.
ONE_THREAD = {
    f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "BLIS", "NUMEXPR", "VECLIB")
}


def serve(extract: Extract) -> None:
    """Run ``extract`` over the texts once unmeasured, then once a round with its processor seconds.

    Processor time, not wall time: it is what one core does, whatever else the machine is doing, and it
    charges an extractor for every thread it might still start.
    """
    texts = json.loads(sys.stdin.readline())
    _answer({"statements": extract(texts)})
    for _ in sys.stdin:
        start = time.process_time()
        extract(texts)
        _answer({"seconds": time.process_time() - start})


class Worker:
    """The caller's side: starts the process, waits for its warm-up, then asks for rounds."""

    def __init__(self, command: Sequence[str | Path], directory: Path, texts: list[str]) -> None:
        self._process = subprocess.Popen(
            command,
            cwd=directory,
            env=os.environ | ONE_THREAD,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        #: What the extractor found, one list a text.
        self.statements: list[list[dict[str, Any]]] = self._ask(json.dumps(texts))["statements"]

    def round(self) -> float:
        """Processor seconds for all texts."""
        seconds: float = self._ask("")["seconds"]
        return seconds

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def _ask(self, line: str) -> dict[str, Any]:
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except BrokenPipeError:  # it ended before it had read all
            answer = ""
        if not answer:
            raise RuntimeError(f"{self._process.args!r} ended with status {self._process.wait()}")
        answered: dict[str, Any] = json.loads(answer)
        return answered


def _answer(value: dict[str, Any]) -> None:
    print(json.dumps(value), flush=True)
