"""What `add` does to a record: one document at a time, each in a transaction of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import chain
from typing import NamedTuple

from onrecord.records import Analysis, Document, Position, Statement
from onrecord.store.actor_rows import RecordedActor
from onrecord.store.applying import actors_in_corrections, apply_corrections
from onrecord.store.database import Record, transaction
from onrecord.store.errors import RecordError
from onrecord.store.rows import Printing
from onrecord.store.settling import settle
from onrecord.store.showing import show
from onrecord.store.succession import UNDECIDED, decided_in, keep_succession
from onrecord.store.writing import (
    document_number,
    insert_boilerplate,
    insert_document,
    insert_mentions,
    insert_position,
    insert_printing,
    insert_statement,
    referred,
    save_actor,
)
from onrecord.version import VERSION

_HASH = re.compile("[0-9a-fA-F]{64}")


@dataclass(frozen=True, slots=True)
class Standing:
    """Under which id a document stands in the record, or would; ``analysed``: with what was asked about."""

    id: str
    analysed: bool


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a document changed.

    ``new``: the text was not in the record; ``analysed``: its statements were written; ``printed``: it was
    met at a place, or described in a way, not known so far; ``replaces``: the document that stood there.
    """

    id: str
    new: bool
    analysed: bool
    printed: bool
    replaces: str | None


class _Versions(NamedTuple):
    analysed_with: str
    named_with: str


def text_sha256(text: str) -> str:
    """The hash that is a text's identity, of its UTF-8 bytes.

    Raises:
        RecordError: the text has half a surrogate pair and so cannot be written as UTF-8.
    """
    try:
        return sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise RecordError(f"the character at {error.start} is half of a surrogate pair, not text") from None


def is_false_hash(identifier: str, digest: str) -> bool:
    """Whether an id looks like the hash of a text and is not that of the text with hash ``digest``."""
    return _HASH.fullmatch(identifier) is not None and identifier != digest


def standing(record: Record, document: Document, *, analysed_with: str = VERSION) -> Standing:
    """How the record stands to ``document``; analyse it under the id that this gives.

    ``analysed_with`` names what would analyse it: the version of onrecord, its engine, a user's catalogue.
    """
    digest = text_sha256(document.text)
    row = record.execute("SELECT id, analysed_with FROM document WHERE text_sha256 = ?", (digest,)).fetchone()
    if row is not None:
        return Standing(row[0], row[1] == analysed_with)
    return Standing(_free_id(record, document.id, digest), analysed=False)


def add(
    record: Record,
    document: Document,
    analysis: Analysis | None = None,
    *,
    source_path: str | None = None,
    analysed_with: str = VERSION,
    named_with: str = VERSION,
) -> Added:
    """Store ``document``, as it was read, and its analysis in one transaction.

    Args:
        record: where to.
        document: as it was read, with its own id.
        analysis: of the document under the id that :func:`standing` gives; may be ``None`` where it says
            ``analysed``.
        source_path: the file it was read from, if that holds this document alone.
        analysed_with: as for :func:`standing`; a known text with another analysis gets this one instead.
        named_with: the version of onrecord and the user's catalogue; with another an actor is named anew.

    Raises:
        RecordError: the analysis is missing or of another text or id, or has spans outside the text.
    """
    digest = text_sha256(document.text)
    with transaction(record):
        row = record.execute(
            "SELECT id, analysed_with FROM document WHERE text_sha256 = ?", (digest,)
        ).fetchone()
        new, analysed = row is None, row is None or row[1] != analysed_with
        if analysed:
            versions = _Versions(analysed_with, named_with)
            _write_analysis(record, document, analysis, digest, row[0] if row else None, versions)
        identifier = row[0] if row else _checked(analysis).document.id
        printed, replaces = _print(record, identifier, document, digest, source_path)
        if analysed or printed:
            show(record, document_number(record, identifier))
    return Added(identifier, new, analysed, printed, replaces)


def _checked(analysis: Analysis | None) -> Analysis:
    if analysis is None:
        raise RecordError("a document that is not in the record needs an analysis")
    return analysis


def _write_analysis(
    record: Record,
    document: Document,
    analysis: Analysis | None,
    digest: str,
    known_as: str | None,
    versions: _Versions,
) -> None:
    analysis = _checked(analysis)
    expected = known_as or _free_id(record, document.id, digest)
    if analysis.document.text != document.text or analysis.document.id != expected:
        raise RecordError(f"the analysis is of {analysis.document.id}, not of {expected}")
    if known_as is None:
        number = insert_document(record, analysis.document, digest, versions.analysed_with)
        former_actors, former = [], UNDECIDED
    else:
        number = document_number(record, known_as)
        former = decided_in(record, number)
        former_actors = _clear_analysis(record, number)
        record.execute(
            "UPDATE document SET language = ?, analysed_with = ? WHERE number = ?",
            (analysis.document.language, versions.analysed_with, number),
        )
        insert_boilerplate(record, number, analysis.document)
    _write_findings(record, number, analysis, versions)
    keep_succession(record, number, former)
    # Those that another has succeeded go first, so that corrections go over to who has.
    _delete_unused(record, former_actors, needed=actors_in_corrections(record, number))
    apply_corrections(record, expected)
    _delete_unused(record, former_actors)
    if former.actors or decided_in(record, number).actors:
        settle(record)


