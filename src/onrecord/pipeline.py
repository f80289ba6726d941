"""One document in, one analysis out."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from onrecord.actors.catalogue import Catalogue
from onrecord.attribution.statements import attribute
from onrecord.languages import Language, language
from onrecord.positions import IssueReader, shipped_reader
from onrecord.positions.attitude_reader import default_reader
from onrecord.positions.reading import Readers, read_positions
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
    issues: IssueReader | None = None,
    positions: bool = True,
) -> Analysis:
    """Statements, actors and positions of one text.

    ``text`` is plain text in Kyrgyz, Russian or English; ``language`` its BCP 47 code where known, else it is
    identified; ``published`` an ISO 8601 date; ``engine`` what finds the statements; ``catalogue``
    says which actors are known, ``issues`` reads on what one can be for or against, without it what the
    package defines; without ``positions`` none are looked for, in half of the time. What is not given is
    read from the text where it says so. All offsets of the result are code points into ``text``. A language
    that onrecord does not read yields no statements; no text raises an error.
    """
    given = Document(
        text_id(text), text, language=language or "und", title=title, url=url, published=published
    )
    return analyze_document(describe(given), engine, catalogue, issues, positions=positions)


def analyze_document(
    document: Document,
    engine: Engine = Engine.TAGGER,
    catalogue: Catalogue | None = None,
    issues: IssueReader | None = None,
    *,
    positions: bool = True,
) -> Analysis:
    """What :func:`analyze` finds, of a document that was read; its language is identified if it is ``und``.

    The rules alone find no positions.
    """
    if document.language == "und":
        document = describe(document)
    lines = list(readable(document))
    tagger = default_tagger() if engine is Engine.TAGGER else None
    statements, actors = attribute(document, lines, tagger, catalogue)
    if tagger is None or not positions:
        return Analysis(document, statements, actors)
    readers = Readers(tagger.tokenizer, default_reader(), issues or shipped_reader())
    return Analysis(
        document, statements, actors, read_positions(document, lines, statements, actors, readers)
    )


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
