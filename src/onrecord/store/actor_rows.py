"""What is read of a record about actors: who they are, what names they bear, with whom they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.records import ActorKind, ActorReference
from onrecord.store.decision_rows import Decision
from onrecord.store.rows import Speaker
from onrecord.store.side_rows import Course


@dataclass(frozen=True, slots=True)
class RecordedActor:
    """An actor as the record names it; ``kind`` is ``None`` where only a statement's reference named it."""

    id: str
    name: str
    kind: ActorKind | None
    names: Mapping[str, str]
    named_with: str
    formerly: tuple[str, ...] = ()
    """Ids that decisions name and under which this actor stood before a text was analysed again."""


@dataclass(frozen=True, slots=True)
class ActorLine:
    """An actor in a list of actors: how many statements are its own, how many documents name it at all.

    ``merged`` are the ids of those that decisions make one with it; what it counts is theirs too.
    """

    id: str
    name: str
    kind: ActorKind | None
    statements: int
    documents: int
    merged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenName:
    """Words that name an actor, in the language of the documents, and how often."""

    name: str
    language: str
    count: int


@dataclass(frozen=True, slots=True)
class ActorTitle:
    """A role that texts give an actor beside its name: in how many places, by language, and when.

    ``first`` and ``last`` are the earliest and the latest date of publication, as printed; ``None`` where no
    text has a date.
    """

    title: str
    count: int
    languages: Mapping[str, int]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class MetWith:
    """An actor that is named in the same documents, and in how many."""

    actor: ActorReference
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPortrait:
    """Who an actor is, with those that decisions make one with it, and in what words texts name it."""

    line: ActorLine
    members: tuple[RecordedActor, ...]
    """Itself first."""
    names: tuple[WrittenName, ...]
    """As documents write it, the most frequent first."""
    called: tuple[WrittenName, ...]
    """Other words for it where it speaks: "she", "the minister"."""
    titles: tuple[ActorTitle, ...]
    """The roles that stand beside its name, the most frequent first."""
    met_with: tuple[MetWith, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorProfile(ActorPortrait):
    """All that a record holds of one actor and those that decisions make one with it."""

    speaker: Speaker | None
    """``None`` where it says nothing."""
    courses: tuple[Course, ...]
    """Its positions by target, the most first."""
    courses_on: tuple[Course, ...]
    """The positions of others on it, by holder, the most first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that may be meant, with the number of its statements."""

    actor: ActorReference
    kind: ActorKind | None
    statements: int


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two actors of one kind that may be one: ``score`` is how surely a name can name both, at least 0.5."""

    a: Candidate
    b: Candidate
    score: float


@dataclass(frozen=True, slots=True)
class UnsettledName:
    """A family name in the words for speakers whom their texts do not settle, and how often.

    ``candidates`` are the persons in the record who bear it, ``documents`` some ids of where it stands.
    """

    written: Mapping[str, int]
    statements: int
    candidates: tuple[Candidate, ...]
    documents: tuple[str, ...]
