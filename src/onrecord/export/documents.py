"""What is exported, by the document in which it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from onrecord.export.rows import Found
from onrecord.store import Record, documents, find_document, positions_of, statements_of
from onrecord.store.rows import DocumentLabel, RecordedDocument, RecordedPosition, RecordedStatement

Item = TypeVar("Item", bound=Found)


@dataclass(frozen=True, slots=True)
class Exported(Generic[Item]):
    """A document, the label under which it was found, and what of it is exported."""

    recorded: RecordedDocument
    label: DocumentLabel
    items: tuple[Item, ...]


def by_document(record: Record, found: Iterable[Item]) -> Iterator[Exported[Item]]:
    """The documents in which something was found, with that; one is held at a time."""
    for label, items in groupby(found, key=lambda item: item.document):
        yield Exported(find_document(record, label.id), label, tuple(items))


def all_with_statements(record: Record) -> Iterator[Exported[RecordedStatement]]:
    """Every current document with its statements, be there none."""
    for line in documents(record):
        said = tuple(statements_of(record, line.label.id))
        yield Exported(find_document(record, line.label.id), line.label, said)


def all_with_positions(record: Record) -> Iterator[Exported[RecordedPosition]]:
    """Every current document with its positions, be there none."""
    for line in documents(record):
        held = tuple(positions_of(record, line.label.id))
        yield Exported(find_document(record, line.label.id), line.label, held)
