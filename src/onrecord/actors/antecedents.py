"""Whom a pronoun or an elided subject means: who was named or spoke last, not too far back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.actors import document_actors
from onrecord.actors.people import Person
from onrecord.actors.scene import FARTHEST_ANTECEDENT, UNRESOLVED, Resolved, Scene, is_running, sentence_start
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


class _Candidate(NamedTuple):
    salience: tuple[bool, int, bool, int]
    start: int
    who: Person | ActorReference


class _Found(NamedTuple):
    who: Person | ActorReference
    rival: bool


def _nearest(
    scene: Scene, at: int, fitting: Sequence[Person], unnamed: tuple[int, ActorReference] | None
) -> _Found | None:
    """The fitting person who was named or spoke last, or the ``unnamed`` speaker who did.

    Of one sentence the subject comes before others, and any sentence before headings. Where another one was
    named nearby too, the first is the likelier, but not by much.
    """
    nearby: dict[int, _Candidate] = {}
    for naming in scene.recently_named(at):
        if naming.person in fitting:
            found = _Candidate(naming.salience, naming.start, naming.person)
            nearby[id(naming.person)] = max(found, nearby.get(id(naming.person), found), key=_salience)
    if (
        scene.last_person
        and scene.last_person[1] in fitting
        and at - scene.last_person[0] < FARTHEST_ANTECEDENT
    ):
        found = _speaking(scene, *scene.last_person)
        nearby[id(found.who)] = max(found, nearby.get(id(found.who), found), key=_salience)
    if unnamed:
        nearby[id(unnamed[1])] = _speaking(scene, *unnamed)
    if not nearby:
        return None
    chosen, *others = sorted(nearby.values(), key=_salience, reverse=True)
    return _Found(chosen.who, any(abs(chosen.start - each.start) < _RIVAL_DISTANCE for each in others))


def _speaking(scene: Scene, at: int, who: Person | ActorReference) -> _Candidate:
    """Who spoke at a place, as the subject of its sentence."""
    return _Candidate((is_running(scene.text, at), sentence_start(scene.text, at), True, at), at, who)


def _salience(candidate: _Candidate) -> tuple[bool, int, bool, int]:
    return candidate.salience


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
