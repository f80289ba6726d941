"""Entities, validated by FollowTheMoney itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

from onrecord.export.follow_the_money import entities
from onrecord.records import ActorReference
from onrecord.store import Record, Verdict, decide, statements

ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed")


SARIEVA, ANN = (
    ActorReference("aida-sarieva", "Aida Sarieva"),
    ActorReference("=ann-<b>böse</b>", "=Ann <b>Böse</b>"),
)


def written(record: Record) -> list[dict[str, Any]]:
    return [json.loads(line) for line in entities(record, statements(record))]


def test_every_entity_is_valid_and_means_what_it_says(told: Record) -> None:
    found = written(told)
    for each in found:
        schema = ftm.model.get(each["schema"])
        assert schema.validate(each) is None, each
        proxy = ftm.model.get_proxy(each, cleaned=False)
        for name, values in each["properties"].items():
            kept = proxy.get(name)
            assert len(kept) == len(values), (each["schema"], name, values, kept)
    assert {each["schema"] for each in found} == {"Article", "Mention", "Person", "PublicBody"}
    assert len({each["id"] for each in found}) == len(found)


def test_mentions_lead_to_articles_and_actors(told: Record) -> None:
    found = {each["id"]: each for each in written(told)}
    mentions = [each for each in found.values() if each["schema"] == "Mention"]
    assert mentions
    for mention in mentions:
        (document,), (actor,) = (mention["properties"][name] for name in ("document", "resolved"))
        text = found[document]["properties"]["bodyText"][0]
        assert found[document]["schema"] == "Article"
        assert found[actor]["schema"] in {"Person", "PublicBody"}
        assert all(name in " ".join(text.split()) for name in mention["properties"]["name"])


def test_whom_decisions_make_one_is_one_entity(told: Record) -> None:
    before = [each for each in written(told) if each["schema"] == "Person"]
    decide(told, Verdict.SAME, SARIEVA, ANN, author="Nurlan")
    after = [each for each in written(told) if each["schema"] == "Person"]
    assert len(after) == len(before) - 1
    names = [{*each["properties"]["name"], *each["properties"]["alias"]} for each in after]
    assert any({SARIEVA.name, ANN.name} <= each for each in names)
