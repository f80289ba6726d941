"""The measure of actors is right where the right figure is known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks import actors
from benchmarks.actors import Judged, agrees, false_merges, gold_actors, judge, score

from onrecord.records import Actor, ActorKind, Span

TEXT = (
    "Aibek Sariev met Toluk banks. Sariev left the Toluk banks’ union. The mayor stayed, he said. Toluk won."
)
GOLD: list[dict[str, Any]] = [
    {"id": "sariev", "kind": "person", "roles": ["the minister"], "forms": ["Aibek Sariev", "Sariev", "he"]},
    {"id": "mayor", "kind": "person", "roles": ["the mayor of Ak-Sai"], "forms": ["The mayor", "he"]},
    {"id": "banks", "kind": "group", "roles": [], "forms": ["Toluk banks"]},
    {"id": "union", "kind": "group", "roles": [], "forms": ["the Toluk banks’ union"]},
    {"id": "toluk", "kind": "country", "roles": [], "forms": ["Toluk"]},
    {"id": "reporter", "kind": "person", "roles": [], "forms": []},
]


def found(identifier: str, kind: ActorKind, *words: str) -> Actor:
    """An actor that is mentioned where the text has these words for the first time."""
    spans = sorted(Span(TEXT.index(each), TEXT.index(each) + len(each)) for each in words)
    return Actor(identifier, identifier, kind, {}, tuple(spans))


def judged(*analysis: Actor, number: str = "000") -> dict[str, Judged]:
    return {each.gold.id: each for each in judge(gold_actors(f"{number}_x", TEXT, GOLD), analysis)}


def test_places_are_whole_words_without_pronouns_and_what_is_inside_a_longer_form() -> None:
    places = {
        gold.id: [TEXT[start:end] for start, end in gold.places] for gold in gold_actors("000_x", TEXT, GOLD)
    }
    assert places == {
        "sariev": ["Aibek Sariev", "Sariev", "Sariev"],
        "mayor": ["The mayor"],
        "banks": ["Toluk banks"],
        "union": ["the Toluk banks’ union"],
        "toluk": ["Toluk", "Toluk", "Toluk"],
        "reporter": [],
    }


def test_a_role_counts_only_where_nothing_else_names_the_actor() -> None:
    rows = [{**GOLD[0], "forms": ["Sariev", "the minister"]}, {**GOLD[1], "forms": ["The mayor"]}]
    minister, mayor = gold_actors("000_x", "The mayor met the minister.", rows)
    assert minister.places == ()
    assert mayor.places == (Span(0, 9),)


def test_one_actor_of_the_right_kind_is_found() -> None:
    result = judged(found("person/a", ActorKind.PERSON, "Aibek Sariev", "Sariev left"))
    assert result["sariev"].found
    assert not result["mayor"].found


def test_two_ids_are_no_find() -> None:
    result = judged(
        found("person/a", ActorKind.PERSON, "Aibek Sariev"),
        found("person/b", ActorKind.PERSON, "Sariev left"),
    )
    assert result["sariev"].ids == ("person/a", "person/b")
    assert not result["sariev"].found
    assert result["sariev"].reason == "split: person/a, person/b"


@pytest.mark.parametrize(
    ("actor", "reason"),
    [
        ("banks", "found as organisation"),
        ("mayor", "not found"),
        ("reporter", "the annotation gives no words for it"),
    ],
)
def test_reasons(actor: str, reason: str) -> None:
    assert judged(found("o", ActorKind.ORGANISATION, "Toluk banks"))[actor].reason == reason


def test_figures() -> None:
    result = judged(
        found("person/a", ActorKind.PERSON, "Aibek Sariev", "The mayor"),
        found("group/a", ActorKind.GROUP, "Toluk banks."),
        found("group/b", ActorKind.GROUP, "the Toluk banks’ union"),
        found("group/c", ActorKind.GROUP, "union"),
    )
    assert score(list(result.values()), {}) == pytest.approx(
        {
            "found": 3,
            "recall": 3 / 6,
            "named": 4 / 6,
            "false_merges": 1,
            "recall_person": 2 / 3,
            "recall_country": 0.0,
            "recall_group": 1 / 2,
        }
    )


def test_merges_across_documents_count_where_the_annotation_forbids_them() -> None:
    ids = {("000", "sariev"): "x", ("001", "other"): "x", ("001", "third"): "y"}
    assert list(false_merges(ids, {})) == []
    across = {"must_not_merge": [["sariev (000)", "other (001)", "why"], ["sariev (000)", "third (001)"]]}
    assert list(false_merges(ids, across)) == [(("000", "sariev"), ("001", "other"))]


def test_an_actor_agrees_where_all_documents_give_it_one_id() -> None:
    ids = {("000", "toluk"): "x", ("001", "toluk"): "x", ("002", "toluk"): "y"}
    assert agrees(ids, "toluk", ["000", "001"])
    assert not agrees(ids, "toluk", ["000", "002"])
    assert not agrees(ids, "toluk", ["000", "003"])
    result = [each for number in ("000", "001") for each in judged(number=number).values()]
    assert score(result, {"same_actor": {"toluk": ["000", "001"]}})["cross_document"] == 0


def test_measure_reads_the_annotation(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    text = "“The bridge is open,” said Asel Toromatova."
    gold = {"id": "asel", "kind": "person", "roles": [], "forms": ["Asel Toromatova"]}
    (tmp_path / actors.FACTS).write_text(json.dumps({"000_x": {"actors": [gold]}}), encoding="utf-8")
    (tmp_path / actors.TEXTS).write_text(json.dumps({"id": "000_x", "text": text}), encoding="utf-8")
    assert actors.measure(tmp_path)["recall_person"] == 1


def test_without_the_annotation_nothing_is_measured(tmp_path: Path) -> None:
    assert actors.measure(tmp_path) == {}
