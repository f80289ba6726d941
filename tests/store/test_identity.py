"""Who is who by decisions, against a recomputation that anybody can follow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import ActorKind, ActorReference
from onrecord.store import ConflictError, Record, RecordError, Verdict, decide, decisions, problems, undo
from onrecord.store.actor_rows import RecordedActor
from onrecord.store.database import as_made, transaction
from onrecord.store.decision_rows import Decision
from onrecord.store.identity import Resolution
from onrecord.store.writing import save_actor

ACTORS = tuple(ActorReference(f"person/{letter}", letter.upper()) for letter in "abcdef")
PAIRS = tuple(combinations(range(len(ACTORS)), 2))

Said = tuple[Verdict, int, int]
Partition = frozenset[frozenset[int]]
moves = st.lists(
    st.one_of(
        st.tuples(st.just(Verdict.SAME), st.sampled_from(PAIRS)),
        st.tuples(st.just(Verdict.DIFFER), st.sampled_from(PAIRS)),
        st.tuples(st.just("undo"), st.integers(0, 30)),
    ),
    max_size=25,
)


def naive_partition(said: list[Said]) -> Partition:
    """Groups joined until nothing changes."""
    groups = [{number} for number in range(len(ACTORS))]
    for verdict, a, b in said:
        if verdict is Verdict.SAME:
            joined = next(g for g in groups if a in g) | next(g for g in groups if b in g)
            groups = [group for group in groups if not group & joined] + [joined]
    return frozenset(map(frozenset, groups))


def contradicts(said: list[Said]) -> bool:
    """Whether two that differ stand in one group."""
    groups = naive_partition(said)
    return any(verdict is Verdict.DIFFER and {a, b} <= group for verdict, a, b in said for group in groups)


def partition_of(record: Record) -> Partition:
    """The groups that questions to the record see."""
    rows = record.execute(
        "SELECT actor.id, coalesce(identity.shown_as, actor.number)"
        " FROM actor LEFT JOIN identity ON identity.actor = actor.number"
    ).fetchall()
    numbers = {actor.id: number for number, actor in enumerate(ACTORS)}
    return frozenset(
        frozenset(numbers[identifier] for identifier, shown in rows if shown == each) for _, each in rows
    )


@pytest.fixture
def empty() -> Iterator[Record]:
    with closing(with_actors()) as record:
        yield record


def with_actors() -> Record:
    record = as_made()
    with transaction(record):
        for actor in ACTORS:
            save_actor(record, RecordedActor(actor.id, actor.name, ActorKind.PERSON, {}, "1"))
    return record


@settings(deadline=None)
@given(moves)
def test_any_sequence_of_decisions_gives_what_counting_by_hand_gives(
    sequence: list[tuple[str, tuple[int, int]] | tuple[str, int]],
) -> None:
    with closing(with_actors()) as record:
        standing: dict[int, Said] = {}
        for verdict, at in sequence:
            if isinstance(at, int):
                if at in standing:
                    undo(record, at, author="A")
                    del standing[at]
                else:
                    with pytest.raises(RecordError):
                        undo(record, at, author="A")
            else:
                said = (Verdict(verdict), *at)
                try:
                    made = decide(record, said[0], ACTORS[at[0]], ACTORS[at[1]], author="A")
                    standing[made.number] = said
                except ConflictError:
                    assert contradicts([*standing.values(), said])
            assert not contradicts(list(standing.values()))
            assert partition_of(record) == naive_partition(list(standing.values()))
        assert list(problems(record)) == []
        for number in standing:
            undo(record, number, author="B")
        assert partition_of(record) == naive_partition([])
        assert record.execute("SELECT count(*) FROM identity").fetchone() == (0,)
        assert all(decision.undone for decision in decisions(record))


@given(st.lists(st.tuples(st.sampled_from(Verdict), st.sampled_from(PAIRS)), max_size=20))
def test_what_contradicts_earlier_decisions_is_set_aside(said: list[tuple[Verdict, tuple[int, int]]]) -> None:
    made = [decision(number, verdict, *pair) for number, (verdict, pair) in enumerate(said)]
    resolved = Resolution(made)
    kept: list[Said] = []
    for each, (verdict, pair) in zip(made, said, strict=True):
        claim = (verdict, *pair)
        assert (each in resolved.set_aside) == contradicts([*kept, claim])
        if each not in resolved.set_aside:
            kept.append(claim)
    for a, b in PAIRS:
        together = any({a, b} <= group for group in naive_partition(kept))
        assert resolved.are_one(ACTORS[a].id, ACTORS[b].id) == together
        assert resolved.differ(ACTORS[a].id, ACTORS[b].id) == contradicts([*kept, (Verdict.SAME, a, b)])
        for verdict in Verdict:
            check_chain(resolved, verdict, a, b, refused=contradicts([*kept, (verdict, a, b)]))


def check_chain(resolved: Resolution, verdict: Verdict, a: int, b: int, *, refused: bool) -> None:
    """The decisions that a refusal names explain it, in the order of a walk from one to the other."""
    chain = resolved.conflict(verdict, ACTORS[a].id, ACTORS[b].id)
    assert bool(chain) == refused
    at = ACTORS[a].id
    for link in chain:
        assert at in (link.a.id, link.b.id)
        at = link.b.id if at == link.a.id else link.a.id
    if chain:
        assert at == ACTORS[b].id
        assert [link.verdict for link in chain].count(Verdict.DIFFER) == (verdict is Verdict.SAME)


def decision(number: int, verdict: Verdict, a: int, b: int) -> Decision:
    return Decision(number, verdict, ACTORS[a], ACTORS[b], "A", "2026-11-01", None, None, None)


def test_an_id_that_another_took_the_place_of_counts_as_that_one() -> None:
    resolved = Resolution([decision(1, Verdict.SAME, 0, 1)], {"person/a": "Q1"})
    assert set(resolved.group("Q1")) == {"Q1", "person/b"}
    clash = Resolution(
        [decision(1, Verdict.SAME, 0, 1), decision(2, Verdict.DIFFER, 1, 2)],
        {"person/a": "Q1", "person/c": "Q1"},
    )
    assert [each.number for each in clash.set_aside] == [2]


def test_a_conflict_names_its_chain(empty: Record) -> None:
    a, b, c, *_ = ACTORS
    decide(empty, Verdict.SAME, a, b, author="Nurlan")
    decide(empty, Verdict.DIFFER, c, b, author="Aida")
    with pytest.raises(ConflictError) as refused:
        decide(empty, Verdict.SAME, a, c, author="Nurlan")
    told = str(refused.value)
    assert told.startswith("A (person/a) and C (person/c) cannot be one: A = B (you, ")
    assert ", C ≠ B (Aida, " in told
    assert told.endswith("First take one back: onrecord undo 1 or onrecord undo 2")
    decide(empty, Verdict.SAME, c, ACTORS[3], author="Aida")
    with pytest.raises(ConflictError, match="are one: A = B"):
        decide(empty, Verdict.DIFFER, b, a, author="Aida")
    assert len(list(decisions(empty))) == 3, "a refused decision is not stored"


def test_what_is_said_twice_is_stored_once(empty: Record) -> None:
    a, b, c, *_ = ACTORS
    first = decide(empty, Verdict.SAME, a, b, author="Nurlan", because=" same office ")
    assert first.because == "same office"
    assert decide(empty, Verdict.SAME, b, a, author="Aida") == first
    decide(empty, Verdict.SAME, b, c, author="Aida")
    # What follows from others is a decision of its own, and stands when these fall.
    direct = decide(empty, Verdict.SAME, a, c, author="Aida")
    undo(empty, first.number, author="Aida")
    assert direct.number == 3
    assert partition_of(empty) == naive_partition([(Verdict.SAME, 1, 2), (Verdict.SAME, 0, 2)])
    assert decide(empty, Verdict.SAME, a, b, author="Aida").number == 4, "what was undone can be decided anew"


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"author": " "}, "between 1 and 200"),
        ({"author": "x" * 201}, "between 1 and 200"),
        ({"author": "A", "because": " "}, "reason"),
        ({"author": "A", "because": "x" * 2001}, "reason"),
    ],
)
def test_a_decision_needs_an_author_and_bounds(empty: Record, fields: dict[str, str], complaint: str) -> None:
    with pytest.raises(RecordError, match=complaint):
        decide(empty, Verdict.SAME, ACTORS[0], ACTORS[1], **fields)
    with pytest.raises(RecordError, match="Both names are of A"):
        decide(empty, Verdict.SAME, ACTORS[0], ACTORS[0], author="A")
    assert list(decisions(empty)) == []


def test_only_what_stands_is_undone(empty: Record) -> None:
    made = decide(empty, Verdict.SAME, ACTORS[0], ACTORS[1], author="A")
    taken_back = undo(empty, made.number, author="B")
    assert (taken_back.undone_by, taken_back.decided) == ("B", made.decided)
    with pytest.raises(RecordError, match="undone already"):
        undo(empty, made.number, author="B")
    with pytest.raises(RecordError, match="no decision or correction 7"):
        undo(empty, 7, author="B")
