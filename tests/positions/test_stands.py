"""Whose an opinion is, toward whom or what, and the position that it makes."""

from __future__ import annotations

import pytest
from scenes import opinion, read, scene

from onrecord.languages import language
from onrecord.positions.opinions import Pointed
from onrecord.positions.qualifiers import Qualifiers
from onrecord.positions.stands import Finding, Holder, evidence, holder, issue_holders, position, target
from onrecord.records import ActorReference, Polarity, Span, TargetKind

SPEAKERS = {"en": "Sariev", "ru": "Сариев", "ky": "Сариев"}


@pytest.mark.parametrize(
    ("code", "line", "name", "claimant"),
    [
        # Named in what is said: theirs, according to the speaker.
        (
            "en",
            "⟨[holder:Osmonova] [expression:backs] the base,⟩ [speaker:Sariev] said.",
            "Osmonova",
            "Sariev",
        ),
        (
            "ru",
            "[speaker:Сариев] сказал, что ⟨[holder:Осмонова] [expression:за] базу⟩.",
            "Осмонова",
            "Сариев",
        ),
        (
            "ky",
            "⟨[holder:Осмонова] базаны [expression:колдойт]⟩, — деди [speaker:Сариев].",
            "Осмонова",
            "Сариев",
        ),
        # Speakers themselves, by name, in the first person, or unnamed.
        ("en", "⟨[holder:Sariev] [expression:backs] the base,⟩ [speaker:Sariev] said.", "Sariev", None),
        ("en", "⟨[holder:We] [expression:back] the base,⟩ [speaker:Sariev] said.", "Sariev", None),
        ("ru", "⟨[holder:Мы] [expression:за] базу⟩, — сказал [speaker:Сариев].", "Сариев", None),
        ("ky", "⟨[holder:Биз] базаны [expression:колдойбуз]⟩, — деди [speaker:Сариев].", "Сариев", None),
        ("en", "⟨The base is [expression:good],⟩ [speaker:Sariev] said.", "Sariev", None),
        ("ky", "⟨База [expression:жакшы]⟩, — деди [speaker:Сариев].", "Сариев", None),
        # The words for the speaker beside the speech.
        ("en", "⟨The base is [expression:good],⟩ said [holder:the minister].", None, None),
        ("en", "⟨The base is [expression:good],⟩ said [speaker:the old minister].", "Sariev", None),
        ("en", "⟨The base is [expression:good],⟩ [holder:he] said.", "Sariev", None),
        # Others whom nobody knows, and “he” of what is said.
        ("en", "⟨[holder:The rebels] [expression:back] the base,⟩ [speaker:Sariev] said.", None, "Sariev"),
        ("en", "⟨[holder:He] [expression:backs] the base,⟩ [speaker:Sariev] said.", None, "Sariev"),
        ("en", "⟨[holder:Osmonova’s plan] [expression:harms] us,⟩ [speaker:Sariev] said.", None, "Sariev"),
        # Narration.
        ("en", "[holder:Osmonova] [expression:backs] the base.", "Osmonova", None),
        ("en", "[holder:The decision of the ministry] [expression:harms] Toluk.", None, None),
        ("en", "The base is [expression:good].", None, None),
        ("en", "[holder:We] [expression:back] the base.", None, None),
        ("ky", "База [expression:жакшы].", None, None),
    ],
)
def test_holders(code: str, line: str, name: str | None, claimant: str | None) -> None:
    said, known = read(line), language(code)
    assert known
    there, shown = scene(said, SPEAKERS[code]), opinion(said)
    found = holder(there, shown, there.saying(shown.expression), known)
    assert (found.who.name if found and found.who else None) == name
    claimed = found.claimed_by if found else None
    assert (claimed.name if claimed else None) == claimant


def test_the_words_for_a_speaker_name_the_speaker() -> None:
    said = read("⟨The base is [expression:good],⟩ said [speaker:the minister] of trade.")
    english = language("en")
    assert english
    shown = opinion(said)._replace(holder=said.marks["speaker"])
    there = scene(said, "Sariev")
    found = holder(there, shown, there.saying(shown.expression), english)
    assert found
    assert found.who
    assert (found.who.name, found.claimed_by) == ("Sariev", None)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("[holder:Kemar Daily] [expression:backs] the base.", False),
        ("The base is [expression:good].", True),
        ("[holder:Kemar Daily]: ⟨is the base [expression:good]?⟩", False),
    ],
)
def test_neither_outlet_nor_author_holds(line: str, authors: bool) -> None:
    said, english = read(line), language("en")
    assert english
    there, shown = scene(said, "Kemar Daily", outlet="Kemar Daily"), opinion(said, authors=authors)
    assert holder(there, shown, there.saying(shown.expression), english) is None


