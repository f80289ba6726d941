from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.records import Actor, ActorKind, Analysis, Span
from onrecord.store import (
    AmbiguousActorError,
    NotFoundError,
    Record,
    StatementFilter,
    Verdict,
    actor_profile,
    actors,
    add,
    decide,
    decisions,
    find_actor,
    likely_pairs,
    problems,
    resolution,
    search,
    shown_actor,
    speakers,
    statements,
    undo,
    unsettled_names,
    without_actor,
)
from onrecord.store.actor_rows import ActorTitle
from onrecord.store.blocking import block_keys, may_be_alike
from onrecord.store.keys import search_key
from store.making import analysis, with_ids

SARIEV = "[content:“We are ready,”] [cue:said] [speaker:Aibek Sariev] in Ak-Sai. => Aibek Sariev"
SARYEV = "[content:“The road is open,”] [cue:said] [speaker:Aibek Saryev]. => Aibek Saryev"
SARIEV_AGAIN = "[content:“It is closed,”] [cue:said] [speaker:Aibek Sariev] again. => Aibek Sariev"
AIDA = "[content:“No,”] [cue:said] [speaker:Aida Sarieva]. => Aida Sarieva"
SHORT = "[content:“Yes,”] [cue:said] [speaker:Sariev]."


@pytest.fixture
def news(record: Record) -> Record:
    for name, marked in (("a", SARIEV), ("b", SARYEV), ("c", SARIEV_AGAIN), ("d", AIDA), ("e", SHORT)):
        put(record, analysis(marked, id=name))
    return record


def put(record: Record, found: Analysis, ids: dict[str, str] | None = None) -> None:
    made_of_names = {actor.id: f"person/{actor.id}" for actor in found.actors}
    found = with_ids(found, {**made_of_names, **(ids or {})})
    add(record, found.document, found)


def put_again(record: Record, found: Analysis, ids: dict[str, str] | None = None) -> None:
    """Add what an earlier version is made out to have analysed."""
    record.execute("UPDATE document SET analysed_with = 'earlier' WHERE id = ?", (found.document.id,))
    put(record, found, ids)


def join(record: Record, a: str, b: str, verdict: Verdict = Verdict.SAME) -> int:
    return decide(
        record, verdict, find_actor(record, a).actor, find_actor(record, b).actor, author="A"
    ).number


def said_by(record: Record, name: str) -> list[str]:
    return sorted(found.document.id for found in statements(record, StatementFilter(speaker=name)))


def test_every_question_honours_decisions_and_no_statement_changes(news: Record) -> None:
    before = {found.document.id: found.statement for found in statements(news)}
    assert said_by(news, "Saryev") == ["b"]
    number = join(news, "Aibek Sariev", "Saryev")
    for name in ("Saryev", "Sariev Aibek", "person/aibek-saryev", "person/aibek-sariev"):
        assert said_by(news, name) == ["a", "b", "c"], name
    found = next(found for found in statements(news) if found.document.id == "b")
    assert found.speaker
    assert (found.speaker.id, found.speaker.name) == ("person/aibek-sariev", "Aibek Sariev")
    assert {found.document.id: found.statement for found in statements(news)} == before
    assert [(s.id, s.statements) for s in speakers(news)] == [
        ("person/aibek-sariev", 3),
        ("person/aida-sarieva", 1),
    ]
    assert [hit.statements[0].speaker for hit in search(news, "road")] == [found.speaker]
    assert list(problems(news)) == []
    undo(news, number, author="A")
    assert said_by(news, "Saryev") == ["b"]
    assert len(list(speakers(news))) == 3


def test_a_group_goes_by_its_catalogue_id_else_by_who_says_most(news: Record) -> None:
    join(news, "Saryev", "Aibek Sariev")
    assert shown_actor(news, "person/aibek-saryev").id == "person/aibek-sariev"
    for name in "xyz":
        put(news, analysis(SARYEV.replace("open", f"open, {name}"), id=name))
    assert shown_actor(news, "person/aibek-sariev").id == "person/aibek-saryev", "four against two"
    put(
        news,
        analysis(AIDA.replace("No", "Never").replace("Aida Sarieva", "A. Sariev"), id="q"),
        {"a.-sariev": "Q7"},
    )
    join(news, "Q7", "person/aibek-saryev")
    assert shown_actor(news, "person/aibek-sariev").id == "Q7"
    assert list(problems(news)) == []


