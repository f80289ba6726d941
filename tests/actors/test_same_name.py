"""Whether two names are one actor's, of any kind: with the catalogue and without it."""

from __future__ import annotations

import pytest

from onrecord import same_name
from onrecord.actors.same_body import same_body_name

ONE_BODY = [
    ("Толуктун улуттук банкы", "Толук улуттук банкы"),
    ("Ак-Сай шаардык кеңешинин", "Ак-Сай шаардык кеңеши"),
    ("партии «Ак-Сай»", "Ак-Сай"),
    ("«Жаркын Толук» партиясынын", "«Жаркын Толук»"),
    ("движение «Жаркын Толук»", "Jarkyn Toluk movement"),
    ("Толук өнүктүрүү институтунун", "ТӨИ"),
    ("ТӨИнин", "Толук өнүктүрүү институту"),
    ("Toluk Institute of Wool", "TIW"),
    ("Институту шерсти Толука", "Институт шерсти Толука"),
    ("Толукэнергонун", "Toluqenergo"),
    ("Минсвет", "Министерство света Толука"),
    ("Толстатком", "Толук статистика комитети"),
]
TWO_BODIES = [
    ("Улуттук банк", "Улуттук академия"),
    ("партия «Ак-Сай»", "газета «Ак-Сай»"),
    ("«Ак-Сай»", "«Ак-Сай Толук»"),
    ("ТӨИ", "ТУИ"),
    ("ТӨИнин", "ТӨБ"),
    ("Toluk Institute of Wool", "TWI"),
    ("Институт шерсти", "Институт шёлка"),
    ("Банк Толука", "Толук"),
    ("Минсвет", "Министерство шерсти"),
    ("Министр", "Министерство света"),
    ("Партия", "Партия света"),
    ("", "Толук"),
]


@pytest.mark.parametrize(("a", "b"), ONE_BODY)
def test_forms_of_one_body(a: str, b: str) -> None:
    assert 0.5 < same_body_name(a, b) <= 1
    assert same_body_name(a, b) == same_body_name(b, a)


@pytest.mark.parametrize(("a", "b"), TWO_BODIES)
def test_names_of_two_bodies(a: str, b: str) -> None:
    assert same_body_name(a, b) < 0.5
    assert same_body_name(b, a) < 0.5


@pytest.mark.parametrize(
    ("kind", "a", "b"),
    [
        ("organisation", "ОДКБ", "Collective Security Treaty Organization"),
        ("organisation", "ЖККУнун", "ОДКБ"),
        ("country", "Германиядан", "Germany"),
        ("country", "Францией", "Франциянын"),
    ],
)
def test_the_catalogue_knows_translations(kind: str, a: str, b: str) -> None:
    assert same_name(a, b, kind=kind) >= 0.5
    assert same_name(b, a, kind=kind) >= 0.5


@pytest.mark.parametrize(
    ("kind", "a", "b"),
    [
        ("organisation", "ЕККУ", "ЖККУ"),
        ("country", "Австрии", "Австралии"),
        ("country", "Банк России", "Россия"),
    ],
)
def test_the_catalogue_tells_apart_what_is_alike(kind: str, a: str, b: str) -> None:
    assert same_name(a, b, kind=kind) < 0.5


def test_who_is_in_no_catalogue_is_known_by_the_words() -> None:
    assert same_name("Айбек Сариевдин", "Aibek Sariev", a_language="ky", b_language="en") == 1.0
    assert same_name("Айбек Сариев", "Нурбек Сариев") == 0.0
    assert same_name("Сариев", "Айбек Сариев") == 0.5
    assert same_name("Толук улуттук банкы", "Толук улуттук банкынын", kind="organisation") == 1.0


def test_a_namesake_is_not_who_everybody_knows_by_one_word() -> None:
    assert same_name("Мария Толукбаева", "Barack Obama") == 0.0
    assert same_name("Барак Обаманын", "Barack Obama", a_language="ky") == 1.0
