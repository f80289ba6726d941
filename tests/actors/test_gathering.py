"""Everybody whom a text names is an actor, once, with all places where it names them."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.records import Actor, ActorKind


def actors(
    text: str, language: str, engine: onrecord.Engine = onrecord.Engine.TAGGER
) -> dict[str, list[str]]:
    """The places of each actor, by its name."""
    found = onrecord.analyze(text, language=language, engine=engine).actors
    return {actor.name: [text[start:end] for start, end in actor.mentions] for actor in found}


def the(text: str, language: str, name: str) -> Actor:
    found = onrecord.analyze(text, language=language).actors
    (actor,) = [each for each in found if each.name == name]
    return actor


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "Aibek Sariev met Ilsa Raum in Norway on Monday. Sariev then left for the United States.",
            {
                "Aibek Sariev": ["Aibek Sariev", "Sariev"],
                "Ilsa Raum": ["Ilsa Raum"],
                "Norway": ["Norway"],
                "United States": ["United States"],
            },
        ),
        (
            "ru",
            "Айбек Сариев встретился в Норвегии с Милевой Гайовой. Сариева приняли и в Европейском союзе.",
            {
                "Айбек Сариев": ["Айбек Сариев", "Сариева"],
                "Норвегия": ["Норвегии"],
                "Европейский союз": ["Европейском союзе"],
            },
        ),
        (
            "ky",
            "Айбек Сариев Норвегияда Нурбек Осмонов менен жолукту. Осмоновдун айтканын АКШда да угушту.",
            {
                "Айбек Сариев": ["Айбек Сариев"],
                "Нурбек Осмонов": ["Нурбек Осмонов", "Осмоновдун"],
                "Норвегия": ["Норвегияда"],
            },
        ),
    ],
)
def test_whoever_is_named_is_an_actor(language: str, text: str, expected: dict[str, list[str]]) -> None:
    found = actors(text, language)
    assert {name: found.get(name) for name in expected} == expected


def test_one_body_has_one_id_in_every_script() -> None:
    texts = {
        "en": "The Collective Security Treaty Organization (CSTO) met in Norway. The CSTO has six members.",
        "ru": "Собралась Организация Договора о коллективной безопасности (ОДКБ). В ОДКБ шесть стран.",
        "ky": "Норвегияда ЖККУ чогулду. ЖККУда алты мүчө бар.",
    }
    bodies = [
        actor
        for language, text in texts.items()
        for actor in onrecord.analyze(text, language=language).actors
        if actor.kind is ActorKind.ORGANISATION
    ]
    assert [len(body.mentions) for body in bodies] == [3, 3, 2]
    assert len({body.id for body in bodies}) == 1


def test_an_abbreviation_in_brackets_is_that_of_the_body_before() -> None:
    text = "The Tolukan Wool Institute (TWI) opened on Monday. The TWI has no debts, Aibek Sariev said."
    found = actors(text, "en")
    (places,) = [places for places in found.values() if "TWI" in places]
    assert places[0] != "TWI"
    assert places.count("TWI") == 2


def test_a_demonym_names_its_country() -> None:
    assert the("American troops left Norway.", "en", "United States").kind is ActorKind.COUNTRY
    assert actors("Российские журналисты приехали в Норвегию.", "ru")["Россия"] == ["Российские"]


def test_names_side_by_side_are_two_persons() -> None:
    text = "The course was set by Nurbek Osmonov, Kanat Borubaev and Aibek Sariev."
    assert {"Nurbek Osmonov", "Kanat Borubaev", "Aibek Sariev"} <= actors(text, "en").keys()


def test_a_name_in_brackets_repeats_the_one_before() -> None:
    text = "Вчера приехал Айбек Сариев (Aibek Sariev), и Сариев выступил."
    assert actors(text, "ru")["Айбек Сариев"] == ["Айбек Сариев", "Aibek Sariev", "Сариев"]


def test_groups_are_actors() -> None:
    found = actors("European countries and Norwegian banks waited, and Aibek Sariev knew it.", "en")
    assert {"European countries", "Norwegian banks"} <= found.keys()


def test_one_group_has_one_id_in_every_language() -> None:
    texts = {
        "en": "Russian journalists came to Norway.",
        "ru": "В Норвегию приехали российские журналисты.",
        "ky": "Норвегияга орус журналисттери келди.",
    }
    ids = {
        actor.id
        for language, text in texts.items()
        for actor in onrecord.analyze(text, language=language).actors
        if actor.kind is ActorKind.GROUP
    }
    assert len(ids) == 1


def test_an_office_is_named_for_its_holder() -> None:
    text = "Foreign Minister Aibek Sariev came to Norway. The Norwegian ambassador met the foreign minister."
    found = actors(text, "en")
    assert "Aibek Sariev" in found
    assert any("ambassador" in name for name in found)


def test_who_asks_in_an_interview_is_not_who_answers() -> None:
    text = (
        "Aibek Sariev, a historian, spoke to us.\n"
        "— Why is the bridge closed?\n"
        "— Nobody has paid for it.\n"
        "— And when will it open?\n"
        "— When somebody has."
    )
    statements = onrecord.analyze(text, language="en").statements
    assert [each.speaker.name for each in statements if each.speaker] == [
        "interviewer", "Aibek Sariev", "interviewer", "Aibek Sariev",
    ]  # fmt: skip


def test_rules_alone_name_no_single_capitalised_word() -> None:
    found = actors("However, Aibek Sariev left. Moreover, Norway stayed.", "en", onrecord.Engine.RULES)
    assert found == {"Aibek Sariev": ["Aibek Sariev"], "Norway": ["Norway"]}


def test_whose_minister_somebody_is_is_no_part_of_the_name() -> None:
    text = "Министр транспорта Толука Темирлан Жоробаев прибыл в Норвегию. Жоробаева встретили в порту."
    assert actors(text, "ru")["Темирлан Жоробаев"] == ["Темирлан Жоробаев", "Жоробаева"]