def test_actors_are_listed_with_what_hangs_on_them(news: Record) -> None:
    found = analysis("They met in Ak-Sai, where Ak-Sai Press wrote it down.", id="f")
    press = Actor("press", "Ak-Sai Press", ActorKind.ORGANISATION, {}, (Span(27, 39),))
    put(news, replace(found, actors=(press,)))
    join(news, "Aibek Sariev", "Saryev")
    listed = list(actors(news))
    assert [(a.id, a.kind, a.statements, a.documents, a.merged) for a in listed] == [
        ("person/aibek-sariev", "person", 3, 3, ("person/aibek-saryev",)),
        ("person/aida-sarieva", "person", 1, 1, ()),
        ("person/press", "organisation", 0, 1, ()),
    ]
    assert [a.id for a in actors(news, kind=ActorKind.ORGANISATION)] == ["person/press"]
    assert [a.id for a in actors(news, "аида сариева")] == ["person/aida-sarieva"]
    assert list(actors(news, kind=ActorKind.COUNTRY)) == []
    assert len(list(actors(news, limit=1))) == 1


def test_replaced_texts_count_only_when_asked_for(record: Record) -> None:
    put(record, analysis(SARIEV, id="old", url="http://x/1"))
    put(record, analysis(SARYEV, id="new", url="http://x/1"))
    assert [a.name for a in actors(record)] == ["Aibek Saryev"]
    assert [a.name for a in actors(record, all_versions=True)] == ["Aibek Sariev", "Aibek Saryev"]
    assert actor_profile(record, "person/aibek-sariev").line.documents == 0
    assert actor_profile(record, "person/aibek-sariev", all_versions=True).line.documents == 1


def test_a_profile_holds_all_of_a_group(news: Record) -> None:
    both = analysis(
        "[content1:“A,”] [cue1:said] [speaker1:Aibek Sariev]. [content2:“B,”] [cue2:said] [speaker2:she]."
        " => 1 Aibek Sariev; 2 Aida Sarieva",
        id="both",
    )
    number = join(news, "Aibek Sariev", "Saryev")
    join(news, "Aibek Sariev", "Aida Sarieva", Verdict.DIFFER)
    put(news, both)
    profile = actor_profile(news, "person/aibek-saryev")
    assert profile.line == next(actors(news))
    assert [member.id for member in profile.members] == ["person/aibek-sariev", "person/aibek-saryev"]
    assert [(each.name, each.language, each.count) for each in profile.names] == [
        ("Aibek Sariev", "en", 3),
        ("Aibek Saryev", "en", 1),
    ]
    assert profile.speaker
    assert profile.speaker.statements == profile.line.statements == 4
    assert [decision.number for decision in profile.decisions] == [number, number + 1]
    aida = actor_profile(news, "person/aida-sarieva")
    assert [each.name for each in aida.called] == ["she"]
    with pytest.raises(NotFoundError):
        actor_profile(news, "person/nobody")


def test_an_actor_is_found_by_the_whole_name_before_a_part_of_one(news: Record) -> None:
    assert find_actor(news, "person/aida-sarieva").actor.name == "Aida Sarieva"
    assert find_actor(news, "Сариева Аида").actor.id == "person/aida-sarieva"
    assert find_actor(news, "Aibek Sariev").statements == 2, "not also Sarieva, which begins so"
    with pytest.raises(NotFoundError, match="onrecord actors"):
        find_actor(news, "Nobody")
    with pytest.raises(AmbiguousActorError) as several:
        find_actor(news, "Aibek")
    assert "Aibek Sariev (person/aibek-sariev, statements: 2); Aibek Saryev (person/aibek-saryev" in str(
        several.value
    )
    join(news, "person/aibek-sariev", "person/aibek-saryev")
    assert find_actor(news, "Aibek").actor.id == "person/aibek-sariev", "decided to be one"


def test_likely_pairs_are_proposed_until_decided(news: Record) -> None:
    [pair] = likely_pairs(news)
    assert (pair.a.actor.id, pair.b.actor.id) == ("person/aibek-sariev", "person/aibek-saryev")
    assert pair.score > 0.5
    number = join(news, "Aibek Sariev", "Saryev", Verdict.DIFFER)
    assert likely_pairs(news) == []
    undo(news, number, author="A")
    assert len(likely_pairs(news)) == 1
    join(news, "Aibek Sariev", "Saryev")
    assert likely_pairs(news) == []


