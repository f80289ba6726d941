from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import onrecord.web
from onrecord.web.interface import LANGUAGES, interface

FOLDER = Path(onrecord.web.__file__).parent
_USED = re.compile(r"\bt(?:\.count)?\('([a-z-]+\.[a-z_-]+)'")


def entries(words: Any, before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in words.items():
        if isinstance(value, str):
            yield before + key, value
        elif "other" in value:
            yield before + key, value["other"]
        else:
            yield from entries(value, f"{before}{key}.")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_says_all_that_english_says(code: str) -> None:
    english, other = dict(entries(interface("en").words)), dict(entries(interface(code).words))
    assert other.keys() == english.keys()
    for key, words in english.items():
        assert sorted(re.findall(r"\{\w+\}", other[key])) == sorted(re.findall(r"\{\w+\}", words)), key


def test_what_templates_say_is_there_and_nothing_else() -> None:
    source = "".join(path.read_text() for path in [*FOLDER.rglob("*.html"), *FOLDER.rglob("*.py")])
    known = dict(entries(interface("en").words)).keys()
    assert set(_USED.findall(source)) <= known
    # Of the keys that are put together the section is named.
    together = set(re.findall(r"'([a-z]+)\.' \+", source))
    assert [key for key in known if key.split(".")[0] not in together and key not in source] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_plural_form_of_a_language_is_there(code: str) -> None:
    speech = interface(code)
    forms = {speech.locale.plural_form(number) for number in range(200)}
    for key, words in speech.words["count"].items():
        assert forms | {"other"} == set(words), key


@pytest.mark.parametrize(
    ("code", "written", "expected"),
    [
        ("en", "2024-10-16", "16 October 2024"),
        ("en", "2024-10-16T08:30:00+05:00", "16 October 2024"),
        ("ru", "2024-10-16", "16 октября 2024\u202fг."),
        ("ky", "2024-10-16", "2024-ж., 16-октябрь"),
        ("en", "2024-11", "November 2024"),
        ("en", "2024", "2024"),
        ("en", "2024-13-45", "2024-13-45"),
        ("en", "2024-05~", "2024-05~"),
        ("en", None, "no date"),
    ],
)
def test_dates_are_as_precise_as_they_were_written(code: str, written: str | None, expected: str) -> None:
    assert interface(code).date(written) == expected


def test_numbers_and_plurals() -> None:
    assert [interface("ru").count("count.statements", n) for n in (1, 3, 11, 1022)] == [
        "1 высказывание", "3 высказывания", "11 высказываний", "1\xa0022 высказывания",
    ]  # fmt: skip
    assert interface("en").percent(0.999) == "99%"
