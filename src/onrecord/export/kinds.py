"""What actors are, looked up once each."""

from __future__ import annotations

from onrecord.records import ActorKind
from onrecord.store import Record, find_actor


class Kinds:
    """The kinds of the actors of a record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._known: dict[str, ActorKind | None] = {}

    def of(self, identifier: str) -> ActorKind | None:
        """What the actor with this id is; ``None`` where only a statement's reference named it."""
        if identifier not in self._known:
            self._known[identifier] = find_actor(self._record, identifier).kind
        return self._known[identifier]
