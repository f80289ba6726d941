"""How holders stood over time, and where their line may have changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from onrecord.records import ActorReference, Polarity, Position
from onrecord.store import (
    SURE,
    NotFoundError,
    PositionFilter,
    Record,
    Verdict,
    actor_profile,
    changes,
    courses,
    decide,
)
from onrecord.store.side_rows import Change
from store.holding import (
    AGAINST,
    BORUBAEV,
    FOR,
    KEMAR,
    NEUTRAL,
    NEUTRALITY,
    SARIEV,
    SARIEVA,
    TOLL,
    holding,
    hostile,
    leaves,
    on,
    opposes,
    position,
    put,
    stays,
)
from store.making import analysis

TEXT = "Aibek Sariev spoke. He was for it, then against it, then neither."


@pytest.fixture
def held(record: Record) -> Record:
    put(record, stays(), leaves(), opposes(), hostile())
    return record


def said(record: Record, document: str, published: str | None, *sides: Polarity, **fields: Any) -> None:
    """A document in which Sariev takes these sides on neutrality, one after the other."""
    text = f"{document}: {TEXT}"
    found = analysis(text, id=document, published=published)
    held = [
        position(text, f"{document}{number}", SARIEV, side, NEUTRALITY, "for it", **fields)
        for number, side in enumerate(sides)
    ]
    put(record, holding(found, *held))


def pairs(found: list[Change]) -> list[tuple[str, str]]:
    return [(change.before.position.id, change.after.position.id) for change in found]


def test_a_course_is_of_one_holder_and_one_target_in_order(held: Record) -> None:
    found = list(courses(held))
    assert [(course.holder.name, course.target.name) for course in found] == [
        ("\x1b[2JDinara\u2066 Osmonova", "=Мост\u202e\x1b[2J"),
        ("Aibek Sariev", "Kemar"),
        ("Aibek Sariev", "neutrality of Toluk"),
        ("Aida Sarieva", "Aibek Sariev"),
    ]
    assert [(stand.document, stand.id, stand.polarity) for stand in found[2].stands] == [
        ("en-1", "p1", FOR),
        ("en-2", "p1", FOR),
        ("en-2", "p2", AGAINST),
        ("en-2", "p4", AGAINST),
    ]
    assert [stand.qualified for stand in found[2].stands] == [False, True, False, True]
    assert found[2].stands[3].claimed_by == BORUBAEV
    assert found[1].stands[0].conditional
    assert found[0].stands[0].published is None
    assert len(list(courses(held, limit=2))) == 2


def test_what_is_asked_for_is_in_the_course(held: Record) -> None:
    [sure] = courses(held, PositionFilter(holder="Aibek Sariev", issue="neutrality", least=SURE))
    assert [stand.id for stand in sure.stands] == ["p1", "p2", "p4"]
    assert [course.holder for course in courses(held, PositionFilter(target="Айбек"))] == [SARIEVA]
    with pytest.raises(NotFoundError):
        list(courses(held, PositionFilter(issue="prices")))


def test_one_actor_by_decision_has_one_course(held: Record) -> None:
    decide(held, Verdict.SAME, SARIEV, SARIEVA, author="Nurlan")
    assert {course.holder for course in courses(held, PositionFilter(holder="Aida"))} == {SARIEV}


def test_an_issue_has_one_course_whatever_it_was_called(record: Record) -> None:
    later = leaves()
    renamed = replace(later.positions[1], target=replace(NEUTRALITY, name="нейтралитет"))
    put(record, stays(), replace(later, positions=(renamed,)))
    [course] = courses(record)
    assert (course.target.name, len(course.stands)) == ("нейтралитет", 2)


def test_what_has_no_date_is_last(record: Record) -> None:
    said(record, "a", None, FOR)
    said(record, "b", "2024", AGAINST)
    said(record, "c", "2023-05", NEUTRAL)
    [course] = courses(record)
    assert [stand.document for stand in course.stands] == ["c", "b", "a"]


def test_changes_between_and_within_documents(held: Record) -> None:
    found = changes(held)
    assert [(c.before.document.id, *pair) for c, pair in zip(found, pairs(found), strict=True)] == [
        ("en-1", "p1", "p2"),
        ("en-2", "p1", "p2"),
    ]
    assert found[0].in_order
    assert (found[0].holder, found[0].target) == (SARIEV, NEUTRALITY)
    assert found[1].before.position.past
    assert changes(held, limit=1) == found[:1]
    assert pairs(changes(held, PositionFilter(least=SURE))) == [("p1", "p2")]
    assert changes(held, PositionFilter(holder="Aida Sarieva")) == []
    assert changes(held, PositionFilter(target="Kemar")) == []


def test_the_most_confident_of_a_run_stands_for_it(record: Record) -> None:
    for number, (side, sure) in enumerate(
        ((FOR, 0.6), (FOR, 0.9), (FOR, 0.7), (AGAINST, 0.5), (AGAINST, 0.8))
    ):
        said(record, f"d{number}", f"202{number}-01-01", side, confidence=sure)
    assert pairs(changes(record)) == [("d10", "d40")]


def test_the_most_confident_change_is_first_and_what_is_qualified_last(record: Record) -> None:
    said(record, "a", "2020-01-01", FOR, confidence=0.6)
    said(record, "b", "2021-01-01", AGAINST, confidence=0.9)
    said(record, "c", "2022-01-01", NEUTRAL, confidence=0.8)
    said(record, "d", "2023-01-01", FOR, confidence=0.99, past=True)
    assert pairs(changes(record)) == [("b0", "c0"), ("a0", "b0"), ("c0", "d0")]


@pytest.mark.parametrize("qualified", [{"past": True}, {"condition": "then"}, {"claimed_by": BORUBAEV}])
def test_what_is_qualified_hides_no_change(record: Record, qualified: dict[str, Any]) -> None:
    said(record, "a", "2020-01-01", FOR)
    said(record, "b", "2021-01-01", NEUTRAL, **qualified)
    said(record, "c", "2022-01-01", AGAINST)
    assert pairs(changes(record)) == [("a0", "c0"), ("a0", "b0"), ("b0", "c0")]


def test_dates_that_overlap_give_no_order(record: Record) -> None:
    said(record, "a", "2020", FOR)
    said(record, "b", "2020-05-01", AGAINST)
    said(record, "c", None, NEUTRAL)
    assert [change.in_order for change in changes(record)] == [False, False]


def test_targets_are_not_mixed(record: Record) -> None:
    text = f"x: {TEXT}"
    found: tuple[Position, ...] = tuple(
        position(text, f"x{number}", holder, side, target, "for it")
        for number, (holder, side, target) in enumerate((
            (SARIEV, FOR, NEUTRALITY),
            (SARIEV, AGAINST, TOLL),
            (SARIEV, NEUTRAL, on(KEMAR)),
            (ActorReference("person/x", "X"), AGAINST, NEUTRALITY),
            (None, AGAINST, NEUTRALITY),
        ))
    )  # fmt: skip
    put(record, holding(analysis(text, id="x"), *found))
    assert changes(record) == []


def test_the_page_of_an_actor_has_its_courses_and_those_on_it(held: Record) -> None:
    profile = actor_profile(held, SARIEV.id)
    assert [(course.target.name, len(course.stands)) for course in profile.courses] == [
        ("neutrality of Toluk", 4),
        ("Kemar", 1),
    ]
    assert [course.holder for course in profile.courses_on] == [SARIEVA]
    assert actor_profile(held, BORUBAEV.id).courses == ()
