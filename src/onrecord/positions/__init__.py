"""Who is for or against what: issues that users define, and how sentences stand on them."""

from __future__ import annotations

from onrecord.positions.issue_reader import IssueReader, Sides, Stand, Weights, shipped_reader
from onrecord.positions.issues import (
    Example,
    Issue,
    IssuesError,
    load_issues,
    shipped_issues,
    with_examples,
)

__all__ = [
    "Example",
    "Issue",
    "IssueReader",
    "IssuesError",
    "Sides",
    "Stand",
    "Weights",
    "load_issues",
    "shipped_issues",
    "shipped_reader",
    "with_examples",
]
