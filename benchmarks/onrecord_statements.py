"""The worker that runs onrecord, as ``onrecord extract --no-positions`` would on a text of unknown language.

Its argument is the engine.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

from benchmarks.attribution import scored_row
from benchmarks.worker import serve
from onrecord.pipeline import Engine, analyze_document
from onrecord.records import Document


def extract(engine: Engine, texts: list[str]) -> list[list[dict[str, Any]]]:
    """The statements of each text, in the scorer's form."""
    return [
        scored_row("", analyze_document(Document(id="", text=text), engine, positions=False).statements)[
            "statements"
        ]
        for text in texts
    ]


if __name__ == "__main__":
    serve(partial(extract, Engine(sys.argv[1])))
