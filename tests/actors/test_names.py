from __future__ import annotations

import pytest

from onrecord.actors.names import gender, is_family_name, is_patronymic, name_key
from onrecord.romanisation import fold


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("Жапаровдун", "japarovdun"),
        ("Zhaparov", "japarov"),
        ("Өмүрбек", "omurbek"),
        ("Сооронбай", "soronbai"),
        ("Bakiyev", "bakiev"),
        ("2000", "2000"),
        ("Йорк", "iork"),
    ],
)
def test_fold(form: str, key: str) -> None:
    assert fold(form) == key


def test_key_is_the_same_in_any_order_and_without_a_patronymic() -> None:
    assert name_key(("Айбек", "Сариев")) == name_key(("Сариев", "Айбек", "Асанович"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (("Аида", "Сариева"), "she"),
        (("Айбек", "Сариев"), "he"),
        (("Meerim", "Toktogul"), "she"),
        (("Ilsa", "Raum"), None),
    ],
)
def test_gender(name: tuple[str, ...], expected: str | None) -> None:
    assert gender(name) == expected


def test_shapes_of_words() -> None:
    assert is_patronymic("asanovich")
    assert not is_patronymic("sariev")
    assert is_family_name("sarieva")
    assert not is_family_name("raum")