def test_the_pair_with_more_statements_comes_first_and_a_limit_loses_none_before(record: Record) -> None:
    for number in range(3):
        put(record, analysis(SARIEV.replace("ready", f"ready {number}"), id=f"a{number}"))
        put(record, analysis(SARYEV.replace("open", f"open {number}"), id=f"b{number}"))
    put(record, analysis(AIDA.replace("Aida Sarieva", "Kanat Borubaev"), id="c"))
    put(record, analysis(AIDA.replace("Aida Sarieva", "Kanat Borubayev").replace("No", "Yes"), id="d"))
    every = likely_pairs(record)
    assert [(pair.a.statements, pair.b.statements) for pair in every] == [(3, 3), (1, 1)]
    assert likely_pairs(record, 1) == every[:1]


def test_two_entries_of_a_catalogue_are_never_proposed(record: Record) -> None:
    put(record, analysis(SARIEV, id="a"), {"aibek-sariev": "Q1"})
    put(record, analysis(SARYEV, id="b"), {"aibek-saryev": "Q2"})
    assert likely_pairs(record) == []


def test_unsettled_names_are_gathered_by_family_name(news: Record) -> None:
    put(news, analysis("[content:«Ооба»], — [cue:деди] [speaker:Сариев].", id="f", language="ky"))
    put(news, analysis("[content:“So,”] [cue:said] [speaker:the minister].", id="g"))
    [name] = unsettled_names(news)
    assert (name.statements, set(name.written), set(name.documents)) == (2, {"Sariev", "Сариев"}, {"e", "f"})
    assert [each.actor.name for each in name.candidates] == ["Aibek Sariev", "Aida Sarieva"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aibek Sariev", "Сариев Айбек"),
        ("Aibek Sariev", "А. Сариев"),
        ("Zhyldyz Osmonova", "Jyldyz Osmonova"),
        ("Айбек Нурланович Сариев", "Aybek Saryev"),
        ("Sariev", "Сариев"),
    ],
)
def test_spellings_of_a_name_meet_in_a_block(one: str, other: str) -> None:
    keys = [set(block_keys(search_key(name), ActorKind.PERSON)) for name in (one, other)]
    assert keys[0] & keys[1]
    assert may_be_alike(search_key(one), search_key(other))


def test_a_decision_survives_another_analysis_with_the_same_ids(news: Record) -> None:
    join(news, "Aibek Sariev", "Saryev")
    put_again(news, analysis(SARYEV, id="b"))
    assert said_by(news, "Sariev") == ["a", "b", "c", "d"]
    assert said_by(news, "person/aibek-sariev") == ["a", "b", "c"]


def test_a_decision_survives_when_its_actor_gets_another_id(news: Record) -> None:
    join(news, "Aibek Sariev", "Saryev")
    put_again(news, analysis(SARYEV, id="b"), {"aibek-saryev": "Q7"})
    assert said_by(news, "person/aibek-sariev") == ["a", "b", "c"]
    assert shown_actor(news, "person/aibek-sariev").id == "Q7"
    assert actor_profile(news, "Q7").decisions == tuple(decisions(news))
    put_again(news, analysis(SARYEV, id="b"), {"aibek-saryev": "Q9"})
    assert shown_actor(news, "person/aibek-sariev").id == "Q9", "and again another"
    put_again(news, analysis(SARYEV, id="b"))
    assert said_by(news, "person/aibek-saryev") == ["a", "b", "c"], "and its first one"
    assert list(problems(news)) == []


def test_an_actor_that_becomes_two_takes_no_side(news: Record) -> None:
    join(news, "Aibek Sariev", "Saryev")
    put_again(news, analysis(SARIEV, id="a"), {"aibek-sariev": "Q1"})
    put_again(news, analysis(SARIEV_AGAIN, id="c"), {"aibek-sariev": "Q2"})
    assert said_by(news, "Saryev") == ["b"], "nobody is joined to a namesake"
    assert list(problems(news)) == []


