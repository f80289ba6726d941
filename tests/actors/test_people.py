"""The persons of a document: whose mentions are whose, and what their words together tell."""

from __future__ import annotations

import pytest

from onrecord.actors.mentions import name_mention
from onrecord.actors.people import people
from onrecord.languages import language
from onrecord.records import Span


@pytest.mark.parametrize(
    ("names", "gender"),
    [
        ("Геннадия Талканбаева", None),
        ("Геннадия Талканбаева, Талканбаевым", "he"),
        ("Евгения Талканбаева, Талканбаеву, Талканбаевой", "she"),
        ("Геннадия Талканбаева, Г. Талканбаев", "he"),
        ("Айбеком Сариевым", "he"),
    ],
)
def test_all_mentions_tell_the_gender_of_a_person(names: str, gender: str | None) -> None:
    known = language("ru")
    assert known is not None
    spans, start = [], 0
    for name in names.split(", "):
        spans.append(Span(start, start + len(name)))
        start += len(name) + 2
    [person] = people(name_mention(names, span, known) for span in spans)
    assert person.gender == gender
