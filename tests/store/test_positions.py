from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from onrecord.records import ActorKind, Span, TargetKind
from onrecord.store import (
    SURE,
    NotFoundError,
    PositionFilter,
    Record,
    RecordError,
    Verdict,
    actors,
    add,
    all_actors,
    count_undated_positions,
    decide,
    find_position,
    position_page,
    positions,
    positions_of,
    problems,
)
from store.holding import (
    AGAINST,
    BORUBAEV,
    FOR,
    KEMAR,
    NEUTRAL,
    NEUTRALITY,
    SARIEV,
    SARIEVA,
    hostile,
    leaves,
    on,
    opposes,
    put,
    stays,
)


@pytest.fixture
def held(record: Record) -> Record:
    put(record, stays(), leaves(), opposes(), hostile())
    return record


def found_in(record: Record, **wanted: Any) -> list[str]:
    return [f"{each.document.id} {each.position.id}" for each in positions(record, PositionFilter(**wanted))]


ALL = ["ky-1 q1", "ky-1 q2", "en-2 p1", "en-2 p2", "en-2 p3", "en-2 p4", "en-1 p1", "ru-1 h\x1b1"]


def test_what_is_added_comes_back(held: Record) -> None:
    for made in (stays(), leaves(), opposes(), hostile()):
        stored = list(positions_of(held, made.document.id))
        assert tuple(each.position for each in stored) == made.positions
        for each in stored:
            assert (each.holder, each.target) == (each.position.holder, each.position.target)
    assert list(problems(held)) == []


def test_words_are_those_of_the_text(held: Record) -> None:
    found = find_position(held, "p3")
    assert found.words == {
        "holder": (),
        "target": ("Kemar",),
        "evidence": ("we will stand by it",),
        "condition": ("If Kemar pays",),
        "statement": ("“If Kemar pays, we will stand by it,”",),
    }
    assert find_position(held, "q2").words["statement"] == ()


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ALL),
        ({"issue": "neutrality"}, ["en-2 p1", "en-2 p2", "en-2 p4", "en-1 p1"]),
        ({"issue": "Toluk"}, ["en-2 p1", "en-2 p2", "en-2 p4", "en-1 p1"]),
        ({"issue": "Толук"}, ["en-2 p1", "en-2 p2", "en-2 p4", "en-1 p1"]),
        ({"issue": "bridge-toll"}, ["ky-1 q2"]),
        ({"issue": "мосту"}, ["ky-1 q2", "ru-1 h\x1b1"]),
        ({"issue": "platnyi most"}, ["ky-1 q2"]),
        ({"holder": "Сариевдин"}, ["ky-1 q1", "en-2 p1", "en-2 p2", "en-2 p3", "en-2 p4", "en-1 p1"]),
        ({"holder": "Сариеванын"}, ["ky-1 q1"]),
        ({"holder": "Aibek Sariev", "issue": "neutrality", "polarity": FOR}, ["en-2 p1", "en-1 p1"]),
        ({"holder": "person/aida-sarieva"}, ["ky-1 q1"]),
        ({"holder": "Nobody"}, []),
        ({"target": "Кемардын"}, ["en-2 p3"]),
        ({"target": "Aibek"}, ["ky-1 q1"]),
        ({"target": "Aibek", "holder": "Aibek"}, []),
        ({"polarity": NEUTRAL}, ["ky-1 q2"]),
        ({"least": SURE}, ["ky-1 q1", "en-2 p2", "en-2 p4", "en-1 p1", "ru-1 h\x1b1"]),
        ({"since": "2024-11-20"}, ["ky-1 q1", "ky-1 q2"]),
        ({"until": "2024-10-15"}, ["en-1 p1"]),
        ({"document": "en-1"}, ["en-1 p1"]),
        ({"id": "p1"}, ["en-2 p1", "en-1 p1"]),
        ({"id": "p1", "document": "en-1"}, ["en-1 p1"]),
        ({"holder": "100%' OR 1=1 --"}, []),
    ],
)
def test_positions_are_found(held: Record, wanted: dict[str, Any], expected: list[str]) -> None:
    assert found_in(held, **wanted) == expected


