"""What is said of a document that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

_MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document that could not be read: where it stands, and a sentence that says what to do about it."""

    id: str
    error: str


def shown(written: str) -> str:
    """What a hostile file states, fit for a message: printable and short."""
    head = written[:_MOST_SHOWN] + ("…" if len(written) > _MOST_SHOWN else "")
    return "".join(character if character.isprintable() else "\ufffd" for character in head)


class ReadingError(Exception):
    """Why one document cannot be read; its message is the sentence for the user."""
