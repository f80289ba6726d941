"""How fast statements are found on one core, beside textacy's quotation extractor, in one run.

Both read the PolNeAR dev texts, take turns round by round, and are charged processor seconds; the ratio is
that of the median rounds. Only the ratio has a floor: words per second depend on the machine. A word is a
run of non-space characters. textacy needs another environment than onrecord's: ``make bench`` builds it.
"""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from statistics import median

from benchmarks.attribution import SETS, score
from benchmarks.corpora import CORPORA, ROOT, SCORER, load_scorer, read_rows
from benchmarks.worker import Worker

TEXTACY_PYTHON = ROOT / ".cache" / "bench-venv" / "bin" / "python"


def measure(corpora: Path = CORPORA, rounds: int = 3) -> dict[str, float]:
    """The ratio, both speeds in words per second, and textacy's attribution F1 on the same texts."""
    corpus = corpora / SETS["polnear-dev"]
    if not (corpus.exists() and (corpora / SCORER).exists()):
        return {}
    if not TEXTACY_PYTHON.exists():
        raise RuntimeError(f"there is no {TEXTACY_PYTHON}; `make bench` installs it")
    gold = read_rows(corpus)
    texts = [row["text"] for row in gold]
    words = sum(len(text.split()) for text in texts)
    with (
        closing(Worker(Path(sys.executable), "benchmarks.onrecord_statements", ROOT, texts)) as ours,
        closing(Worker(TEXTACY_PYTHON, "benchmarks.textacy_quotations", ROOT, texts)) as theirs,
    ):
        seconds = [(ours.round(), theirs.round()) for _ in range(rounds)]
        quotations = theirs.statements
    our_median, their_median = (median(column) for column in zip(*seconds, strict=True))
    predicted = [{"id": row["id"], "statements": found} for row, found in zip(gold, quotations, strict=True)]
    return {
        "ratio": their_median / our_median,
        "onrecord_words_per_second": words / our_median,
        "textacy_words_per_second": words / their_median,
        "textacy_f1": score(load_scorer(corpora), gold, predicted)["f1"],
    }
