"""Who is who: a pure function of the decisions that stand, taken in the order in which they were made.

`same` joins, `differ` keeps apart whole groups. Nothing here reads or writes a record.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping

from onrecord.store.decision_rows import Decision, Verdict


class Resolution:
    """The groups of actor ids that decisions make one, and which of them they keep apart.

    A decision that contradicts earlier ones has no effect and is listed in ``set_aside``. Whoever asks
    :meth:`conflict` first never makes one; still two ids may become one when texts are analysed again.
    """

    def __init__(self, decisions: Iterable[Decision], now: Mapping[str, str] | None = None) -> None:
        """``now`` gives the id that took the place of an id, where one did."""
        self._now = now or {}
        self._parent: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._apart: defaultdict[str, set[str]] = defaultdict(set)
        self._links: defaultdict[str, list[Decision]] = defaultdict(list)
        self._differences: list[Decision] = []
        self.set_aside = tuple(decision for decision in decisions if not self._accept(decision))

    def root(self, identifier: str) -> str:
        """The id that stands for the group; the same for each of its members and no other."""
        node = self._node(identifier)
        while (parent := self._parent.get(node, node)) != node:
            # Halves the path for who comes next.
            self._parent[node] = node = self._parent.get(parent, parent)
        return node

    def groups(self) -> Iterator[tuple[str, ...]]:
        """The groups of two and more."""
        return (tuple(members) for members in self._members.values() if len(members) > 1)

    def group(self, identifier: str) -> tuple[str, ...]:
        """All ids that are one with this one, itself included."""
        root = self.root(identifier)
        return tuple(self._members.get(root, (root,)))

    def are_one(self, a: str, b: str) -> bool:
        """Whether decisions make the two one."""
        return self.root(a) == self.root(b)

    def differ(self, a: str, b: str) -> bool:
        """Whether decisions keep the two apart."""
        return self.root(b) in self._apart.get(self.root(a), ())

    def conflict(self, verdict: Verdict, a: str, b: str) -> tuple[Decision, ...]:
        """The decisions that stand against this one, a chain from ``a`` to ``b``; empty where none does."""
        if verdict is Verdict.DIFFER:
            return self._path(a, b) if self.are_one(a, b) else ()
        root_a, root_b = self.root(a), self.root(b)
        for difference in self._differences if self.differ(a, b) else ():
            for near, far in ((difference.a.id, difference.b.id), (difference.b.id, difference.a.id)):
                if (self.root(near), self.root(far)) == (root_a, root_b):
                    return (*self._path(a, near), difference, *self._path(far, b))
        return ()

    def _accept(self, decision: Decision) -> bool:
        root_a, root_b = self.root(decision.a.id), self.root(decision.b.id)
        if decision.verdict is Verdict.DIFFER:
            if root_a == root_b:
                return False
            self._apart[root_a].add(root_b)
            self._apart[root_b].add(root_a)
            self._differences.append(decision)
            return True
        if root_b in self._apart.get(root_a, ()):
            return False
        for end in (decision.a, decision.b):
            self._links[self._node(end.id)].append(decision)
        if root_a != root_b:
            self._join(root_a, root_b)
        return True

    def _join(self, root_a: str, root_b: str) -> None:
        a, b = (self._members.setdefault(root, [root]) for root in (root_a, root_b))
        kept, taken = (root_a, root_b) if len(a) >= len(b) else (root_b, root_a)
        self._parent[taken] = kept
        self._members[kept] += self._members.pop(taken)
        for other in self._apart.pop(taken, ()):
            self._apart[other].discard(taken)
            self._apart[other].add(kept)
            self._apart[kept].add(other)

    def _path(self, a: str, b: str) -> tuple[Decision, ...]:
        """The shortest chain of `same` from ``a`` to ``b``, which are in one group."""
        start, goal = self._node(a), self._node(b)
        reached_by: dict[str, tuple[str, Decision] | None] = {start: None}
        waiting = deque([start])
        while goal not in reached_by:
            node = waiting.popleft()
            for decision in self._links[node]:
                for end in map(self._node, (decision.a.id, decision.b.id)):
                    if end not in reached_by:
                        reached_by[end] = (node, decision)
                        waiting.append(end)
        chain: list[Decision] = []
        while step := reached_by[goal]:
            goal, decision = step
            chain.append(decision)
        return tuple(reversed(chain))

    def _node(self, identifier: str) -> str:
        return self._now.get(identifier, identifier)
