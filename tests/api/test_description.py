"""The description says what the API does."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import msgspec
import pytest

from api.conftest import Client
from onrecord.api import rulings
from onrecord.api.problems import Problem
from onrecord.api.resources.history import NewDecision
from onrecord.wire import recorded

_EXAMPLES: dict[str, Any] = msgspec.json.decode(files("onrecord.api").joinpath("examples.json").read_bytes())
_OTHERS = {"Problem": Problem, "NewDecision": NewDecision}


@pytest.fixture
def described(client: Client) -> dict[str, Any]:
    described: dict[str, Any] = client.get("/openapi.json").json()
    return described


def operations(described: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in described["paths"].values():
        yield from path.values()


@pytest.mark.parametrize("name", _EXAMPLES)
def test_examples_are_of_their_kind(name: str) -> None:
    kind = _OTHERS.get(name) or getattr(recorded, name, None) or getattr(rulings, name)
    example = _EXAMPLES[name]
    written = msgspec.json.decode(msgspec.json.encode(msgspec.convert(example, kind)))
    assert {key: written[key] for key in example} == example


def test_everything_is_explained(described: dict[str, Any]) -> None:
    assert described["openapi"] == "3.1.0"
    for operation in operations(described):
        assert operation["summary"]
        assert all(parameter["description"] for parameter in operation["parameters"]), operation
        assert "default" in operation["responses"]
    for name, schema in described["components"]["schemas"].items():
        assert schema.get("description") or name == "Listed", name
        assert ":class:" not in str(schema)
        assert "``" not in str(schema)


def test_links_lead_to_operations_and_their_parameters(described: dict[str, Any]) -> None:
    known = {each["operationId"]: each for each in operations(described)}
    assert len(known) == len(list(operations(described)))
    links = [
        link
        for operation in known.values()
        for response in operation["responses"].values()
        for link in response.get("links", {}).values()
    ]
    assert links
    for link in links:
        names = {parameter["name"] for parameter in known[link["operationId"]]["parameters"]}
        assert {name.removeprefix("header.") for name in link["parameters"]} <= names


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    def references(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                yield value["$ref"]
            for each in value.values():
                yield from references(each)
        elif isinstance(value, list):
            for each in value:
                yield from references(each)

    prefix = "#/components/schemas/"
    found = {reference.removeprefix(prefix) for reference in references(described)}
    assert found <= set(described["components"]["schemas"])
