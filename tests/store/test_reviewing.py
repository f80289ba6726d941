"""What the queue puts first, and what it leaves out."""

from __future__ import annotations

from dataclasses import replace

from onrecord.records import ActorReference, Analysis
from onrecord.store import (
    QueueItem,
    Reason,
    Record,
    Ruling,
    Subject,
    correct,
    new_actor,
    queue,
    rejected_positions,
    rejected_statements,
)
from store.holding import SARIEV, leaves, opposes, put, stays
from store.making import READY, analysis


def unsure(found: Analysis, **confidence: float) -> Analysis:
    return replace(
        found,
        statements=tuple(
            replace(each, confidence=confidence.get(each.id, each.confidence)) for each in found.statements
        ),
    )


def names(items: list[QueueItem]) -> list[tuple[Subject, str, str]]:
    return [
        (
            each.subject,
            each.recorded.document.id,
            (each.recorded.position.id if hasattr(each.recorded, "position") else each.recorded.statement.id),
        )
        for each in items
    ]


def test_the_doubtful_goes_before_the_sure(record: Record) -> None:
    for number, confidence in enumerate((0.99, 0.5, 0.7, 0.02)):
        found = analysis(READY.replace("We are", f"We were {number}"), id=f"en-{number}")
        put(record, unsure(found, s1=confidence))
    items = queue(record)
    assert [document for _, document, _ in names(items)] == ["en-1", "en-2", "en-3", "en-0"]
    assert [Reason.UNCERTAIN in each.reasons for each in items] == [True, True, False, False]
    assert [each.worth for each in items] == sorted((each.worth for each in items), reverse=True)
    assert names(queue(record, 2, offset=1)) == names(items)[1:3]
    assert names(queue(record, document="en-2")) == [(Subject.STATEMENT, "en-2", "s1")]


def test_the_reasons_are_told(record: Record) -> None:
    put(record, stays(), leaves(), opposes())
    reasons = {
        name: set(each.reasons) for each, name in zip(queue(record), names(queue(record)), strict=True)
    }
    assert Reason.CHANGE in reasons[Subject.POSITION, "en-1", "p1"]
    assert Reason.CHANGE not in reasons[Subject.POSITION, "en-2", "p3"]
    assert Reason.AGAINST_A_PERSON in reasons[Subject.POSITION, "ky-1", "q1"]
    assert reasons[Subject.POSITION, "ky-1", "q2"] == {Reason.UNCERTAIN, Reason.UNSETTLED}
    assert reasons[Subject.STATEMENT, "en-2", "s2"] >= {Reason.UNSETTLED, Reason.SHOWS_A_POSITION}


def test_who_is_much_quoted_goes_first(record: Record) -> None:
    said = "[content:“We say {},”] [cue:said] [speaker:{}]. => {}"
    for number in range(20):
        put(record, unsure(analysis(said.format(number, "Aida Sarieva", "Aida Sarieva")), s1=0.95))
    for name in ("Kanat Borubaev", "Aida Sarieva"):
        put(record, unsure(analysis(said.format("no", name, name), id=name), s1=0.5))
    first, second = queue(record, 2)
    assert (first.recorded.document.id, second.recorded.document.id) == ("Aida Sarieva", "Kanat Borubaev")
    assert (Reason.MUCH_QUOTED in first.reasons, Reason.MUCH_QUOTED in second.reasons) == (True, False)


def test_what_somebody_looked_at_and_what_is_replaced_is_not_in_the_queue(record: Record) -> None:
    old, new = (
        analysis(READY.replace("We", who), url="https://x.example/1", id=who) for who in ("They", "We")
    )
    put(record, old, new, leaves())
    correct(record, Subject.STATEMENT, "en-2", "s1", Ruling.REJECT, revision=0, author="Aida")
    correct(record, Subject.POSITION, "en-2", "p3", Ruling.REJECT, revision=0, author="Aida")
    assert {(document, identifier) for _, document, identifier in names(queue(record))} == {
        ("We", "s1"),
        ("en-2", "s2"),
        ("en-2", "s3"),
        ("en-2", "p4"),
    }
    (statement,) = rejected_statements(record)
    assert (statement.statement.id, statement.words["content"][0][:5]) == ("s1", "“It w")
    assert statement.mark
    assert statement.mark.author == "Aida"
    (position,) = rejected_positions(record, "en-2")
    assert (position.position.id, position.holder) == ("p3", SARIEV)
    assert list(rejected_positions(record, "We")) == []
    correct(record, Subject.STATEMENT, "en-2", "s1", Ruling.ACCEPT, revision=1, author="Aida")
    assert list(rejected_statements(record)) == []


def test_a_new_actor_is_the_one_of_that_name_where_there_is_one(record: Record) -> None:
    put(record, stays())
    assert new_actor(record, "Сариев  Айбек") == SARIEV
    assert new_actor(record, "Dinara Osmonova") == ActorReference("person/dinara-osmonova", "Dinara Osmonova")
