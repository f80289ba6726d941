"""What corrections show, against a recomputation that anybody can follow."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field, replace

import hypothesis
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from msgspec import UNSET

from onrecord.records import ActorReference, Analysis, Document, Kind, Span, Statement
from onrecord.store import (
    CorrectedMeanwhileError,
    NotFoundError,
    Record,
    RecordError,
    Ruling,
    StatementChange,
    Subject,
    add,
    add_statement,
    correct,
    problems,
    statements_of,
    undo,
)
from onrecord.store.corrected import Found, outcome
from onrecord.store.database import as_made
from onrecord.store.decision_rows import Correction
from test_export_decisions import copied

# The text is a row of cells, and a statement stands within one of them, from its first, second or third
# letter on: two of one cell are always of the same words, two of different cells never.
CELLS, WIDTH = 4, 10
TEXT = "abcdefghi " * CELLS
SPEAKERS = (None, ActorReference("person/a", "A"), ActorReference("person/b", "B"))

cells = st.integers(0, CELLS - 1)
shifts = st.integers(0, 2)
moves = st.lists(
    st.one_of(
        st.tuples(st.sampled_from([Ruling.ACCEPT, Ruling.REJECT]), cells),
        st.tuples(st.just(Ruling.CHANGE), cells, st.sampled_from(SPEAKERS)),
        st.tuples(st.just("move"), cells, shifts),
        st.tuples(st.just(Ruling.ADD), cells, shifts),
        st.tuples(st.just("stale"), cells),
        st.tuples(st.just("undo"), st.integers(1, 20)),
        st.tuples(st.just("analyse"), st.dictionaries(cells, shifts)),
    ),
    max_size=20,
)


def spans(cell: int, shift: int) -> tuple[Span]:
    return (Span(cell * WIDTH + shift, (cell + 1) * WIDTH - 1),)


def found_at(cell: int, shift: int) -> Statement:
    """What the machine finds in a cell; the id goes by the words, as it does in life."""
    return Statement(
        f"{cell}-{shift}", Kind.DIRECT, spans(cell, shift), (), (), SPEAKERS[1], (), 0.5, "machine"
    )


def analysis(found: dict[int, int]) -> Analysis:
    return Analysis(Document("d", TEXT, "en"), tuple(found_at(*each) for each in sorted(found.items())), ())


@dataclass
class Naive:
    """Each cell has what was found there, and a pile of what was said of it, of which the top is shown."""

    found: dict[int, int] = field(default_factory=lambda: {0: 0, 1: 0, 2: 0})
    piles: dict[int, list[tuple[int, str, Statement | None]]] = field(default_factory=dict)
    said: dict[int, int] = field(default_factory=dict)
    """In which cell stands what a correction is of."""

    def pile(self, cell: int) -> list[tuple[int, str, Statement | None]]:
        return self.piles.setdefault(cell, [])

    def shown(self, cell: int) -> Statement | None:
        if pile := self.pile(cell):
            return pile[-1][2]
        return found_at(cell, self.found[cell]) if cell in self.found else None

    def identifier(self, cell: int) -> str | None:
        if pile := self.pile(cell):
            return pile[-1][1]
        return f"{cell}-{self.found[cell]}" if cell in self.found else None

    def last(self, cell: int) -> Statement | None:
        """What is shown, or was before it was rejected."""
        kept = [value for _, _, value in self.pile(cell) if value]
        return kept[-1] if kept else self._first(cell)

    def _first(self, cell: int) -> Statement | None:
        return found_at(cell, self.found[cell]) if cell in self.found else None

    def revision(self, cell: int) -> int:
        pile = self.pile(cell)
        return pile[-1][0] if pile else 0

    def all_shown(self) -> list[tuple[Statement, int]]:
        each = ((self.shown(cell), self.revision(cell)) for cell in range(CELLS))
        return sorted(
            ((value, revision) for value, revision in each if value), key=lambda pair: pair[0].content
        )


def say(
    record: Record, naive: Naive, cell: int, ruling: Ruling, change: StatementChange | None = None
) -> None:
    """Correct what stands in a cell, in the record and beside it."""
    identifier = naive.identifier(cell)
    if identifier is None:
        with pytest.raises(NotFoundError):
            correct(record, Subject.STATEMENT, "d", f"{cell}-0", ruling, change, revision=0, author="A")
        return
    revision = naive.revision(cell)
    try:
        made = correct(
            record, Subject.STATEMENT, "d", identifier, ruling, change, revision=revision, author="A"
        )
    except RecordError as error:
        assert "rejected already" in str(error) or "Nothing would change" in str(error)
        return
    upon = made.upon
    assert isinstance(upon, Statement)
    assert naive.shown(cell) in (upon, None)
    given = {name: getattr(change, name) for name in ("speaker", "content")} if change else {}
    fields = {name: value for name, value in given.items() if value is not UNSET}
    becomes = None if ruling is Ruling.REJECT else replace(upon, confidence=1.0, **fields)
    naive.pile(cell).append((made.number, identifier, becomes))
    naive.said[made.number] = cell


def put_in(record: Record, naive: Naive, cell: int, shift: int) -> None:
    """Add a statement to a cell in which none is shown, nor rejected."""
    if naive.identifier(cell) is not None:
        return
    wanted = StatementChange(kind=Kind.DIRECT, content=spans(cell, shift))
    made = add_statement(record, "d", wanted, author="A")
    assert isinstance(made.becomes, Statement)
    naive.pile(cell).append((made.number, made.id, made.becomes))
    naive.said[made.number] = cell


def take_back(record: Record, naive: Naive, number: int) -> None:
    """Undo a correction, where it is the last of its statement that stands."""
    cell = naive.said.get(number)
    if cell is None:
        with pytest.raises(NotFoundError):
            undo(record, number, author="B")
    elif naive.revision(cell) == number:
        undo(record, number, author="B")
        naive.pile(cell).pop()
    else:
        standing = number in [made for made, _, _ in naive.pile(cell)]
        with pytest.raises(CorrectedMeanwhileError if standing else RecordError):
            undo(record, number, author="B")


def come_late(record: Record, naive: Naive, cell: int) -> None:
    """Correct what somebody else has corrected since."""
    if naive.revision(cell):
        with pytest.raises(CorrectedMeanwhileError) as refused:
            correct(
                record,
                Subject.STATEMENT,
                "d",
                naive.identifier(cell) or "",
                Ruling.ACCEPT,
                revision=0,
                author="B",
            )
        assert refused.value.other.number == naive.revision(cell)


@settings(max_examples=40)
@hypothesis.given(moves)
def test_any_sequence_of_corrections_shows_what_a_pile_for_each_place_shows(
    sequence: list[tuple[object, ...]],
) -> None:
    with closing(as_made()) as record:
        naive = Naive()
        first = analysis(naive.found)
        add(record, first.document, first, analysed_with="0")
        for version, (what, *rest) in enumerate(sequence, 1):
            match what, rest:
                case ((Ruling.ACCEPT | Ruling.REJECT), [int(cell)]):
                    say(record, naive, cell, Ruling(str(what)))
                case Ruling.CHANGE, [int(cell), speaker]:
                    assert speaker is None or isinstance(speaker, ActorReference)
                    say(record, naive, cell, Ruling.CHANGE, StatementChange(speaker=speaker))
                case "move", [int(cell), int(shift)]:
                    say(record, naive, cell, Ruling.CHANGE, StatementChange(content=spans(cell, shift)))
                case Ruling.ADD, [int(cell), int(shift)]:
                    put_in(record, naive, cell, shift)
                case "stale", [int(cell)]:
                    come_late(record, naive, cell)
                case "undo", [int(number)]:
                    take_back(record, naive, number)
                case "analyse", [dict(found)]:
                    naive.found = found
                    add(record, first.document, analysis(found), analysed_with=str(version))
            shown = [(each.statement, each.revision) for each in statements_of(record, "d")]
            assert shown == naive.all_shown()
        assert list(problems(record)) == []
        with closing(copied(record)) as copy:
            assert list(statements_of(copy, "d")) == list(statements_of(record, "d"))


numbers = st.integers(0, 60)


@hypothesis.given(
    st.lists(st.tuples(numbers, numbers), max_size=6), st.lists(st.tuples(numbers, numbers), max_size=4)
)
def test_nothing_that_was_found_is_lost(
    found: list[tuple[int, int]], accepted: list[tuple[int, int]]
) -> None:
    """Each finding is shown as it is, or stands behind something that a person vouched for at its words."""
    machine = [Found(number, statement(f"m{number}", *ends), "0") for number, ends in enumerate(found, 1)]
    standing = [accept(number, statement(f"a{number}", *ends)) for number, ends in enumerate(accepted, 1)]
    result = outcome(machine, standing)
    shown, hidden = result.shown[Subject.STATEMENT], result.hidden[Subject.STATEMENT]
    assert {each.id for each in standing} == set(shown), "whatever the machine finds"
    assert {each.revision for each in shown.values()} == {each.number for each in standing}
    for each in machine:
        assert isinstance(each.value, Statement)
        letters = set(range(*each.value.content[0]))
        shares = [
            len(letters & set(range(*kept.value.content[0]))) / len(letters)
            for kept in shown.values()
            if isinstance(kept.value, Statement)
        ]
        assert (each.number in hidden) == (max(shares, default=0) >= 0.5)


def statement(identifier: str, start: int, length: int) -> Statement:
    content = (Span(start, start + length + 1),)
    return Statement(identifier, Kind.DIRECT, content, (), (), None, (), 0.5, "machine")


def accept(number: int, value: Statement) -> Correction:
    return Correction(
        number=number,
        ruling=Ruling.ACCEPT,
        subject=Subject.STATEMENT,
        document="d",
        id=value.id,
        revision=0,
        upon=value,
        becomes=value,
        analysed_with="0",
        author="A",
        decided="2026-11-01T09:30:00+00:00",
        because=None,
        undone=None,
        undone_by=None,
    )