def test_positions_end_at_the_limit(held: Record) -> None:
    assert len(list(positions(held, limit=3))) == 3


def test_what_has_no_date_is_counted(held: Record) -> None:
    assert count_undated_positions(held, PositionFilter(since="2020-01-01")) == 1
    assert count_undated_positions(held, PositionFilter(since="2020-01-01", holder="Sariev")) == 0
    assert count_undated_positions(held, PositionFilter()) == 0


def test_an_issue_nobody_speaks_of_is_told(held: Record) -> None:
    with pytest.raises(
        NotFoundError, match=r"by 'prices'.*: neutrality \(neutrality of Toluk\); .*bridge-toll \("
    ):
        found_in(held, issue="prices")
    with pytest.raises(RecordError, match="no letter"):
        found_in(held, issue="—")


def test_without_issues_the_way_to_actors_is_told(record: Record) -> None:
    with pytest.raises(NotFoundError, match="--target"):
        found_in(record, issue="prices")


def test_one_position_is_found_by_its_id(held: Record) -> None:
    assert find_position(held, "p2").position == leaves().positions[1]
    assert find_position(held, "p1", "en-1").position == stays().positions[0]
    with pytest.raises(RecordError, match="several documents; add --document, one of: en-2, en-1"):
        find_position(held, "p1")
    with pytest.raises(NotFoundError, match="onrecord positions"):
        find_position(held, "p99")


def test_decisions_hold_for_holders_targets_and_claimants(held: Record) -> None:
    decide(held, Verdict.SAME, SARIEV, SARIEVA, author="Nurlan")
    decide(held, Verdict.SAME, KEMAR, BORUBAEV, author="Nurlan")
    everybody = {each.position.id: each for each in positions(held)}
    assert everybody["q1"].holder == everybody["p2"].holder
    assert everybody["q1"].target == on(SARIEV)
    assert everybody["p3"].target.id == everybody["p4"].claimed_by.id  # type: ignore[union-attr]
    assert everybody["q1"].position.holder == SARIEVA, "what was found stays"
    assert everybody["p3"].position.target == on(KEMAR)
    assert everybody["p4"].position.claimed_by == BORUBAEV
    assert len(found_in(held, holder="Aida")) == 6
    assert len(found_in(held, target="Borubaev")) == 1


def test_analysing_again_replaces_them(held: Record) -> None:
    changed = leaves()
    kept = replace(changed.positions[1], id="other", polarity=NEUTRAL)
    again = replace(changed, positions=(kept,), actors=tuple(a for a in changed.actors if a.id == SARIEV.id))
    add(held, again.document, again, analysed_with="next")
    assert [each.position for each in positions_of(held, "en-2")] == [kept]
    assert [each.analysed_with for each in positions_of(held, "en-2")] == ["next"]
    of_old = "SELECT 1 FROM position_span WHERE position NOT IN (SELECT number FROM position)"
    assert held.execute(of_old).fetchone() is None
    named = {actor.id for actor in all_actors(held)}
    assert SARIEV.id in named
    assert not {BORUBAEV.id, KEMAR.id} & named, "who stands in no document is not kept"
    assert list(problems(held)) == []


def test_who_is_only_the_target_is_in_the_record(record: Record) -> None:
    made = opposes()
    text_alone = replace(
        made, statements=(), actors=(), positions=(replace(made.positions[0], statement=None),)
    )
    put(record, text_alone)
    assert [(line.id, line.kind, line.documents) for line in actors(record)] == [
        (SARIEV.id, None, 1),
        (SARIEVA.id, None, 1),
    ]


