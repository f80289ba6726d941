from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.conftest import Client, client_of
from onrecord.access import Role, Tokens
from onrecord.api import PREFIX, Settings
from store.holding import SARIEV

ACCEPT = {"ruling": "accept"}
Sign = Callable[[str, Role], Client]


def patched(client: Client, path: str, sent: dict[str, Any], tag: str | None = None) -> Any:
    """What comes of a ruling upon what is shown now, or upon ``tag``."""
    seen = tag or client.get(path).headers["etag"]
    return client.patch(path, json=sent, headers={"If-Match": seen})


def test_a_statement_is_accepted(reviewer: Client) -> None:
    before = reviewer.get("/statements/en-1/s1").json()
    assert before["correction"] is None
    answer = patched(reviewer, "/statements/en-1/s1", {**ACCEPT, "because": "heard the recording"})
    assert answer.status_code == 200, answer.text
    after = answer.json()
    assert (after["correction"]["author"], after["correction"]["ruling"], after["confidence"]) == (
        "Nurlan",
        "accept",
        1,
    )
    assert after == reviewer.get("/statements/en-1/s1").json()
    (said,) = reviewer.get("/history").json()["items"]
    assert (said["subject"], said["ruling"], said["because"]) == (
        "statement",
        "accept",
        "heard the recording",
    )
    assert said["upon"]["confidence"] == before["confidence"]


def test_speaker_kind_and_words_are_changed(reviewer: Client) -> None:
    change = {"kind": "indirect", "speaker": SARIEV.id, "content": [[27, 60]]}
    after = patched(reviewer, "/statements/en-2/s1", {"ruling": "change", "change": change}).json()
    assert (after["kind"], after["speaker"]["name"], after["content"]) == (
        "indirect",
        "Aibek Sariev",
        [[27, 60]],
    )
    somebody = {"name": "Dinara Osmonova"}
    after = patched(
        reviewer, "/statements/en-2/s1", {"ruling": "change", "change": {"speaker": somebody}}
    ).json()
    assert after["speaker"] == {"id": "person/dinara-osmonova", "name": "Dinara Osmonova"}
    after = patched(reviewer, "/statements/en-2/s1", {"ruling": "change", "change": {"speaker": None}}).json()
    assert after["speaker"] is None
    assert after["kind"] == "indirect"


def test_a_rejected_statement_is_listed_no_more_and_can_come_back(reviewer: Client) -> None:
    rejected = patched(reviewer, "/statements/en-2/s2", {"ruling": "reject"}).json()
    assert rejected["correction"]["ruling"] == "reject"
    listed = reviewer.get("/statements?document=en-2").json()["items"]
    assert [each["id"] for each in listed] == ["s1", "s3"]
    answer = reviewer.get("/statements/en-2/s2")
    assert answer.json()["correction"]["ruling"] == "reject"
    assert patched(reviewer, "/statements/en-2/s2", ACCEPT).status_code == 200
    assert len(reviewer.get("/statements?document=en-2").json()["items"]) == 3


def test_a_position_is_turned_round_and_put_on_another_target(reviewer: Client) -> None:
    change = {"polarity": 0, "target": {"kind": "issue", "id": "bridge-toll"}, "holder": None}
    after = patched(reviewer, "/positions/en-2/p3", {"ruling": "change", "change": change}).json()
    assert (after["polarity"], after["holder"]) == (0, None)
    assert after["target"] == {"kind": "issue", "id": "bridge-toll", "name": "платный мост"}
    change = {"target": {"kind": "actor", "id": "country/kemar"}}
    after = patched(reviewer, "/positions/en-2/p3", {"ruling": "change", "change": change}).json()
    assert after["target"]["name"] == "Kemar"


def test_a_missed_statement_is_added(reviewer: Client) -> None:
    sent = {"document": "en-2", "kind": "indirect", "content": [[0, 27]], "speaker": SARIEV.id}
    answer = reviewer.post("/statements", json=sent)
    assert answer.status_code == 201, answer.text
    added = answer.json()
    assert added["words"]["content"] == ["The talks ended on Tuesday."]
    assert answer.headers["location"] == f"{PREFIX}/statements/en-2/{added['id']}"
    assert reviewer.get(answer.headers["location"].removeprefix(PREFIX)).json() == added
    assert reviewer.post("/statements", json=sent).status_code == 409


