from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from cli.conftest import Run


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
