"""Marks in a text: ⟦…⟧, so that they show without colour too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rich.text import Text


class Mark(NamedTuple):
    """What to print between two characters of the text; of several at one place closing marks come first."""

    position: int
    opens: bool
    text: str
    style: str


def with_marks(text: Text, marks: Iterable[Mark]) -> Text:
    """``text`` with the marks in it."""
    ordered = sorted(marks, key=lambda mark: (mark.position, mark.opens))
    pieces = text.divide([mark.position for mark in ordered])
    whole = Text()
    for piece, mark in zip(pieces, [*ordered, None], strict=True):
        whole.append_text(piece)
        if mark:
            whole.append(mark.text, style=mark.style)
    return whole
