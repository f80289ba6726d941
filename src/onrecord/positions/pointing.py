"""What words that name nothing point back to: it, them, the president."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import takewhile

from onrecord.actors.phrases import PRONOUNS, head_roles, role_words, share_role
from onrecord.languages import Language
from onrecord.positions.named import Named
from onrecord.positions.qualifiers import first_person
from onrecord.records import Actor, ActorKind, Span, Target

# In characters: how far back a pronoun and an office reach, and how far before a name its office stands.
_PRONOUN, _BARE_OFFICE, _OFFICE = 300, 3000, 60
_THINGS = frozenset((None, ActorKind.ORGANISATION, ActorKind.COUNTRY))
_KINDS: dict[str, Set[ActorKind | None]] = {
    "he": frozenset((ActorKind.PERSON,)),
    "she": frozenset((ActorKind.PERSON,)),
    "one": frozenset((*_THINGS, ActorKind.PERSON)),
    "they": frozenset((*_THINGS, ActorKind.GROUP)),
    "it": _THINGS,
}
"""What each pronoun can stand for; ``None`` is what is no actor."""

Taken = tuple[Span, Target, ActorKind | None]
"""Where a target is named, which, and what it is."""


def taken_up(
    named: Named, span: Span, language: Language, taken: Sequence[Taken], others: Set[str]
) -> Target | None:
    """The target that a pronoun at ``span`` takes up.

    It is the last one about which somebody was found to have an opinion (``taken``), because a text goes on
    about it; what was only named last is mostly something else. ``others`` are the ids of actors whom the
    pronoun cannot mean, since nobody says “it” of himself.
    """
    word = named.words(span).lower()
    which = language.roles.get(word, "")
    if which not in PRONOUNS or word in first_person(language.code):
        return None
    near = takewhile(lambda each: each[0].end + _PRONOUN >= span.start, reversed(taken))
    fitting = (
        target
        for place, target, kind in near
        if place.end <= span.start and kind in _KINDS[which] and target.id not in others
    )
    return next(fitting, None)


def officer(named: Named, span: Span, language: Language) -> Actor | None:
    """The person who was named last with the office that the phrase at ``span`` tells without a name."""
    roles = head_roles(named.text, span, language)
    near = Span(max(0, span.start - _BARE_OFFICE), span.start)
    before = list(named.touching(near)) if roles else []
    ends = [near.start, *(place.end for place, _ in before)]
    for (place, actor), end in zip(reversed(before), reversed(ends[:-1]), strict=True):
        office = Span(min(place.start, max(end, place.start - _OFFICE)), place.start)
        if actor.kind is ActorKind.PERSON and share_role(role_words(named.text, office, language), roles):
            return actor
    return None
