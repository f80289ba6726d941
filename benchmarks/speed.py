"""How fast statements are found on one core, beside textacy's quotation extractor, in one run.

Both engines of onrecord and two settings of textacy read the PolNeAR dev texts, each in a process of its own;
they take turns round by round and are charged processor seconds. A ratio is how many times an engine is as
fast as textacy in one setting, by the median rounds. Only ratios have floors: words per second depend on the
machine. A word is a run of non-space characters. textacy needs another environment than onrecord's:
``make bench`` builds it; what the settings are stands in ``textacy_quotations.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from statistics import median

from benchmarks.attribution import SETS, score
from benchmarks.corpora import CORPORA, ROOT, SCORER, load_scorer, read_rows
from benchmarks.worker import Worker
from onrecord.pipeline import Engine

TEXTACY_PYTHON = ROOT / ".cache" / "bench-venv" / "bin" / "python"
_TEXTACY = ("documented", "tuned")


def measure(corpora: Path = CORPORA, rounds: int = 3) -> dict[str, float]:
    """By engine its ratios and words per second; by setting textacy's words per second and attribution F1."""
    corpus = corpora / SETS["polnear-dev"]
    if not (corpus.exists() and (corpora / SCORER).exists()):
        return {}
    if not TEXTACY_PYTHON.exists():
        raise RuntimeError(f"there is no {TEXTACY_PYTHON}; `make bench` installs it")
    gold = read_rows(corpus)
    texts = [row["text"] for row in gold]
    extractors = [(Path(sys.executable), "benchmarks.onrecord_statements", str(engine)) for engine in Engine]
    extractors += [(TEXTACY_PYTHON, "benchmarks.textacy_quotations", setting) for setting in _TEXTACY]
    with ExitStack() as stack:

        def start(extractor: tuple[Path, str, str]) -> tuple[str, Worker]:
            python, module, name = extractor
            return name, stack.enter_context(closing(Worker([python, "-m", module, name], ROOT, texts)))

        with ThreadPoolExecutor() as pool:  # they warm up side by side; only their rounds are measured
            workers = dict(pool.map(start, extractors))
        quotations = {setting: workers[setting].statements for setting in _TEXTACY}
        turns = [{name: worker.round() for name, worker in workers.items()} for _ in range(rounds)]
    seconds = {name: median(turn[name] for turn in turns) for name in workers}
    figures = speeds(seconds, words=sum(len(text.split()) for text in texts))
    scorer = load_scorer(corpora)
    for setting, found in quotations.items():
        predicted = [
            {"id": row["id"], "statements": statements} for row, statements in zip(gold, found, strict=True)
        ]
        figures[f"textacy.{setting}_f1"] = score(scorer, gold, predicted)["f1"]
    return figures


def speeds(seconds: Mapping[str, float], words: int) -> dict[str, float]:
    """Ratios and words per second from the seconds that each engine and each setting took."""
    figures: dict[str, float] = {}
    for engine in Engine:
        for setting in _TEXTACY:
            figures[f"{engine}.ratio_{setting}"] = seconds[setting] / seconds[engine]
        figures[f"{engine}.words_per_second"] = words / seconds[engine]
    for setting in _TEXTACY:
        figures[f"textacy.{setting}_words_per_second"] = words / seconds[setting]
    return figures
