"""What memory the commands that analyse take for a long JSON Lines file, in a process of their own.

``add`` reads short texts with rules alone, so that there can be many, and ``extract`` texts of realistic
length with the default engine. ``peak_mb`` is the highest resident set of the command and its children
together, in 10^6 bytes. ``growth`` is the peak of the second half of the run over that of the first: near 1
where documents are streamed, and above it where they pile up, which a short run shows before it would reach
any limit.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.synthetic import REALISTIC, SHORT, write_corpus
from onrecord.pipeline import Engine

_SAMPLE_SECONDS = 0.05
_ONRECORD = "import sys; from onrecord.cli import main; sys.exit(main())"
_PROC = Path("/proc")


def measure(added: int = 200_000, extracted: int = 3_000) -> dict[str, float]:
    """Peak, growth and documents per second of each; RuntimeError where one fails or there is no ``/proc``.

    ``added`` and ``extracted`` are numbers of documents.
    """
    if not (_PROC / "self" / "status").exists():
        raise RuntimeError("memory is read from /proc, which this system does not have")
    figures: dict[str, float] = {}
    for command, documents, lengths, engine in (
        ("add", added, SHORT, Engine.RULES),
        ("extract", extracted, REALISTIC, Engine.TAGGER),
    ):
        with tempfile.TemporaryDirectory(prefix="onrecord-memory-") as folder:
            corpus = Path(folder, "corpus.jsonl")
            write_corpus(corpus, documents, lengths)
            arguments = [command, str(corpus), "--engine", engine]
            if command == "add":
                arguments += ["--record", str(Path(folder, "bench.record"))]
            measured = _command(arguments, Path(folder, "errors.txt"), documents)
        figures |= {f"{command}.{name}": value for name, value in measured.items()}
    return figures


def _command(arguments: Sequence[str], errors: Path, documents: int) -> dict[str, float]:
    start = time.perf_counter()
    with errors.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-c", _ONRECORD, *arguments], stdout=subprocess.DEVNULL, stderr=stream
        )
        samples = watch(process)
    seconds = time.perf_counter() - start
    if process.returncode != 0:
        lines = errors.read_text(encoding="utf-8", errors="replace").strip().splitlines() or [""]
        raise RuntimeError(f"onrecord {arguments[0]} ended with status {process.returncode}: {lines[-1]}")
    half = start + seconds / 2
    early = max(size for when, size in samples if when <= half)
    late = max((size for when, size in samples if when > half), default=early)
    return {
        "peak_mb": max(early, late) / 1e6,
        "growth": late / early,
        "documents_per_second": documents / seconds,
    }


def watch(process: subprocess.Popen[bytes]) -> list[tuple[float, int]]:
    """The resident bytes of the process and its children, with the time of each sample, until it ends."""
    samples = []
    while True:
        samples.append((time.perf_counter(), _resident(process.pid)))
        try:
            process.wait(timeout=_SAMPLE_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        return samples


def _resident(pid: int) -> int:
    try:
        status = (_PROC / str(pid) / "status").read_text(encoding="utf-8", errors="replace")
        children = (_PROC / str(pid) / "task" / str(pid) / "children").read_text(encoding="ascii").split()
    except (FileNotFoundError, ProcessLookupError):  # it ended between two reads
        return 0
    own = next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS:")), 0)
    return own + sum(_resident(int(child)) for child in children)
