"""The program as a process of its own: killed, interrupted, its reader gone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

DOCUMENTS = 3000
PROGRAM = [sys.executable, "-m", "onrecord"]
# A shell that runs the tests in the background lets its children ignore interrupts; they would inherit that.
INTERRUPTIBLE = [
    sys.executable,
    "-c",
    "import os, signal, sys\n"
    "signal.signal(signal.SIGINT, signal.SIG_DFL)\n"
    "os.execv(sys.argv[1], sys.argv[1:])",
    *PROGRAM,
]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "many.jsonl"
    with path.open("w") as file:
        for number in range(DOCUMENTS):
            text = f"“We are ready for number {number},” said President Aida Sarieva. " * 5
            file.write(json.dumps({"id": f"d{number}", "text": text}) + "\n")
    return path


def reported(output: Path) -> list[str]:
    """The ids of the lines that were written whole."""
    whole = output.read_text().rpartition("\n")[0]
    return [line.split()[1] for line in whole.splitlines() if line.startswith("added")]


def start(many: Path, output: Path, jobs: int) -> subprocess.Popen[bytes]:
    with output.open("wb") as out:
        return subprocess.Popen(
            [*INTERRUPTIBLE, "add", many.name, "--jobs", str(jobs)],
            cwd=many.parent,
            stdout=out,
            stderr=subprocess.PIPE,
        )


def wait_for_reports(process: subprocess.Popen[bytes], output: Path, count: int) -> None:
    deadline = time.monotonic() + 120
    while len(reported(output)) < count:
        assert process.poll() is None, "it ended by itself"
        assert time.monotonic() < deadline
        time.sleep(0.02)


def stored(folder: Path) -> list[str]:
    listed = subprocess.run([*PROGRAM, "documents", "--json"], cwd=folder, capture_output=True, check=True)
    return [document["label"]["id"] for document in json.loads(listed.stdout)]


def holds(folder: Path) -> bool:
    return subprocess.run([*PROGRAM, "verify"], cwd=folder, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_was_reported_survives_a_kill(many: Path, tmp_path: Path, jobs: int) -> None:
    output = tmp_path / "reported"
    process = start(many, output, jobs)
    wait_for_reports(process, output, 20)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    workers = children.read_text().split() if children.exists() else []
    process.kill()
    process.communicate()
    assert holds(tmp_path)
    kept = stored(tmp_path)
    assert set(reported(output)) <= set(kept)
    assert len(kept) < DOCUMENTS, "it was killed midway"
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < deadline, "a worker outlives the program"
        time.sleep(0.05)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupt_finishes_cleanly(many: Path, tmp_path: Path, jobs: int) -> None:
    output = tmp_path / "reported"
    process = start(many, output, jobs)
    wait_for_reports(process, output, 5)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, b"")
    last = output.read_text().splitlines()[-1]
    added = len(reported(output))
    # The signal may come when a document is stored and not yet reported.
    assert last.startswith(tuple(f"Interrupted: {added + more} documents added; " for more in (0, 1)))
    assert holds(tmp_path)
    assert added <= len(stored(tmp_path)) <= added + 1


@pytest.mark.parametrize("arguments", [["extract", "many.jsonl"], ["extract", "many.jsonl", "--jobs", "2"]])
def test_a_reader_that_leaves_is_no_error(many: Path, arguments: list[str]) -> None:
    process = subprocess.Popen(
        [*PROGRAM, *arguments], cwd=many.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert json.loads(process.stdout.readline())["id"] == "d0"
    process.stdout.close()
    assert process.stderr.read() == b""
    process.wait(timeout=60)


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("no_colour", "expected"), [(None, True), ("1", False)])
def test_colour_is_for_terminals_that_want_it(many: Path, no_colour: str | None, expected: bool) -> None:
    (many.parent / "one.txt").write_text("“We are ready,” said President Aida Sarieva.")
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    environment.pop("NO_COLOR", None)
    if no_colour:
        environment["NO_COLOR"] = no_colour
    ours, theirs = os.openpty()
    done = subprocess.run(
        [*PROGRAM, "add", "one.txt"],
        cwd=many.parent,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        check=True,
    )
    os.close(theirs)
    output = os.read(ours, 100_000).decode()
    os.close(ours)
    assert done.returncode == 0
    assert ("\x1b[32m" in output) is expected
    assert "Next: onrecord statements" in output


def test_progress_is_shown_on_a_terminal_while_the_output_is_redirected(many: Path) -> None:
    if not hasattr(os, "openpty"):
        pytest.skip("needs a pseudo-terminal")
    (many.parent / "one.txt").write_text("“We are ready,” said President Aida Sarieva.")
    ours, theirs = os.openpty()
    done = subprocess.run(
        [*PROGRAM, "extract", "one.txt"], cwd=many.parent, stdout=subprocess.PIPE, stderr=theirs, check=True,
        env={**os.environ, "TERM": "xterm"},
    )  # fmt: skip
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert len(done.stdout.splitlines()) == 1
    assert "documents" in shown


def test_a_full_device_is_told_of(many: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    (many.parent / "one.txt").write_text("“We are ready,” said President Aida Sarieva.")
    subprocess.run([*PROGRAM, "add", "one.txt"], cwd=many.parent, check=True, capture_output=True)
    for arguments in (["--help"], ["documents"], ["statements", "--csv"], ["export"], ["extract", "one.txt"]):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [*PROGRAM, *arguments], cwd=many.parent, stdout=full, stderr=subprocess.PIPE, check=False
            )
        assert (done.returncode, done.stderr) == (1, b"Error: The output: No space left on device.\n")


@pytest.mark.parametrize("module", ["click", "onrecord.cli.documents"])
def test_an_interrupt_while_the_program_loads(tmp_path: Path, module: str) -> None:
    program = (
        "import sys\n"
        "class Interrupt:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {module!r}: raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupt())\n"
        "from onrecord.cli import main\n"
        "main(['documents'])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (130, b"")


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    "arguments", [["statements", "--json"], ["statements", "--csv"], ["extract", "x.jsonl"], ["export"]]
)
def test_data_on_a_terminal_cannot_steer_it(tmp_path: Path, arguments: list[str]) -> None:
    text = "“We are \u202eready\x9b2J\x1b[2J,” said President Aida Sarieva."
    (tmp_path / "x.jsonl").write_text(json.dumps({"id": "x", "text": text}))
    subprocess.run([*PROGRAM, "add", "x.jsonl"], cwd=tmp_path, check=True, capture_output=True)
    ours, theirs = os.openpty()
    subprocess.run([*PROGRAM, *arguments], cwd=tmp_path, stdout=theirs, check=True)
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert not {"\u202e", "\x9b", "\x1b"} & set(shown)
    assert "ready" in shown
    if "--csv" not in arguments:
        assert "\\u202eready\\u009b2J\\u001b[2J" in shown
        piped = subprocess.run([*PROGRAM, *arguments], cwd=tmp_path, check=True, capture_output=True).stdout
        assert "\u202eready\x9b2J" in piped.decode(), "data in a pipe is not touched"
        assert json.loads(shown.splitlines()[0 if arguments[0] != "statements" else 1])


def test_help_and_questions_do_not_wait_for_the_model(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("“We are ready,” said President Aida Sarieva.")
    subprocess.run([*PROGRAM, "add", "one.txt"], cwd=tmp_path, check=True, capture_output=True)
    for arguments in (["--help"], ["--version"], ["statements"], ["show", "one.txt"]):
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "onrecord", *arguments],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
        imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
        assert "onrecord.cli.program" in imported
        assert not imported & {"numpy", "onnxruntime", "tokenizers", "onrecord.pipeline"}, arguments


def test_reading_leaves_no_trace_at_home(tmp_path: Path) -> None:
    """What runs the model would note there what was run, to be sent off, had it not been told otherwise."""
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "one.txt").write_text("“We are ready,” said President Aida Sarieva.")
    telling = {"CI", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS", "XDG_CACHE_HOME"}
    environment = {name: value for name, value in os.environ.items() if name not in telling}
    done = subprocess.run(
        [*PROGRAM, "extract", "one.txt"],
        cwd=tmp_path,
        env={**environment, "HOME": str(home)},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    assert "tagger" in done.stdout
    assert list(home.rglob("*")) == []
