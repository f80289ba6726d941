"""What can go wrong with a record, in words for its user."""

from __future__ import annotations

from sqlite3 import Error as SqlError
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.store.decision_rows import Correction

__all__ = [
    "AmbiguousActorError",
    "AmbiguousDocumentError",
    "ConflictError",
    "CorrectedMeanwhileError",
    "NoRecordError",
    "NotFoundError",
    "RecordError",
    "SqlError",
]


class RecordError(Exception):
    """The record cannot be opened, read or written as asked; the message says what to do."""


class NoRecordError(RecordError):
    """There is no record at the path."""


class NotFoundError(RecordError):
    """Nothing in the record goes by this name."""


class AmbiguousDocumentError(RecordError):
    """Several documents in the record go by this name."""


class AmbiguousActorError(RecordError):
    """Several actors in the record go by this name."""


class ConflictError(RecordError):
    """Decisions that stand say the opposite of what is to be decided."""


class CorrectedMeanwhileError(ConflictError):
    """Somebody else has corrected the same thing in between; ``other`` is what they said of it."""

    def __init__(self, message: str, other: Correction) -> None:
        super().__init__(message)
        self.other = other
