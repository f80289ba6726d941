"""``titles.txt`` of a language: the words that give a person a role, and patterns over their letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.languages.lexicon import read_optional_sections

_SETTINGS = frozenset(("", "tags", "endings", "patterns"))
_ENTRANCES = frozenset(("before", "leading", "after"))
_MACRO = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class TitleWords:
    """What ``titles.txt`` says.

    ``entries`` maps a bare word in lower case to its letter, ``tags`` a tag of ``words.txt`` to the letter of
    words that bear it, ``endings`` the end of a word in small letters to one. ``before`` matches the letters
    of what leads up to a name, ``leading`` those of what a comma parts from one that another comma follows,
    ``after`` those of what follows one; the group ``head`` is the word that names the role, ``title`` the
    whole, ``torn`` that the phrase begins farther left. ``None`` where there is none.
    """

    entries: dict[str, str]
    tags: dict[str, str]
    endings: tuple[tuple[str, re.Pattern[str]], ...]
    before: re.Pattern[str] | None
    leading: re.Pattern[str] | None
    after: re.Pattern[str] | None


@cache
def title_words(code: str) -> TitleWords:
    """The words of titles in the language with this code; without patterns where there are none."""
    sections = read_optional_sections(code, "titles.txt")
    # A regular expression may hold what parts columns elsewhere.
    lines = {name: ["|".join(columns) for columns in sections.get(name, [])] for name in _SETTINGS}
    patterns: dict[str, str] = {}
    for name, pattern in map(_pair, lines["patterns"]):
        patterns[name] = _MACRO.sub(lambda match: patterns[match[1]], pattern)
    compiled = {name: re.compile(pattern) for name, pattern in patterns.items() if name in _ENTRANCES}
    return TitleWords(
        entries={
            form: heading.split()[0]
            for heading, rows in sections.items()
            if heading not in _SETTINGS
            for columns in rows
            for form in columns
        },
        tags=dict(map(_pair, lines["tags"])),
        endings=tuple((letter, re.compile(ending)) for letter, ending in map(_pair, lines["endings"])),
        before=compiled.get("before"),
        leading=compiled.get("leading"),
        after=compiled.get("after"),
    )


def _pair(line: str) -> tuple[str, str]:
    name, _, value = line.partition("=")
    return name.strip(), value.strip()
