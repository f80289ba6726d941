"""Facets, pages and numbers, beside what counting by hand gives."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import ActorReference, Analysis, Document, Kind, Polarity, TargetKind
from onrecord.store import (
    SURE,
    Facet,
    PositionFilter,
    Record,
    RecordError,
    Ruling,
    StatementChange,
    StatementFilter,
    Subject,
    Verdict,
    add,
    all_documents,
    changes,
    correct,
    days,
    decide,
    document_page,
    documents,
    facets,
    issue_sides,
    positions,
    positions_of,
    problems,
    sides,
    sides_between,
    sides_by_month,
    statement_page,
    statements,
    statements_by_month,
    statements_of,
)
from onrecord.store.database import as_made
from onrecord.store.keys import search_key
from onrecord.store.rows import DocumentLine, Printing, RecordedDocument, RecordedPosition, RecordedStatement
from onrecord.store.signs import BANDS, day_key, day_of, number_of
from store.holding import BORUBAEV, KEMAR, NEUTRALITY, SARIEV, SARIEVA, TOLL, holding, on, position
from store.making import READY, analysis

OUTLETS = ("Ak-Sai Courier", "Толук ТВ", "Kemar Daily", None)
DATES = ("2024-10-16", "2024-10-17", "2024-11-02", "2024-11", "2024", "2023-12/2024-01", "2025-02-01", None)
LANGUAGES = ("en", "ru", "ky-Latn", "ky")
SPEAKERS = ("Aibek Sariev", "Aibek Saryev", "Aida Sarieva", None)
PRINTED = (Facet.OUTLET, Facet.YEAR, Facet.MONTH)
WORDS = ("open", "closed", "readiness")


class Found(NamedTuple):
    said: RecordedStatement
    document: RecordedDocument
    shown: Printing
    issues: frozenset[str]


def made(rng: random.Random, number: int) -> Analysis:
    """A document with some statements and positions of its own."""
    said = []
    for order in range(1, rng.randint(1, 4)):
        speaker = rng.choice(SPEAKERS)
        said.append(
            f"[content{order}:“It is {rng.choice(WORDS)}, {number}.{order},”] [cue{order}:said]"
            f" [speaker{order}:{speaker or 'she'}].{{{order} {speaker}}}"
        )
    names = "; ".join(
        f"{order} {text.partition('{')[2][2:-1]}"
        for order, text in enumerate(said, 1)
        if not text.endswith("None}")
    )
    marked = f"News {number}. " + " ".join(text.partition("{")[0] for text in said)
    found = analysis(
        f"{marked} => {names}" if names else marked, id=f"d{number}", language=rng.choice(LANGUAGES)
    )
    statements = tuple(
        replace(each, kind=rng.choice(list(Kind)), confidence=rng.choice((0.2, 0.5, 0.6, 0.75, 0.95)))
        for each in found.statements
    )
    held = [
        position(
            found.document.text, f"p{number}-{order}", rng.choice((SARIEV, SARIEVA, BORUBAEV, None)),
            rng.choice(list(Polarity)), rng.choice((NEUTRALITY, TOLL, on(KEMAR), on(SARIEV))), "It is",
            statement=rng.choice([None, *(each.id for each in statements)]),
            confidence=rng.choice((0.5, 0.74, 0.75, 0.9)), past=rng.random() < 0.2,
        )
        for order in range(rng.randint(0, 3) if statements else 0)
    ]  # fmt: skip
    return holding(replace(found, statements=statements), *held)


def print_somewhere(rng: random.Random, document: Document) -> Document:
    return replace(
        document,
        url=f"http://x/{rng.randint(1, 40)}" if rng.random() < 0.6 else None,
        outlet=rng.choice(OUTLETS),
        published=rng.choice(DATES),
        title=f"Title {rng.randint(1, 10_000)}",
    )


@contextmanager
def empty() -> Iterator[Record]:
    with closing(as_made()) as record:
        record.execute("PRAGMA foreign_keys = ON")
        yield record


def fill(record: Record, seed: int, count: int) -> None:
    """Add texts, some again at other places, some analysed again, some in the place of another."""
    rng = random.Random(seed)
    known: list[Analysis] = []
    for number in range(count):
        if known and rng.random() < 0.3:
            found = rng.choice(known)
            if rng.random() < 0.3:
                known.remove(found)
                found = replace(found, statements=found.statements[1:], positions=())
                add(record, print_somewhere(rng, found.document), found, analysed_with=f"again {number}")
                continue
        else:
            found = made(rng, number)
            known.append(found)
        add(record, print_somewhere(rng, found.document), found)
    spellings = (ActorReference(name.casefold().replace(" ", "-"), name) for name in SPEAKERS[:2] if name)
    decide(record, Verdict.SAME, *spellings, author="A")


@pytest.fixture(scope="module")
def many() -> Iterator[Record]:
    with empty() as record:
        fill(record, 1, 70)
        yield record


def by_hand(record: Record, wanted: StatementFilter) -> list[Found]:
    found = []
    for document in all_documents(record):
        passing = [each for each in document.printings if printed_so(each, wanted)]
        if not passing or (wanted.document is not None and wanted.document != document.document.id):
            continue
        shown = min(passing, key=lambda each: not each.current)
        issues = issues_of(record, document)
        for said in statements_of(record, document.document.id):
            each = Found(said, document, shown, issues.get(said.statement.id, frozenset()))
            if is_wanted(each, wanted):
                found.append(each)
    dated = [each for each in found if days_of(each.shown)]
    dated.sort(key=lambda each: days_of(each.shown)[0], reverse=True)
    return dated + [each for each in found if not days_of(each.shown)]


def days_of(printing: Printing) -> tuple[str, ...]:
    return (printing.published and days(printing.published)) or ()


def printed_so(printing: Printing, wanted: StatementFilter) -> bool:
    own = days_of(printing)
    if not (printing.current or wanted.all_versions):
        return False
    if wanted.outlet and search_key(wanted.outlet) not in search_key(printing.outlet or ""):
        return False
    if wanted.since and not (own and own[1] >= wanted.since):
        return False
    if wanted.until and not (own and own[0] <= wanted.until):
        return False
    return all(
        not wanted.chosen.get(facet) or set(printed_values(facet, printing)) & set(wanted.chosen[facet])
        for facet in PRINTED
    )


def printed_values(facet: Facet, printing: Printing) -> list[str]:
    if facet is Facet.OUTLET:
        return [printing.outlet] if printing.outlet else []
    own, length = days_of(printing), 4 if facet is Facet.YEAR else 7
    return [own[0][:length]] if own and own[0][:length] == own[1][:length] else []


def issues_of(record: Record, document: RecordedDocument) -> dict[str, frozenset[str]]:
    issues: dict[str, frozenset[str]] = {}
    for each in positions_of(record, document.document.id):
        held = each.position
        if held.statement and held.target.kind is TargetKind.ISSUE:
            issues[held.statement] = issues.get(held.statement, frozenset()) | {held.target.id}
    return issues


def values(facet: Facet, found: Found) -> list[str]:
    """What a statement counts for."""
    if facet in PRINTED:
        day = days_of(found.shown)[:1]
        beside = [each for each in found.document.printings if each.current or days_of(each)[:1] == day]
        return list(set(chain.from_iterable(printed_values(facet, each) for each in beside)))
    statement = found.said.statement
    alone: dict[Facet, str] = {
        Facet.SPEAKER: found.said.speaker.id if found.said.speaker else "",
        Facet.LANGUAGE: found.document.document.language,
        Facet.KIND: statement.kind,
        Facet.CONFIDENCE: f"{max(band for band in BANDS if band <= statement.confidence):g}",
    }
    return [alone[facet]] if facet in alone else sorted(found.issues)


def is_wanted(found: Found, wanted: StatementFilter) -> bool:
    statement, language = found.said.statement, found.document.document.language
    speaker = found.said.speaker.name if found.said.speaker else ""
    return (
        wanted.kind in (None, statement.kind)
        and wanted.language in (None, language, language.partition("-")[0])
        and (wanted.about or "") in " ".join(found.said.words["content"])
        and (wanted.speaker or "") in speaker
        and wanted.id in (None, statement.id)
        and all(has_one(found, facet, asked) for facet, asked in wanted.chosen.items())
    )


def has_one(found: Found, facet: Facet, asked: Collection[str]) -> bool:
    if facet in PRINTED or not asked:
        return True
    # By decision these two are one.
    both = {"aibek-sariev", "aibek-saryev"} & set(asked) and {"aibek-sariev", "aibek-saryev"}
    return bool(set(values(facet, found)) & {*asked, *both})


def keys(found: list[Found]) -> list[tuple[str, str, str | None]]:
    return [(each.document.document.id, each.said.statement.id, each.shown.published) for each in found]


CHOICES: dict[Facet, tuple[str, ...]] = {
    Facet.SPEAKER: ("aibek-sariev", "aida-sarieva", "", "nobody"),
    Facet.OUTLET: tuple(filter(None, OUTLETS)),
    Facet.LANGUAGE: LANGUAGES,
    Facet.YEAR: ("2024", "2025"),
    Facet.MONTH: ("2024-10", "2024-11", "2024-01"),
    Facet.ISSUE: ("neutrality", "bridge-toll"),
    Facet.KIND: tuple(Kind),
    Facet.CONFIDENCE: tuple(f"{band:g}" for band in BANDS),
}
chosen = st.dictionaries(st.sampled_from(Facet), st.integers(), max_size=3).map(
    lambda picks: {
        facet: [value for bit, value in enumerate(CHOICES[facet]) if pick >> bit & 1]
        for facet, pick in picks.items()
    }
)
filters = st.builds(
    StatementFilter,
    speaker=st.sampled_from((None, None, "Sarieva")),
    about=st.sampled_from((None, None, "open", "read")),
    outlet=st.sampled_from((None, None, "Kemar", "Толук")),
    since=st.sampled_from((None, None, "2024-01-15", "2024-10-17", "2024-11-03")),
    until=st.sampled_from((None, None, "2024-01-01", "2024-10-31", "2025-01-01")),
    language=st.sampled_from((None, None, "ky", "en")),
    kind=st.sampled_from((None, None, None, *Kind)),
    document=st.sampled_from((None, None, None, "d1", "d2")),
    id=st.sampled_from((None, None, None, "s1")),
    all_versions=st.booleans(),
    chosen=chosen,
)


@settings(max_examples=150, deadline=None)
@given(filters)
def test_what_is_found_is_what_looking_at_every_statement_finds(
    many: Record, wanted: StatementFilter
) -> None:
    expected = by_hand(many, wanted)
    found = [
        (each.document.id, each.statement.id, each.document.published) for each in statements(many, wanted)
    ]
    assert sorted(found, key=str) == sorted(keys(expected), key=str)
    assert [published for *_, published in found] == [published for *_, published in keys(expected)]


@settings(max_examples=60, deadline=None)
@given(filters)
def test_facets_count_what_is_found(many: Record, wanted: StatementFilter) -> None:
    counted = facets(many, wanted)
    assert (counted.statements, counted.more) == (len(by_hand(many, wanted)), False)
    for facet in Facet:
        others = {each: asked for each, asked in wanted.chosen.items() if each is not facet}
        expected = Counter(
            value for each in by_hand(many, replace(wanted, chosen=others)) for value in values(facet, each)
        )
        got = {each.value: each.statements for each in counted.values[facet]}
        assert {value: count for value, count in got.items() if count} == expected, facet


def test_of_very_many_the_latest_are_counted(many: Record) -> None:
    wanted = StatementFilter(kind=Kind.DIRECT)
    some = facets(many, wanted, counted=5)
    assert (some.statements, some.more) == (5, True)
    latest = by_hand(many, wanted)[:5]
    expected = Counter(value for each in latest for value in values(Facet.LANGUAGE, each))
    assert {each.value: each.statements for each in some.values[Facet.LANGUAGE]} == expected


def test_values_are_called_by_their_names(many: Record) -> None:
    found = facets(many, StatementFilter(chosen={Facet.OUTLET: ["kemar DAILY", "Nowhere Times"]}))
    names = {each.value: each.name for facet in Facet for each in found.values[facet]}
    assert names["neutrality"] == "neutrality of Toluk"
    assert names["aida-sarieva"] == "Aida Sarieva"
    assert "Kemar Daily" in names
    counts = [each.statements for each in found.values[Facet.OUTLET]]
    assert counts.count(0) == 1, "what was chosen can be taken back"


@settings(max_examples=30, deadline=None)
@given(filters, st.integers(1, 40))
def test_pages_are_the_list_in_parts(many: Record, wanted: StatementFilter, limit: int) -> None:
    found: list[RecordedStatement] = []
    after = None
    while True:
        part = statement_page(many, wanted, limit=limit, after=after)
        found += part.items
        assert len(part.items) == limit or part.next is None
        if part.next is None:
            break
        after = part.next
    assert found == list(statements(many, wanted))


def test_a_page_goes_on_where_it_was_whatever_is_added() -> None:
    with empty() as record:
        fill(record, 2, 20)
        first = statement_page(record, limit=10)
        rest = list(statements(record))[10:]
        early = analysis("[content:“Late,”] [cue:said] [speaker:she].", id="new", published="2031-01-01")
        add(record, early.document, early)
        assert list(statement_page(record, limit=1000, after=first.next).items) == rest


@pytest.mark.parametrize("after", ["", "x", "-1", "0x1", "f" * 40, "1 2"])
def test_a_place_that_no_page_gave_is_refused(many: Record, after: str) -> None:
    with pytest.raises(RecordError, match="begin with its first page"):
        statement_page(many, limit=1, after=after)


@pytest.mark.parametrize("all_versions", [True, False])
def test_documents_come_in_pages(many: Record, all_versions: bool) -> None:
    listed = list(documents(many, all_versions=all_versions))
    current = [each for each in all_documents(many) if all_versions or each.current]
    first = {
        each.document.id: days_of(min(each.printings, key=lambda printing: not printing.current))[:1]
        for each in current
    }
    assert sorted(each.label.id for each in listed) == sorted(first)
    assert [first[each.label.id] for each in listed] == sorted(first.values(), reverse=True)
    found: list[DocumentLine] = []
    after = None
    while True:
        part = document_page(many, limit=7, after=after, all_versions=all_versions)
        found += part.items
        if part.next is None:
            break
        after = part.next
    assert found == listed


@settings(max_examples=30, deadline=None)
@given(filters)
def test_statements_by_month(many: Record, wanted: StatementFilter) -> None:
    expected = Counter(
        days_of(each.shown)[0][:7] if days_of(each.shown) else None for each in by_hand(many, wanted)
    )
    counted = statements_by_month(many, wanted)
    assert {each.month: each.statements for each in counted} == expected
    assert [each.month for each in counted] == sorted(expected, key=lambda month: (month is None, month))


def held_by_hand(record: Record, *, sure: bool = False, **asked: str | None) -> list[RecordedPosition]:
    return [
        each
        for each in positions(record)
        if each.position.confidence >= (SURE if sure else 0)
        and asked.get("holder") in (None, each.holder and each.holder.id)
        and asked.get("target") in (None, each.target.id)
        and asked.get("issue") in (None, each.target.id)
    ]


ASKED: tuple[dict[str, Any], ...] = (
    {"holder": "person/aibek-sariev"},
    {"target": "person/aibek-sariev"},
    {"issue": "neutrality"},
    {"holder": "person/aida-sarieva", "issue": "bridge-toll"},
    {"holder": "person/kanat-borubaev", "target": "country/kemar"},
)


@pytest.mark.parametrize("sure", [True, False])
@pytest.mark.parametrize("asked", ASKED, ids="-".join)
def test_sides_are_counted(many: Record, asked: dict[str, Any], sure: bool) -> None:
    held = held_by_hand(many, sure=sure, **asked)
    expected = Counter(
        (each.holder.id, each.target.id, each.position.polarity) for each in held if each.holder
    )
    counted = sides(many, **asked, sure=sure)
    assert expected == {
        (each.holder.id, each.target.id, side): count
        for each in counted
        for side, count in each.counts.items()
    }
    assert [sum(each.counts.values()) for each in counted] == sorted(
        (sum(each.counts.values()) for each in counted), reverse=True
    )
    for each in counted:
        for side, stand in each.latest.items():
            # positions() lists the latest first.
            first = next(
                every
                for every in held
                if (every.holder, every.target.id, every.position.polarity)
                == (each.holder, each.target.id, side)
            )
            assert (stand.id, stand.document) == (first.position.id, first.document.id)
    months = Counter(
        ((days(each.document.published or "") or ("",))[0][:7] or None, each.position.polarity)
        for each in held
    )
    assert months == {
        (each.month, side): count
        for each in sides_by_month(many, **asked, sure=sure)
        for side, count in each.counts.items()
    }


@pytest.mark.parametrize("sure", [True, False])
@pytest.mark.parametrize("joined", [True, False])
def test_who_is_for_and_against_whom(joined: bool, sure: bool) -> None:
    with empty() as record:
        fill(record, 3, 40)
        if joined:
            decide(record, Verdict.SAME, SARIEV, BORUBAEV, author="A")
        expected = Counter(
            (each.holder.id, each.target.id, each.position.polarity)
            for each in held_by_hand(record, sure=sure)
            if each.holder and each.target.kind is TargetKind.ACTOR
        )
        counted = sides_between(record, sure=sure, limit=100)
        assert expected == {
            (each.holder.id, each.target.id, side): count
            for each in counted
            for side, count in each.counts.items()
        }
        most = sides_between(record, sure=sure, limit=2)
        assert most == counted[:2]


def test_issues_are_listed(many: Record) -> None:
    for found in issue_sides(many):
        held = held_by_hand(many, issue=found.target.id)
        assert found.counts == Counter(each.position.polarity for each in held)
    assert {found.target.name for found in issue_sides(many)} == {"neutrality of Toluk", "платный мост"}
    assert len(issue_sides(many, 1)) == 1


def test_the_latest_positions_are_kept_before_all_else_is_asked(many: Record) -> None:
    every = list(positions(many, PositionFilter(issue="neutrality")))
    latest = PositionFilter(issue="neutrality", latest=6)
    assert list(positions(many, latest)) == every[:6]
    against = replace(latest, polarity=Polarity.AGAINST)
    assert list(positions(many, against)) == [
        each for each in every[:6] if each.position.polarity is Polarity.AGAINST
    ]
    assert changes(many, PositionFilter(issue="neutrality", latest=10_000)) == changes(
        many, PositionFilter(issue="neutrality")
    )


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_whatever_is_added_what_is_shown_is_in_line_with_it(seed: int) -> None:
    with empty() as record:
        fill(record, seed, 12)
        assert list(problems(record)) == []


def test_what_is_corrected_is_found_as_it_is_shown() -> None:
    with empty() as record:
        for name in ("a", "b"):
            found = analysis(READY.replace("ready", f"ready, {name}"), id=name, published="2024-10-16")
            add(record, found.document, found)
        change = StatementChange(kind=Kind.MIXED, speaker=None)
        correct(record, Subject.STATEMENT, "a", "s1", Ruling.CHANGE, change, revision=0, author="A")
        correct(record, Subject.STATEMENT, "b", "s1", Ruling.REJECT, revision=0, author="A")
        counted = facets(record)
        assert counted.statements == 1
        assert [each.value for each in counted.values[Facet.KIND]] == ["mixed"]
        assert [each.value for each in counted.values[Facet.SPEAKER]] == [""]
        wanted = StatementFilter(chosen={Facet.SPEAKER: [""], Facet.KIND: ["mixed"]})
        assert [each.document.id for each in statements(record, wanted)] == ["a"]
        assert list(problems(record)) == []


@given(st.dates(), st.integers(0, 2**36 - 1))
def test_a_key_holds_day_and_number(day: date, number: int) -> None:
    key = day_key(day.isoformat()) | number
    assert (day_of(key), number_of(key)) == (day.isoformat(), number)
    assert key < day_key(None), "what has no date is last"


def test_sure_is_the_same_everywhere(many: Record) -> None:
    query = "SELECT min(position.confidence), sure FROM position JOIN dated_position AS dated"
    rows = many.execute(f"{query} ON dated.key & 68719476735 = position.number GROUP BY sure").fetchall()
    assert [sure for least, sure in rows if least >= SURE] == [1]
