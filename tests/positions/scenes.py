"""Marked lines as scenes: who is named where, what is said by whom, and an opinion in it."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.positions.opinions import Opinion
from onrecord.positions.stands import Scene
from onrecord.records import (
    Actor,
    ActorKind,
    ActorReference,
    Document,
    Kind,
    Polarity,
    Span,
    Spans,
    Statement,
)

PERSONS = ("Sariev", "Osmonova", "Borubaev", "Сариев", "Осмонова")
BODIES = (
    *("Ministry of Trade of Toluk", "ministry", "government", "Kemar Daily"),
    *("министерства", "Министерство торговли", "министерство", "Өкмөт", "Өкмөттүн"),
)
COUNTRIES = ("Toluk", "Kemar", "Толук", "Толука", "Кемар", "Кемара")
_FORMS = re.compile(rf"\b(?:(?:Aibek|Aida|Kanat|Айбек|Аида) )?(?:{'|'.join(PERSONS)})(?:’s|дин|а|ой)?(?!\w)")
_MARK = re.compile(r"\[(\w+):([^\[\]]*)\]|⟨|⟩")


class Read(NamedTuple):
    """A marked line: its text, the spans of its marks, and its content between ⟨ and ⟩."""

    text: str
    marks: dict[str, Span]
    content: Spans


def read(line: str) -> Read:
    """A line in which [holder:…], [expression:…], [target:…], [speaker:…] are marked, and ⟨content⟩."""
    text, last = "", 0
    marks: dict[str, Span] = {}
    borders: list[int] = []
    for mark in _MARK.finditer(line):
        text += line[last : mark.start()]
        if mark[1]:
            marks[mark[1]] = Span(len(text), len(text) + len(mark[2]))
            text += mark[2]
        else:
            borders.append(len(text))
        last = mark.end()
    text += line[last:]
    return Read(text, marks, tuple(map(Span, borders[::2], borders[1::2])))


def actors(text: str) -> list[Actor]:
    """The invented actors that a text names, with their mentions."""
    found: list[Actor] = []
    for match in _FORMS.finditer(text):
        bare = re.search("|".join(PERSONS), match[0])
        assert bare
        found.append(Actor(f"person/{bare[0]}", bare[0], ActorKind.PERSON, {}, (Span(*match.span()),)))
    for kind, names in ((ActorKind.ORGANISATION, BODIES), (ActorKind.COUNTRY, COUNTRIES)):
        for name in names:
            spans = tuple(Span(*match.span()) for match in re.finditer(rf"\b{name}(?!\w)", text))
            if spans:
                found.append(Actor(f"{kind}/{name}", name, kind, {}, spans))
    return found


def statement(said: Read, speaker: str | None) -> Statement:
    """What the marked content says, by a person of this name."""
    named = ActorReference(f"person/{speaker}", speaker) if speaker else None
    spoken = (said.marks["speaker"],) if "speaker" in said.marks else ()
    return Statement("s1", Kind.DIRECT, said.content, (), spoken, named, (), 0.9, "test")


def scene(said: Read, speaker: str | None = None, outlet: str | None = None) -> Scene:
    """The scene of a marked line."""
    statements = [statement(said, speaker)] if said.content else []
    return Scene(Document("d1", said.text, outlet=outlet), statements, actors(said.text))


def opinion(said: Read, *, authors: bool = False) -> Opinion:
    """The opinion that the marks tell."""
    marks = said.marks
    target = marks.get("target", marks["expression"])
    return Opinion(marks["expression"], target, marks.get("holder"), authors, Polarity.FOR, 0.8, 0.8)
