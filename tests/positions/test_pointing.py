"""What pronouns and bare offices mean as targets."""

from __future__ import annotations

import pytest
from scenes import actors, read

from onrecord.languages import language
from onrecord.positions.named import Named
from onrecord.positions.pointing import officer, taken_up
from onrecord.records import ActorKind, Span, Target, TargetKind


@pytest.mark.parametrize(
    ("code", "line", "name"),
    [
        ("en", "President Sariev met Minister Osmonova. They blame [target:the president].", "Sariev"),
        ("en", "President Sariev met Minister Osmonova. They blame [target:the minister].", "Osmonova"),
        # Of two the one who was named last; who comes later has not been named yet.
        (
            "en",
            "Minister Borubaev left. Minister Osmonova came. We blame [target:the minister].",
            "Osmonova",
        ),
        ("en", "They blame [target:the minister]. Minister Osmonova came.", None),
        # Another's office, and what is no office.
        ("en", "President Sariev met Osmonova. They blame [target:the minister].", None),
        ("en", "Minister Osmonova left. They blame [target:the law].", None),
        ("ru", "Министр Осмонова ушла. Обвиняют [target:министра].", "Осмонова"),
    ],
)
def test_offices(code: str, line: str, name: str | None) -> None:
    said, known = read(line), language(code)
    assert known
    found = officer(Named(said.text, actors(said.text)), said.marks["target"], known)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("code", "line", "kinds", "name"),
    [
        ("en", "We read [a:the law]. Sariev praised [target:it].", {"a": None}, "the law"),
        ("en", "We fear [a:Kemar]. Sariev praised [target:it].", {"a": ActorKind.COUNTRY}, "Kemar"),
        ("en", "We back [a:Osmonova]. Sariev praised [target:it].", {"a": ActorKind.PERSON}, None),
        ("en", "We back [a:Osmonova]. Sariev praised [target:her].", {"a": ActorKind.PERSON}, "Osmonova"),
        (
            "en",
            "We fear [a:Kemar], [b:the law]. All back [target:it].",
            {"a": None, "b": None},
            "the law",
        ),
        (
            "en",
            "We fear [a:the drivers]. All back [target:them].",
            {"a": ActorKind.GROUP},
            "the drivers",
        ),
        ("ru", "Мы читали [a:закон]. Сариев хвалит [target:его].", {"a": None}, None),
        (
            "ky",
            "Биз [a:Кемардан] коркобуз. Ал [target:аны] мактады.",
            {"a": ActorKind.COUNTRY},
            "Кемардан",
        ),
        # Speakers and their like, later words, and words that are no pronoun.
        ("en", "We read [a:the law]. Sariev praised [target:us].", {"a": None}, None),
        ("en", "Sariev praised [target:it]. We read [a:the law].", {"a": None}, None),
        ("en", "We read [a:the law]. Sariev praised [target:the base].", {"a": None}, None),
        ("en", f"We read [a:the law]. {'No more. ' * 40}Sariev praised [target:it].", {"a": None}, None),
    ],
)
def test_pronouns(code: str, line: str, kinds: dict[str, ActorKind | None], name: str | None) -> None:
    said, known = read(line), language(code)
    assert known
    taken = [
        (said.marks[mark], Target(TargetKind.ISSUE, mark, said.text[slice(*said.marks[mark])]), kind)
        for mark, kind in kinds.items()
    ]
    found = taken_up(Named(said.text, []), said.marks["target"], known, taken, frozenset())
    assert (found.name if found else None) == name


def test_nobody_says_it_of_himself() -> None:
    english = language("en")
    assert english
    kemar = Target(TargetKind.ACTOR, "country/kemar", "Kemar")
    named = Named("We fear Kemar. It praised it.", [])
    taken = [(Span(8, 13), kemar, ActorKind.COUNTRY)]
    assert taken_up(named, Span(26, 28), english, taken, {"country/toluk"}) == kemar
    assert taken_up(named, Span(26, 28), english, taken, {"country/kemar"}) is None
