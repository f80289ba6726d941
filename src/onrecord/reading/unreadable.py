"""What is said of a document that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document that could not be read: where it stands, and a sentence that says what to do about it."""

    id: str
    error: str


class ReadingError(Exception):
    """Why one document cannot be read; its message is the sentence for the user."""
