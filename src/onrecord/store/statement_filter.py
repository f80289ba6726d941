"""Which statements are asked for, and how the statement index is asked for them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from onrecord.records import Kind
from onrecord.store.database import Record
from onrecord.store.errors import RecordError
from onrecord.store.keys import key_words, match_expression, search_key
from onrecord.store.naming import asked_actors, asked_terms, members
from onrecord.store.rows import Facet
from onrecord.store.signs import BANDS, Sign, named

PRINTED = (Facet.OUTLET, Facet.YEAR, Facet.MONTH)
"""What a statement has by a printing of its text."""


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """Which statements are asked for; ``None`` asks for any.

    ``speaker`` is a name or a part of one in either script, or an actor's id, and asks for all actors that
    decisions make one with whom it names; ``about`` are words of the
    content; ``since`` and ``until`` are days, ``YYYY-MM-DD``, both included, and leave out what has no date.
    ``chosen`` are whole values of facets; of several in one facet a statement has one.
    """

    speaker: str | None = None
    about: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    language: str | None = None
    kind: Kind | None = None
    document: str | None = None
    id: str | None = None
    all_versions: bool = False
    chosen: Mapping[Facet, Collection[str]] = field(default_factory=dict)

    @property
    def by_printing(self) -> bool:
        """Whether a text is wanted for where or when it was printed."""
        plain = self.outlet is not None or bool(self.since or self.until)
        return plain or any(self.chosen.get(facet) for facet in PRINTED)


def expression(record: Record, wanted: StatementFilter) -> str | None:
    """What the index is asked; ``None`` where nothing can be found.

    Raises:
        RecordError: a name or words to look for have no letter or digit.
    """
    every = list(_alternatives(record, wanted))
    if not all(every):
        return None
    parts = ["(" + " OR ".join(map(_quoted, signs)) + ")" for signs in every]
    if wanted.about is not None:
        parts.append(f"({match_expression(asked_terms(wanted.about))})")
    excluded = [] if wanted.all_versions else [Sign.REPLACED]
    if not wanted.by_printing:
        excluded.append(Sign.OTHER_DAY)
    without = "".join(f" NOT {_quoted(sign)}" for sign in excluded)
    return f"({' AND '.join(parts or [_quoted(Sign.ANY)])}){without}"


def chosen_signs(record: Record, facet: Facet, values: Collection[str]) -> list[str]:
    """The signs of which a statement that has one of the values has one."""
    if facet is Facet.SPEAKER:
        numbers = [number for (number,) in record.execute(_SHOWN, (json.dumps(sorted(values)),))]
        return _speaker_signs(record, json.dumps(numbers + [0] * ("" in values)))
    if facet is Facet.CONFIDENCE:
        return [f"{Sign.CONFIDENCE}{band}" for band, least in enumerate(BANDS) if f"{least:g}" in values]
    sign = Sign[facet.name]
    if facet is Facet.OUTLET:
        return [named(sign, search_key(value)) for value in values]
    if facet in (Facet.LANGUAGE, Facet.ISSUE):
        return [named(sign, value) for value in values]
    return [sign + value.replace("-", "") for value in values]


def printing_parameters(record: Record, wanted: StatementFilter) -> dict[str, Any]:
    """What a printing has to have for its text to be shown under it, as parameters of the query for one."""
    outlets, years, months = (wanted.chosen.get(facet) for facet in PRINTED)
    return {
        "all_versions": wanted.all_versions,
        "asked_outlets": None if wanted.outlet is None else _listed(_outlet_keys(record, wanted.outlet)),
        "outlets": _listed(map(search_key, outlets)) if outlets else None,
        "years": _listed(years) if years else None,
        "months": _listed(months) if months else None,
        "since": wanted.since,
        "until": wanted.until,
    }


def _alternatives(record: Record, wanted: StatementFilter) -> Iterator[list[str]]:
    """Lists of signs, one of each of which a statement has to have."""
    if wanted.speaker is not None:
        yield _speaker_signs(record, asked_actors(record, wanted.speaker))
    if wanted.outlet is not None:
        yield [named(Sign.OUTLET, key) for key in _outlet_keys(record, wanted.outlet)]
    if wanted.language is not None:
        yield [named(Sign.LANGUAGE, code) for code in _languages(record, wanted.language)]
    if wanted.kind is not None:
        yield [Sign.KIND + wanted.kind]
    if wanted.document is not None:
        row = record.execute("SELECT number FROM document WHERE id = ?", (wanted.document,)).fetchone()
        yield [f"{Sign.DOCUMENT}{row[0]}"] if row else []
    if wanted.id is not None:
        rows = record.execute("SELECT document FROM statement WHERE id = ?", (wanted.id,))
        yield [f"{Sign.DOCUMENT}{number}" for (number,) in rows]
    for facet, values in wanted.chosen.items():
        if values:
            yield chosen_signs(record, facet, values)


def _speaker_signs(record: Record, shown: str | None) -> list[str]:
    """The signs of all who are shown as one of the actors with these numbers, a JSON list."""
    return [f"{Sign.SPEAKER}{number}" for number in json.loads(members(record, shown))]


def _outlet_keys(record: Record, asked: str) -> set[str]:
    """The keys of the outlets in whose name the words asked for begin a word."""
    if not key_words(asked):
        raise RecordError(f"There is no letter or digit in {asked!r} to look for.")
    begun = f" {search_key(asked)}"
    return {key for (key,) in record.execute(_OUTLET_KEYS) if begun in f" {key}"}


def _languages(record: Record, asked: str) -> list[str]:
    prefix = f"{asked}-".casefold()
    return [
        code for (code,) in record.execute(_LANGUAGES) if code == asked or code.casefold().startswith(prefix)
    ]


def _listed(values: Iterable[str]) -> str:
    return json.dumps(sorted(values))


def _quoted(sign: str) -> str:
    return '"' + sign.replace('"', '""') + '"'


_SHOWN = """
SELECT coalesce(identity.shown_as, actor.number)
FROM actor LEFT JOIN identity ON identity.actor = actor.number
WHERE actor.id IN (SELECT value FROM json_each(?))
"""

# From one to the next by index: there are few, and very many printings.
_OUTLET_KEYS = """
WITH RECURSIVE known (outlet) AS (
    SELECT min(outlet_key) FROM printing WHERE outlet_key IS NOT NULL
    UNION ALL
    SELECT (SELECT min(outlet_key) FROM printing WHERE outlet_key > known.outlet) FROM known
    WHERE known.outlet IS NOT NULL
)
SELECT outlet FROM known WHERE outlet IS NOT NULL
"""

_LANGUAGES = """
WITH RECURSIVE known (code) AS (
    SELECT min(language) FROM document
    UNION ALL
    SELECT (SELECT min(language) FROM document WHERE language > known.code) FROM known WHERE code IS NOT NULL
)
SELECT code FROM known WHERE code IS NOT NULL
"""
