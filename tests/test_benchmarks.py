"""The floors hold what they claim to hold; the measures give the right figure where it is known."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from benchmarks import attribution, corpora, floors, run
from benchmarks.floors import Floor, FloorError, Status, judge, load_floors, render, set_floor
from benchmarks.memory import watch
from benchmarks.synthetic import write_corpus
from benchmarks.worker import Worker

from onrecord.records import ActorReference, Kind, Span, Statement

CORPUS = "gold/invented.jsonl"
NEWS = '"The bridge is open," said Asel Toromatova.'


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder of corpora with one invented file."""
    corpus = tmp_path / "shared" / CORPUS
    corpus.parent.mkdir(parents=True)
    corpus.write_text(json.dumps({"id": "1", "text": NEWS, "statements": []}), encoding="utf-8")
    return tmp_path / "shared"


@pytest.fixture
def floor(shared: Path) -> Floor:
    return Floor(at_least=0.5, corpora={CORPUS: corpora.sha256(shared / CORPUS)})


@pytest.fixture
def file(tmp_path: Path, floor: Floor) -> Path:
    """A file of floors with one of each direction."""
    path = tmp_path / "floors.toml"
    path.write_text(render({"invented.f1": floor, "memory.peak_mb": Floor(at_most=500.0)}), encoding="utf-8")
    return path


class TestJudge:
    @pytest.mark.parametrize(
        ("value", "status"),
        [(0.5, Status.HELD), (0.9, Status.HELD), (0.49, Status.MISSED), (float("nan"), Status.MISSED)],
    )
    def test_at_least(self, floor: Floor, shared: Path, value: float, status: Status) -> None:
        assert judge("invented.f1", value, floor, shared).status is status

    @pytest.mark.parametrize(("value", "status"), [(500, Status.HELD), (501, Status.MISSED)])
    def test_at_most(self, shared: Path, value: float, status: Status) -> None:
        assert judge("memory.peak_mb", value, Floor(at_most=500), shared).status is status

    def test_a_changed_corpus_fails_however_good_the_value(self, floor: Floor, shared: Path) -> None:
        with (shared / CORPUS).open("a", encoding="utf-8") as stream:
            stream.write("\n")
        row = judge("invented.f1", 1.0, floor, shared)
        assert row.status is Status.CHANGED
        assert CORPUS in row.remark

    def test_an_absent_corpus_is_skipped_with_the_reason(self, floor: Floor, tmp_path: Path) -> None:
        row = judge("invented.f1", None, floor, tmp_path)
        assert row.status is Status.SKIPPED
        assert CORPUS in row.remark

    def test_a_figure_that_was_not_measured_is_not_held(self, floor: Floor, shared: Path) -> None:
        row = judge("invented.f1", None, floor, shared, "the scorer ended early")
        assert (row.status, row.remark) == (Status.UNMEASURED, "the scorer ended early")

    def test_only_what_has_no_floor_or_no_corpus_passes_unheld(self) -> None:
        assert set(Status) - floors.FAILURES == {Status.HELD, Status.SKIPPED, Status.FREE}


