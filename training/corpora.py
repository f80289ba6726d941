"""The annotated corpora."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NotRequired, TypedDict

Spans = list[list[int]]
IGNORED = -100
"""The label of what nobody annotated; cross_entropy does not learn from it."""


class Article(TypedDict):
    """A row of a corpus; more keys may stand there."""

    id: str
    text: str
    language: NotRequired[str]
    statements: list[dict[str, Spans]]


def articles(path: Path) -> Iterator[Article]:
    """The rows of a corpus file."""
    with path.open(encoding="utf-8") as rows:
        for row in rows:
            yield json.loads(row)
