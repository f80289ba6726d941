"""Issues on which one can be for or against, and the files in which users define them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from onrecord.records import Polarity

SIDES = {"for": Polarity.FOR, "against": Polarity.AGAINST, "neither": Polarity.NEUTRAL}
"""How files write the sides."""
LARGEST_FILE = 4_000_000  # bytes: tens of thousands of examples
MOST_ISSUES = 500

_Key = Annotated[str, Meta(min_length=2, max_length=80, pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
_Name = Annotated[str, Meta(min_length=1, max_length=200)]
_Meaning = Annotated[str, Meta(min_length=1, max_length=500)]
_Term = Annotated[str, Meta(min_length=2, max_length=200)]
_Sentence = Annotated[str, Meta(min_length=3, max_length=2000)]
_Sentences = Annotated[list[_Sentence], Meta(max_length=5000)]
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class IssuesError(ValueError):
    """A file of issues that cannot be used; says which issue, which key, and what to do."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence on an issue and the side that it takes."""

    text: str
    side: Polarity


@dataclass(frozen=True, slots=True)
class Issue:
    """A topic on which one can be for or against.

    ``key`` is what records refer to; ``names`` by language (en, ru, ky); ``means`` tells users in a sentence
    what being for and being against it are. ``terms`` are the words that name it, as the file writes them;
    ``opposites`` name what whoever is for it is against.
    """

    key: str
    names: Mapping[str, str]
    means: Mapping[Polarity, str]
    terms: tuple[str, ...]
    opposites: tuple[str, ...]
    examples: tuple[Example, ...]


class _Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    en: _Name
    ru: _Name
    ky: _Name


class _Means(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    for_: _Meaning = msgspec.field(name="for")
    against: _Meaning


class _Issue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    names: _Names
    means: _Means
    terms: Annotated[list[_Term], Meta(min_length=1, max_length=1000)]
    opposites: Annotated[list[_Term], Meta(max_length=1000)] = []
    for_: _Sentences = msgspec.field(name="for", default_factory=list)
    against: _Sentences = []
    neither: _Sentences = []


def load_issues(path: Path) -> tuple[Issue, ...]:
    """The issues of a file, in its order; raises :class:`IssuesError` where they cannot be used."""
    try:
        with path.open("rb") as stream:
            given = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise IssuesError(f"{path} cannot be read: {error.strerror or error}") from error
    return read_issues(given, str(path))


def shipped_issues(pack: str = "foreign-policy") -> tuple[Issue, ...]:
    """The issues of a pack that comes with onrecord."""
    given = files("onrecord.positions").joinpath("packs", f"{pack}.toml").read_bytes()
    return read_issues(given, f"{pack}.toml")


def read_issues(given: bytes, name: str) -> tuple[Issue, ...]:
    """The issues that the bytes of a file define; ``name`` is what errors call the file."""
    if len(given) > LARGEST_FILE:
        raise IssuesError(f"{name} is larger than {LARGEST_FILE // 1_000_000} MB; part it into several files")
    try:
        tables = tomllib.loads(given.removeprefix(_BYTE_ORDER_MARK).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise IssuesError(f"{name} is not UTF-8 text; save it as UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise IssuesError(f"{name}: {error}; strings need quotation marks, lists commas") from error
    if not tables:
        raise IssuesError(f"{name} defines no issue; begin one with a line such as [bridge-toll]")
    if len(tables) > MOST_ISSUES:
        raise IssuesError(f"{name} defines {len(tables)} issues; more than {MOST_ISSUES} are too many")
    return tuple(_issue(key, table, name) for key, table in tables.items())


def with_examples(
    issues: Iterable[Issue], key: str, side: Polarity, sentences: Iterable[str]
) -> tuple[Issue, ...]:
    """The same issues, the one named ``key`` with further examples, as after a user's correction.

    A sentence that was an example of another side of that issue is one of ``side`` now. Raises
    :class:`KeyError` where no issue has the key.
    """
    known = {issue.key: issue for issue in issues}
    new = dict.fromkeys(sentences)
    kept = (example for example in known[key].examples if example.text not in new)
    known[key] = replace(known[key], examples=(*kept, *(Example(each, side) for each in new)))
    return tuple(known.values())


def _issue(key: str, table: Any, name: str) -> Issue:
    where = f"{name}, issue {key!r}"
    try:
        msgspec.convert(key, _Key)
    except msgspec.ValidationError as error:
        raise IssuesError(f"{where}: write a key in small Latin letters, as bridge-toll") from error
    try:
        row = msgspec.convert(table, _Issue)
    except msgspec.ValidationError as error:
        raise IssuesError(f"{where}: {_advice(str(error))}") from error
    examples = [
        Example(text, SIDES[side])
        for side, texts in (("for", row.for_), ("against", row.against), ("neither", row.neither))
        for text in texts
    ]
    _refuse_doubled(examples, where)
    return Issue(
        key=key,
        names={"en": row.names.en, "ru": row.names.ru, "ky": row.names.ky},
        means={Polarity.FOR: row.means.for_, Polarity.AGAINST: row.means.against},
        terms=tuple(row.terms),
        opposites=tuple(row.opposites),
        examples=tuple(examples),
    )


def _refuse_doubled(examples: Iterable[Example], where: str) -> None:
    sides: dict[str, Polarity] = {}
    for example in examples:
        if sides.setdefault(example.text, example.side) != example.side:
            raise IssuesError(f"{where}: “{example.text}” stands under two sides; keep one")


def _advice(fault: str) -> str:
    """What msgspec found wrong, with what to do about the commonest mistakes."""
    if "unknown field" in fault:
        return f"{fault}; an issue has names, means, terms, opposites, for, against and neither"
    if "missing required field" in fault:
        return f"{fault}; add it"
    return fault
