"""How quickly, and how surely, one written name is looked up in a catalogue of very many actors.

The actors are invented and are added to those of the package. One process makes the index of their file, in
``build.seconds``; another then looks mentions up, in case forms of three languages, their words in any
order, none of them twice. ``median_us`` and ``p95_us`` are the microseconds that one takes with its language
given, as when a text is read, and ``any_language.median_us`` without. ``recall`` is the share of mentions
whose actor is among those found, ``open.seconds`` what the second process pays before the first of them, the
checks of file and index included. ``peak_mb`` is the highest resident set of each process in 10^6 bytes, what
is mapped of the index included.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from benchmarks.corpora import ROOT
from benchmarks.memory import watch
from benchmarks.synthetic_actors import write_actors
from onrecord.actors.catalogue import Entry, shipped

_MENTIONS = 5_000
#: A name as a text writes it, the language of the text, the identifier of who is meant.
Mention = tuple[str, str, str]


class _Asked(NamedTuple):
    microseconds: list[float]
    found: int


def measure(actors: int = 1_000_000) -> dict[str, float]:
    """Every figure; RuntimeError where a process fails or there is no ``/proc``."""
    if not Path("/proc/self/status").exists():
        raise RuntimeError("memory is read from /proc, which this system does not have")
    with tempfile.TemporaryDirectory(prefix="onrecord-lookup-") as name:
        folder = Path(name)
        write_actors(folder / "actors.jsonl", folder / "mentions.jsonl", actors, _MENTIONS)
        return _in_process("build", folder) | _in_process("look_up", folder)


def _in_process(step: str, folder: Path) -> dict[str, float]:
    figures = folder / f"{step}.json"
    with (folder / "errors.txt").open("wb") as errors, figures.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.lookup", step, str(folder)],
            cwd=ROOT,
            env=os.environ | {"XDG_CACHE_HOME": str(folder)},
            stdout=output,
            stderr=errors,
        )
        samples = watch(process)
    if process.returncode != 0:
        lines = (folder / "errors.txt").read_text(encoding="utf-8").strip().splitlines() or [""]
        raise RuntimeError(f"{step} ended with status {process.returncode}: {lines[-1]}")
    measured: dict[str, float] = json.loads(figures.read_bytes())
    peak = "build.peak_mb" if step == "build" else "peak_mb"
    return measured | {peak: max(size for _, size in samples) / 1e6}


def build(folder: Path) -> dict[str, float]:
    """The seconds in which the index of the actors in a folder is made."""
    start = time.perf_counter()
    shipped().with_own(folder / "actors.jsonl")
    return {"build.seconds": time.perf_counter() - start}


def look_up(folder: Path) -> dict[str, float]:
    """What it takes to look up the mentions in a folder, and how many are found."""
    lines = (folder / "mentions.jsonl").read_text(encoding="utf-8").splitlines()
    mentions: list[Mention] = [tuple(json.loads(line)) for line in lines]
    start = time.perf_counter()
    catalogue = shipped().with_own(folder / "actors.jsonl")
    catalogue.named("Айбек Сариевге")  # grammars are loaded with the first name of their language
    opened = time.perf_counter() - start
    told = _asked(lambda name, language: catalogue.named(name, language=language), mentions[::2])
    untold = _asked(lambda name, _: catalogue.named(name), mentions[1::2])
    return {
        "open.seconds": opened,
        "median_us": median(told.microseconds),
        "p95_us": quantiles(told.microseconds, n=20)[-1],
        "any_language.median_us": median(untold.microseconds),
        "recall": (told.found + untold.found) / len(mentions),
    }


def _asked(look: Callable[[str, str], tuple[Entry, ...]], mentions: Sequence[Mention]) -> _Asked:
    microseconds, found = [], 0
    for name, language, identifier in mentions:
        start = time.perf_counter()
        entries = look(name, language)
        microseconds.append((time.perf_counter() - start) * 1e6)
        found += any(entry.id == identifier for entry in entries)
    return _Asked(microseconds, found)


if __name__ == "__main__":
    print(json.dumps({"build": build, "look_up": look_up}[sys.argv[1]](Path(sys.argv[2]))))
