"""Corrections of statements and positions: what is shown, what stays, who is told of whom."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.records import (
    Actor,
    ActorKind,
    ActorReference,
    Analysis,
    Kind,
    Polarity,
    Span,
    Spans,
    Statement,
)
from onrecord.store import (
    CorrectedMeanwhileError,
    Correction,
    CorrectionFilter,
    NotFoundError,
    PositionChange,
    Record,
    RecordError,
    Ruling,
    StatementChange,
    StatementFilter,
    Subject,
    add,
    add_statement,
    correct,
    corrections,
    find_position,
    find_statement,
    history,
    latest_standing,
    open_record,
    positions_of,
    problems,
    speakers,
    statements,
    statements_of,
    undo,
)
from store.holding import BORUBAEV, KEMAR, SARIEV, SARIEVA, leaves, on, put
from store.making import READY, analysis, with_ids

AIDA = ActorReference("aida-sarieva", "Aida Sarieva")
KANAT = ActorReference("person/kanat-borubaev", "Kanat Borubaev")


def ready() -> Analysis:
    """One statement by Sarieva, of which the machine is not sure."""
    found = analysis(READY, id="en-1", published="2024-10-16")
    return replace(found, statements=tuple(replace(each, confidence=0.5) for each in found.statements))


def said(  # noqa: PLR0913 - each is another thing
    record: Record,
    ruling: Ruling,
    change: StatementChange | None = None,
    *,
    revision: int = 0,
    author: str = "Nurlan",
    identifier: str = "s1",
    document: str = "en-1",
) -> Correction:
    return correct(
        record, Subject.STATEMENT, document, identifier, ruling, change, revision=revision, author=author
    )


def again(record: Record, found: Analysis, version: str = "next") -> None:
    """The same text, analysed by another version."""
    add(record, found.document, found, analysed_with=version)


def moved(statement: Statement, content: Spans, identifier: str) -> Statement:
    return replace(statement, id=identifier, content=content)


def shown(record: Record, document: str = "en-1") -> list[tuple[str, Spans, str | None, int]]:
    """Id, content, speaker and revision of what is shown."""
    return [
        (
            each.statement.id,
            each.statement.content,
            each.speaker.name if each.speaker else None,
            each.revision,
        )
        for each in statements_of(record, document)
    ]


def holds(record: Record) -> bool:
    return list(problems(record)) == []


def test_what_is_accepted_is_certain_and_says_who_accepted_it(record: Record) -> None:
    put(record, ready())
    made = said(record, Ruling.ACCEPT)
    accepted = find_statement(record, "s1")
    assert accepted.statement.confidence == 1.0
    assert accepted.mark
    assert (accepted.mark.number, accepted.mark.author, accepted.mark.ruling) == (1, "Nurlan", Ruling.ACCEPT)
    assert accepted.mark.decided == made.decided
    assert isinstance(made.upon, Statement)
    assert (made.upon.confidence, made.words["upon"]["content"]) == (0.5, ("“We are ready,”",))
    assert holds(record)


def test_what_is_rejected_is_not_shown_and_comes_back_when_that_is_undone(record: Record) -> None:
    put(record, ready())
    before = list(statements_of(record, "en-1"))
    made = said(record, Ruling.REJECT)
    assert list(statements_of(record, "en-1")) == []
    assert list(statements(record, StatementFilter(about="ready"))) == []
    assert list(speakers(record)) == []
    assert holds(record)
    undo(record, made.number, author="Aida")
    assert list(statements_of(record, "en-1")) == before
    assert len(list(statements(record, StatementFilter(about="ready")))) == 1
    assert holds(record)


def test_a_changed_statement_is_asked_for_by_what_it_became(record: Record) -> None:
    put(record, ready(), leaves())
    content = (Span(1, 6),)
    said(record, Ruling.CHANGE, StatementChange(speaker=KANAT, content=content, kind=Kind.MIXED))
    (found,) = statements(record, StatementFilter(speaker="Borubaev", document="en-1"))
    assert (found.statement.kind, found.words["content"]) == (Kind.MIXED, ("We ar",))
    assert list(statements(record, StatementFilter(speaker="Sarieva"))) == []
    assert list(statements(record, StatementFilter(about="ready"))) == []
    (made,) = corrections(record)
    assert made.changed == ("kind", "content", "speaker")
    assert holds(record)


def test_nobody_and_somebody_new_can_be_the_speaker(record: Record) -> None:
    put(record, ready())
    said(record, Ruling.CHANGE, StatementChange(speaker=None))
    assert shown(record)[0][2] is None
    new = ActorReference("person/dinara-osmonova", "Dinara Osmonova")
    said(record, Ruling.CHANGE, StatementChange(speaker=new), revision=1)
    assert [(each.id, each.statements) for each in speakers(record)] == [(new.id, 1)]
    assert holds(record)


def test_the_later_of_two_is_refused_and_told_of_the_other(record: Record) -> None:
    put(record, ready())
    said(record, Ruling.CHANGE, StatementChange(kind=Kind.MIXED), author="Aida")
    with pytest.raises(CorrectedMeanwhileError, match="change by Aida") as refused:
        said(record, Ruling.REJECT)
    assert refused.value.other == next(corrections(record))
    assert len(shown(record)) == 1
    undo(record, 1, author="Aida")
    with pytest.raises(CorrectedMeanwhileError, match="undone by Aida"):
        said(record, Ruling.REJECT, revision=1)
    said(record, Ruling.REJECT)
    assert shown(record) == []


def test_corrections_of_one_statement_are_undone_the_latest_first(record: Record) -> None:
    put(record, ready())
    first = said(record, Ruling.CHANGE, StatementChange(kind=Kind.MIXED))
    second = said(record, Ruling.ACCEPT, revision=first.number, author="Aida")
    with pytest.raises(CorrectedMeanwhileError, match="undo that first") as refused:
        undo(record, first.number, author="Nurlan")
    assert refused.value.other == second
    undo(record, second.number, author="Aida")
    assert find_statement(record, "s1").revision == first.number
    undo(record, first.number, author="Nurlan")
    assert find_statement(record, "s1").mark is None
    with pytest.raises(RecordError, match="undone already"):
        undo(record, first.number, author="Nurlan")
    assert [(each.number, each.undone_by) for each in history(record)] == [(2, "Aida"), (1, "Nurlan")]
    with pytest.raises(NotFoundError):
        latest_standing(record, "Nurlan")


def test_what_was_rejected_can_be_accepted_after_all(record: Record) -> None:
    put(record, ready())
    said(record, Ruling.REJECT)
    with pytest.raises(RecordError, match="rejected already"):
        said(record, Ruling.REJECT, revision=1)
    said(record, Ruling.ACCEPT, revision=1)
    assert [each[0] for each in shown(record)] == ["s1"]
    assert holds(record)


def test_a_statement_that_was_missed_is_added(record: Record) -> None:
    put(record, ready())
    given = StatementChange(kind=Kind.INDIRECT, content=(Span(0, 4),), speaker=AIDA)
    made = add_statement(record, "en-1", given, author="Nurlan")
    assert [each[0] for each in shown(record)] == [made.id, "s1"], "in the order of the text"
    assert find_statement(record, made.id).statement.method == "by hand"
    with pytest.raises(RecordError, match="is there already"):
        add_statement(record, "en-1", given, author="Aida")
    said(record, Ruling.REJECT, revision=made.number, identifier=made.id)
    with pytest.raises(RecordError, match="was rejected already"):
        add_statement(record, "en-1", given, author="Aida")
    undo(record, 2, author="Nurlan")
    undo(record, 1, author="Nurlan")
    assert [each[0] for each in shown(record)] == ["s1"]
    assert holds(record)


@pytest.mark.parametrize(
    ("ruling", "change", "message"),
    [
        (Ruling.CHANGE, StatementChange(content=()), "needs content"),
        (Ruling.CHANGE, StatementChange(content=(Span(0, 10_000),)), "within the text"),
        (Ruling.CHANGE, StatementChange(cue=(Span(5, 5),)), "none of them empty"),
        (Ruling.CHANGE, StatementChange(content=(Span(4, 9), Span(0, 5))), "in its order"),
        (Ruling.CHANGE, StatementChange(speaker=AIDA), "Nothing would change"),
        (Ruling.CHANGE, None, "says what to change"),
        (Ruling.ACCEPT, StatementChange(speaker=None), "says what to change"),
    ],
)
def test_what_makes_no_sense_is_refused(
    record: Record, ruling: Ruling, change: StatementChange | None, message: str
) -> None:
    put(record, ready())
    with pytest.raises(RecordError, match=message):
        said(record, ruling, change)
    assert list(corrections(record)) == []


def test_what_is_not_there_cannot_be_corrected(record: Record) -> None:
    put(record, ready())
    with pytest.raises(NotFoundError):
        said(record, Ruling.ACCEPT, identifier="s9")
    with pytest.raises(RecordError, match="name of who decides"):
        said(record, Ruling.ACCEPT, author=" ")


def test_a_correction_goes_over_to_what_a_new_analysis_finds_at_its_words(record: Record) -> None:
    found = ready()
    put(record, found)
    (statement,) = found.statements
    said(record, Ruling.CHANGE, StatementChange(speaker=None))
    wider = moved(statement, (Span(0, 20),), "other")
    again(record, replace(found, statements=(wider,)))
    assert shown(record) == [("s1", statement.content, None, 1)]
    assert holds(record)
    undo(record, 1, author="Nurlan")
    assert shown(record) == [("other", wider.content, "Aida Sarieva", 0)]
    assert holds(record)


def test_what_a_new_analysis_does_not_find_is_shown_still(record: Record) -> None:
    found = ready()
    put(record, found)
    said(record, Ruling.ACCEPT)
    again(record, replace(found, statements=(), actors=()))
    assert [(each[0], each[2]) for each in shown(record)] == [("s1", "Aida Sarieva")]
    assert holds(record)


def test_a_correction_goes_over_to_who_has_taken_an_actors_place(record: Record) -> None:
    found = ready()
    put(record, found)
    said(record, Ruling.ACCEPT)
    again(record, with_ids(found, {AIDA.id: "Q1"}))
    (statement,) = statements_of(record, "en-1")
    assert statement.speaker == ActorReference("Q1", "Aida Sarieva")
    assert record.execute("SELECT count(*) FROM actor WHERE id <> 'Q1'").fetchone() == (0,), (
        "nobody is left behind"
    )
    assert holds(record)


def test_somebody_whom_only_a_correction_names_stays_who_they_are(record: Record) -> None:
    found = ready()
    put(record, found)
    said(record, Ruling.ACCEPT)
    before = record.execute("SELECT * FROM actor").fetchall()
    again(record, replace(found, statements=(), actors=()))
    assert record.execute("SELECT * FROM actor").fetchall() == before
    undo(record, 1, author="Nurlan")
    assert list(statements_of(record, "en-1")) == []
    assert holds(record)


def test_of_two_at_the_same_moment_one_is_refused(record: Record, tmp_path: Path) -> None:
    put(record, ready())

    def accept(author: str) -> bool:
        with open_record(tmp_path / "new.record") as own:
            try:
                said(own, Ruling.ACCEPT, author=author)
            except CorrectedMeanwhileError as refused:
                return refused.other.author == author
        return True

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(accept, "ABCD"))
    assert sorted(done) == [False, False, False, True]
    assert len(list(corrections(record))) == 1


def test_what_was_rejected_does_not_come_back_with_a_new_analysis(record: Record) -> None:
    found = ready()
    put(record, found)
    (statement,) = found.statements
    said(record, Ruling.REJECT)
    again(record, found)
    assert shown(record) == []
    again(record, replace(found, statements=(moved(statement, (Span(0, 14),), "other"),)), "third")
    assert shown(record) == []
    elsewhere = moved(statement, (Span(24, 40),), "elsewhere")
    again(record, replace(found, statements=(elsewhere,)), "fourth")
    assert [each[0] for each in shown(record)] == ["elsewhere"]
    assert holds(record)


def test_pieces_of_what_somebody_put_together_are_not_shown_beside_it(record: Record) -> None:
    found = ready()
    (statement,) = found.statements
    halves = (moved(statement, (Span(0, 7),), "left"), moved(statement, (Span(7, 15),), "right"))
    put(record, replace(found, statements=halves))
    whole = StatementChange(content=(Span(0, 15),))
    said(record, Ruling.CHANGE, whole, identifier="left")
    assert [each[:2] for each in shown(record)] == [("left", (Span(0, 15),))]
    undo(record, 1, author="Nurlan")
    assert [each[0] for each in shown(record)] == ["left", "right"]
    assert holds(record)


def by(found: Analysis, **speakers_of: ActorReference | None) -> Analysis:
    """The analysis with these speakers of its statements."""
    return replace(
        found,
        statements=tuple(
            replace(each, speaker=speakers_of.get(each.id, each.speaker)) for each in found.statements
        ),
    )


def test_positions_follow_the_speaker_of_their_statement(record: Record) -> None:
    found = by(leaves(), s1=SARIEV)
    put(record, found)
    said(record, Ruling.CHANGE, StatementChange(speaker=SARIEVA), document="en-2")
    held = {each.position.id: each for each in positions_of(record, "en-2")}
    assert [held[each].holder for each in ("p1", "p2", "p3")] == [SARIEVA, SARIEVA, SARIEV]
    assert (held["p1"].revision, held["p3"].revision) == (1, 0)
    assert holds(record)
    again(record, found)
    assert find_position(record, "p2").holder == SARIEVA
    undo(record, 1, author="Nurlan")
    assert {each.holder for each in positions_of(record, "en-2")} == {SARIEV}
    assert holds(record)


@pytest.mark.parametrize(("speaker", "claimed_by"), [(SARIEVA, SARIEVA), (SARIEV, None)])
def test_who_claims_a_position_follows_its_statement(
    record: Record, speaker: ActorReference, claimed_by: ActorReference | None
) -> None:
    put(record, by(leaves(), s3=BORUBAEV))
    said(record, Ruling.CHANGE, StatementChange(speaker=speaker), document="en-2", identifier="s3")
    assert find_position(record, "p4").claimed_by == claimed_by
    assert holds(record)


def test_a_claim_that_nobody_makes_any_more_is_not_shown(record: Record) -> None:
    put(record, by(leaves(), s3=BORUBAEV))
    said(record, Ruling.CHANGE, StatementChange(speaker=None), document="en-2", identifier="s3")
    assert [each.position.id for each in positions_of(record, "en-2")] == ["p1", "p2", "p3"]
    assert holds(record)


def test_positions_of_a_rejected_statement_are_not_shown_unless_somebody_vouched_for_them(
    record: Record,
) -> None:
    put(record, leaves())
    correct(record, Subject.POSITION, "en-2", "p2", Ruling.ACCEPT, revision=0, author="Aida", because="plain")
    said(record, Ruling.REJECT, document="en-2")
    held = {each.position.id: each.position.statement for each in positions_of(record, "en-2")}
    assert held == {"p2": None, "p3": "s2", "p4": "s3"}
    assert holds(record)
    undo(record, 2, author="Nurlan")
    assert [each.position.id for each in positions_of(record, "en-2")] == ["p1", "p2", "p3", "p4"]


def test_a_position_is_corrected(record: Record) -> None:
    put(record, leaves())
    change = PositionChange(polarity=Polarity.NEUTRAL, holder=KANAT, target=on(KEMAR))
    correct(record, Subject.POSITION, "en-2", "p2", Ruling.CHANGE, change, revision=0, author="Aida")
    found = find_position(record, "p2")
    assert (found.position.polarity, found.holder, found.target) == (Polarity.NEUTRAL, KANAT, on(KEMAR))
    again(record, replace(leaves(), positions=()))
    assert find_position(record, "p2") == replace(found, document=found.document)
    assert holds(record)
    correct(record, Subject.POSITION, "en-2", "p2", Ruling.REJECT, revision=1, author="Aida")
    assert list(positions_of(record, "en-2")) == []
    again(record, leaves(), "third")
    assert [each.position.id for each in positions_of(record, "en-2")] == ["p1", "p3", "p4"]
    assert holds(record)


def test_a_rejected_position_stays_so_when_its_target_gets_another_id(record: Record) -> None:
    found = leaves()
    put(record, found)
    correct(record, Subject.POSITION, "en-2", "p3", Ruling.REJECT, revision=0, author="Aida")
    at = (Span(found.document.text.index("Kemar"), found.document.text.index("Kemar") + 5),)
    kemar = Actor(KEMAR.id, KEMAR.name, ActorKind.COUNTRY, {}, at)
    others = [actor for actor in found.actors if actor.id != KEMAR.id]
    again(record, replace(found, actors=(*others, kemar)))
    renamed = [
        replace(each, id="new", target=on(ActorReference("Q9", "Kemar"))) if each.id == "p3" else each
        for each in found.positions
    ]
    again(
        record, replace(found, actors=(*others, replace(kemar, id="Q9")), positions=tuple(renamed)), "third"
    )
    assert [each.position.id for each in positions_of(record, "en-2")] == ["p1", "p2", "p4"]
    assert holds(record)


def test_history_is_asked_for_by_document_statement_and_author(record: Record) -> None:
    put(record, ready(), leaves())
    said(record, Ruling.ACCEPT)
    said(record, Ruling.REJECT, document="en-2", author="Aida")
    said(record, Ruling.ACCEPT, identifier="s2", document="en-2")

    def numbers(wanted: CorrectionFilter) -> list[int]:
        return [each.number for each in history(record, wanted)]

    assert numbers(CorrectionFilter()) == [3, 2, 1]
    assert numbers(CorrectionFilter(document="en-2")) == [3, 2]
    assert numbers(CorrectionFilter(document="en-2", id="s2")) == [3]
    assert numbers(CorrectionFilter(author="Nurlan")) == [3, 1]
    assert numbers(CorrectionFilter(ruling=Ruling.ACCEPT, before=3)) == [1]
    assert numbers(CorrectionFilter(standing=True)) == [3, 2, 1]
