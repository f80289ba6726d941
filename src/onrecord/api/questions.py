"""What can be asked for: the parameters of the addresses, with what the description says of them."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Protocol

from msgspec import UNSET, Meta, Struct, UnsetType

from onrecord.records import ActorKind, Kind
from onrecord.store import SURE, PositionFilter, Ruling, Subject, days
from onrecord.store.keys import query_terms

_LONGEST = 500
_LATEST = 5_000  # positions
_DATE = re.compile(r"(?!0000)[0-9]{4}(?:-[0-9]{2}){0,2}")

Words = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=_LONGEST,
        examples=["Сариева", 'water "Ak-Sai"'],
    ),
]
Identifier = Annotated[str, Meta(min_length=1, max_length=2_000)]
Date = Annotated[
    str,
    Meta(
        min_length=4,
        description="YYYY, YYYY-MM or YYYY-MM-DD.",
        extra_json_schema={
            "anyOf": [
                {"pattern": "^(?!0000)[0-9]{4}(-(0[1-9]|1[0-2]))?$"},
                {"format": "date", "pattern": "^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
            ]
        },
        examples=["2024-10"],
    ),
]
Side = Literal["for", "neutral", "against"]
AllVersions = Annotated[bool, Meta(description="Also of texts that a newer version has replaced.")]


Limit = Annotated[int, Meta(ge=1, le=200, description="At most so many.", examples=[20])]
Cursor = (
    Annotated[
        str,
        Meta(
            pattern="^[0-9a-f]{1,15}$",
            description="Where the part begins: what the part before gave as next.",
        ),
    ]
    | UnsetType
)


class Part(Protocol):
    """Which part of a list."""

    @property
    def limit(self) -> int:
        """How much of it at most."""

    @property
    def cursor(self) -> str | UnsetType:
        """Where it begins."""


class Versions(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Whether replaced texts count."""

    all_versions: AllVersions = False