def test_another_name_in_the_same_place_is_no_successor(news: Record) -> None:
    join(news, "Aibek Sariev", "Saryev")
    found = analysis(SARYEV, id="b")
    other = replace(found, actors=tuple(replace(a, name="Kanat Borubaev", names={}) for a in found.actors))
    put_again(news, other, {"aibek-saryev": "person/kanat-borubaev"})
    assert said_by(news, "Aibek Sariev") == ["a", "c"]


def test_an_initial_is_too_little_to_follow(news: Record) -> None:
    short = SARYEV.replace("Aibek Saryev", "A. Sariev")
    put(news, analysis(short, id="i"))
    join(news, "person/a.-sariev", "Aibek Sariev")
    found = analysis(short, id="i")
    aida = replace(found, actors=tuple(replace(a, name="Aida Sarieva", names={}) for a in found.actors))
    put_again(news, aida, {"a.-sariev": "person/aida-sarieva"})
    assert said_by(news, "Aibek Sariev") == ["a", "c"]
    assert without_actor(news) == {1}
    put_again(news, analysis(short, id="i"))
    assert without_actor(news) == set()
    assert said_by(news, "person/aibek-sariev") == ["a", "c", "i"]


def test_decisions_that_come_to_contradict_each_other_are_set_aside(news: Record) -> None:
    join(news, "Aibek Sariev", "Saryev")
    later = join(news, "Saryev", "Aida Sarieva", Verdict.DIFFER)
    same = {"aida-sarieva": "Q1", "aibek-sariev": "Q1"}
    found = analysis(AIDA, id="d")
    like = replace(
        found, actors=tuple(replace(a, names={"en": a.name, "ru": "Aibek Sariev"}) for a in found.actors)
    )
    put_again(news, like, same)
    for identifier, marked in (("a", SARIEV), ("c", SARIEV_AGAIN)):
        put_again(news, analysis(marked, id=identifier), same)
    assert [decision.number for decision in resolution(news).set_aside] == [later]
    assert list(problems(news)) == []


MINISTER = (
    "[content:“No,”] [cue:said] [speaker:Aida Sarieva], the minister of water of Toluk. => Aida Sarieva"
)
AGAIN = "[content:“So,”] [cue:said] [speaker:Minister of Water of Toluk Aida Sarieva]. => Aida Sarieva"
DEPUTY = "Депутат [speaker:Аида Сариева] [cue:сказала]: [content:«Да»]. => Аида Сариева"


def test_the_roles_that_texts_give_are_gathered(record: Record) -> None:
    put(record, analysis(MINISTER, id="a", published="2024-10-16"))
    put(record, analysis(AGAIN, id="b", published="2024-05"))
    put(record, analysis(DEPUTY, id="c", language="ru"), {"аида-сариева": "person/aida-sarieva"})
    put(
        record,
        analysis("The minister met [speaker:Aibek Sariev], who [cue:said] [content:“No”]. => Aibek Sariev"),
    )
    water, deputy = actor_profile(record, "person/aida-sarieva").titles
    assert water == ActorTitle("minister of water of Toluk", 2, {"en": 2}, "2024-05", "2024-10-16")
    assert deputy == ActorTitle("Депутат", 1, {"ru": 1}, None, None)
    assert actor_profile(record, "person/aibek-sariev").titles == ()


def test_titles_of_whom_decisions_make_one_are_counted_together(news: Record) -> None:
    put(news, analysis(SARIEV.replace("[speaker:", "Deputy [speaker:"), id="p"))
    put(news, analysis(SARYEV.replace("[speaker:", "deputy [speaker:"), id="q"))
    assert [title.count for title in actor_profile(news, "person/aibek-sariev").titles] == [1]
    join(news, "Aibek Sariev", "Saryev")
    [deputy] = actor_profile(news, "person/aibek-sariev").titles
    assert (deputy.title, deputy.count) == ("deputy", 2)


def test_titles_are_those_of_texts_that_stand(record: Record) -> None:
    put(record, analysis(AIDA.replace("[speaker:", "deputy [speaker:"), id="a", url="http://x/1"))
    put(record, analysis(AIDA.replace("[speaker:", "minister [speaker:"), id="b", url="http://x/1"))
    assert [title.title for title in actor_profile(record, "person/aida-sarieva").titles] == ["minister"]
    every = actor_profile(record, "person/aida-sarieva", all_versions=True).titles
    assert [title.title for title in every] == ["deputy", "minister"]