class TestSetFloor:
    def test_a_raise_needs_no_reason(self, file: Path, shared: Path) -> None:
        set_floor("invented.f1", 0.6, "", shared, file)
        assert load_floors(file)["invented.f1"].at_least == 0.6

    @pytest.mark.parametrize(("measure", "easier"), [("invented.f1", 0.4), ("memory.peak_mb", 600.0)])
    def test_an_easier_floor_needs_a_reason(
        self, file: Path, shared: Path, measure: str, easier: float
    ) -> None:
        before = file.read_bytes()
        with pytest.raises(FloorError, match="--because"):
            set_floor(measure, easier, "", shared, file)
        assert file.read_bytes() == before

        set_floor(measure, easier, 'the "new" gold is stricter', shared, file)
        written = load_floors(file)[measure]
        assert (written.bound, written.because) == (easier, 'the "new" gold is stricter')

    def test_a_changed_corpus_needs_a_reason_even_for_a_raise(self, file: Path, shared: Path) -> None:
        (shared / CORPUS).write_text("{}", encoding="utf-8")
        with pytest.raises(FloorError, match="changed corpora"):
            set_floor("invented.f1", 0.9, "", shared, file)

        set_floor("invented.f1", 0.9, "a typing error in the gold was corrected", shared, file)
        assert judge("invented.f1", 0.9, load_floors(file)["invented.f1"], shared).status is Status.HELD

    def test_a_new_measure_gets_its_hashes_without_a_reason(self, file: Path, shared: Path) -> None:
        file.write_text(render({"new.f1": Floor(at_least=0.1, corpora={CORPUS: ""})}), encoding="utf-8")
        set_floor("new.f1", 0.2, "", shared, file)
        assert load_floors(file)["new.f1"].corpora == {CORPUS: corpora.sha256(shared / CORPUS)}

    def test_the_other_floors_stay_as_they_are(self, file: Path, shared: Path) -> None:
        before = load_floors(file)["memory.peak_mb"]
        set_floor("invented.f1", 0.6, "", shared, file)
        assert load_floors(file)["memory.peak_mb"] == before

    @pytest.mark.parametrize(
        ("measure", "problem"), [("invented.f2", "no floor is named"), ("", "there are")]
    )
    def test_an_unknown_measure(self, file: Path, shared: Path, measure: str, problem: str) -> None:
        with pytest.raises(FloorError, match=problem):
            set_floor(measure, 0.6, "", shared, file)

    def test_absent_corpora(self, file: Path, tmp_path: Path) -> None:
        with pytest.raises(FloorError, match="at hand"):
            set_floor("invented.f1", 0.6, "", tmp_path, file)


@pytest.mark.parametrize(
    "text",
    [
        '["a.f1"]',
        '["a.f1"]\nat_least = 1.0\nat_most = 2.0',
        '["a.f1"]\nat_leats = 1.0',
        '["a.f1"]\nat_least = "much"',
        '["a.f1"',
    ],
    ids=["no bound", "two bounds", "misspelt", "no number", "no TOML"],
)
def test_a_malformed_file_of_floors_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FloorError, match=str(path)):
        load_floors(path)


def test_the_floors_in_force_are_as_written_and_belong_to_a_benchmark() -> None:
    in_force = load_floors()
    assert floors.FLOORS.read_text(encoding="utf-8") == render(in_force)
    for measure, floor in in_force.items():
        module = floors.FLOORS.parent / f"{measure.partition('.')[0]}.py"
        assert module.exists(), measure
        assert all(len(known) == 64 for known in floor.corpora.values()), measure


def test_a_floor_without_a_figure_has_a_row(file: Path) -> None:
    rows = run.measured_rows("memory", {"documents_per_second": 9.0}, load_floors(file))
    assert [(row.measure, row.status) for row in rows] == [
        ("memory.documents_per_second", Status.FREE),
        ("memory.peak_mb", Status.UNMEASURED),
    ]