class DocumentQuestion(Versions, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Which documents."""

    limit: Limit = 50
    cursor: Cursor = UNSET


class StatementFields(Versions, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Which statements."""

    speaker: (
        Annotated[Words, Meta(description="A name or part of one in either script, or an actor's id.")]
        | UnsetType
    ) = UNSET
    about: (
        Annotated[Words, Meta(description='Words of the content; "…" for words that follow one another.')]
        | UnsetType
    ) = UNSET
    outlet: Annotated[Words, Meta(description="Where it was printed, or how that begins.")] | UnsetType = (
        UNSET
    )
    since: Annotated[Date, Meta(description="Published then or later.")] | UnsetType = UNSET
    until: Annotated[Date, Meta(description="Published then or earlier.")] | UnsetType = UNSET
    language: (
        Annotated[str, Meta(max_length=35, description="BCP 47, of the document.", examples=["ky"])]
        | UnsetType
    ) = UNSET
    kind: Annotated[Kind, Meta(description="In whose words it is given.")] | UnsetType = UNSET
    issue: (
        Annotated[
            Identifier,
            Meta(
                description="The key of an issue on which a position in it is.",
                examples=["neutrality"],
            ),
        ]
        | UnsetType
    ) = UNSET
    confidence: (
        Annotated[
            Literal["0.5", "0.75", "0.9"],
            Meta(description="At least so sure.", examples=["0.75"]),
        ]
        | UnsetType
    ) = UNSET
    document: (
        Annotated[Identifier, Meta(description="Of the document with this id, be it replaced.")] | UnsetType
    ) = UNSET

    def __post_init__(self) -> None:
        check_dates(self.since, self.until)


class StatementQuestion(StatementFields, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Which statements, and which part of the list."""

    limit: Limit = 50
    cursor: Cursor = UNSET


class PositionFields(Versions, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Which positions."""

    holder: (
        Annotated[Words, Meta(description="Who stands so: a name or part of one, or an actor's id.")]
        | UnsetType
    ) = UNSET
    target: Annotated[Words, Meta(description="The actor that it is about, by name or id.")] | UnsetType = (
        UNSET
    )
    issue: (
        Annotated[Words, Meta(description="The issue that it is about, by key or part of its name.")]
        | UnsetType
    ) = UNSET
    side: Annotated[Side, Meta(description="Only these.")] | UnsetType = UNSET
    least: (
        Annotated[float, Meta(ge=0, le=1, description="The least confidence.", examples=[0.75])] | UnsetType
    ) = UNSET
    since: Annotated[Date, Meta(description="Published then or later.")] | UnsetType = UNSET
    until: Annotated[Date, Meta(description="Published then or earlier.")] | UnsetType = UNSET
    document: (
        Annotated[Identifier, Meta(description="Of the document with this id, be it replaced.")] | UnsetType
    ) = UNSET

    def __post_init__(self) -> None:
        check_dates(self.since, self.until)


class PositionQuestion(PositionFields, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Which positions, and which part of the list."""

    limit: Limit = 50
    cursor: Cursor = UNSET


class ActorQuestion(Versions, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Which actors."""

    limit: Limit = 50
    cursor: Cursor = UNSET

    name: Annotated[Words, Meta(description="A name or part of one, or an id.")] | UnsetType = UNSET
    kind: Annotated[ActorKind, Meta(description="What they are.")] | UnsetType = UNSET


class SearchQuestion(Versions, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Which words."""

    limit: Limit = 50
    cursor: Cursor = UNSET

    q: Annotated[Words, Meta(description='All have to stand in the text; "…" for words in a row.')]


class HistoryQuestion(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Which decisions and corrections; with document, subject, id or ruling corrections alone."""

    limit: Limit = 50
    cursor: Cursor = UNSET

    document: Annotated[Identifier, Meta(description="Of the document with this id.")] | UnsetType = UNSET
    subject: Annotated[Subject, Meta(description="Of what.")] | UnsetType = UNSET
    id: Annotated[Identifier, Meta(description="Of the statement or position with this id.")] | UnsetType = (
        UNSET
    )
    author: Annotated[Identifier, Meta(description="Who said so.")] | UnsetType = UNSET
    ruling: Annotated[Ruling, Meta(description="What was said.")] | UnsetType = UNSET
    standing: Annotated[bool, Meta(description="Only what is not undone.")] = False


class QueueQuestion(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """How much to check, and of what."""

    limit: Annotated[int, Meta(ge=1, le=100, description="At most so many.")] = 20
    document: Annotated[Identifier, Meta(description="Of the document with this id.")] | UnsetType = UNSET


class CourseQuestion(Versions, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Which positions, of what the address names."""

    sure: Annotated[bool, Meta(description=f"Only with a confidence of {SURE} and above.")] = False


class CoursePartQuestion(CourseQuestion, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Which positions, of what the address names, and which part of the list."""

    limit: Limit = 50
    cursor: Cursor = UNSET


class SidesQuestion(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Which positions, in texts that were not replaced."""

    sure: Annotated[bool, Meta(description=f"Only with a confidence of {SURE} and above.")] = False


class MostQuestion(SidesQuestion, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """How many of those with most positions."""

    limit: Limit = 50


def are_wordless(*given: str | UnsetType) -> bool:
    """Whether one of them has no letter or digit to look for, so that nothing can be found."""
    return any(each and not query_terms(each) for each in given)


def check_dates(*given: str | UnsetType) -> None:
    """Refuse what is no day, month or year.

    Raises:
        ValueError: one of them is none.
    """
    for each in given:
        if each and (_DATE.fullmatch(each) is None or days(each) is None):
            raise ValueError(f"{each!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")


def course_filter(asked: CourseQuestion, **of: str) -> PositionFilter:
    """The positions that tell how somebody stood; a bound keeps an answer about the much quoted quick."""
    return PositionFilter(
        **of,  # type: ignore[arg-type]
        least=SURE if asked.sure else None,
        all_versions=asked.all_versions,
        latest=None if asked.all_versions else _LATEST,
    )


def period(given: dict[str, Any]) -> dict[str, str]:
    """The first and the last day asked for; of a year or a month all of it."""
    since, until = (days(given[name]) if name in given else None for name in ("since", "until"))
    return {
        **({"since": since[0]} if since else {}),
        **({"until": until[1]} if until else {}),
    }


def versions(given: dict[str, Any]) -> dict[str, bool]:
    """Whether replaced texts count: whoever names a document wants that one, be it replaced."""
    return {"all_versions": given["all_versions"] or "document" in given}
