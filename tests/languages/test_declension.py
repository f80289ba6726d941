from __future__ import annotations

import pytest

from onrecord.languages.en.declension import nominatives as english
from onrecord.languages.ky.declension import nominatives as kyrgyz
from onrecord.languages.ru.declension import nominatives as russian

KYRGYZ = {
    "Сариевдин": "Сариев", "Сариевге": "Сариев", "Сариевди": "Сариев", "Сариевден": "Сариев",
    "Осмонованын": "Осмонова", "Осмоновага": "Осмонова", "Турдубекке": "Турдубек", "Бакыттан": "Бакыт",
    "министрлигинен": "министрлиги", "өкмөттүн": "өкмөт", "УКМКнын": "УКМК", "ИИМден": "ИИМ",
}  # fmt: skip
RUSSIAN = {
    "Сариева": "Сариев", "Сариеву": "Сариев", "Сариевым": "Сариев", "Осмоновой": "Осмонова",
    "Айбека": "Айбек", "Нурбеку": "Нурбек", "Талканбаев": "Талканбаев", "министерства": "министерство",
    "Дмитрия": "Дмитрий", "Чынгызу": "Чынгыз",
}  # fmt: skip


@pytest.mark.parametrize(("form", "bare"), KYRGYZ.items())
def test_kyrgyz(form: str, bare: str) -> None:
    assert bare in kyrgyz(form)


@pytest.mark.parametrize(("form", "bare"), RUSSIAN.items())
def test_russian(form: str, bare: str) -> None:
    assert bare in russian(form)


@pytest.mark.parametrize("word", ["\U00017000", "\U00017000ов", "Иван\U00017000", "x\U00017000"])
def test_letters_without_a_name(word: str) -> None:
    assert russian(word)[-1] == word


@pytest.mark.parametrize("name", ["Шамшидин", "Жалалидин"])
def test_kyrgyz_names_that_look_declined(name: str) -> None:
    assert kyrgyz(name) == (name,)


@pytest.mark.parametrize(("form", "bare"), [("Sariev’s", "Sariev"), ("Sariev", "Sariev")])
def test_english(form: str, bare: str) -> None:
    assert english(form) == (bare,)
