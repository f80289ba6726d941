"""What a dossier holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from typing import TypeVar

from onrecord.export.rows import Found
from onrecord.records import ActorReference, Target
from onrecord.store import (
    PositionFilter,
    Record,
    StatementFilter,
    actor_profile,
    days,
    find_document,
    positions,
    statements,
)
from onrecord.store.actor_rows import ActorProfile
from onrecord.store.rows import DocumentLabel, RecordedPosition, RecordedStatement

Item = TypeVar("Item", bound=Found)

NOT_SETTLED = ActorReference("", "")
"""Stands for a holder whom the text does not settle."""


@dataclass(frozen=True, slots=True)
class Line:
    """How one holder stood to one target, the earliest first, what has no date last."""

    holder: ActorReference
    target: Target
    positions: tuple[RecordedPosition, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that is quoted: ``number`` is by which the dossier refers to it."""

    number: int
    label: DocumentLabel
    sha256: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of one actor or one issue; ``left_out`` tells that there is more than was asked for."""

    name: str
    identifier: str
    profile: ActorProfile | None
    lines: tuple[Line, ...]
    lines_of_others: tuple[Line, ...]
    statements: tuple[RecordedStatement, ...]
    sources: Mapping[str, Source]
    """By the ids of their documents."""
    left_out: bool


def dossier_of_actor(
    record: Record, identifier: str, said: StatementFilter, held: PositionFilter, most: int
) -> Dossier:
    """The dossier of the actor with this id: at most so many statements, positions and positions on it.

    The filters tell which besides. Raises:
        NotFoundError: there is no such actor.
    """
    profile = actor_profile(record, identifier, all_versions=held.all_versions)
    spoken = list(islice(statements(record, replace(said, speaker=identifier)), most + 1))
    own = list(islice(positions(record, replace(held, holder=identifier)), most + 1))
    on_it = list(islice(positions(record, replace(held, target=identifier)), most + 1))
    return _dossier(record, (profile.line.name, profile.line.id, profile), spoken, own, on_it, most)


def dossier_of_issue(record: Record, issue: str, held: PositionFilter, most: int) -> Dossier:
    """The dossier of the issue with this key or name: at most so many positions.

    Raises:
        NotFoundError: no position is on such an issue.
    """
    found = list(islice(positions(record, replace(held, issue=issue)), most + 1))
    targets = dict.fromkeys(each.target for each in found)
    named = next(iter(targets)) if len(targets) == 1 else None
    called = (named.name, named.id, None) if named else (issue, issue, None)
    return _dossier(record, called, [], found, [], most)


def _dossier(
    record: Record,
    called: tuple[str, str, ActorProfile | None],
    said: list[RecordedStatement],
    own: list[RecordedPosition],
    on_it: list[RecordedPosition],
    most: int,
) -> Dossier:
    name, identifier, profile = called
    spoken, held, of_others = said[:most], own[:most], on_it[:most]
    quoted: list[Found] = [*spoken, *held, *of_others]
    return Dossier(
        name=name,
        identifier=identifier,
        profile=profile,
        lines=tuple(_lines(held)),
        lines_of_others=tuple(_lines(of_others)),
        statements=tuple(_earliest_first(spoken)),
        sources=_sources(record, quoted),
        left_out=any(len(found) > most for found in (said, own, on_it)),
    )


def _lines(found: Iterable[RecordedPosition]) -> Iterator[Line]:
    """The lines of whom and to what most positions are first; who is not settled comes last."""
    ordered = sorted(found, key=_pair)
    lines = [
        Line(group[0].holder or NOT_SETTLED, group[0].target, tuple(_earliest_first(group)))
        for group in (list(each) for _, each in groupby(ordered, key=_pair))
    ]
    return iter(sorted(lines, key=lambda line: (line.holder is NOT_SETTLED, -len(line.positions))))


def _pair(recorded: RecordedPosition) -> tuple[str, str, str]:
    holder, target = recorded.holder, recorded.target
    return holder.id if holder else "", target.kind.value, target.id


def _earliest_first(found: Sequence[Item]) -> list[Item]:
    return sorted(found, key=_first_day)


def _first_day(recorded: Found) -> tuple[bool, str]:
    published = recorded.document.published
    period = days(published) if published else None
    return period is None, period[0] if period else ""


def _sources(record: Record, quoted: Iterable[Found]) -> dict[str, Source]:
    labels = {each.document.id: each.document for each in sorted(quoted, key=_first_day)}
    return {
        label.id: Source(number, label, find_document(record, label.id).text_sha256)
        for number, label in enumerate(labels.values(), 1)
    }
