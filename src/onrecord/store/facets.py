"""How many statements there are of whom, from where, from when and so on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from onrecord.store.database import Record
from onrecord.store.rows import Facet, FacetCount, Facets
from onrecord.store.signs import BANDS, Sign, name_in
from onrecord.store.statement_filter import StatementFilter, chosen_signs
from onrecord.store.statements import hits

_COUNTED = 5_000
_MOST_VALUES = 30
_IN_ORDER = (Facet.YEAR, Facet.MONTH, Facet.CONFIDENCE)
_BEGINNING = 2


class _Counts(NamedTuple):
    statements: int
    more: bool
    signs: dict[str, Counter[str]]
    """By what they begin with."""


def facets(record: Record, wanted: StatementFilter | None = None, *, counted: int = _COUNTED) -> Facets:
    """How many of the statements wanted have which values; of very many the latest ``counted`` are counted.

    Raises:
        RecordError: a name or words to look for have no letter or digit.
    """
    wanted = wanted or StatementFilter()
    found = _counts(record, wanted, counted)
    values = {}
    for facet in Facet:
        chosen = wanted.chosen.get(facet) or ()
        others = {each: kept for each, kept in wanted.chosen.items() if each is not facet}
        of = _counts(record, replace(wanted, chosen=others), counted) if chosen else found
        kept = chosen_signs(record, facet, chosen)
        values[facet] = tuple(_values(record, facet, of.signs[Sign[facet.name]], kept))
    return Facets(found.statements, found.more, values)


def _counts(record: Record, wanted: StatementFilter, most: int) -> _Counts:
    if not any(wanted.chosen.values()) and replace(wanted, chosen={}) == StatementFilter():
        signs = Counter(dict(record.execute(_ALL, {"most": _MOST_VALUES}).fetchall()))
        return _Counts(signs[Sign.ANY], more=False, signs=_by_beginning(signs))
    found = [signs for _, signs in islice(hits(record, wanted), most + 1)]
    signs = Counter(" ".join(found[:most]).split())
    return _Counts(len(found[:most]), len(found) > most, _by_beginning(signs))


def _by_beginning(signs: Counter[str]) -> dict[str, Counter[str]]:
    parted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sign, count in signs.items():
        if not sign.startswith(Sign.DOCUMENT):
            parted[sign[:_BEGINNING]][sign] = count
    return parted


def _values(
    record: Record, facet: Facet, counts: Counter[str], chosen: Iterable[str]
) -> Iterator[FacetCount]:
    if facet is Facet.SPEAKER:
        shown_as = {
            f"{Sign.SPEAKER}{actor}": f"{Sign.SPEAKER}{shown}"
            for actor, shown in record.execute("SELECT actor, shown_as FROM identity")
        }
        found, counts = counts, Counter()
        for sign, count in found.items():
            counts[shown_as.get(sign, sign)] += count
        chosen = [shown_as.get(sign, sign) for sign in chosen]
    kept = set(chosen)
    for sign in kept:
        counts.setdefault(sign, 0)
    if facet in _IN_ORDER:
        listed = sorted(counts)
    else:
        ordered = sorted(counts, key=lambda sign: (-counts[sign], sign))
        listed = [sign for rank, sign in enumerate(ordered) if rank < _MOST_VALUES or sign in kept]
    for sign in listed:
        yield FacetCount(*_named(record, facet, sign), counts[sign])


def _named(record: Record, facet: Facet, sign: str) -> tuple[str, str]:
    """The value that a sign stands for, and what it is called."""
    value = sign[_BEGINNING:]
    if facet is Facet.SPEAKER:
        row = record.execute("SELECT id, name FROM actor WHERE number = ?", (value,)).fetchone()
        return row or ("", "")
    if facet is Facet.CONFIDENCE:
        value = f"{BANDS[int(value)]:g}"
    elif facet is Facet.MONTH:
        value = f"{value[:4]}-{value[4:]}"
    elif facet in _NAME_QUERIES or facet is Facet.LANGUAGE:
        value = name_in(sign)
    if facet in _NAME_QUERIES:
        row = record.execute(_NAME_QUERIES[facet], (value,)).fetchone()
        name = row[0] if row else value
        return (name if facet is Facet.OUTLET else value), name
    return value, value


_NAME_QUERIES = {
    Facet.OUTLET: "SELECT outlet FROM printing WHERE outlet_key = ? ORDER BY number LIMIT 1",
    Facet.ISSUE: "SELECT issue_name FROM position WHERE issue = ? ORDER BY number DESC LIMIT 1",
}

# Of very many speakers those who can be among the most quoted, as can be whom decisions make one.
_ALL = """
SELECT sign, statements FROM sign_count WHERE sign < '=s' OR sign >= '=t'
UNION
SELECT sign, statements FROM (
    SELECT sign, statements FROM sign_count WHERE sign >= '=s' AND sign < '=t'
    ORDER BY statements DESC, sign LIMIT :most)
UNION
SELECT sign, statements FROM sign_count
WHERE sign IN (SELECT '=s' || actor FROM identity UNION SELECT '=s' || shown_as FROM identity)
"""
