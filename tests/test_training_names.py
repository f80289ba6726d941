"""Annotated names as codes of words; articles with other names in the place of their own."""

from __future__ import annotations

import random
from pathlib import Path

from training.corpora import IGNORED
from training.names import ALLOWED, SOME_PLACE, UNSURE, Named, codes, nerel
from training.rename import renamed

from onrecord.records import Span
from onrecord.tagging.decoding import NAME_LABELS

TEXT = "Айбек Сариев Толуктун астанасы Ак-Сайда болду."
WORDS = [Span(0, 5), Span(6, 12), Span(13, 21), Span(22, 30), Span(31, 39), Span(40, 45), Span(45, 46)]


def test_words_that_a_name_touches_have_its_code() -> None:
    names = [Named(0, 12, "person"), Named(13, 21, SOME_PLACE), Named(31, 39, UNSURE)]
    found = codes(WORDS, names)
    assert [NAME_LABELS[code] for code in found[:2]] == ["B-person", "I-person"]
    assert ALLOWED[found[2]] == {"B-country", "B-city", "B-place"}
    assert found[3:] == [0, IGNORED, 0, 0]


def test_the_outermost_name_is_kept(tmp_path: Path) -> None:
    annotation = tmp_path / "a.ann"
    annotation.write_text(
        "T1\tORGANIZATION 0 18\tПарламент Толукии\n"
        "T2\tCOUNTRY 10 18\tТолукии\n"
        "T3\tPROFESSION 20 28\tдепутата\n"
        "T4\tPERSON 29 35;36 42\tАйбека Сариева\n"
        "T5\tDISTRICT 10 18\tТолукии\n"
        "R1\tWORKPLACE Arg1:T4 Arg2:T1\n",
        "utf-8",
    )
    assert nerel(annotation) == [Named(0, 18, "organisation"), Named(29, 42, "person")]


def test_a_new_name_takes_the_case_of_the_old_one() -> None:
    names = [Named(0, 12, "person"), Named(17, 26, "person")]
    text, found = renamed("Айбек Сариев көп Сариевдин сөзүн уккан.", names, "ky", random.Random(3))
    full, family = (text[start:end] for start, end, _ in found)
    assert full.split()[1] != "Сариев"
    assert family.startswith(full.split()[1])
    assert family.endswith(
        ("нын", "нин", "нун", "нүн", "дын", "дин", "дун", "дүн", "тын", "тин", "тун", "түн")
    )
    assert text == f"{full} көп {family} сөзүн уккан."


def test_other_words_stay_and_offsets_hold() -> None:
    source = "Aibek Sariev of the Wool Board met Sariev in Ak-Sai, Toluk, on Friday."
    names = [
        Named(0, 12, "person"),
        Named(20, 30, "organisation"),
        Named(35, 41, "person"),
        Named(45, 51, UNSURE),
        Named(53, 58, "country"),
    ]
    text, found = renamed(source, names, "en", random.Random(5))
    person, board, family, city, country = (text[start:end] for start, end, _ in found)
    assert text == f"{person} of the {board} met {family} in {city}, {country}, on Friday."
    assert person.split()[-1] == family
    assert city == "Ak-Sai"
    assert [name.kind for name in found] == [name.kind for name in names]


def test_the_same_draw_gives_the_same_text() -> None:
    names = [Named(0, 12, "person")]
    one, other = (renamed("Aibek Sariev left.", names, "en", random.Random(7)) for _ in range(2))
    assert one == other
