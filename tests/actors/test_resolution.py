"""Who speaks: one text a line, and the names of its speakers in order (“-” where the text does not tell)."""

from __future__ import annotations

import pytest

import onrecord

CASES = [
    (
        "en",
        "Aibek Sariev, the foreign minister, met reporters on Monday. He said that talks had begun. "
        "The minister added that nothing had been signed.",
        ["Aibek Sariev", "Aibek Sariev"],
    ),
    ("en", "Aibek Sariev spoke first. “I am late,” she said.", ["-"]),
    ("en", "The campaign of Aibek Sariev said that it had no debts.", ["The campaign of Aibek Sariev"]),
    ("en", "Campaign manager Aibek Sariev said that there were no debts.", ["Aibek Sariev"]),
    ("en", "His lawyer said that Aibek Sariev was innocent.", ["His lawyer"]),
    (
        "en",
        "Milan Dorek came in. Then Ilsa Raum, the minister, opened the talks, saying that wool came first.",
        ["Ilsa Raum"],
    ),
    ("ru", "Сын депутата Осмоновой заявил, что ничего не знал.", ["Сын депутата Осмоновой"]),
    ("ru", "По словам министра Айбека Сариева, мост открыт.", ["Айбек Сариев"]),
    ("ru", "В посольстве Сорвии сообщили, что письмо получено.", ["посольство Сорвии"]),
    ("ru", "Мост закрыт, — сообщил водитель автобуса — Айбек Сариев.", ["Айбек Сариев"]),
    ("ky", "Аида Осмонова сөз сүйлөдү. Анын айтымында, көпүрө ачык.", ["Аида Осмонова"]),
    ("ky", "Айбек Сариев шайлоодон чыкты. Бул тууралуу ал жыйында билдирди.", ["Айбек Сариев"]),
    ("ky", "Нурбек Сариев менен Айбек Сариев келишти. Сариев мост ачыларын билдирди.", ["-"]),
    ("ky", "Министрликтен көпүрө ачылганын билдиришти.", ["Министрлик"]),
]


@pytest.mark.parametrize(("language", "text", "names"), CASES, ids=[text[:40] for _, text, _ in CASES])
def test_speakers(language: str, text: str, names: list[str]) -> None:
    statements = onrecord.analyze(text, language=language).statements
    assert [each.speaker.name if each.speaker else "-" for each in statements] == names


def test_a_rival_nearby_makes_less_sure() -> None:
    alone = "Aibek Sariev opened the bridge. “We are ready to go,” the minister said."
    rival = "Aibek Sariev met Nurbek Osmonov at the bridge. “We are ready to go,” the minister said."
    (sure,) = onrecord.analyze(alone, language="en").statements
    (less,) = onrecord.analyze(rival, language="en").statements
    assert less.confidence < sure.confidence


def test_mentions_cover_every_form_of_the_name() -> None:
    text = "Айбек Сариев көпүрөнү ачты. «Көпүрө ачык, өтө бергиле», — деди Сариев. Сариевдин сөзүн эл уккан."
    (actor,) = onrecord.analyze(text, language="ky").actors
    assert [text[start:end] for start, end in actor.mentions] == ["Айбек Сариев", "Сариев", "Сариевдин"]


def test_a_country_that_speaks_is_a_country() -> None:
    (actor,) = onrecord.analyze("Norway said that the bridge was open.", language="en").actors
    assert actor.kind == "country"


def test_the_catalogue_gives_one_id_in_every_script() -> None:
    texts = {
        "en": "The CSTO said that the exercises would go on until the end of the week.",
        "ru": "В ОДКБ сообщили, что учения продлятся до конца недели.",
        "ky": "ЖККУ машыгуулар жуманын аягына чейин уланарын билдирди.",
    }
    found = {
        (actor.id, actor.kind)
        for code, text in texts.items()
        for actor in onrecord.analyze(text, language=code).actors
    }
    assert len(found) == 1


def test_a_family_name_alone_is_not_taken_for_a_public_figure_of_that_name() -> None:
    text = "Sariev said that the talks would go on until the end of the week."
    (actor,) = onrecord.analyze(text, language="en").actors
    assert actor.id == "person/sariev"


def test_a_name_at_the_head_of_a_text_that_ends_in_a_bracket() -> None:
    (statement,) = onrecord.analyze("Aibek Sariev said that the bridge was open (", language="en").statements
    assert statement.speaker is not None
    assert statement.speaker.name == "Aibek Sariev"
