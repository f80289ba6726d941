"""Saved searches: what comes into the record is found once, whatever becomes of its article."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from onrecord.records import Analysis, Kind, Polarity
from onrecord.store import (
    NotFoundError,
    PositionFilter,
    Record,
    RecordError,
    Ruling,
    SavedSearch,
    StatementFilter,
    Subject,
    Verdict,
    Way,
    add,
    claim_message,
    correct,
    decide,
    find_actor,
    find_search,
    insert_message,
    look,
    matches,
    note_delivered,
    note_undelivered,
    positions,
    problems,
    remove_search,
    save_search,
    saved_searches,
    transaction,
    undo,
)
from onrecord.store.matching import Found
from onrecord.store.rows import RecordedPosition, RecordedStatement
from store.holding import leaves, opposes, stays
from store.making import BRIDGE, READY, TOLL, analysis, with_ids

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 1, 13, tzinfo=UTC)
SARIEVA = StatementFilter(speaker="Сариева")
NOT_READY = READY.replace("ready", "not ready")
TWO = (
    "[content1:“We are ready,”] [cue1:said] [speaker1:President Aida Sarieva] in Ak-Sai. "
    "[content2:“They are not,”] [speaker2:she] [cue2:said]. => 1 Aida Sarieva; 2 Aida Sarieva"
)


def put(record: Record, marked: str, **fields: Any) -> Analysis:
    found = analysis(marked, **fields)
    add(record, found.document, found)
    return found


def said(found: Found) -> str:
    assert isinstance(found, RecordedStatement)
    return found.words["content"][0]


def new(record: Record, search: SavedSearch) -> list[Found]:
    found: list[Found] = []
    more = True
    while more:
        with transaction(record):
            come, more = look(record, search)
        found += [match.recorded for match in come]
    return found


def listed(record: Record, name: str, limit: int = 50) -> list[str]:
    return [said(match.recorded) for match in matches(record, find_search(record, name), limit)]


def test_what_is_there_is_listed_and_not_new(record: Record) -> None:
    put(record, READY, id="en-1")
    search = save_search(record, "sarieva", SARIEVA, NOW)
    assert (search.matches, listed(record, "sarieva")) == (1, ["“We are ready,”"])
    assert new(record, search) == []


def test_what_comes_is_found_once(record: Record) -> None:
    search = save_search(record, "sarieva", SARIEVA, NOW)
    put(record, READY, id="en-1")
    put(record, BRIDGE, id="ky-1", language="ky")
    assert [said(found) for found in new(record, search)] == ["“We are ready,”"]
    assert new(record, search) == []
    put(record, READY, id="en-1")
    assert new(record, search) == []
    put(record, NOT_READY, id="en-2")
    assert [said(found) for found in new(record, search)] == ["“We are not ready,”"]
    assert listed(record, "sarieva") == ["“We are not ready,”", "“We are ready,”"]
    assert listed(record, "sarieva", 1) == ["“We are not ready,”"]


def test_the_list_knows_what_nobody_has_looked_at(record: Record) -> None:
    search = save_search(record, "sarieva", SARIEVA, NOW)
    put(record, READY, id="en-1")
    changes = record.total_changes
    before = matches(record, search, 50)
    assert listed(record, "sarieva") == ["“We are ready,”"]
    assert record.total_changes == changes, "nothing is written"
    new(record, search)
    assert matches(record, find_search(record, "sarieva"), 50) == before, "nor does looking change the list"


def test_a_new_version_repeats_nothing(record: Record) -> None:
    search = save_search(record, "sarieva", SARIEVA, NOW)
    put(record, READY, id="a", url="https://daily.example/1")
    (first,) = matches(record, search, 50)
    new(record, search)
    put(record, TWO, id="b", url="https://daily.example/1")
    assert [said(found) for found in new(record, search)] == ["“They are not,”"]
    latest, earlier = matches(record, find_search(record, "sarieva"), 50)
    assert earlier.key == first.key != latest.key
    assert earlier.recorded.document.id == "b", "the latest version is shown"


def test_another_article_may_repeat_it(record: Record) -> None:
    search = save_search(record, "sarieva", SARIEVA, NOW)
    put(record, READY, id="a", url="https://daily.example/1")
    put(record, TWO, id="b", url="https://courier.example/1")
    assert sorted(map(said, new(record, search))) == ["“They are not,”", "“We are ready,”", "“We are ready,”"]


def test_what_is_no_longer_found_is_not_listed(record: Record) -> None:
    search = save_search(record, "sarieva", SARIEVA, NOW)
    found = put(record, READY, id="en-1")
    new(record, search)
    nobody = replace(found, statements=(), actors=())
    add(record, found.document, nobody, analysed_with="another")
    assert listed(record, "sarieva") == []


def test_what_people_reject_is_not_listed_until_they_undo_it(record: Record) -> None:
    search = save_search(record, "sarieva", SARIEVA, NOW)
    put(record, READY, id="en-1")
    new(record, search)
    (match,) = matches(record, find_search(record, "sarieva"), 50)
    reject = correct(record, Subject.STATEMENT, "en-1", "s1", Ruling.REJECT, revision=0, author="Nurlan")
    assert listed(record, "sarieva") == []
    undo(record, reject.number, author="Nurlan")
    assert matches(record, find_search(record, "sarieva"), 50) == [match]


def test_decisions_on_who_is_who_hold(record: Record) -> None:
    put(record, READY, id="en-0")
    put(record, BRIDGE, id="ky-0", language="ky")
    a, b = find_actor(record, "aida-sarieva").actor, find_actor(record, "Турганов").actor
    decide(record, Verdict.SAME, a, b, author="Nurlan")
    search = save_search(record, "sarieva", SARIEVA, NOW)
    put(record, BRIDGE.replace("»]", "»] кечээ"), id="ky-1", language="ky")
    assert [said(found) for found in new(record, search)] == ["«Көпүрө ачылды»"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (StatementFilter(), 3),
        (StatementFilter(about="kopuro"), 1),
        (StatementFilter(outlet="courier"), 1),
        (StatementFilter(language="ru"), 1),
        (StatementFilter(kind=Kind.DIRECT), 3),
        (StatementFilter(since="2024-10-01", until="2024-10-31"), 1),
        (StatementFilter(speaker="nobody-of-this-name"), 0),
    ],
)
def test_each_way_of_asking_comes_back_as_it_was(
    record: Record, wanted: StatementFilter, expected: int
) -> None:
    put(record, BRIDGE.replace("Көпүрө", "Жол"), id="ky-0", language="ky")
    search = save_search(record, "asked", wanted, NOW)
    put(record, READY, id="en-1", outlet="Ak-Sai Courier", published="2024-10-16")
    put(record, BRIDGE, id="ky-1", language="ky")
    put(record, TOLL, id="ru-1", language="ru")
    assert find_search(record, "asked").wanted == wanted
    assert len(new(record, search)) == expected


@pytest.mark.parametrize(
    "wanted",
    [
        PositionFilter(),
        PositionFilter(issue="neutrality", polarity=Polarity.AGAINST),
        PositionFilter(holder="Сариев", target="Kemar"),
    ],
)
def test_positions_are_found_as_well(record: Record, wanted: PositionFilter) -> None:
    first = stays()
    add(record, first.document, first)
    search = save_search(record, "asked", wanted, NOW)
    for made in (leaves(), opposes()):
        add(record, made.document, made)
    known = first.document.id
    asked = {each.position.id for each in positions(record, wanted) if each.document.id != known}
    found = [each.position.id for each in new(record, search) if isinstance(each, RecordedPosition)]
    assert sorted(found) == sorted(asked)
    assert found
    assert find_search(record, "asked").wanted == wanted
    assert new(record, search) == []


def test_very_much_is_looked_at_in_parts(record: Record) -> None:
    search = save_search(record, "sarieva", SARIEVA, NOW)
    record.execute("PRAGMA synchronous = OFF")
    for number in range(510):
        put(record, READY.replace("in Ak-Sai", f"in Ak-Sai {number}"), id=f"en-{number}")
    with transaction(record):
        first, more = look(record, search)
    assert (len(first), more) == (500, True)
    assert len(new(record, search)) == 10


def test_names_of_searches(record: Record) -> None:
    save_search(record, "суу-2026.a", SARIEVA, NOW)
    for name in ("", ".", "a/b", "../a", "a b", "a" * 61, "a\n"):
        with pytest.raises(RecordError, match="no name"):
            save_search(record, name, SARIEVA, NOW)
    with pytest.raises(RecordError, match="already"):
        save_search(record, "суу-2026.a", SARIEVA, NOW)
    with pytest.raises(RecordError, match="no letter or digit"):
        save_search(record, "b", StatementFilter(speaker="—"), NOW)
    with pytest.raises(RecordError, match="twice"):
        save_search(record, "c", SARIEVA, NOW, [(Way.MAIL, "a@b.example")] * 2)
    assert [search.name for search in saved_searches(record)] == ["суу-2026.a"]
    remove_search(record, "суу-2026.a")
    with pytest.raises(NotFoundError):
        remove_search(record, "суу-2026.a")
    assert list(saved_searches(record)) == []
    assert list(problems(record)) == []


def test_messages_go_out_in_their_order_each_until_it_is_taken(record: Record) -> None:
    search = save_search(record, "a", SARIEVA, NOW, [(Way.WEBHOOK, "x"), (Way.MAIL, "y")])
    for content in ("1", "2"):
        for delivery in search.deliveries:
            insert_message(record, delivery, content)
    first = claim_message(record, NOW, LATER)
    other = claim_message(record, NOW, LATER)
    assert first
    assert other
    assert (first.content, other.content) == ("1", "1")
    assert first.delivery.address != other.delivery.address
    assert claim_message(record, NOW, LATER) is None, "both are in hand"
    note_undelivered(record, first, "nobody there", LATER)
    note_delivered(record, other, NOW)
    second = claim_message(record, NOW, LATER)
    assert second
    assert (second.content, second.delivery.address) == ("2", other.delivery.address)
    note_delivered(record, second, NOW)
    assert claim_message(record, NOW, LATER) is None
    again = claim_message(record, LATER, LATER)
    assert again
    assert (again.id, again.content, again.delivery.failures) == (first.id, "1", 1)
    waiting = {delivery.address: delivery.waiting for delivery in find_search(record, "a").deliveries}
    assert waiting == {first.delivery.address: 2, other.delivery.address: 0}


def test_an_actor_of_another_id_is_the_same_search(record: Record) -> None:
    search = save_search(record, "sarieva", SARIEVA, NOW)
    found = with_ids(analysis(READY, id="en-1"), {"aida-sarieva": "Q1"})
    add(record, found.document, found)
    assert len(new(record, search)) == 1
