"""What actors and issues are called in the language of a page, where the record or shipped issues tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from onrecord.positions.issues import shipped_issues
from onrecord.records import ActorReference, Target, TargetKind
from onrecord.store import Record, actor_name_in


class Calling:
    """Names in one language; ``reading`` gives the record, and is called only where a name is asked for."""

    def __init__(self, language: str, reading: Callable[[], Record]) -> None:
        self._language, self._reading = language, reading
        self._known: dict[str, str | None] = {}

    def actor(self, identifier: str, name: str) -> str:
        """An actor whom the record calls ``name``."""
        if identifier not in self._known:
            self._known[identifier] = actor_name_in(self._reading(), identifier, self._language)
        return self._known[identifier] or name

    def issue(self, key: str, name: str) -> str:
        """An issue that the record calls ``name``."""
        names = _shipped().get(key, {})
        # Somebody's own issue may have the key of a shipped one; it is called otherwise.
        return names[self._language] if name in names.values() else name or key

    def __call__(self, of: ActorReference | Target) -> str:
        """An actor, or what a position is about."""
        if isinstance(of, Target) and of.kind is TargetKind.ISSUE:
            return self.issue(of.id, of.name)
        return self.actor(of.id, of.name) or of.id


@cache
def _shipped() -> Mapping[str, Mapping[str, str]]:
    return {issue.key: issue.names for issue in shipped_issues()}
