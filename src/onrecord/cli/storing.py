"""Documents with what was found in them, put into the record and told of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from onrecord.cli.analysing import Failure, Means, analysed
from onrecord.cli.terminal import one_line, short_id
from onrecord.reading import Source, Unreadable
from onrecord.records import Analysis, Document, Statement
from onrecord.store import Added, Record, RecordError, add, standing

ADDED, VERSION, AGAIN, PRINTED, KNOWN = (
    "added",
    "new version",
    "analysed again",
    "printed again",
    "known",
)
WIDTH = 15
"""Of what a line begins with: the longest of these and a blank."""
_TITLE_WIDTH = 60
_SHOWN_SPEAKERS = 4


class Stored(NamedTuple):
    """A document that is stored: what adding it changed, and what was found in it if it was analysed."""

    document: Document
    added: Added
    statements: tuple[Statement, ...]


def to_analyse(
    record: Record, sources: Iterable[Source], means: Means
) -> Iterator[tuple[Source, Document | None]]:
    """What was read, each with the document to analyse under the id that it will have in the record."""
    for source in sources:
        document = source.document
        if isinstance(document, Unreadable):
            yield source, None
            continue
        try:
            stands = standing(record, document, analysed_with=means.analysed_with)
        except RecordError as error:
            yield Source(Unreadable(document.id, f"{document.id}: {error}.")), None
            continue
        yield source, None if stands.analysed else replace(document, id=stands.id)


def store(
    record: Record, source: Source, result: Analysis | Failure | None, means: Means
) -> Stored | Unreadable:
    """Add a document with what was found in it, or say why that cannot be."""
    document = source.document
    if isinstance(document, Unreadable):
        return document
    if isinstance(result, Failure):
        return Unreadable(document.id, f"{document.id} {result.error}.")
    stands = standing(record, document, analysed_with=means.analysed_with)
    if result and not stands.analysed and result.document.id != stands.id:
        # While this one was analysed another document took its id.
        result = analysed(replace(document, id=stands.id), means)
    try:
        added = add(
            record,
            document,
            result,
            source_path=source.path,
            analysed_with=means.analysed_with,
            named_with=means.named_with,
        )
    except RecordError as error:
        return Unreadable(document.id, f"{document.id} was not added: {error}.")
    return Stored(document, added, result.statements if result and added.analysed else ())


def kind_of(added: Added) -> str:
    """What became of a document, in a word or two."""
    if added.replaces:
        return VERSION
    if added.new:
        return ADDED
    if added.analysed:
        return AGAIN
    return PRINTED if added.printed else KNOWN


def print_stored(out: Console, stored: Stored) -> None:
    """A line on a document that is stored: who said how much in it."""
    document, added, statements = stored
    line = Text(f"{kind_of(added):<{WIDTH}}", style="green" if added.new else "dim")
    line.append(short_id(added.id), style="bold")
    line.append(f"  {one_line(document.language)}  {one_line(document.published or 'no date')}")
    if added.analysed:
        line.append(f"  {counted(len(statements), 'statement')}")
    if document.title:
        line.append(f"  {one_line(document.title, _TITLE_WIDTH)}")
    if names := _speakers(statements):
        line.append(f" — {names}", style="cyan")
    if added.replaces:
        line.append(f"  (replaces {short_id(added.replaces)})", style="yellow")
    out.print(line)


def _speakers(statements: tuple[Statement, ...]) -> str:
    names = list(dict.fromkeys(one_line(s.speaker.name) for s in statements if s.speaker))
    more = f" and {len(names) - _SHOWN_SPEAKERS} more" if len(names) > _SHOWN_SPEAKERS else ""
    return ", ".join(names[:_SHOWN_SPEAKERS]) + more


def counted(number: int, noun: str) -> str:
    """A number of things: 1 document, 2 documents."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