def _write_findings(record: Record, number: int, analysis: Analysis, versions: _Versions) -> None:
    text, named_with = analysis.document.text, versions.named_with
    for actor in analysis.actors:
        save_actor(record, RecordedActor(actor.id, actor.name, actor.kind, actor.names, named_with))
        insert_mentions(record, number, text, actor.id, actor.mentions)
    said: tuple[Statement | Position, ...] = (*analysis.statements, *analysis.positions)
    for reference in chain.from_iterable(map(referred, said)):
        save_actor(record, RecordedActor(reference.id, reference.name, None, {}, named_with))
    for statement in analysis.statements:
        insert_statement(record, number, text, statement, versions.analysed_with)
    for position in analysis.positions:
        insert_position(record, number, text, position, versions.analysed_with)


def _clear_analysis(record: Record, number: int) -> list[int]:
    """Take out what was found before; the numbers of the actors that stood in it."""
    of_document = {"document": number}
    actors = record.execute(
        "SELECT DISTINCT actor FROM actor_presence WHERE document = :document", of_document
    ).fetchall()
    for deletion in (
        "DELETE FROM position WHERE document = :document",
        "DELETE FROM statement WHERE document = :document",
        "DELETE FROM actor_mention WHERE document = :document",
        "DELETE FROM boilerplate WHERE document = :document",
        "DELETE FROM finding WHERE document = :document",
    ):
        record.execute(deletion, of_document)
    return [actor for (actor,) in actors]


def _delete_unused(record: Record, actors: list[int], needed: Iterable[str] = ()) -> None:
    """Take out who stands in no document any more, but for those of ``needed`` whom nobody has succeeded."""
    ids = json.dumps(sorted(needed))
    record.executemany(_DELETE_UNUSED, [{"actor": actor, "needed": ids} for actor in actors])


def _free_id(record: Record, given: str, digest: str) -> str:
    """The given id, or the text's hash where another has that id or it would pass for the hash of another."""
    is_taken = record.execute("SELECT 1 FROM document WHERE id = ?", (given,)).fetchone() is not None
    return digest if is_taken or is_false_hash(given, digest) else given


def _print(
    record: Record, identifier: str, document: Document, digest: str, source_path: str | None
) -> tuple[bool, str | None]:
    """Note where the document stands now: whether that is news, and the document whose place it took."""
    given_id = document.id if document.id != digest else None
    number = document_number(record, identifier)
    description = {
        "document": number,
        "language": document.language,
        "given_id": given_id,
        "url": document.url,
        "outlet": document.outlet,
        "title": document.title,
        "published": document.published,
        "source_path": source_path,
    }
    if _is_printed(record, description):
        return False, None
    displaced = record.execute(_SAME_PLACE, description).fetchall()
    record.executemany("UPDATE printing SET current = 0 WHERE number = ?", [(row[0],) for row in displaced])
    replaced = next((row[1] for row in displaced if row[1] != identifier), None)
    printing = Printing(
        given_id=given_id,
        url=document.url,
        outlet=document.outlet,
        title=document.title,
        authors=document.authors,
        published=document.published,
        source_path=source_path,
        added=datetime.now(UTC).isoformat(timespec="seconds"),
        current=True,
        replaces=replaced,
    )
    insert_printing(record, number, printing)
    for other in {row[2] for row in displaced} - {number}:
        show(record, other)
    return True, replaced


def _is_printed(record: Record, description: dict[str, object]) -> bool:
    return (
        record.execute(
            "SELECT 1 FROM printing WHERE current AND document = :document AND given_id IS :given_id"
            " AND url IS :url AND outlet IS :outlet AND title IS :title AND published IS :published"
            " AND source_path IS :source_path",
            description,
        ).fetchone()
        is not None
    )


_DELETE_UNUSED = """
    DELETE FROM actor
    WHERE number = :actor
      AND NOT EXISTS (SELECT 1 FROM actor_presence WHERE actor = :actor)
      AND (id NOT IN (SELECT value FROM json_each(:needed))
           OR EXISTS (SELECT 1 FROM actor_former WHERE actor_former.id = actor.id))
"""

# The address decides where both have one; else the given id, unless the outlets differ (two outlets may
# number their articles alike); else the file. A text in another language is a translation, not a new
# version. Latest first.
_SAME_PLACE = """
    SELECT printing.number, document.id, document.number
    FROM printing JOIN document ON document.number = printing.document
    WHERE printing.current AND (
        (printing.url = :url AND document.language = :language)
        OR (printing.given_id = :given_id AND document.language = :language
            AND (printing.url IS NULL OR :url IS NULL)
            AND (printing.outlet IS NULL OR :outlet IS NULL OR printing.outlet = :outlet))
        OR (printing.source_path = :source_path
            AND (printing.url IS NULL OR :url IS NULL)
            AND (printing.given_id IS NULL OR :given_id IS NULL)))
    ORDER BY printing.number DESC
"""
