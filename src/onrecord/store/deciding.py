"""What users decide on who is who, and take back."""

from __future__ import annotations

from datetime import UTC, datetime

from onrecord.records import ActorReference
from onrecord.store.database import Record, transaction
from onrecord.store.decision_rows import Decision, Verdict
from onrecord.store.decisions import decisions, find_decision, insert_decision
from onrecord.store.errors import ConflictError, RecordError
from onrecord.store.settling import resolution, settle

_LONGEST_AUTHOR, _LONGEST_REASON = 200, 2_000


def decide(
    record: Record,
    verdict: Verdict,
    a: ActorReference,
    b: ActorReference,
    *,
    author: str,
    because: str | None = None,
) -> Decision:
    """Store that ``author`` holds two actors for one, or for two; the same said before is given back.

    Raises:
        ConflictError: other decisions say the opposite; the message names the chain of them.
        RecordError: both are the same actor, or author or reason are empty or too long.
    """
    _check(a, b, author, because)
    with transaction(record):
        if chain := resolution(record).conflict(verdict, a.id, b.id):
            raise ConflictError(_objection(verdict, a, b, chain, author))
        for known in decisions(record, {a.id, b.id}):
            if known.undone is None and known.verdict is verdict and {known.a.id, known.b.id} == {a.id, b.id}:
                return known
        reason = because.strip() if because else None
        new = Decision(0, verdict, a, b, author.strip(), utc_now(), reason, undone=None, undone_by=None)
        number = insert_decision(record, new)
        settle(record)
    return find_decision(record, number)


def undo_decision(record: Record, number: int, *, author: str) -> Decision:
    """Take a decision back: what it joined falls apart again, what it kept apart may be joined.

    Raises:
        NotFoundError: there is no decision of this number.
        RecordError: it is undone already, or the author's name is empty or too long.
    """
    check_author(author)
    with transaction(record):
        decision = find_decision(record, number)
        if decision.undone:
            raise RecordError(
                f"Decision {number} was undone already ({decision.undone_by}, {decision.undone[:10]})."
            )
        record.execute(
            "UPDATE decision SET undone = ?, undone_by = ? WHERE number = ?",
            (utc_now(), author.strip(), number),
        )
        settle(record)
    return find_decision(record, number)


def told(decision: Decision, reader: str | None = None) -> str:
    """A decision in a few words; who reads of an own one reads "you"."""
    sign = "=" if decision.verdict is Verdict.SAME else "≠"
    # Two of one name are told apart by their ids only.
    a, b = (end.id if decision.a.name == decision.b.name else end.name for end in (decision.a, decision.b))
    author = "you" if decision.author == reader else decision.author
    return f"{a} {sign} {b} ({author}, {decision.decided[:10]})"


def _objection(
    verdict: Verdict, a: ActorReference, b: ActorReference, chain: tuple[Decision, ...], author: str
) -> str:
    claim = "cannot be one" if verdict is Verdict.SAME else "are one"
    against = ", ".join(told(each, author.strip()) for each in chain)
    ways_out = " or ".join(f"onrecord undo {each.number}" for each in chain)
    return f"{a.name} ({a.id}) and {b.name} ({b.id}) {claim}: {against}. First take one back: {ways_out}"


def _check(a: ActorReference, b: ActorReference, author: str, because: str | None) -> None:
    if a.id == b.id:
        raise RecordError(f"Both names are of {a.name} ({a.id}); name two actors, by their ids if need be.")
    check_author(author)
    check_reason(because)


def check_reason(because: str | None) -> None:
    """Refuse a reason that is empty or too long."""
    if because is not None and not 0 < len(because.strip()) <= _LONGEST_REASON:
        raise RecordError(f"A reason has between 1 and {_LONGEST_REASON} characters.")


def check_author(author: str) -> None:
    """Refuse a name that is empty or too long."""
    if not 0 < len(author.strip()) <= _LONGEST_AUTHOR:
        raise RecordError(f"The name of who decides has between 1 and {_LONGEST_AUTHOR} characters.")


def utc_now() -> str:
    """The time of a decision, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
