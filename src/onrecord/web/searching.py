"""What a reader searches for, and what of it the record holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from litestar.exceptions import ValidationException

from onrecord.records import Kind
from onrecord.store import PositionFilter, Record, StatementFilter, days, positions, statements
from onrecord.store.rows import RecordedStatement

PAGE = 25
_LONGEST = 300
LEVELS = (0.9, 0.75, 0.5)


@dataclass(frozen=True, slots=True)
class Search:
    """The questions of the search form; an empty one asks for anything."""

    q: str = ""
    speaker: str = ""
    outlet: str = ""
    language: str = ""
    since: str = ""
    until: str = ""
    issue: str = ""
    kind: str = ""
    least: str = ""
    after: int = 0

    @property
    def questions(self) -> dict[str, str]:
        """Those that ask for something, by the name that the address gives them."""
        fields = ("q", "speaker", "outlet", "language", "since", "until", "issue", "kind", "least")
        return {name: value for name in fields if (value := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: what the address calls it, what a reader does, how many statements have it."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """A page of statements, how many there are in all, and the facets of these."""

    statements: list[RecordedStatement]
    total: int
    facets: Mapping[str, list[Value]]
    after: int | None
    """Where the next page begins."""


def asked(parameters: Mapping[str, str]) -> Search:
    """The search that an address asks for.

    Raises:
        ValidationException: a date, kind, confidence or place in the list is none.
    """
    fields = {name: parameters.get(name, "").strip()[:_LONGEST] for name in Search.__slots__}
    after = fields.pop("after") or "0"
    search = Search(**fields, after=int(after) if after.isdecimal() else 0)
    for name in ("since", "until"):
        written = fields[name]
        if written and days(written) is None:
            raise ValidationException(f"{written!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD.")
    if search.kind and search.kind not in list(Kind):
        raise ValidationException(f"There is no kind {search.kind!r}; it may be {', '.join(Kind)}.")
    if search.least and not _is_share(search.least):
        raise ValidationException(f"{search.least!r} is not a confidence; write a number from 0 to 1.")
    return search


def found(record: Record, search: Search) -> Found:
    """The statements that answer a search, the latest published first."""
    wanted = StatementFilter(
        speaker=search.speaker or None,
        about=search.q or None,
        outlet=search.outlet or None,
        language=search.language or None,
        kind=Kind(search.kind) if search.kind else None,
    )
    if search.since and (first := days(search.since)):
        wanted = replace(wanted, since=first[0])
    if search.until and (last := days(search.until)):
        wanted = replace(wanted, until=last[1])
    least = float(search.least or 0)
    issues = _issues(record)
    answers = [
        each
        for each in statements(record, wanted)
        if each.statement.confidence >= least
        and (not search.issue or search.issue in issues.get(_key(each), {}))
    ]
    end = search.after + PAGE
    return Found(
        statements=list(islice(answers, search.after, end)),
        total=len(answers),
        facets=_facets(answers, issues),
        after=end if end < len(answers) else None,
    )


def _facets(
    answers: list[RecordedStatement], issues: Mapping[tuple[str, str], Mapping[str, str]]
) -> dict[str, list[Value]]:
    speakers = {each.speaker.id: each.speaker.name for each in answers if each.speaker}
    names = {key: name for each in answers for key, name in issues.get(_key(each), {}).items()}
    return {
        "speaker": _values((each.speaker.id for each in answers if each.speaker), speakers),
        "outlet": _values(each.document.outlet for each in answers if each.document.outlet),
        "language": _values(each.document.language for each in answers),
        "year": _values(each.document.published[:4] for each in answers if each.document.published),
        "issue": _values((key for each in answers for key in issues.get(_key(each), {})), names),
        "kind": _values(each.statement.kind.value for each in answers),
        "least": [
            Value(str(level), str(level), sum(each.statement.confidence >= level for each in answers))
            for level in LEVELS
        ],
    }


def _values(values: Iterable[str], names: Mapping[str, str] | None = None) -> list[Value]:
    names = names or {}
    return [Value(value, names.get(value, value), count) for value, count in Counter(values).most_common(12)]


def _issues(record: Record) -> dict[tuple[str, str], dict[str, str]]:
    by_statement: dict[tuple[str, str], dict[str, str]] = {}
    for each in positions(record, PositionFilter()):
        if each.position.statement and each.target.kind == "issue":
            key = (each.document.id, each.position.statement)
            by_statement.setdefault(key, {})[each.target.id] = each.target.name
    return by_statement


def _key(each: RecordedStatement) -> tuple[str, str]:
    return each.document.id, each.statement.id


def _is_share(written: str) -> bool:
    try:
        return 0 <= float(written) <= 1
    except ValueError:
        return False
