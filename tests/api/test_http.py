"""What the API does as HTTP has it: errors, conditions, methods, media types, origins."""

from __future__ import annotations

from pathlib import Path

import pytest
from litestar.testing import TestClient

from api.conftest import Client, client_of
from onrecord.api import PREFIX, Settings, application

PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/nothing", 404, "openapi.json"),
        ("/documents/nope", 404, "nope"),
        ("/documents/en", 404, "en"),  # the beginning of an id is no id
        ("/statements/en-1/s9", 404, "s9"),
        ("/positions?issue=weather", 404, "weather"),
        ("/history/1", 404, "1"),
        ("/history/99999999999999999999", 404, "9999"),
        ("/history/-99999999999999999999", 404, "9999"),
        ("/statements?limit=0", 400, "limit"),
        ("/statements?limit=many", 400, "limit"),
        ("/statements?limit=1&limit=2", 400, "twice"),
        ("/statements?speeker=Sariev", 400, "speeker"),
        ("/positions?issue=!", 404, "!"),
        ("/statements?since=2024-02-30", 400, "no date"),
        ("/statements?kind=loud", 400, "loud"),
        ("/statements?all_versions=1", 400, "true or false"),
        ("/statements?cursor=zz", 400, "cursor"),
        ("/positions?least=2", 400, "least"),
    ],
)
def test_problems(client: Client, path: str, status: int, told: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM
    problem = answer.json()
    assert problem["status"] == status
    assert problem["type"] == "about:blank"
    assert told in problem["detail"]


def test_a_record_that_is_not_there(tmp_path: Path) -> None:
    answer = client_of(Settings(tmp_path / "none.record")).get("/statements")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == PROBLEM


def test_a_file_that_is_no_record(tmp_path: Path) -> None:
    (tmp_path / "other.record").write_text("notes " * 50)
    answer = client_of(Settings(tmp_path / "other.record")).get("/statements")
    assert answer.status_code == 503
    assert "left untouched" in answer.json()["detail"]


def test_a_method_that_does_not_go_with_an_address(client: Client) -> None:
    answer = client.delete("/statements")
    assert answer.status_code == 405
    assert answer.headers["content-type"] == PROBLEM
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    told = client.options("/statements/en-1/s1")
    assert told.status_code == 204
    assert told.headers["allow"] == "GET, HEAD, OPTIONS, PATCH"


def test_what_is_there_already_is_not_sent_again(client: Client) -> None:
    first = client.get("/statements")
    again = client.get("/statements", headers={"If-None-Match": f'"else", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get("/statements", headers={"If-None-Match": '"else"'}).content == first.content
    assert client.get("/positions").headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize("path", ["/", "/openapi.json", "/statements", "/documents/en-1", "/nothing"])
def test_head_tells_what_get_would(client: Client, path: str) -> None:
    head, get = client.head(path), client.get(path)
    assert head.content == b""
    assert head.status_code == get.status_code
    assert dict(head.headers) == dict(get.headers)


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/json", 200),
        ("text/html, */*;q=0.1", 200),
        ("application/*", 200),
        ("text/html", 406),
        ("application/xml, text/csv", 406),
    ],
)
def test_the_kind_of_answer(client: Client, accept: str, status: int) -> None:
    answer = client.get("/statements", headers={"Accept": accept})
    assert answer.status_code == status
    assert (answer.headers["content-type"] == PROBLEM) == (status == 406)


def test_other_origins_are_not_answered_unless_told(record: Path) -> None:
    asking = {"Origin": "https://news.example"}
    ahead = {**asking, "Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": "if-match"}
    closed = client_of(Settings(record))
    assert "access-control-allow-origin" not in closed.get("/statements", headers=asking).headers
    assert "access-control-allow-origin" not in closed.options("/statements", headers=ahead).headers

    known = client_of(Settings(record, origins=("https://news.example",)))
    answer = known.get("/statements", headers=asking)
    assert answer.headers["access-control-allow-origin"] == "https://news.example"
    assert "access-control-allow-credentials" not in answer.headers
    assert known.options("/statements/en-1/s1", headers=ahead).status_code == 204
    other = known.get("/statements", headers={"Origin": "https://other.example"})
    assert "access-control-allow-origin" not in other.headers


def test_below_a_path_of_a_proxy(record: Path) -> None:
    with TestClient(application(Settings(record)), root_path="/documents") as client:
        answer = client.get(f"/documents{PREFIX}/openapi.json")
        assert answer.json()["servers"] == [{"url": f"/documents{PREFIX}"}]
        assert client.get(f"/documents{PREFIX}/documents/en-1").json()["id"] == "en-1"


def test_what_an_article_holds_comes_as_it_is(client: Client) -> None:
    answer = client.get("/documents/ru-1")
    assert answer.json()["text"] == "We \x1b[2Jrefuse\u202e it\x9b.\u2028Never."
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
