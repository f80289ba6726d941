from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest

from api.conftest import Client
from cli.conftest import Run, run
from onrecord.store import add, open_record
from store.making import BRIDGE, analysis

__all__ = ["run"]


def items(client: Client, path: str) -> list[dict[str, Any]]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_statements_are_those_of_the_command(client: Client, run: Run) -> None:
    assert items(client, "/statements") == as_json(run("statements", "--json").stdout)
    by_him = items(client, "/statements?about=neutral&since=2024&until=2024-10")
    assert by_him == as_json(
        run("statements", "--about", "neutral", "--from", "2024", "--to", "2024-10", "--json").stdout
    )
    assert len(by_him) == 2


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("/positions", ("positions",)),
        ("/positions?holder=Сариев&side=against", ("positions", "--holder", "Сариев", "--side", "against")),
        ("/positions?issue=neutrality&least=0.75", ("positions", "--issue", "neutrality", "--sure")),
        ("/documents", ("documents",)),
        ("/actors?name=Sariev", ("actors", "Sariev")),
        ("/search?q=neutrality", ("search", "neutrality")),
    ],
)
def test_lists_are_those_of_the_commands(
    client: Client, run: Run, path: str, command: tuple[str, ...]
) -> None:
    found = items(client, path)
    assert found
    assert found == as_json(run(*command, "--json").stdout)


def test_an_actor_is_that_of_the_command(client: Client, run: Run) -> None:
    answer = client.get("/actors/person%2Faibek-sariev")
    assert answer.json() == as_json(run("actor", "person/aibek-sariev", "--json").stdout)


def as_json(written: str) -> Any:
    return msgspec.json.decode(written)


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("/statements?speaker=Nobody", 0),
        ("/statements?speaker=!", 0),
        ("/positions?target=—", 0),
        ("/actors?name=ь", 0),
        ("/search?q=…", 0),
        ("/statements?language=ky", 1),
        ("/statements?kind=direct&document=en-1", 1),
        ("/statements?issue=neutrality", 3),
        ("/statements?confidence=0.75", 5),
        ("/statements?confidence=0.9", 0),
        ("/statements?outlet=Kemar", 3),
        ("/positions?target=Sariev", 1),
        ("/positions?document=ky-1", 2),
        ("/positions?since=2024-11&until=2024-11", 2),
        ("/positions?since=2024&until=2022", 0),
        ("/actors?kind=country", 1),
    ],
)
def test_filters(client: Client, path: str, count: int) -> None:
    assert len(items(client, path)) == count


@pytest.mark.parametrize("path", ["/statements", "/positions", "/documents", "/actors", "/search?q=sariev"])
def test_parts_are_together_the_whole(client: Client, path: str) -> None:
    whole = items(client, path)
    more = "&" if "?" in path else "?"
    parts, cursor = [], ""
    while True:
        answer = client.get(f"{path}{more}limit=1{cursor}")
        parts += answer.json()["items"]
        following = answer.json()["next"]
        if following is None:
            assert "link" not in answer.headers
            break
        link = answer.headers["link"].removeprefix("<").partition(">")[0]
        assert client.get(f"{path.partition('?')[0]}{link}").status_code == 200
        cursor = f"&cursor={following}"
    assert parts == whole


def test_a_document_with_its_text_and_where_it_stood(client: Client) -> None:
    found = client.get("/documents/en-1").json()
    (span,) = client.get("/statements/en-1/s1").json()["content"]
    assert found["text"][slice(*span)] == "“Neutrality has served Toluk well,”"
    assert [printing["outlet"] for printing in found["printings"]] == ["Ak-Sai Courier"]
    assert found["current"] is True


def test_an_id_with_all_that_can_stand_in_an_address(client: Client, record: Path) -> None:
    name = "a/b/../c?d#e f%2F//é"
    made = analysis(BRIDGE, id=name)
    with open_record(record) as opened:
        add(opened, made.document, made)
    assert client.get(f"/documents/{quote(name, safe='')}").json()["id"] == name
    assert client.get(f"/statements/{quote(name, safe='')}/s1").json()["document"] == name
    (found,) = items(client, f"/statements?document={quote(name, safe='')}")
    assert found["document"] == name


def test_an_issue(client: Client) -> None:
    assert client.get("/issues").json()[0] == {
        "issue": "neutrality",
        "name": "neutrality of Toluk",
        "for": 2,
        "neutral": 0,
        "against": 2,
    }
    (cell,) = client.get("/issues/neutrality/matrix").json()
    assert (cell["holder"]["name"], cell["for"], cell["against"]) == ("Aibek Sariev", 2, 2)
    months = client.get("/issues/neutrality/months").json()
    assert [month["month"] for month in months] == ["2022-03", "2024-10"]
    (course,) = items(client, "/issues/neutrality/timeline")
    assert [stand["id"] for stand in course["stands"]] == ["p1", "p1", "p2", "p4"]
    (turn, *_) = client.get("/issues/neutrality/changes?sure=true").json()
    assert (turn["before"]["id"], turn["after"]["id"], turn["in_order"]) == ("p1", "p2", True)
    assert client.get("/issues/neutral/matrix").status_code == 404


def test_how_an_actor_stands(client: Client) -> None:
    at = "/actors/person%2Faibek-sariev"
    assert [cell["target"]["id"] for cell in client.get(f"{at}/matrix").json()] == [
        "neutrality",
        "country/kemar",
    ]
    assert len(items(client, f"{at}/timeline")) == 2
    assert client.get(f"{at}/changes").json()
    assert [month["month"] for month in client.get(f"{at}/months").json()] == ["2022-03", "2024-10"]
    pairs = {(pair["holder"]["name"], pair["target"]["name"]) for pair in client.get("/map").json()}
    assert pairs == {("Aibek Sariev", "Kemar"), ("Aida Sarieva", "Aibek Sariev")}
    assert client.get("/actors/person%2Fnobody/matrix").status_code == 404


def test_how_many_there_are(client: Client) -> None:
    counts = client.get("/statements/counts?language=en").json()
    assert counts["statements"] == 4
    assert {"value": "Kemar Daily", "name": "Kemar Daily", "statements": 3} in counts["values"]["outlet"]


def test_what_to_check_first(client: Client) -> None:
    found = client.get("/queue?limit=3").json()
    assert len(found) == 3
    assert found == sorted(found, key=lambda each: -each["worth"])
    assert all(each["document"] for each in found)
