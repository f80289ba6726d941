"""Where to begin: what this is, who you are, and the description of all the rest."""

from __future__ import annotations

from msgspec import Struct

from onrecord.access import Caller, Role
from onrecord.api.operations import reads
from onrecord.api.settings import Settings
from onrecord.version import VERSION


class You(Struct, frozen=True):
    """Whoever asks, by the token."""

    name: str
    role: Role


class Entry(Struct, kw_only=True, frozen=True):
    """What this is."""

    onrecord: str
    """The version."""
    writable: bool
    you: You | None
    description: str


@reads("/", "entry")
def get_entry(settings: Settings, caller: Caller | None) -> Entry:
    """The version, whether one can write here at all, and who you are by your token."""
    return Entry(
        onrecord=VERSION,
        writable=settings.tokens is not None,
        you=You(caller.name, caller.role) if caller else None,
        description="openapi.json",
    )