def test_who_comes_second_sees_what_the_other_said(signed: Sign) -> None:
    first, second = signed("Nurlan", Role.REVIEWER), signed("Aizada", Role.REVIEWER)
    tag = second.get("/statements/en-2/s1").headers["etag"]
    patched(
        first, "/statements/en-2/s1", {"ruling": "change", "change": {"kind": "mixed"}, "because": "half"}
    )
    answer = patched(second, "/statements/en-2/s1", {"ruling": "reject"}, tag)
    assert answer.status_code == 412
    problem = answer.json()
    assert (problem["other"]["author"], problem["other"]["because"]) == ("Nurlan", "half")
    assert problem["statement"]["kind"] == "mixed"
    assert "Nurlan" in problem["detail"]
    # Nothing is lost, and the tag of what is shown now comes along.
    assert second.get("/statements/en-2/s1").json()["kind"] == "mixed"
    assert patched(second, "/statements/en-2/s1", ACCEPT, answer.headers["etag"]).status_code == 200


def test_nobody_corrects_what_they_have_not_seen(reviewer: Client) -> None:
    answer = reviewer.patch("/statements/en-1/s1", json=ACCEPT)
    assert answer.status_code == 428
    assert "If-Match" in answer.json()["detail"]
    assert reviewer.patch("/statements/en-1/s1", json=ACCEPT, headers={"If-Match": '"x"'}).status_code == 412


@pytest.mark.parametrize(
    ("sent", "status", "told"),
    [
        ({"ruling": "change", "change": {"content": [[0, 9999]]}}, 409, "within the text"),
        ({"ruling": "change", "change": {"content": []}}, 409, "needs content"),
        ({"ruling": "change", "change": {}}, 409, "Nothing would change"),
        ({"ruling": "change", "change": {"speaker": "person/nobody"}}, 409, "person/nobody"),
        ({"ruling": "change"}, 400, "change"),
        ({"ruling": "add"}, 400, "add"),
        ({"ruling": "accept", "author": "Aizada"}, 400, "author"),
        ({"ruling": "accept", "because": " "}, 400, "because"),
        ({"ruling": "change", "change": {"confidence": 1}}, 400, "confidence"),
        ({"ruling": "change", "change": {"kind": "loud"}}, 400, "kind"),
    ],
)
def test_what_does_not_do(reviewer: Client, sent: dict[str, Any], status: int, told: str) -> None:
    answer = patched(reviewer, "/statements/en-1/s1", sent)
    assert answer.status_code == status
    assert told in answer.json()["detail"]
    assert reviewer.get("/history").json()["items"] == []


def test_what_one_said_is_taken_back(signed: Sign) -> None:
    nurlan, aizada, admin = (
        signed("Nurlan", Role.REVIEWER), signed("Aizada", Role.REVIEWER), signed("Chief", Role.ADMIN)
    )  # fmt: skip
    patched(nurlan, "/statements/en-1/s1", {"ruling": "reject"})
    assert aizada.post("/history/1/undo").status_code == 403
    undone = nurlan.post("/history/1/undo").json()
    assert undone["undone_by"] == "Nurlan"
    assert aizada.get("/statements/en-1/s1").json()["correction"] is None
    assert nurlan.post("/history/1/undo").status_code == 409

    patched(nurlan, "/statements/en-1/s1", ACCEPT)
    patched(aizada, "/statements/en-1/s1", {"ruling": "reject"})
    answer = admin.post("/history/2/undo")
    assert answer.status_code == 409
    assert answer.json()["other"]["author"] == "Aizada"
    assert admin.post("/history/3/undo").status_code == 200
    kept = admin.get("/history?standing=true&author=Nurlan").json()["items"]
    assert [each["number"] for each in kept] == [2]
    parts = admin.get("/history?limit=2").json()
    assert [each["number"] for each in parts["items"]] == [3, 2]
    (last,) = admin.get(f"/history?limit=2&cursor={parts['next']}").json()["items"]
    assert last["number"] == 1


