"""What is shown of a document: a pure function of what was found in it and of the corrections that stand.

Nothing here reads or writes a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from onrecord.records import Position, Spans, Statement
from onrecord.store.decision_rows import Correction, Subject

_SAME_WORDS = 0.5
"""Two are of the same words where they share at least this much of all words of both."""


class Found(NamedTuple):
    """What the machine found, under its number in the record."""

    number: int
    value: Statement | Position
    analysed_with: str


class Shown(NamedTuple):
    """What is shown in place of what was found.

    ``number`` is that of what was found in its place, ``None`` where nothing was; ``revision`` is the number
    of the correction that it follows from.
    """

    value: Statement | Position
    analysed_with: str
    revision: int
    number: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is shown besides what was found, by id, and the numbers of what was found and is not shown."""

    shown: Mapping[Subject, Mapping[str, Shown]]
    hidden: Mapping[Subject, frozenset[int]]


def outcome(found: Sequence[Found], standing: Iterable[Correction]) -> Outcome:
    """What the corrections that stand, in the order of their making, make of what was found."""
    by_subject: dict[Subject, dict[str, list[Correction]]] = {subject: {} for subject in Subject}
    for correction in standing:
        by_subject[correction.subject].setdefault(correction.id, []).append(correction)
    statements = _Corrected(
        [each for each in found if isinstance(each.value, Statement)], by_subject[Subject.STATEMENT]
    )
    positions = _Corrected(
        [each for each in found if isinstance(each.value, Position)], by_subject[Subject.POSITION]
    )
    fate = _Fate(statements)
    held = {identifier: _settled(shown, fate) for identifier, shown in positions.shown.items()}
    hidden = set(positions.behind)
    for each in positions.untouched():
        assert isinstance(each.value, Position)
        followed = fate.follow(each.value)
        if followed is not None:
            hidden.add(each.number)
            if followed.value is not None:
                held[each.value.id] = Shown(
                    followed.value, each.analysed_with, followed.revision, each.number
                )
    return Outcome(
        {Subject.STATEMENT: statements.shown, Subject.POSITION: held},
        {Subject.STATEMENT: frozenset(statements.behind), Subject.POSITION: frozenset(hidden)},
    )


class _Corrected:
    """Statements, or positions, with the corrections of them.

    ``behind`` gives for the number of what was found the id of the corrected thing that it stands behind.
    """

    def __init__(self, found: Sequence[Found], corrections: Mapping[str, list[Correction]]) -> None:
        self.found = found
        self.corrections = corrections
        self.behind = {each.number: each.value.id for each in found if each.value.id in corrections}
        found_again = set(self.behind.values())
        lost = [each for each in corrections if each not in found_again]
        for each in self.untouched():
            if again := self._again(each.value, lost):
                self.behind[each.number] = again
        for each in self.untouched():
            if cover := self._cover(each.value):
                self.behind[each.number] = cover
        self.shown = {
            identifier: Shown(last.becomes, last.analysed_with, last.number, self._place(identifier))
            for identifier, made in corrections.items()
            if (last := made[-1]).becomes is not None
        }

    def untouched(self) -> list[Found]:
        """What no correction concerns."""
        return [each for each in self.found if each.number not in self.behind]

    def _place(self, identifier: str) -> int | None:
        return min((number for number, owner in self.behind.items() if owner == identifier), default=None)

    def _again(self, value: Statement | Position, lost: Iterable[str]) -> str | None:
        """Which of the corrected things that are not found under their ids this one is, if any."""
        likest = max(((_most_alike(value, self.corrections[each]), each) for each in lost), default=(0.0, ""))
        return likest[1] if likest[0] >= _SAME_WORDS else None

    def _cover(self, value: Statement | Position) -> str | None:
        """The statement whose extent a person has set over most words of this one, if any."""
        if isinstance(value, Position):
            return None
        found = {each.value.id: each.value for each in self.found}
        for identifier, made in self.corrections.items():
            last = made[-1].becomes
            if (
                isinstance(last, Statement)
                and not _is_extent_of(last, found.get(identifier))
                and _shared(last.content, value.content) >= _SAME_WORDS * _length(value.content)
            ):
                return identifier
        return None


def _is_extent_of(last: Statement, found: Statement | Position | None) -> bool:
    return isinstance(found, Statement) and found.content == last.content


class _Followed(NamedTuple):
    value: Position | None
    revision: int


class _Fate:
    """What became of the statements that positions rest on."""

    def __init__(self, statements: _Corrected) -> None:
        self._of = {
            each.value.id: (each.value, statements.behind[each.number])
            for each in statements.found
            if each.number in statements.behind and isinstance(each.value, Statement)
        }
        self._last = {identifier: made[-1].number for identifier, made in statements.corrections.items()}
        self._present = {
            **{each.value.id: each.value for each in statements.untouched()},
            **{identifier: shown.value for identifier, shown in statements.shown.items()},
        }

    def holding(self, position: Position) -> str | None:
        """The id of the statement that holds the evidence now, of one that is shown."""
        if position.statement is None or position.statement in self._present:
            return position.statement
        shared = {each: _shared(_words(value), position.evidence) for each, value in self._present.items()}
        likest = max(shared, key=shared.__getitem__, default=None)
        return likest if likest and shared[likest] else None

    def follow(self, position: Position) -> _Followed | None:
        """What a position becomes with its statement; ``None``: it is shown as it was found."""
        if position.statement not in self._of:
            return None
        before, now = self._of[position.statement]
        shown = self._present.get(now)
        if shown is None:
            # Who rejects a statement rejects what was read from it.
            return _Followed(None, self._last[now])
        followed = _with_speaker(replace(position, statement=now), before, shown)
        return None if followed == position else _Followed(followed, self._last[now])


def _settled(shown: Shown, fate: _Fate) -> Shown:
    assert isinstance(shown.value, Position)
    return shown._replace(value=replace(shown.value, statement=fate.holding(shown.value)))


def _with_speaker(position: Position, before: Statement, now: Statement | Position) -> Position | None:
    """The position with the new speaker of its statement where it was held, or claimed, by the old one.

    ``None`` where nobody is left who claims it.
    """
    assert isinstance(now, Statement)
    if now.speaker == before.speaker:
        return position
    if position.claimed_by is not None and position.claimed_by == before.speaker:
        if now.speaker is None:
            return None
        own = now.speaker == position.holder
        return replace(position, claimed_by=None if own else now.speaker)
    if position.holder == before.speaker and (position.holder or not position.holder_span):
        return replace(position, holder=now.speaker)
    return position


def _most_alike(value: Statement | Position, made: Iterable[Correction]) -> float:
    return max(
        _likeness(value, known) for each in made for known in (each.upon, each.becomes) if known is not None
    )


def _likeness(a: Statement | Position, b: Statement | Position) -> float:
    """How much of all their words two have in common, 0 to 1; positions on different targets have nothing."""
    if isinstance(a, Position) and isinstance(b, Position) and a.target.id != b.target.id:
        return 0.0
    one, other = _words(a), _words(b)
    shared = _shared(one, other)
    return shared / (_length(one) + _length(other) - shared)


def _words(value: Statement | Position) -> Spans:
    return value.content if isinstance(value, Statement) else value.evidence


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _shared(a: Spans, b: Spans) -> int:
    return sum(max(0, min(one.end, other.end) - max(one.start, other.start)) for one in a for other in b)
