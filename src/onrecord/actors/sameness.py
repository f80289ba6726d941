"""Whether two written names can be one actor's: by the catalogue, else by the words alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from onrecord.actors.catalogue import Entry, shipped
from onrecord.actors.same_body import same_body_name
from onrecord.actors.same_person import same_person_name
from onrecord.records import ActorKind

_ONE_OF_SEVERAL = 0.6
_MOST_BEARERS = 3


def same_name(
    a: str, b: str, *, kind: str = "person", a_language: str | None = None, b_language: str | None = None
) -> float:
    """How surely two written forms can name one actor: 0 to 1, at least 0.5 where they can.

    Compares in any script, order and case form. Other names, translations and abbreviations are those of the
    catalogue that comes with the package; two names that it knows are one actor's only where it says so.
    Names that it does not know are compared by their words: :func:`same_person_name`,
    :func:`same_body_name`. ``kind`` is ``person``, ``organisation``, ``country`` or ``group``; the languages
    are those of the texts (``ky``, ``ru``, ``en``), whose case endings then are the only ones that are tried.
    """
    known_a, known_b = _entries(a, a_language, kind), _entries(b, b_language, kind)
    if known_a and known_b:
        common = {entry.id for entry in known_a} & {entry.id for entry in known_b}
        if not common:
            return 0.0
        return 1.0 if len(known_a) == len(known_b) == 1 else _ONE_OF_SEVERAL
    compare = same_person_name if kind == "person" else same_body_name
    forms_a = [(a, a_language), *_names(known_a)]
    forms_b = [(b, b_language), *_names(known_b)]
    return max(
        compare(one, other, a_language=one_language, b_language=other_language)
        for one, one_language in forms_a
        for other, other_language in forms_b
    )


@lru_cache(maxsize=20_000)
def _entries(name: str, language: str | None, kind: str) -> tuple[Entry, ...]:
    """The actors of the catalogue that bear a name: of the kind asked for, if there are any.

    A body is no country though it has the name of one in its own. That a person's name is a place's as well
    tells nothing.
    """
    found = shipped().named(name, language=language)
    fitting = tuple(entry for entry in found if _is(entry, kind))
    return fitting if fitting or kind == ActorKind.PERSON else found


def _is(entry: Entry, kind: str) -> bool:
    bodies = (ActorKind.ORGANISATION, ActorKind.GROUP)
    return entry.kind == kind or (kind in bodies and entry.kind in bodies)


def _names(entries: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    """The other names of the actors, each with its language; nothing where many bear the name.

    Not the one word by which everybody knows a person, as a namesake has it too.
    """
    if len(entries) <= _MOST_BEARERS:
        for entry in entries:
            for language, names in entry.names.items():
                yield from ((n, language) for n in names if entry.kind is not ActorKind.PERSON or " " in n)
