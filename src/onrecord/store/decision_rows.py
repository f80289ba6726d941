"""What people decided on who is who, and what they corrected, as it is read of a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum

from msgspec import UNSET, Struct, UnsetType

from onrecord.records import ActorReference, Kind, Polarity, Position, Spans, Statement, Target
from onrecord.store.rows import Ruling


class Verdict(StrEnum):
    """What somebody decides of two actors."""

    SAME = "same"
    DIFFER = "differ"


@dataclass(frozen=True, slots=True)
class Decision:
    """That two actors are one, or are not: who said so, when (UTC), why, and whether it was taken back.

    The actors are named as they were when it was decided.
    """

    number: int
    verdict: Verdict
    a: ActorReference
    b: ActorReference
    author: str
    decided: str
    because: str | None
    undone: str | None
    undone_by: str | None


class Subject(StrEnum):
    """What is corrected."""

    STATEMENT = "statement"
    POSITION = "position"


class StatementChange(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What to make of a statement; what is not given stays. A speaker of ``None``: it is not settled who."""

    kind: Kind | UnsetType = UNSET
    content: Spans | UnsetType = UNSET
    cue: Spans | UnsetType = UNSET
    speaker_span: Spans | UnsetType = UNSET
    speaker: ActorReference | UnsetType | None = UNSET


class PositionChange(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What to make of a position; what is not given stays. A holder of ``None``: it is not settled who."""

    polarity: Polarity | UnsetType = UNSET
    holder: ActorReference | UnsetType | None = UNSET
    target: Target | UnsetType = UNSET


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody said of one statement or position: who, when (UTC), why, and whether it was taken back.

    ``document`` and ``id`` name its subject. ``upon`` is what was shown when it was made, ``None`` where it
    was added; ``becomes`` what is shown since, ``None`` where it was rejected. ``revision`` is the number of
    the correction that stood last when it was made, 0 where none did. ``words`` has the words of both, by
    side (upon, becomes) and role. ``analysed_with`` is the version that found what it was made upon.
    """

    number: int
    ruling: Ruling
    subject: Subject
    document: str
    id: str
    revision: int
    upon: Statement | Position | None
    becomes: Statement | Position | None
    analysed_with: str
    author: str
    decided: str
    because: str | None
    undone: str | None
    undone_by: str | None
    words: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    @property
    def latest(self) -> Statement | Position:
        """What its subject is since, or was before it was rejected."""
        found = self.becomes or self.upon
        assert found is not None, "one of the two is stored"
        return found

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of the fields in which what it became differs from what it was made upon."""
        before, after = self.upon, self.becomes
        if before is None or after is None:
            return ()
        names = (each.name for each in fields(before) if each.name != "confidence")
        return tuple(name for name in names if getattr(before, name) != getattr(after, name))
