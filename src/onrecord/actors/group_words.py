"""``groups.txt`` of a language: words by which groups are named, and patterns over their letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.languages.lexicon import read_optional_sections
from onrecord.records import ActorKind

_SETTINGS = frozenset(("", "tags", "endings", "possessives", "singular", "patterns"))
_ADJECTIVES = frozenset("DAQ")
_ADJECTIVE_ENDINGS = ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие")
_ENDING_LENGTH = 2
_SHORTEST_STEM = 2
_HEAD = re.compile(r"\(\[?(\w+)\]?\)")


@dataclass(frozen=True, slots=True)
class GroupWords:
    """What ``groups.txt`` says.

    ``entries`` maps a word or phrase to its letter and what it is called in all languages;
    ``phrase_openings`` are the first words of phrases. ``tags`` gives the letter for a tag of ``words.txt``
    (“g^” for that of a capitalised word, “P^?” for that of one that may be declined, “H*h” for that of a word
    that is listed so with the letter h, “g+h” for that of a listed word in another case), ``endings`` the
    letter for the end of a word that no list holds.
    ``possessives`` are endings of possession, the first group, and of case after them; ``singular`` those of
    adjectives in the singular. A pattern comes with the letters that the head of its phrase can have; that
    head is its group 1.
    """

    entries: dict[str, tuple[str, str]]
    phrase_openings: frozenset[str]
    tags: dict[str, str]
    endings: tuple[tuple[str, re.Pattern[str]], ...]
    possessives: tuple[re.Pattern[str], ...]
    singular: tuple[re.Pattern[str], ...]
    patterns: tuple[tuple[ActorKind, frozenset[str], re.Pattern[str]], ...]


@cache
def group_words(code: str) -> GroupWords:
    """The words of groups in the language with this code; raises ValueError where one is listed twice."""
    sections = read_optional_sections(code, "groups.txt")
    # A regular expression may hold what parts columns elsewhere.
    lines = {name: ["|".join(columns) for columns in sections.get(name, [])] for name in _SETTINGS}
    entries: dict[str, tuple[str, str]] = {}
    for heading, rows in sections.items():
        letter = heading.partition(" ")[0]
        for form, concept in _forms(rows, letter) if letter not in _SETTINGS else ():
            if entries.setdefault(form, (letter, concept)) != (letter, concept):
                raise ValueError(f"{form} is listed twice in groups.txt of {code}")
    return GroupWords(
        entries=entries,
        phrase_openings=frozenset(form.split()[0].lower() for form in entries if " " in form),
        tags=dict(map(_pair, lines["tags"])),
        endings=tuple((letter, re.compile(ending)) for letter, ending in map(_pair, lines["endings"])),
        possessives=tuple(map(re.compile, lines["possessives"])),
        singular=tuple(map(re.compile, lines["singular"])),
        patterns=tuple(
            (ActorKind(kind), _head_letters(pattern), re.compile(pattern))
            for kind, pattern in map(_pair, lines["patterns"])
        ),
    )


def variants(form: str) -> tuple[str, ...]:
    """A form and, of a Russian adjective in any nominative, its stem: российские → российск-."""
    stem = form[:-_ENDING_LENGTH]
    return (form, stem + "-") if form.endswith(_ADJECTIVE_ENDINGS) and len(stem) > _SHORTEST_STEM else (form,)


def _forms(rows: Sequence[Sequence[str]], letter: str) -> Iterator[tuple[str, str]]:
    """Each form with what its line is called: what stands before “=”, or the first form."""
    for first, *rest in rows:
        given, equals, form = first.rpartition("=")
        concept = (given if equals else first).strip().lower()
        for each in (form.strip(), *rest):
            for variant in variants(each) if letter in _ADJECTIVES else (each,):
                yield variant, concept


def _head_letters(pattern: str) -> frozenset[str]:
    head = _HEAD.search(pattern)
    if head is None:
        raise ValueError(f"this pattern of groups.txt has no head: {pattern}")
    return frozenset(head[1])


def _pair(line: str) -> tuple[str, str]:
    name, _, value = line.partition("=")
    return name.strip(), value.strip()
