"""Reading the word lists and frames that describe a language.

A data file holds one entry a line; ``#`` starts a comment, which for an entry is its example. Sections are
headed ``[name]``. Columns are parted by ``|``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

_MACRO = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Frame:
    """A word order in which a cue, its speaker and its content stand, as a pattern over tags.

    ``pattern`` is a regular expression over the tag string of a sentence in which the cue at hand is ``!``;
    its groups ``speaker``, ``cue`` (and ``cue2``), ``content`` (and ``content2``) mark the parts.
    ``reliability`` is the share of its matches that were right on training articles. A frame without a
    ``content`` group points back to the sentences before; one without ``speaker`` leaves the subject out.
    """

    name: str
    cue_classes: frozenset[str]
    pattern: re.Pattern[str]
    reliability: float

    @property
    def names_nobody(self) -> bool:
        """Whether the text keeps silent on who spoke (“it is reported that”): its name begins so."""
        return self.name.startswith("unknown")


def read_sections(language: str, name: str) -> dict[str, list[list[str]]]:
    """The entries of a data file by section; an entry is the list of its columns."""
    sections: dict[str, list[list[str]]] = {}
    section = sections.setdefault("", [])
    for line in _lines(language, name):
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), [])
        else:
            section.append([column.strip() for column in line.split("|")])
    return sections


def read_optional_sections(language: str, name: str) -> dict[str, list[list[str]]]:
    """The same of a data file that a language can do without; empty where it has none."""
    return read_sections(language, name) if _path(language, name).is_file() else {}


def read_words(language: str, name: str = "words.txt") -> dict[str, str]:
    """Word form → tag, from a list in which each section is headed by its tag and a description."""
    return {
        form: heading.split()[0]
        for heading, entries in read_sections(language, name).items()
        for columns in entries
        for form in columns
    }


def read_frames(language: str) -> tuple[Frame, ...]:
    """The frames of ``frames.txt``, in the order in which they are tried."""
    macros: dict[str, str] = {}
    frames: list[Frame] = []
    for line in _lines(language, "frames.txt", comment="##"):
        head, _, rest = line.partition("=")
        if head.strip().isidentifier():
            macros[head.strip()] = _expand(rest.strip(), macros)
        else:
            name, classes, reliability, pattern = (column.strip() for column in line.split("¦"))
            compiled = re.compile(_expand(pattern, macros))
            frames.append(Frame(name, frozenset(classes.split()), compiled, float(reliability)))
    return tuple(frames)


def _expand(pattern: str, macros: dict[str, str]) -> str:
    return _MACRO.sub(lambda match: macros.get(match[1], match[0]), pattern)


def _lines(language: str, name: str, comment: str = "#") -> Iterator[str]:
    for line in _path(language, name).read_text(encoding="utf-8").splitlines():
        if entry := line.partition(comment)[0].strip():
            yield entry


def _path(language: str, name: str) -> Traversable:
    return files("onrecord.languages").joinpath(language, name)
