from __future__ import annotations

import pytest

from onrecord.languages import language
from onrecord.languages.en.declension import nominatives as english
from onrecord.languages.ky.declension import bare_names as kyrgyz_names
from onrecord.languages.ky.declension import nominatives as kyrgyz
from onrecord.languages.ru.declension import nominatives as russian
from onrecord.languages.ru.names import bare_names as russian_names
from onrecord.languages.ru.names import is_bare_name, name_readings

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


@pytest.mark.parametrize(
    ("name", "readings"),
    [
        ("Айбека Сариева", {("he", "айбек сариев")}),
        ("Геннадия Сариева", {("he", "геннадий сариев"), ("she", "геннадия сариева")}),
        ("Г. Сариевым", {("he", "сариев")}),
        ("Анны Осмоновой", {("she", "анна осмонова")}),
        ("Айбека фон Берга", set()),
    ],
)
def test_genders_in_which_a_russian_name_agrees(name: str, readings: set[tuple[str, str]]) -> None:
    found = name_readings(tuple(name.replace(".", "").split()))
    assert {(gender, " ".join(words)) for gender, words in found} == readings


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Нил Тарру", True),
        ("Мартина Борг", True),
        ("Мартина Борга", False),
        ("Айгуль Сариевой", False),
        ("Нилом Тарру", False),
        ("Ким Чен Борга", False),
    ],
)
def test_a_russian_name_as_it_stands_in_the_nominative(name: str, bare: bool) -> None:
    assert is_bare_name(tuple(name.split())) is bare


@pytest.mark.parametrize("word", ["\U00017000", "\U00017000ов", "Иван\U00017000", "x\U00017000"])
def test_letters_without_a_name(word: str) -> None:
    assert russian(word)[-1] == word


@pytest.mark.parametrize("name", ["Шамшидин", "Жалалидин"])
def test_kyrgyz_names_that_look_declined(name: str) -> None:
    assert kyrgyz(name) == (name,)


@pytest.mark.parametrize(("form", "bare"), [("Sariev’s", "Sariev"), ("Sariev", "Sariev")])
def test_english(form: str, bare: str) -> None:
    assert english(form) == (bare,)


# A noun of each kind in all its cases: nominative, genitive, accusative, dative, locative, ablative.
KYRGYZ_NAMES = [
    "сариев сариевдин сариевди сариевге сариевде сариевден",
    "осмонов осмоновдун осмоновду осмоновго осмоновдо осмоновдон",
    "осмонова осмонованын осмонованы осмоновага осмоновада осмоновадан",
    "айбек айбектин айбекти айбекке айбекте айбектен",
    "бакыт бакыттын бакытты бакытка бакытта бакыттан",
    "жантөрө жантөрөнүн жантөрөнү жантөрөгө жантөрөдө жантөрөдөн",
    "коваленко коваленконун коваленкону коваленкого коваленкодо коваленкодон",
    "тургунай тургунайдын тургунайды тургунайга тургунайда тургунайдан",
    "дирель дирельдин дирельди дирельге дирельде дирельден",
    "лу лунун луну луга луда лудан",
    "уулу уулунун уулун уулуна уулунда уулунан",
    "кызы кызынын кызын кызына кызында кызынан",
    "кызы кызынын кызыны кызыга кызыда кызыдан",
]
# Nominative, genitive, dative, accusative, instrumental, prepositional.
RUSSIAN_NAMES = [
    "айбек сариев|айбека сариева|айбеку сариеву|айбека сариева|айбеком сариевым|айбеке сариеве",
    "гульзат осмонова|гульзат осмоновой|гульзат осмоновой|гульзат осмонову|гульзат осмоновой",
    "аида осмонова|аиды осмоновой|аиде осмоновой|аиду осмонову|аидой осмоновой|аиде осмоновой",
    "дмитрий крылин|дмитрия крылина|дмитрию крылину|дмитрия крылина|дмитрием крылиным|дмитрии крылине",
    "мария подольская|марии подольской|марии подольской|марию подольскую|марией подольской",
    "игорь подольский|игоря подольского|игорю подольскому|игорем подольским|игоре подольском",
    "павел дорин|павла дорина|павлу дорину|павла дорина|павлом дориным|павле дорине",
    "жениш асанов|жениша асанова|женишу асанову|жениша асанова|женишем асановым|женише асанове",
    "чолпонбай тагаев|чолпонбая тагаева|чолпонбаю тагаеву|чолпонбаем тагаевым|чолпонбае тагаеве",
    "тамара коваленко|тамары коваленко|тамаре коваленко|тамару коваленко|тамарой коваленко",
    "жанторо сариев|жанторо сариева|жанторо сариеву|жанторо сариева|жанторо сариевым",
    "дин уайт|дина уайта|дину уайту|дина уайта|дином уайтом|дине уайте",
    "эркин асан уулу|эркина асан уулу|эркину асан уулу|эркина асан уулу|эркином асан уулу",
]


@pytest.mark.parametrize("forms", KYRGYZ_NAMES)
def test_the_last_word_of_a_kyrgyz_name_is_declined(forms: str) -> None:
    bare, *declined = forms.split()
    for form in (bare, *declined):
        assert ("айнур", bare) in kyrgyz_names(("айнур", form))
    assert kyrgyz_names((declined[0], "сариев")) == ((declined[0], "сариев"),)


@pytest.mark.parametrize("forms", RUSSIAN_NAMES)
def test_all_words_of_a_russian_name_are_declined(forms: str) -> None:
    bare, *declined = (tuple(form.split()) for form in forms.split("|"))
    for form in (bare, *declined):
        assert bare in russian_names(form)


@pytest.mark.parametrize(
    ("name", "not_it"),
    [
        ("айбек сариева", "айбек сариев"),
        ("айбека сариев", "айбек сариев"),
        ("гульзат осмонова", "гульзат осмонов"),
        ("азиза ковальская", "азиз ковальский"),
        ("аиде сариева", "аида сариева"),
    ],
)
def test_words_of_a_russian_name_agree(name: str, not_it: str) -> None:
    assert tuple(not_it.split()) not in russian_names(tuple(name.split()))


@pytest.mark.parametrize(
    ("code", "word", "some"),
    [
        ("en", "ally", "ally allies ally's"),
        ("en", "base", "base bases base’s"),
        ("en", "speech", "speeches"),
        ("ru", "база", "база базы базе базой базам"),
        ("ru", "партнёр", "партнер партнером"),
        ("ky", "база", "база базалар базанын базасы базасынын базабызга базаларыңыздан"),
        ("ky", "бейтараптык", "бейтараптыктын бейтараптыгы бейтараптыгына бейтараптыгыбыз"),
        ("ky", "өлкө", "өлкөдөн өлкөлөрдүн өлкөбүзгө өлкөсүндөгү"),
        ("ky", "союз", "союздун союзга союзу"),
        ("ky", "x", "x"),
    ],
)
def test_forms(code: str, word: str, some: str) -> None:
    known = language(code)
    assert known is not None
    assert set(some.split()) <= known.forms(word)
