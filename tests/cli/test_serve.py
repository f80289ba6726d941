from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from cli.conftest import Run
from onrecord.access import Role, Tokens
from onrecord.cli.serve import application
from onrecord.store import open_record
from store.holding import leaves, opposes, put, stays


@pytest.fixture
def scenes(tmp_path: Path) -> Path:
    path = tmp_path / "scenes.record"
    with open_record(path, create=True) as record:
        put(record, stays(), leaves(), opposes())
    return path


def test_other_machines_are_not_answered_unless_told(news: Run) -> None:
    for host in ("0.0.0.0", "192.0.2.1", "::", "example.org"):
        done = news("serve", "--host", host)
        assert done.exit_code == 2
        assert "--beyond" in done.output


def test_a_port_that_is_taken(news: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = news("serve", "--port", str(taken.getsockname()[1]))
    assert done.exit_code == 1
    assert "take another port, such as --port 8001" in done.output


def test_without_a_record(run: Run) -> None:
    done = run("serve")
    assert done.exit_code == 1
    assert "onrecord add PATH" in done.output


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize("arguments", [[], ["--host", "localhost"]])
def test_it_answers_until_it_is_stopped(tmp_path: Path, arguments: list[str]) -> None:
    program = [sys.executable, "-m", "onrecord", "serve", "--port", "0", *arguments]
    with subprocess.Popen(program, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        told = process.stdout.readline().decode()
        match = re.search(r"http://\S+", told)
        assert match, told
        with urllib.request.urlopen(match[0]) as answer:
            assert answer.status == 200
            assert "Sarieva" in answer.read().decode()
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=30)
    assert errors == b""


def test_pages_and_api_in_one(scenes: Path, tmp_path: Path) -> None:
    with TestClient(application(scenes), base_url="http://127.0.0.1") as site:
        assert "Sariev" in site.get("/").text
        found = site.get("/api/v1/statements").json()["items"]
        assert found
        assert site.get("/api/v1/nothing").headers["content-type"] == "application/problem+json"
        assert site.get("/nothing").headers["content-type"].startswith("text/html")
        assert site.head("/api/v1/statements").headers["etag"]
        elsewhere = site.get("/api/v1/statements", headers={"Host": "rebound.example"})
        assert elsewhere.status_code == 403
        assert elsewhere.headers["content-type"] == "application/problem+json"
        assert site.post("/api/v1/analyses", json={"text": "a"}).status_code == 403
    tokens = Tokens(tmp_path / "tokens")
    token = tokens.add("Nurlan", Role.REVIEWER)
    with TestClient(application(scenes, tokens=tokens), base_url="http://127.0.0.1") as site:
        at = "/api/v1/statements/en-1/s1"
        tag = site.get(at).headers["etag"]
        headers = {"If-Match": tag, "Authorization": f"Bearer {token}"}
        assert site.patch(at, json={"ruling": "accept"}, headers=headers).status_code == 200


def test_beyond_this_machine_nobody_reads_without_a_token(scenes: Path, tmp_path: Path) -> None:
    tokens = Tokens(tmp_path / "tokens")
    reader, reviewer = tokens.add("Guest", Role.READER), tokens.add("Nurlan", Role.REVIEWER)
    served = application(scenes, beyond=True, tokens=tokens)
    with TestClient(served, base_url="https://record.example") as site:
        for path in ("/", "/documents/en-1", "/api/v1/", "/api/v1/openapi.json", "/static/onrecord.css"):
            answer = site.get(path)
            assert answer.status_code == (200 if path.endswith("openapi.json") else 401), path
        assert site.get("/").headers["www-authenticate"].startswith("Basic ")
        assert site.get("/", auth=("", "guessed")).status_code == 401
        page = site.get("/statements/en-1/s1", auth=("", reader))
        assert page.status_code == 200
        assert 'id="correct"' not in page.text
        assert site.get("/api/v1/statements", auth=("", reader)).status_code == 200
        page = site.get("/statements/en-1/s1", auth=("", reviewer))
        assert 'id="correct"' in page.text
        # What a browser sends unasked is no leave to write over the API.
        tag = site.get("/api/v1/statements/en-1/s1", auth=("", reviewer)).headers["etag"]
        write = site.patch(
            "/api/v1/statements/en-1/s1",
            json={"ruling": "accept"},
            headers={"If-Match": tag},
            auth=("", reviewer),
        )
        assert write.status_code == 401


def test_who_signs_in_signs_their_corrections(scenes: Path, tmp_path: Path) -> None:
    tokens = Tokens(tmp_path / "tokens")
    nurlan, chief = tokens.add("Nurlan", Role.REVIEWER), tokens.add("Chief", Role.ADMIN)
    served = application(scenes, beyond=True, tokens=tokens)
    with TestClient(served, base_url="https://record.example") as site:

        def send(path: str, password: str, **form: str) -> int:
            page = site.get("/statements/en-1/s1", auth=("", password)).text
            match = re.search(r'name="token" value="([^"]+)"', page)
            assert match
            sent = {**form, "token": match[1], "author": "Somebody else"}
            return site.post(path, data=sent, auth=("", password), follow_redirects=False).status_code

        def said() -> list[dict[str, Any]]:
            found: list[dict[str, Any]] = site.get("/api/v1/history", auth=("", nurlan)).json()["items"]
            return found

        assert send("/statements/en-1/s1", chief, ruling="accept", revision="0") == 303
        assert [each["author"] for each in said()] == ["Chief"]
        assert send("/undo", nurlan, number="1") == 403
        assert send("/undo", chief, number="1") == 303
        assert said()[0]["undone_by"] == "Chief"


def test_a_token_is_made_and_shown_once(news: Run, tmp_path: Path) -> None:
    done = news("token", "Nurlan", "--role", "admin")
    assert done.exit_code == 0
    caller = Tokens(tmp_path / "onrecord.tokens").bearer(done.stdout.strip())
    assert caller
    assert (caller.name, caller.role) == ("Nurlan", Role.ADMIN)
    again = news("token", "Nurlan")
    assert again.exit_code == 1
    assert "has a token already" in again.output


def test_what_serve_refuses(news: Run, tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("notes")
    done = news("serve", "--tokens", "notes")
    assert done.exit_code == 1
    assert "no file of tokens" in done.output
    done = news("serve", "--origin", "*")
    assert done.exit_code == 2
    assert "no origin" in done.output
