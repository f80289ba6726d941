"""Demonyms tell their countries in three languages and any case form."""

from __future__ import annotations

import pytest
from babel import Locale

from onrecord.actors.demonyms import demonym_country, demonym_mentions, is_people
from onrecord.languages import CODES, Language, language
from onrecord.languages.lexicon import read_sections
from onrecord.records import Span


def of(code: str) -> Language:
    known = language(code)
    assert known
    return known


@pytest.mark.parametrize(
    ("code", "word", "country"),
    [
        ("en", "American", "US"),
        ("en", "Kyrgyz", "KG"),
        ("en", "U.S.", "US"),
        ("en", "Germans", "DE"),
        ("en", "polish", None),
        ("en", "us", None),
        ("en", "bridge", None),
        ("ru", "киргизскими", "KG"),
        ("ru", "Американская", "US"),
        ("ru", "россиянам", "RU"),
        ("ru", "мост", None),
        ("ky", "орус", "RU"),
        ("ky", "америкалыктарга", "US"),
        ("ky", "Кыргызстандык", "KG"),
        ("ky", "көпүрө", None),
        ("ky", "", None),
    ],
)
def test_demonyms(code: str, word: str, country: str | None) -> None:
    assert demonym_country(word, of(code)) == country


def test_people_and_adjectives_are_told_apart() -> None:
    assert is_people("россиянами", of("ru"))
    assert not is_people("российскими", of("ru"))


def test_mentions_in_a_text() -> None:
    text = "South Korean and American troops met Russians."
    found = [
        (text[slice(*each.span)], each.country, each.people)
        for each in demonym_mentions(text, Span(0, len(text)), of("en"))
    ]
    assert found == [("South Korean", "KR", False), ("American", "US", False), ("Russians", "RU", True)]


@pytest.mark.parametrize("code", CODES)
def test_every_line_begins_with_the_code_of_a_country(code: str) -> None:
    countries = {columns[0] for rows in read_sections(code, "demonyms.txt").values() for columns in rows}
    # ISO 3166-3 keeps the code of a state that is no more.
    assert countries <= {*Locale("en").territories, "SU"}
    assert len(countries) >= 60
