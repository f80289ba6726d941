"""Whom a speaker stands for, the right words being given: one case a line in ``speakers.txt``."""

from __future__ import annotations

from pathlib import Path

import pytest

from marked import Marks, parse, read_cases
from onrecord.actors.catalogue import Catalogue, Entry, Role, shipped
from onrecord.actors.mentions import Mentions
from onrecord.actors.name_rules import rule_mentions
from onrecord.actors.offices import office_in
from onrecord.actors.resolution import resolve
from onrecord.actors.scene import Source, SpeakerPhrase
from onrecord.languages import Language, language
from onrecord.records import ActorKind, Span

CASES = [
    pytest.param(*line.split(" | ", 1), id=f"{number}")
    for number, line in read_cases(Path(__file__).parent / "speakers.txt")
]


@pytest.mark.parametrize(("code", "line"), CASES)
def test_speaker(code: str, line: str) -> None:
    case = parse(line)
    known = _known(code)
    mentions = rule_mentions(case.text, [(Span(0, len(case.text)), known)])
    phrases = [_phrase(case.text, marks, known) for marks in case.statements]
    resolved, _ = resolve(case.text, mentions, phrases, shipped())
    names = {number: each.actor.name if each.actor else "-" for number, each in enumerate(resolved, 1)}
    assert {number: names[number] for number in case.names} == case.names


@pytest.mark.parametrize(
    ("text", "name", "word", "found"),
    [
        ("Вышла песня группы «Ак-Сай». По словам группы, она нова.", "Ак-Сай", "группы", "Ак-Сай"),
        (
            "Писало издание Kemar Times. По данным издания, мост широк.",
            "Kemar Times",
            "издания",
            "Kemar Times",
        ),
        ("Вышла песня для «Ак-Сая». По словам группы, она нова.", "Ак-Сая", "группы", None),
    ],
)
def test_a_body_is_what_the_word_beside_its_name_says(
    text: str, name: str, word: str, found: str | None
) -> None:
    mentions = Mentions.of((), [_span(text, name)], recognised=True)
    phrase = SpeakerPhrase(_span(text, word, text.index(". ")), None, (), Source.NAMED, _known("ru"))
    [resolved], _ = resolve(text, mentions, [phrase], shipped())
    assert (resolved.actor.name if resolved.actor else None) == found


def test_persons_are_found_by_place() -> None:
    text = "Aibek Sariev met Aida Osmonova in Ak-Sai."
    mentions = rule_mentions(text, [(Span(0, len(text)), _known("en"))])
    assert [each.written for each in mentions.persons_in(Span(0, 20))] == [("Aibek", "Sariev")]
    assert mentions.persons_in(Span(1, 20)) == []


HELD = (
    Role("President", "Norway", "2001-05-07", "2005-05-07"),
    Role("President", "Norway", "2011-05-07"),
)


@pytest.mark.parametrize(
    ("code", "phrase", "date", "held"),
    [
        ("en", "the president of Norway", "2003-01-01", True),
        ("ru", "президент Норвегии", "2003-01-01", True),
        ("ky", "Норвегиянын президенти", "2003-01-01", True),
        # In the year in which it began, or long after a beginning without an end, nobody can tell.
        ("en", "the president of Norway", "2001", False),
        ("en", "the president of Norway", "2012-01-01", True),
        ("en", "the president of Norway", "2019-01-01", False),
        ("en", "the president of Sweden", "2003-01-01", False),
        ("en", "the president", "2003-01-01", False),
    ],
)
def test_the_holder_of_an_office_at_a_date(code: str, phrase: str, date: str, held: bool) -> None:
    sariev = Entry("sariev", ActorKind.PERSON, {"en": ("Aibek Sariev",)}, HELD, "invented")
    catalogue = Catalogue([*shipped().entries, sariev])
    office = office_in(phrase, Span(0, len(phrase)), _known(code), catalogue)
    assert office is not None
    assert (office.holder(catalogue, date) == sariev) is held


@pytest.mark.parametrize(
    ("code", "phrase"),
    [
        ("en", "the former president of Norway"),
        ("en", "the press service of the president of Norway"),
        ("ru", "пресс-секретарь президента Норвегии"),
        ("ky", "Норвегиянын президентинин пресс-кызматы"),
        ("ru", "вице-премьер Норвегии"),
    ],
)
def test_no_office_of_a_state(code: str, phrase: str) -> None:
    assert office_in(phrase, Span(0, len(phrase)), _known(code), shipped()) is None


def _span(text: str, part: str, since: int = 0) -> Span:
    start = text.index(part, since)
    return Span(start, start + len(part))


def _known(code: str) -> Language:
    known = language(code)
    assert known is not None
    return known


def _phrase(text: str, marks: Marks, known: Language) -> SpeakerPhrase:
    if marks.speaker:
        return SpeakerPhrase(marks.speaker[0], None, marks.content, Source.NAMED, known)
    start = max(text.rfind(". ", 0, marks.cue[0].start if marks.cue else 0) + 2, 0)
    clause = Span(start, marks.cue[0].start) if marks.cue else None
    return SpeakerPhrase(None, clause, marks.content, Source.BEFORE, known)
