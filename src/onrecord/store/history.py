"""All that people have said, of actors, statements and positions: one history."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from onrecord.store.correcting import undo_correction
from onrecord.store.corrections import CorrectionFilter, corrections, find_correction
from onrecord.store.database import Record
from onrecord.store.deciding import undo_decision
from onrecord.store.decision_rows import Correction, Decision
from onrecord.store.decisions import decisions, find_decision
from onrecord.store.errors import NotFoundError


def history(
    record: Record, wanted: CorrectionFilter | None = None, limit: int | None = None
) -> Iterator[Decision | Correction]:
    """Decisions and corrections, the latest first, undone ones too.

    A filter by document, subject, id or ruling asks for corrections alone.
    """
    wanted = wanted or CorrectionFilter()
    found: list[Iterator[Decision | Correction]] = [iter(corrections(record, wanted, limit))]
    if wanted == CorrectionFilter(author=wanted.author, before=wanted.before, standing=wanted.standing):
        decided = sorted(decisions(record), key=lambda each: -each.number)
        found.append(each for each in decided if _is_wanted(each, wanted))
    return islice(heapq.merge(*found, key=lambda each: -each.number), limit)


def find_said(record: Record, number: int) -> Decision | Correction:
    """The decision or correction of this number.

    Raises:
        NotFoundError: nothing has it.
    """
    if record.execute("SELECT 1 FROM correction WHERE number = ?", (number,)).fetchone():
        return find_correction(record, number)
    return find_decision(record, number)


def undo(record: Record, number: int, *, author: str) -> Decision | Correction:
    """Take back the decision or correction of this number.

    Raises:
        CorrectedMeanwhileError: a later correction of the same thing stands; that goes first.
        NotFoundError: nothing has this number.
        RecordError: it is undone already, or the author's name is empty or too long.
    """
    if record.execute("SELECT 1 FROM correction WHERE number = ?", (number,)).fetchone():
        return undo_correction(record, number, author=author)
    return undo_decision(record, number, author=author)


def latest_standing(record: Record, author: str) -> Decision | Correction:
    """The latest that ``author`` said and that is not undone.

    Raises:
        NotFoundError: there is nothing.
    """
    wanted = replace(CorrectionFilter(), author=author.strip(), standing=True)
    for each in history(record, wanted, 1):
        return each
    raise NotFoundError(f"Nothing that {author!r} said stands; see: onrecord history")


def _is_wanted(decision: Decision, wanted: CorrectionFilter) -> bool:
    return (
        (wanted.author is None or decision.author == wanted.author)
        and (wanted.before is None or decision.number < wanted.before)
        and not (wanted.standing and decision.undone)
    )
