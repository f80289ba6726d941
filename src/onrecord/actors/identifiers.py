"""The ids of actors that no catalogue knows: made of their names, and so the same in every record."""

from __future__ import annotations

import re

from onrecord.actors.names import name_key
from onrecord.records import ActorKind
from onrecord.romanisation import fold

_NOT_SLUG = re.compile(r"\W+")


def derived_id(name: str, kind: ActorKind) -> str:
    """The id of an actor with this name, of a person with this full name in the nominative."""
    if kind is ActorKind.PERSON:
        return person_id(name_key(tuple(name.split())))
    return f"{kind}/{slug(fold(name))}"


def person_id(key: tuple[str, ...]) -> str:
    """The id of a person with this key."""
    return f"{ActorKind.PERSON}/{slug('-'.join(key))}"


def slug(text: str) -> str:
    """``text`` with hyphens for all that is neither letter nor digit."""
    return _NOT_SLUG.sub("-", text).strip("-")