def test_who_is_who_is_decided(reviewer: Client) -> None:
    sent = {"verdict": "same", "a": "person/aibek-sariev", "b": "person/aida-sarieva", "because": "a slip"}
    answer = reviewer.post("/decisions", json=sent)
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"{PREFIX}/history/1"
    assert [member["id"] for member in reviewer.get("/actors/person%2Faibek-sariev").json()["members"]] == [
        "person/aibek-sariev",
        "person/aida-sarieva",
    ]
    refused = reviewer.post("/decisions", json={**sent, "verdict": "differ"})
    assert refused.status_code == 409
    assert "undo 1" in refused.json()["detail"]
    assert reviewer.get("/decisions").json() == [answer.json()]
    unknown = reviewer.post("/decisions", json={**sent, "b": "person/nobody"})
    assert unknown.status_code == 409


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Content-Type": "text/plain"}, b'{"ruling":"accept"}', 415),
        ({}, b'{"ruling":"accept"}', 415),
        ({"Content-Type": "application/json", "Content-Encoding": "gzip"}, b"\x1f\x8b", 415),
        ({"Content-Type": "application/json"}, b"{", 400),
        ({"Content-Type": "application/json"}, b'{"ruling":"accept","because":"\xff"}', 400),
        ({"Content-Type": "application/json"}, b'{"ruling":"accept","because":"\\ud800"}', 400),
        ({"Content-Type": "application/json"}, b" " * 2_000_000, 413),
        ({"Content-Type": "application/json; charset=utf-8"}, b'{"ruling":"accept"}', 200),
    ],
)
def test_bodies(reviewer: Client, headers: dict[str, str], body: bytes, status: int) -> None:
    tag = reviewer.get("/statements/en-1/s1").headers["etag"]
    answer = reviewer.patch("/statements/en-1/s1", content=body, headers={**headers, "If-Match": tag})
    assert answer.status_code == status
    assert (answer.headers["content-type"] == "application/problem+json") == (status != 200)


def test_a_text_is_analysed_and_not_stored(signed: Sign) -> None:
    reader = signed("Guest", Role.READER)
    text = "“We belong to no military bloc,” Foreign Minister Aibek Sariev said."
    answer = reader.post("/analyses", json={"text": text, "published": "2024-10-16"})
    assert answer.status_code == 200, answer.text
    found = answer.json()
    (statement,) = found["statements"]
    assert (found["language"], statement["speaker"]["name"], found["events"]) == ("en", "Aibek Sariev", [])
    assert reader.get(f"/documents/{found['id']}").status_code == 404
    assert reader.post("/analyses", json={"text": "a" * 100_001}).status_code == 400
    assert reader.post("/analyses", json={"text": text, "published": "yesterday"}).status_code == 400


WRITES: list[tuple[str, str, Any, Role]] = [
    ("PATCH", "/statements/en-1/s1", ACCEPT, Role.REVIEWER),
    ("PATCH", "/positions/en-1/p1", ACCEPT, Role.REVIEWER),
    ("POST", "/statements", {"document": "en-1", "kind": "direct", "content": [[0, 3]]}, Role.REVIEWER),
    ("POST", "/decisions", {"verdict": "same", "a": "country/kemar", "b": SARIEV.id}, Role.REVIEWER),
    ("POST", "/history/1/undo", None, Role.REVIEWER),
    ("POST", "/analyses", {"text": "Nobody said anything."}, Role.READER),
]


@pytest.mark.parametrize(("method", "path", "sent", "role"), WRITES)
def test_every_write_takes_a_token_of_its_role(  # noqa: PLR0913, PLR0917 - of a table
    record: Path, tokens: Tokens, signed: Sign, method: str, path: str, sent: Any, role: Role
) -> None:
    def status(client: Client) -> int:
        return client.request(method, path, json=sent, headers={"If-Match": "*"}).status_code

    signed("Somebody", Role.ADMIN)
    assert status(client_of(Settings(record))) == 403, "served for reading"
    anybody = client_of(Settings(record, tokens))
    assert status(anybody) == 401
    assert status(client_of(Settings(record, tokens), Authorization="Bearer guessed")) == 401
    assert status(client_of(Settings(record, tokens), Authorization="Basic Z3Vlc3NlZA==")) == 401
    if role is not Role.READER:
        assert status(signed("Reader", Role.READER)) == 403
    assert status(signed("Right", role)) in {200, 201, 404}
    assert anybody.get(path.removesuffix("/undo")).status_code != 401


def test_the_writes_above_are_all_that_there_are(client: Client) -> None:
    described = client.get("/openapi.json").json()["paths"]
    operations = {
        each["operationId"] for path in described.values() for method, each in path.items() if method != "get"
    }
    assert len(operations) == len(WRITES)
    assert all(
        each["security"] == [{"token": []}]
        for path in described.values()
        for method, each in path.items()
        if method != "get"
    )


def test_who_one_is(signed: Sign, client: Client) -> None:
    assert signed("Nurlan", Role.ADMIN).get("/").json()["you"] == {"name": "Nurlan", "role": "admin"}
    entry = client.get("/").json()
    assert (entry["you"], entry["writable"]) == (None, False)


def test_reading_can_take_a_token_too(record: Path, tokens: Tokens) -> None:
    closed = Settings(record, tokens, open_reading=False)
    token = tokens.add("Guest", Role.READER)
    answer = client_of(closed).get("/statements")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer realm="onrecord"'
    assert client_of(closed, Authorization=f"Bearer {token}").get("/statements").status_code == 200
