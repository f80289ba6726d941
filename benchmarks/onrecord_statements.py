"""The worker that runs onrecord, as ``onrecord add`` would on a text of unknown language."""

from __future__ import annotations

from typing import Any

from benchmarks.attribution import scored_row
from benchmarks.worker import serve
from onrecord.pipeline import analyze_document
from onrecord.records import Document


def extract(texts: list[str]) -> list[list[dict[str, Any]]]:
    """The statements of each text, in the scorer's form."""
    return [
        scored_row("", analyze_document(Document(id="", text=text)).statements)["statements"]
        for text in texts
    ]


if __name__ == "__main__":
    serve(extract)
