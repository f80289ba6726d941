"""What this layer knows of the languages, from the text files beside it.

A file holds entries, parted by ``|``; ``#`` starts a comment, which for a line of entries is its example.
Sections are headed ``[name]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def read_entries(name: str) -> dict[str, tuple[str, ...]]:
    """The entries of the data file ``name`` by section, in the order of the file."""
    sections: dict[str, list[str]] = {}
    section: list[str] = []
    lines = files("onrecord.reading").joinpath(name).read_text(encoding="utf-8").splitlines()
    for line in lines:
        content = line.partition("#")[0].strip()
        if content.startswith("["):
            section = sections.setdefault(content.strip("[]"), [])
        else:
            section.extend(entry for part in content.split("|") if (entry := part.strip()))
    return {heading: tuple(entries) for heading, entries in sections.items()}


def any_of(entries: Iterable[str]) -> str:
    """A regular expression for any of ``entries``, the longest that fits."""
    return "|".join(re.escape(entry) for entry in sorted(entries, key=lambda entry: (-len(entry), entry)))
