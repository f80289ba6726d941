"""Whom a pronoun or an elided subject means: who was named or spoke last, not too far back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.actors import document_actors
from onrecord.actors.people import Person
from onrecord.actors.scene import FARTHEST_ANTECEDENT, UNRESOLVED, Resolved, Scene
from onrecord.records import ActorKind, ActorReference

_RIVAL_DISTANCE = 250
_DOUBT = 0.2
_BODIES = frozenset((ActorKind.ORGANISATION, ActorKind.GROUP, ActorKind.COUNTRY))
#: What a pronoun can stand for beside persons who bear names: the kinds of actors that spoke before.
_UNNAMED = {
    "he": {ActorKind.PERSON},
    "she": {ActorKind.PERSON},
    "one": {ActorKind.PERSON, *_BODIES},
    "they": _BODIES,
    "it": _BODIES,
}


def last_speaker(scene: Scene, at: int) -> tuple[int, ActorReference] | None:
    """Who spoke last before ``at`` and where, if not too far back."""
    return scene.last if scene.last and at - scene.last[0] < FARTHEST_ANTECEDENT else None


def last_unnamed(scene: Scene, at: int) -> ActorReference | None:
    """The person or group without a personal name who spoke last before ``at``, if not too far back."""
    spoke = [
        (scene.latest[actor.id], actor)
        for actor in scene.actors.values()
        if actor.kind in (ActorKind.PERSON, ActorKind.GROUP) and actor.id in scene.latest
    ]
    named = {actor.id for actor in scene.known.values()}
    unnamed = [(start, actor) for start, actor in spoke if actor.id not in named]
    start, actor = max(unnamed, key=lambda each: each[0], default=(0, None))
    return ActorReference(actor.id, actor.name) if actor and at - start < FARTHEST_ANTECEDENT else None


def pronoun(scene: Scene, at: int, which: str) -> Resolved:
    """Whom “he”, “she”, “one” (of either gender), “they” or “it” at ``at`` means."""
    unnamed = _unnamed_speaker(scene, at, which)
    if which in ("they", "it"):
        return Resolved(unnamed[1], 0.8) if unnamed else UNRESOLVED
    return _resolved(scene, at, _nearest(scene, at, _fitting(scene, which), unnamed), 0.9)


def owner(scene: Scene, at: int, which: str) -> Person | None:
    """The person who is meant by “his” or “her”, unless somebody without a name is."""
    found = _nearest(scene, at, _fitting(scene, which), _unnamed_speaker(scene, at, which))
    return found.who if found and isinstance(found.who, Person) else None


def most_recent(scene: Scene, at: int, fitting: Sequence[Person], certainty: float) -> Resolved:
    """The fitting person who was named or spoke last."""
    return _resolved(scene, at, _nearest(scene, at, fitting, None), certainty)


class _Found(NamedTuple):
    who: Person | ActorReference
    rival: bool


def _nearest(
    scene: Scene, at: int, fitting: Sequence[Person], unnamed: tuple[int, ActorReference] | None
) -> _Found | None:
    """The fitting person who was named or spoke last, or the ``unnamed`` speaker who did.

    Where another one was named nearby too, who spoke last is the likelier, but not by much.
    """
    nearby: dict[int, tuple[int, Person | ActorReference]] = {}
    for start, person in scene.recently_named(at):
        if person in fitting:
            nearby.setdefault(id(person), (start, person))
    if (
        scene.last_person
        and scene.last_person[1] in fitting
        and at - scene.last_person[0] < FARTHEST_ANTECEDENT
    ):
        spoke, speaker = scene.last_person
        nearby[id(speaker)] = (max(spoke, nearby.get(id(speaker), (0, speaker))[0]), speaker)
    if unnamed:
        nearby[id(unnamed[1])] = unnamed
    if not nearby:
        return None
    (position, chosen), *others = sorted(nearby.values(), key=lambda each: -each[0])
    return _Found(chosen, any(position - other < _RIVAL_DISTANCE for other, _ in others))


def _resolved(scene: Scene, at: int, found: _Found | None, certainty: float) -> Resolved:
    if found is None:
        return UNRESOLVED
    certainty -= _DOUBT if found.rival else 0.0
    if isinstance(found.who, ActorReference):
        return Resolved(found.who, certainty)
    return Resolved(document_actors.person(scene, found.who, at), certainty)


def _fitting(scene: Scene, which: str) -> list[Person]:
    return [person for person in scene.people if which == "one" or person.gender in (None, which)]


def _unnamed_speaker(scene: Scene, at: int, which: str) -> tuple[int, ActorReference] | None:
    last = last_speaker(scene, at)
    return last if last and _is_unnamed(scene, last[1], which) else None


def _is_unnamed(scene: Scene, who: ActorReference, which: str) -> bool:
    """Whether the last speaker bears no personal name and can be meant by a pronoun."""
    named = any(actor.id == who.id for actor in scene.known.values())
    return not named and scene.actors[who.id].kind in _UNNAMED[which]
