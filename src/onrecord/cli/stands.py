"""Positions in words: the side, what qualifies it, whose it is and what it is on."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.cli.statements import marked
from onrecord.cli.terminal import one_line
from onrecord.export.rows import GAP
from onrecord.records import ActorReference, Polarity, Target
from onrecord.store.rows import RecordedPosition
from onrecord.store.side_rows import Stand
from onrecord.wire.recorded import SIDES

SIGNS = {Polarity.FOR: "+", Polarity.NEUTRAL: "0", Polarity.AGAINST: "−"}
COLOURS = {Polarity.FOR: "green", Polarity.NEUTRAL: "yellow", Polarity.AGAINST: "red"}
_EVIDENCE_WIDTH, _CONDITION_WIDTH = 90, 60


def side_of(recorded: RecordedPosition) -> str:
    """The side with its sign: + for."""
    polarity = recorded.position.polarity
    return f"{SIGNS[polarity]} {SIDES[polarity]}"


def holder_of(recorded: RecordedPosition) -> str:
    """Whose position it is, and in whose words the text says so where that does not settle it."""
    if recorded.holder:
        return one_line(recorded.holder.name)
    written = one_line(GAP.join(recorded.words["holder"]))
    return f"not settled who (“{written}”)" if written else "not settled who"


def target_of(target: Target) -> str:
    """What it is on."""
    return one_line(target.name or target.id)


def pair_of(holder: str, target: Target) -> str:
    """Whose line on what."""
    return f"{holder} → {target_of(target)}"


def evidence_in_short(recorded: RecordedPosition) -> str:
    """The words that show the side, on one line, cut where they are many."""
    return one_line(GAP.join(recorded.words["evidence"]), _EVIDENCE_WIDTH)


def notes_of(recorded: RecordedPosition) -> list[str]:
    """What makes it less than a plain stand, and who was found where a decision shows somebody else."""
    found = recorded.position
    condition = one_line(GAP.join(recorded.words["condition"]), _CONDITION_WIDTH)
    return [
        *_qualifications(
            found.past, f"on a condition: “{condition}”" if condition else "", recorded.claimed_by
        ),
        *_found_as(found.holder, recorded.holder),
        *(["target by decision, found as " + one_line(found.target.name)] if _is_other(recorded) else []),
        *([marked(recorded.mark)] if recorded.mark else []),
    ]


def notes_of_stand(stand: Stand) -> list[str]:
    """What makes it less than a plain stand."""
    return list(_qualifications(stand.past, "on a condition" if stand.conditional else "", stand.claimed_by))


def _qualifications(past: bool, condition: str, claimed_by: ActorReference | None) -> Iterable[str]:
    if past:
        yield "past"
    if condition:
        yield condition
    if claimed_by:
        yield f"according to {one_line(claimed_by.name)}"


def _found_as(found: ActorReference | None, shown: ActorReference | None) -> Iterable[str]:
    if found and found != shown:
        yield f"by decision, found as {one_line(found.name)}"


def _is_other(recorded: RecordedPosition) -> bool:
    # An issue may only have got another name since.
    return recorded.target.id != recorded.position.target.id
