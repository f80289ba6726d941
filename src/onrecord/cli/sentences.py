"""What people have said of actors, statements and positions, in a sentence each."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.cli.stands import target_of
from onrecord.cli.statements import DONE
from onrecord.cli.terminal import one_line, short_id
from onrecord.export.rows import GAP
from onrecord.records import ActorReference
from onrecord.store import Correction, Decision, Subject, Verdict
from onrecord.wire.recorded import SIDES

_WORDS_WIDTH = 60
_MAIN_ROLE = {Subject.STATEMENT: "content", Subject.POSITION: "evidence"}
_NAMES = {"speaker_span": "words for the speaker"}


def called(said: Decision | Correction) -> str:
    """What to call it, with its number."""
    return f"{'decision' if isinstance(said, Decision) else 'correction'} {said.number}"


def as_sentence(said: Decision | Correction) -> str:
    """What was decided or corrected, with names and ids."""
    if isinstance(said, Decision):
        sign = "=" if said.verdict is Verdict.SAME else "≠"
        return f"{named(said.a)} {sign} {named(said.b)}"
    words = one_line(
        GAP.join(said.words["becomes" if said.becomes else "upon"][_MAIN_ROLE[said.subject]]), _WORDS_WIDTH
    )
    what = f"{DONE[said.ruling]} {said.subject} {one_line(said.id)} in {short_id(said.document)}"
    return f"{what}: ⟦{words}⟧" + "".join(f"; {change}" for change in _changes(said))


def named(actor: ActorReference) -> str:
    """An actor with the id that tells it from its namesakes."""
    return f"{one_line(actor.name)} ({one_line(actor.id)})"


def _changes(correction: Correction) -> Iterator[str]:
    for name in correction.changed:
        before, after = (_value(correction, side, name) for side in ("upon", "becomes"))
        yield f"{_NAMES.get(name, name)} {before} → {after}"


def _value(correction: Correction, side: str, name: str) -> str:
    found = correction.upon if side == "upon" else correction.becomes
    value = getattr(found, name)
    if name == "polarity":
        return SIDES[value]
    if name == "target":
        return target_of(value)
    if isinstance(value, ActorReference) or value is None:
        return one_line(value.name) if value else "not settled who"
    if isinstance(value, tuple):
        words = correction.words.get(side, {}).get(name.removesuffix("_span"), ())
        return f"⟦{one_line(GAP.join(words), _WORDS_WIDTH)}⟧" if words else "none"
    return one_line(str(value))
