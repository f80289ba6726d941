"""A public figure shares its name with others."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.actors.catalogue import Catalogue, Entry, Role
from onrecord.actors.namesakes import meant
from onrecord.records import ActorKind


def figure(identity: str, *roles: Role) -> Entry:
    names = {"en": ("Aibek Sariev",), "ru": ("Айбек Сариев",), "ky": ("Айбек Сариев",)}
    return Entry(identity, ActorKind.PERSON, names, roles, "written for this test")


MINISTER = figure("minister", Role("Minister of Trade", "Norway", "2010", "2014"))
DEPUTY = figure("deputy", Role("Deputy", "Sweden", "2016", "2020"))


@pytest.mark.parametrize(
    ("roles", "countries", "published", "expected"),
    [
        ({"minister"}, set(), None, "minister"),
        ({"deputi"}, set(), None, "deputy"),
        (set(), {"norvai"}, None, "minister"),
        (set(), set(), "2018-05-01", "deputy"),
        (set(), set(), None, None),
        ({"minister"}, {"sveden"}, "2018", "minister"),
        ({"driver"}, {"norvai"}, "2012", None),
    ],
)
def test_context_decides_between_namesakes(
    roles: set[str], countries: set[str], published: str | None, expected: str | None
) -> None:
    found = meant((MINISTER, DEPUTY), roles, countries, published)
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(
    ("language", "text", "identity"),
    [
        ("en", "Trade Minister Aibek Sariev said that the bridge was open.", "minister"),
        ("en", "Bus driver Aibek Sariev said that the bridge was open.", "person/aibek-sariev"),
        ("ru", "По словам водителя Айбека Сариева, мост открыт.", "person/aibek-sariev"),
        ("ru", "По словам министра Айбека Сариева, мост открыт.", "minister"),
        ("ky", "Айдоочу Айбек Сариев көпүрө ачык экенин билдирди.", "person/aibek-sariev"),
    ],
)
def test_whoever_is_no_public_figure_is_somebody_else(language: str, text: str, identity: str) -> None:
    (statement,) = onrecord.analyze(text, language=language, catalogue=Catalogue([MINISTER])).statements
    assert statement.speaker and statement.speaker.id == identity
