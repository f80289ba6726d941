"""Kyrgyz names go as far as their heads; marked is what the tagger took, after the arrow what it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.actors.borders import bordered, family_names
from onrecord.actors.mentions import Name
from onrecord.records import Span

CASES = [
    ("[organisation:«Ак-Сай»] компаниясына барышты.", "organisation «Ак-Сай» компаниясына"),
    ("[organisation:«Ак-Сай»] саясий партиясынын мүчөсү.", "organisation «Ак-Сай» саясий партиясынын"),
    ("[organisation:Ак-Сай мамлекеттик университетинин ректору] келди.",
     "organisation Ак-Сай мамлекеттик университетинин"),
    ("Бүгүн [city:Ак-Сай] шаардык сотуна арыз түштү.", "organisation Ак-Сай шаардык сотуна"),
    ("[country:Толук] өкмөтү чечим чыгарды.", "organisation Толук өкмөтү"),
    ("[country:Толуктун] элчиси келди.", "country Толуктун"),
    ("[person:Айбек Сариев айым] келди.", "person Айбек Сариев"),
    ("[person:Айбек Нурбек] уулунун сөзү.", "person Айбек Нурбек уулунун"),
    ("[person:Айбек Сариевдин] уулу келди.", "person Айбек Сариевдин"),
    ("[person:Айбек Сариев Нурбек Осмонов] менен жолукту.", "person Айбек Сариев | person Нурбек Осмонов"),
    ("[person:Айбек Сариев], [person:Нурбек Осмонов]. [person:Сариев Осмонов] менен сүйлөштү.",
     "person Айбек Сариев | person Нурбек Осмонов | person Сариев | person Осмонов"),
    ("[person:Айбек Сариев] атындагы фонд ачылды.", "organisation Айбек Сариев атындагы фонд"),
    ("[person:А. Сариев] атындагы стадиондо оюн болду.", "place А. Сариев атындагы стадиондо"),
    ("[person:Айбек Сариев Норвегияда] болду.", "person Айбек Сариев"),
    ("[person:Айбек Сариев ЖМКга] билдирди.", "person Айбек Сариев"),
    ("[person:А.С] келди.", "person А.С"),
    ("[person:А.С]. келди.", "person А.С."),
    ("Кечээ Жайлоо районунда жол жабылды.", "place Жайлоо районунда"),
    ("Кечээ Жайлоо райондук соту чечим чыгарды.", "organisation Жайлоо райондук соту"),
    ("Кечээ соту жок калды.", ""),
    ("[organisation:Норвегия Wool банкынын] ээси.", "country Норвегия | organisation Wool банкынын"),
]  # fmt: skip


def marked(line: str) -> tuple[str, list[Name]]:
    text, names = "", []
    for part in line.replace("[", "\0[").replace("]", "]\0").split("\0"):
        if part.startswith("["):
            kind, _, words = part.strip("[]").partition(":")
            names.append(Name(Span(len(text), len(text) + len(words)), kind, 0.9))
            part = words  # noqa: PLW2901 -- without its mark
        text += part
    return text, names


@pytest.mark.parametrize(("line", "expected"), CASES)
def test_names_go_as_far_as_their_heads(line: str, expected: str) -> None:
    text, names = marked(line)
    found = bordered(text, Span(0, len(text)), names, family_names(text, names))
    assert " | ".join(f"{name.kind} {text[slice(*name.span)]}" for name in found) == expected


@given(st.text(st.sampled_from("АаСс .«»-уулу районунда соту\n1"), max_size=60), st.data())
def test_names_stay_apart_and_inside_the_text(text: str, data: st.DataObject) -> None:
    borders = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    names = [Name(Span(a, b), "person", 0.9) for a, b in zip(borders[::2], borders[1::2], strict=False)]
    found = bordered(text, Span(0, len(text)), names, family_names(text, names))
    end = 0
    for name in found:
        assert end <= name.span.start < name.span.end <= len(text)
        end = name.span.end
