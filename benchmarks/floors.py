"""The figures that may not get worse, each beside the SHA-256 of the files it was measured on.

A floor says nothing about other texts or another scorer, so a file whose hash differs fails as loudly as a
figure that dropped. Making a floor easier to hold takes a reason, which is kept beside it.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import msgspec

from benchmarks.corpora import sha256

FLOORS = Path(__file__).parent / "floors.toml"
_HEADER = """\
# Written by `python -m benchmarks.run --set-floor MEASURE VALUE [--because REASON]`.
# A new measure is added here by hand; the command then fills in the hashes of its corpora.
"""


class FloorError(Exception):
    """The file of floors, or a change asked of it, is not in order; the message says what to do."""


class Floor(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a measure has to reach (``at_least``) or stay under (``at_most``); exactly one of the two.

    ``corpora`` holds the SHA-256 of each file it is measured on, ``others`` what other systems reach and
    ``because`` why the floor was last made easier.
    """

    at_least: float | None = None
    at_most: float | None = None
    others: str = ""
    because: str = ""
    corpora: dict[str, str] = {}

    def __post_init__(self) -> None:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("give either at_least or at_most")

    @property
    def bound(self) -> float:
        """The figure itself."""
        bound = self.at_least if self.at_least is not None else self.at_most
        assert bound is not None
        return bound

    def holds(self, value: float) -> bool:
        """Whether ``value`` is on the right side; a value that is no number is not."""
        return value <= self.bound if self.at_least is None else value >= self.bound


class Status(StrEnum):
    """How a measure stands to its floor."""

    HELD = "held"
    MISSED = "MISSED"
    CHANGED = "CORPUS CHANGED"
    UNMEASURED = "NOT MEASURED"
    SKIPPED = "skipped"
    FREE = ""


FAILURES = frozenset({Status.MISSED, Status.CHANGED, Status.UNMEASURED})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``remark`` says what is behind a status that is neither held nor missed."""

    measure: str
    value: float | None
    floor: Floor | None
    status: Status
    remark: str = ""


def load_floors(path: Path = FLOORS) -> dict[str, Floor]:
    """Every floor by the name of its measure; raises :class:`FloorError` where the file is malformed."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), dict[str, Floor])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise FloorError(f"{path}: {error}") from error


def judge(measure: str, value: float | None, floor: Floor | None, corpora: Path, reason: str = "") -> Row:
    """Set ``value`` against its floor and the files under ``corpora``.

    Where nothing was measured, ``value`` is ``None`` and ``reason`` may say why; that fails unless a corpus
    is absent, because a floor that was not measured is not held.
    """
    if floor is None:
        return Row(measure, value, None, Status.FREE)
    if absent := [name for name in floor.corpora if not (corpora / name).exists()]:
        return Row(measure, None, floor, Status.SKIPPED, f"{', '.join(absent)} is not in {corpora}")
    if changed := [name for name, known in floor.corpora.items() if sha256(corpora / name) != known]:
        return Row(
            measure, value, floor, Status.CHANGED, f"{', '.join(changed)} is not what the floor is for"
        )
    if value is None:
        return Row(measure, None, floor, Status.UNMEASURED, reason or "the benchmark gave no such figure")
    return Row(measure, value, floor, Status.HELD if floor.holds(value) else Status.MISSED)


def set_floor(measure: str, bound: float, because: str, corpora: Path, path: Path = FLOORS) -> None:
    """Write a new bound for ``measure`` and the present hashes of its corpora.

    A bound that is easier to hold, or one measured on changed corpora, needs a reason in ``because``.
    """
    floors = load_floors(path)
    if measure not in floors:
        raise FloorError(f"no floor is named {measure!r}; there are: {', '.join(floors)}")
    old = floors[measure]
    new = msgspec.structs.replace(
        old,
        **{"at_most" if old.at_least is None else "at_least": bound},
        because=because,
        corpora={name: _present_hash(corpora / name) for name in old.corpora},
    )
    if not because and not (old.holds(bound) and _same_corpora(old.corpora, new.corpora)):
        raise FloorError(f"{measure}: a floor that is easier to hold, or on changed corpora, needs --because")
    path.write_text(render({**floors, measure: new}), encoding="utf-8")


def render(floors: Mapping[str, Floor]) -> str:
    """The file of floors as text: the one form it is kept in."""
    lines = [_HEADER]
    for measure, floor in floors.items():
        fields = msgspec.structs.asdict(floor)
        hashes = fields.pop("corpora")
        lines.append(f"[{_quoted(measure)}]")
        lines += [f"{name} = {_quoted(value)}" for name, value in fields.items() if value not in (None, "")]
        if hashes:
            lines.append(f"[{_quoted(measure)}.corpora]")
            lines += [f"{_quoted(name)} = {_quoted(known)}" for name, known in hashes.items()]
        lines.append("")
    return "\n".join(lines)


def _same_corpora(known: Mapping[str, str], present: Mapping[str, str]) -> bool:
    # An empty hash is a measure that was just written by hand: there is nothing it could differ from.
    return all(known[name] in ("", present[name]) for name in known)


def _present_hash(path: Path) -> str:
    if not path.exists():
        raise FloorError(f"no {path}: a floor is set where its corpora are at hand")
    return sha256(path)


def _quoted(value: str | float) -> str:
    # A JSON string or number is a TOML one.
    return json.dumps(value, ensure_ascii=False)
