"""One document in, one analysis out."""

from __future__ import annotations

from onrecord.records import Analysis, Document


def analyze_document(document: Document) -> Analysis:
    """Statements and actors of a document that was read."""
    return Analysis(document, (), ())
