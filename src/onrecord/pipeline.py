"""One document in, one analysis out."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from onrecord.actors.catalogue import Catalogue
from onrecord.attribution.statements import attribute
from onrecord.languages import Language, language
from onrecord.reading import describe, paragraph_languages, text_id
from onrecord.records import Analysis, Document, Span
from onrecord.tagging.segmentation import paragraphs
from onrecord.tagging.tagger import default_tagger


class Engine(StrEnum):
    """What finds statements: rules and the neural tagger, weighed against each other, or rules alone."""

    TAGGER = "tagger"
    RULES = "rules"


def analyze(  # noqa: PLR0913 - what is known of a text, and with what to read it
    text: str,
    *,
    language: str | None = None,
    title: str | None = None,
    url: str | None = None,
    published: str | None = None,
    engine: Engine = Engine.TAGGER,
    catalogue: Catalogue | None = None,
) -> Analysis:
    """Statements and speakers of one text.

    ``text`` is plain text in Kyrgyz, Russian or English; ``language`` its BCP 47 code where known, else it is
    identified; ``published`` an ISO 8601 date; ``engine`` what finds the statements; ``catalogue``
    says which actors are known, without it that of the package. What is not given is read from the text where
    it says so. All offsets of the result are code points into ``text``. A language
    that onrecord does not read yields no statements; no text raises an error.
    """
    given = Document(
        text_id(text), text, language=language or "und", title=title, url=url, published=published
    )
    return analyze_document(describe(given), engine, catalogue)


def analyze_document(
    document: Document, engine: Engine = Engine.TAGGER, catalogue: Catalogue | None = None
) -> Analysis:
    """Statements and speakers of a document that was read, its language identified if it is ``und``."""
    if document.language == "und":
        document = describe(document)
    tagger = default_tagger() if engine is Engine.TAGGER else None
    statements, actors = attribute(document, list(readable(document)), tagger, catalogue)
    return Analysis(document, statements, actors)


def readable(document: Document) -> Iterator[tuple[Span, Language]]:
    """The paragraphs that are no boilerplate and stand in a language that can be read."""
    languages = iter(paragraph_languages(document.text, document.language))
    boilerplate = iter(sorted(document.boilerplate))
    marked = next(boilerplate, None)
    current: tuple[Span, str] | None = next(languages, None)
    for span in paragraphs(document.text):
        while marked and marked.end <= span.start:
            marked = next(boilerplate, None)
        if marked and marked.start < span.end:
            continue
        while current and current[0].end <= span.start:
            current = next(languages, None)
        known = language(current[1] if current else document.language)
        if known:
            yield span, known
