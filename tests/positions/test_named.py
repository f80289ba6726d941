"""Which actor a phrase names: that of its head."""

from __future__ import annotations

import pytest
from scenes import actors, read

from onrecord.languages import language
from onrecord.positions.named import Named
from onrecord.records import Actor, ActorKind, Span


@pytest.mark.parametrize(
    ("code", "line", "name"),
    [
        ("en", "[phrase:Minister Aida Osmonova] spoke.", "Osmonova"),
        ("en", "[phrase:Osmonova] spoke.", "Osmonova"),
        ("en", "[phrase:the ministry] spoke.", "ministry"),
        ("en", "[phrase:the new government] spoke.", "government"),
        ("en", "[phrase:Sariev, who leads the party,] spoke.", "Sariev"),
        ("en", "[phrase:Sariev of the Green Party] spoke.", "Sariev"),
        ("en", "[phrase:the Minister of Trade Aibek Sariev] spoke.", "Sariev"),
        ("en", "[phrase:Aibek Sariev and Aida Osmonova] spoke.", "Sariev"),
        ("en", "[phrase:Kemar] spoke.", "Kemar"),
        ("en", "[phrase:the decision of the ministry] stands.", None),
        ("en", "[phrase:the decision of the Ministry of Trade of Toluk] stands.", None),
        ("en", "[phrase:Sariev’s plan] stands.", None),
        ("en", "[phrase:the plan of Minister Aibek Sariev] stands.", None),
        ("en", "[phrase:an adviser to Sariev] spoke.", None),
        ("en", "[phrase:an adviser to Minister Sariev] spoke.", None),
        ("en", "[phrase:Kemar troops] left.", None),
        ("en", "[phrase:relations with Kemar] are good.", None),
        ("ru", "[phrase:министр Аида Осмонова] сказала.", "Осмонова"),
        ("ru", "[phrase:новый министр торговли Айбек Сариев] сказал.", "Сариев"),
        ("ru", "[phrase:министерство] заявило.", "министерство"),
        ("ru", "[phrase:Министерство торговли Толука] заявило.", "Министерство торговли"),
        ("ru", "[phrase:Сариев и Осмонова] сказали.", "Сариев"),
        ("ru", "[phrase:решение министерства] осталось.", None),
        ("ru", "[phrase:план Сариева] провалился.", None),
        ("ru", "[phrase:советник Сариева] ушёл.", None),
        ("ru", "[phrase:отношения с Осмоновой] плохи.", None),
        ("ru", "[phrase:власти Кемара] молчат.", None),
        ("ky", "[phrase:министр Аида Осмонова] айтты.", "Осмонова"),
        ("ky", "[phrase:Өкмөт] билдирди.", "Өкмөт"),
        ("ky", "[phrase:Сариев жана Осмонова] айтты.", "Сариев"),
        ("ky", "[phrase:Өкмөттүн чечими] калды.", None),
        ("ky", "[phrase:Сариевдин планы] калды.", None),
        ("ky", "[phrase:Кемар менен кызматташуу] уланат.", None),
    ],
)
def test_the_actor_of_the_head(code: str, line: str, name: str | None) -> None:
    said, known = read(line), language(code)
    assert known
    meant = Named(said.text, actors(said.text)).meant(said.marks["phrase"], known)
    assert (meant.name if meant else None) == name


@pytest.mark.parametrize(
    ("code", "line", "names"),
    [
        (
            "en",
            "Kemar accused [phrase:Aibek Sariev], Aida Osmonova and the ministry.",
            ["Osmonova", "ministry"],
        ),
        ("en", "Sariev and [phrase:Osmonova] accused Kemar.", ["Sariev"]),
        ("en", "Sariev accused [phrase:Osmonova].", []),
        ("en", "[phrase:Sariev], Osmonova and Borubaev accused Kemar.", ["Osmonova", "Borubaev"]),
        ("en", "Sariev, Osmonova and [phrase:Borubaev] accused Kemar.", ["Sariev", "Osmonova"]),
        ("en", "Between Kemar and Toluk, [phrase:Sariev] stands alone.", []),
        ("en", "In Kemar, [phrase:Sariev] stands alone.", []),
        ("en", "Sariev, who knows [phrase:Osmonova], spoke.", []),
        ("ru", "Кемар обвинил [phrase:Сариева] и Осмонову.", []),
        ("ru", "[phrase:Сариев] и Осмонова обвинили Кемар.", ["Осмонова"]),
        ("ky", "[phrase:Сариев] жана Осмонова Кемарды айыптады.", ["Осмонова"]),
        ("ky", "[phrase:Сариев] менен Осмонова Кемарды айыптады.", ["Осмонова"]),
        ("ky", "[phrase:Сариев] Осмонова менен жолукту.", []),
        ("ky", "[phrase:Сариев] Осмонова жөнүндө айтты.", []),
    ],
)
def test_who_is_named_in_a_series(code: str, line: str, names: list[str]) -> None:
    said, known = read(line), language(code)
    assert known
    named = Named(said.text, actors(said.text))
    found = [actor.name for _, actor in named.beside(said.marks["phrase"], Span(0, len(said.text)), known)]
    assert found == names


def test_what_a_body_is_called_takes_no_side() -> None:
    text = "The Ministry of Trade of Toluk praised Sariev."
    named = Named(text, actors(text))
    assert named.is_in_name(Span(16, 21))
    assert not named.is_in_name(Span(16, 38))
    assert not named.is_in_name(Span(39, 45))


def test_a_series_does_not_leave_its_sentence() -> None:
    text = "Sariev, Osmonova"
    english = language("en")
    assert english
    assert not list(Named(text, actors(text)).beside(Span(0, 6), Span(0, 7), english))


def test_a_clause_names_nobody() -> None:
    text = "Sariev " + "and the road " * 100
    english = language("en")
    assert english
    mention = Actor("person/sariev", "Sariev", ActorKind.PERSON, {}, (Span(0, 6),))
    named = Named(text, [mention])
    assert named.meant(Span(0, 6), english) is mention
    assert named.meant(Span(0, len(text)), english) is None