def test_an_issue_has_its_latest_name(record: Record) -> None:
    later = leaves()
    renamed = replace(later.positions[1], target=replace(NEUTRALITY, name="нейтралитет"))
    put(record, stays(), replace(later, positions=(renamed,)))
    assert {each.target.name for each in positions(record)} == {"нейтралитет"}
    assert [each.position.target.name for each in positions(record)] == ["нейтралитет", "neutrality of Toluk"]
    for name in ("neutrality", "neutrality of", "нейтралитет"):
        assert len(found_in(record, issue=name)) == 2, "each name asks for the issue, however called"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"evidence": ()}, "no evidence"),
        ({"evidence": (Span(0, 9999),)}, "not within the text"),
        ({"statement": "s9"}, "a statement s9 that is not there"),
    ],
)
def test_a_position_that_does_not_hold_adds_nothing(
    record: Record, change: dict[str, Any], complaint: str
) -> None:
    made = stays()
    wrong = replace(made, positions=(replace(made.positions[0], **change),))
    with pytest.raises(RecordError, match=complaint):
        add(record, wrong.document, wrong)
    assert list(all_actors(record)) == []


def test_two_of_one_id_are_refused(record: Record) -> None:
    made = stays()
    with pytest.raises(RecordError, match="a position p1 of this document already"):
        put(record, replace(made, positions=made.positions * 2))


@pytest.mark.parametrize(
    ("tampering", "complaint"),
    [
        ("UPDATE position_span SET text = 'No' WHERE role = 'evidence'", "the evidence span"),
        (
            "UPDATE position_span SET start = start + 1, end = end + 1 WHERE role = 'condition'",
            "of p3 does not",
        ),
        ("DELETE FROM position_span WHERE role = 'evidence'", "position q1 has no evidence"),
        ("UPDATE position SET statement = 1 WHERE id = 'q1'", "position q1 is of a statement elsewhere"),
        ("UPDATE position SET holder = 999 WHERE id = 'q1'", "refers to a row of actor"),
        (
            "UPDATE position SET issue_name = 'other' WHERE id = 'q2'",
            "the issue other is not",
        ),
        ("DROP INDEX position_holder", "index position_holder is missing"),
        ("DROP TABLE position_span", "structure is damaged"),
    ],
)
def test_tampering_is_found(held: Record, tampering: str, complaint: str) -> None:
    held.execute("PRAGMA foreign_keys = OFF")
    held.execute(tampering)
    assert complaint in "\n".join(problems(held))


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE position SET polarity = 2",
        "UPDATE position SET past = 2",
        "UPDATE position SET confidence = 1.5",
        "UPDATE position SET issue = 'x' WHERE target IS NOT NULL",
        "UPDATE position SET issue_name = NULL WHERE issue IS NOT NULL",
        "UPDATE position_span SET role = 'cue'",
    ],
)
def test_a_row_that_cannot_be_is_refused(held: Record, wrong: str) -> None:
    with pytest.raises(Exception, match="CHECK constraint"):
        held.execute(wrong)


def test_kinds_come_back(held: Record) -> None:
    assert {each.target.kind for each in positions(held)} == {TargetKind.ACTOR, TargetKind.ISSUE}
    assert find_position(held, "p2").position.polarity is AGAINST
    assert [line.kind for line in actors(held, "Kemar")] == [ActorKind.COUNTRY]


def test_pages_are_together_the_list(record: Record) -> None:
    put(record, stays(), leaves(), opposes(), hostile())
    for wanted in (
        PositionFilter(),
        PositionFilter(all_versions=True),
        PositionFilter(document="en-2"),
        PositionFilter(holder="Sariev", polarity=AGAINST),
        PositionFilter(target="Sariev"),
        PositionFilter(issue="neutrality", least=0.75),
        PositionFilter(since="2022-03-09", until="2024-10-31"),
        PositionFilter(least=0.8),
    ):
        whole = [each.position for each in positions(record, wanted)]
        assert whole
        parts, after = [], None
        while True:
            part = position_page(record, wanted, limit=2, after=after)
            parts += [each.position for each in part.items]
            after = part.next
            if after is None:
                break
        assert parts == whole, wanted


def test_a_page_begins_where_the_one_before_ended_whatever_came_in_between(record: Record) -> None:
    put(record, stays(), opposes())
    first = position_page(record, limit=2)
    put(record, leaves())
    second = position_page(record, limit=9, after=first.next)
    assert [each.document.id for each in first.items] == ["ky-1", "ky-1"]
    assert [each.document.id for each in second.items] == ["en-2", "en-2", "en-2", "en-2", "en-1"]