@pytest.mark.parametrize(
    ("line", "name", "claimant"),
    [
        # Said of somebody else, of whomever else nobody knows, of the speaker, and of the issue itself.
        ("⟨[holder:Kemar] keeps [issue:the base],⟩ [speaker:Sariev] said.", "Kemar", "Sariev"),
        ("⟨[holder:The rebels] keep [issue:the base],⟩ [speaker:Sariev] said.", "Sariev", None),
        ("⟨[holder:Sariev] keeps [issue:the base],⟩ [speaker:Sariev] said.", "Sariev", None),
        ("⟨[issue:The base] stays,⟩ [holder:Kemar] heard [speaker:Sariev] say.", "Sariev", None),
        ("⟨[issue:The base] stays,⟩ [speaker:Sariev] said.", "Sariev", None),
        # Told.
        ("[holder:Kemar] keeps [issue:the base].", "Kemar", None),
        ("[issue:The base] stays.", None, None),
    ],
)
def test_holders_of_stands_on_issues(line: str, name: str | None, claimant: str | None) -> None:
    said, english = read(line), language("en")
    assert english
    there = scene(said, "Sariev")
    statement = next(iter(there.statements), None)
    pointed = Pointed(said.marks.get("holder"), False, 0.8)
    found = issue_holders(there, statement, pointed, said.marks["issue"], Span(0, len(said.text)), english)
    names = [(each.who and each.who.name, each.claimed_by and each.claimed_by.name) for each in found]
    assert names == ([(name, claimant)] if name else [])


@pytest.mark.parametrize(
    "line",
    [
        "⟨[issue:Kemar] stays neutral,⟩ [speaker:Sariev] said.",
        "⟨[first:Osmonova] and [issue:Kemar] stay neutral,⟩ [speaker:Sariev] said.",
    ],
)
def test_the_words_for_an_issue_do_not_hold_it(line: str) -> None:
    said, english = read(line), language("en")
    assert english
    there, issue = scene(said, "Sariev"), said.marks["issue"]
    pointed = Pointed(said.marks.get("first", issue), False, 0.8)
    found = issue_holders(there, there.statements[0], pointed, issue, Span(0, len(said.text)), english)
    assert [each.who and each.who.name for each in found] == ["Sariev"]


def test_whoever_asks_in_an_interview_holds_nothing() -> None:
    there = scene(read("⟨Is the base good?⟩"), "Sariev")
    assert there.writes(ActorReference("person/interviewer", "interviewer"))
    assert not there.writes(ActorReference("person/Sariev", "Sariev"))


def test_what_writers_say_in_the_words_around_a_speech_is_theirs() -> None:
    said, english = read("⟨The base will stay,⟩ [speaker:Sariev] [expression:lied]."), language("en")
    assert english
    assert holder(scene(said, "Sariev"), opinion(said, authors=True), None, english) is None


@pytest.mark.parametrize(
    ("code", "line", "kind", "name"),
    [
        ("en", "We [expression:back] [target:Minister Aida Osmonova].", TargetKind.ACTOR, "Osmonova"),
        ("en", "We [expression:back] [target:the  new base].", TargetKind.ISSUE, "the new base"),
        ("en", "We [expression:back] [target:the decision of the ministry].", TargetKind.ISSUE, None),
        ("ky", "Биз [target:Өкмөттүн чечимин] [expression:колдойбуз].", TargetKind.ISSUE, "Өкмөттүн чечимин"),
    ],
)
def test_targets(code: str, line: str, kind: TargetKind, name: str | None) -> None:
    said, known = read(line), language(code)
    assert known
    found = target(scene(said), said.marks["target"], known)
    assert found
    assert found.kind is kind
    assert name in (None, found.name)
    assert kind is TargetKind.ACTOR or found.id.startswith("issue/")


@pytest.mark.parametrize("line", ["We [expression:back] [target:him].", "We [expression:back] [target:—]."])
def test_pronouns_and_marks_are_no_targets(line: str) -> None:
    said, english = read(line), language("en")
    assert english
    assert target(scene(said), said.marks["target"], english) is None


def test_a_giant_target_is_cut() -> None:
    said, english = read("We [expression:back] [target:" + "x" * 100_000 + "]."), language("en")
    assert english
    found = target(scene(said), said.marks["target"], english)
    assert found
    assert len(found.name) <= 160


def test_evidence_holds_the_target_of_its_sentence() -> None:
    said = read("We [expression:back] Mr. Sariev and [target:the base]. It is good.")
    shown = opinion(said)
    whole = Span(shown.expression.start, shown.target.end)
    assert evidence(shown, Span(0, shown.target.end + 1)) == whole
    assert evidence(shown, Span(0, shown.target.start)) == shown.expression


def test_a_position_keeps_what_was_found() -> None:
    said, english = read("⟨[holder:We] [expression:back] [target:Osmonova],⟩ Sariev said."), language("en")
    assert english
    there = scene(said, "Sariev")
    about = target(there, said.marks["target"], english)
    assert about
    who = Holder(ActorReference("person/sariev", "Sariev"), (said.marks["holder"],))
    found = Finding(
        who, about, said.marks["target"], Polarity.FOR, said.marks["expression"], None, 0.12345, "test"
    )
    condition = (Span(1, 4),)
    made = position(there, found, Qualifiers(past=True, condition=condition))
    assert (made.past, made.condition, made.confidence) == (True, condition, 0.123)
    assert made.id == position(there, found, Qualifiers()).id
    assert made.target_span == (said.marks["target"],)