class TestCommand:
    def test_rows_without_their_corpora_are_skipped(self, tmp_path: Path) -> None:
        done = _run_benchmarks("--only", "attribution", corpora=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "skipped: gold/statements-seeds.jsonl" in done.stdout
        assert "held" not in done.stdout

    @pytest.mark.skipif(not (corpora.CORPORA / corpora.SCORER).exists(), reason="the scorer is not at hand")
    def test_a_changed_corpus_fails_the_run(self, tmp_path: Path) -> None:
        for name, text in {
            corpora.SCORER: (corpora.CORPORA / corpora.SCORER).read_text(encoding="utf-8"),
            attribution.SETS["seeds"]: json.dumps({"id": "1", "text": NEWS, "statements": []}),
        }.items():
            (tmp_path / name).parent.mkdir(parents=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        done = _run_benchmarks("--only", "attribution", corpora=tmp_path)
        assert done.returncode == 1, done.stderr
        assert "CORPUS CHANGED" in done.stdout

    def test_lowering_without_a_reason_is_refused(self) -> None:
        before = floors.FLOORS.read_bytes()
        done = _run_benchmarks("--set-floor", "memory.peak_mb", "100000", corpora=Path())
        assert done.returncode == 1
        assert "--because" in done.stderr
        assert floors.FLOORS.read_bytes() == before


@pytest.mark.skipif(not (corpora.CORPORA / corpora.SCORER).exists(), reason="the scorer is not at hand")
class TestAttribution:
    GOLD: Mapping[str, object] = {
        "id": "1",
        "text": NEWS,
        "statements": [
            {
                "content": [[0, 21]],
                "cue": [[22, 26]],
                "speaker_span": [[27, 42]],
                "speaker": "Asel Toromatova",
                "speaker_type": "p",
            }
        ],
    }

    @pytest.mark.parametrize(
        ("name", "share"),
        [("Asel Toromatova", 1), ("Тороматова Асель", 1), ("Toromatova", 0), (None, 0)],
    )
    def test_speaker_resolution(self, name: str | None, share: float) -> None:
        scorer = corpora.load_scorer()
        found = attribution.scored_row("1", [_statement(Span(0, 21), name)])
        assert attribution.speaker_resolution(scorer, [dict(self.GOLD)], [found]) == {
            "speaker_resolution": share
        }

    def test_speaker_resolution_is_of_matched_statements_only(self) -> None:
        found = attribution.scored_row("1", [_statement(Span(22, 26), "Asel Toromatova")])
        assert attribution.speaker_resolution(corpora.load_scorer(), [dict(self.GOLD)], [found]) == {}

    @pytest.mark.parametrize(("content", "f1"), [(Span(0, 21), 1), (Span(22, 26), 0)])
    def test_score(self, content: Span, f1: float) -> None:
        found = attribution.scored_row("1", [_statement(content, None)])
        figures = attribution.score(corpora.load_scorer(), [dict(self.GOLD)], [found])
        assert figures["f1"] == f1
        assert figures["cue_token_f1"] == 1


def test_a_worker_answers_each_round() -> None:
    worker = Worker(Path(sys.executable), "benchmarks.onrecord_statements", corpora.ROOT, [NEWS, ""])
    assert len(worker.statements) == 2
    assert [worker.round() >= 0 for _ in range(2)] == [True, True]
    worker.close()


@pytest.mark.parametrize(
    "texts", [[NEWS], [NEWS * 100_000]], ids=["before it reads", "while it is written to"]
)
def test_a_worker_that_cannot_start_says_so(texts: list[str]) -> None:
    with pytest.raises(RuntimeError, match="nowhere"):
        Worker(Path(sys.executable), "benchmarks.nowhere", corpora.ROOT, texts)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize(
    "script",
    [
        "b = bytearray(90_000_000); time.sleep(0.3)",
        "subprocess.run([sys.executable, '-c', 'import time; b = bytearray(90_000_000); time.sleep(0.3)'])",
    ],
    ids=["own", "of a child"],
)
def test_memory_is_seen_while_it_is_held(script: str) -> None:
    with subprocess.Popen([sys.executable, "-c", f"import subprocess, sys, time; {script}"]) as process:
        sizes = [size for _, size in watch(process)]
    assert 90e6 < max(sizes) < 250e6


def test_synthetic_texts_are_short_news_and_always_the_same(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        write_corpus(tmp_path / name, 300)
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    texts = [row["text"] for row in corpora.read_rows(tmp_path / "a.jsonl")]
    assert len(set(texts)) == 300
    assert all(50 <= len(text.split()) <= 110 for text in texts)


def _statement(content: Span, name: str | None) -> Statement:
    speaker = None if name is None else ActorReference("a", name)
    return Statement("s", Kind.DIRECT, (content,), (Span(22, 26),), (Span(27, 42),), speaker, (), 1.0, "test")


def _run_benchmarks(*arguments: str, corpora: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.run", *arguments],
        cwd=floors.FLOORS.parents[1],
        env=os.environ | {"ONRECORD_CORPORA": str(corpora)},
        capture_output=True,
        text=True,
        check=False,
    )
