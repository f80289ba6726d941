"""The floors hold what they claim to hold; the measures give the right figure where it is known."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from benchmarks import attribution, corpora, floors, load, lookup, memory, reading, run, speed
from benchmarks.attribution import Judged, expected_calibration_error
from benchmarks.floors import Floor, FloorError, Status, judge, load_floors, render, set_floor
from benchmarks.memory import watch
from benchmarks.synthetic import REALISTIC, write_corpus
from benchmarks.synthetic_actors import write_actors
from benchmarks.synthetic_record import write_record
from benchmarks.worker import Worker

from onrecord.pipeline import Engine
from onrecord.records import ActorReference, Kind, Span, Statement
from onrecord.store import Record, StatementFilter, open_record, problems, statements
from onrecord.store.rows import DocumentLabel

CORPUS = "gold/invented.jsonl"
NEWS = '"The bridge is open," said Asel Toromatova.'
STATEMENTS = [
    {
        "content": [[0, 21]],
        "cue": [[22, 26]],
        "speaker_span": [[27, 42]],
        "speaker": "Asel Toromatova",
        "speaker_type": "p",
    }
]


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
        assert measure.partition(".")[0] in run.BENCHMARKS, measure
        assert all(len(known) == 64 for known in floor.corpora.values()), measure


@pytest.mark.parametrize("benchmark", run.BENCHMARKS.values(), ids=run.BENCHMARKS)
def test_a_benchmark_takes_what_a_run_passes_to_it(benchmark: run.Benchmark) -> None:
    parameters = inspect.signature(benchmark.measure)
    for arguments in (benchmark.full, benchmark.quick):
        parameters.bind(**arguments)


def test_a_floor_without_a_figure_has_a_row(file: Path) -> None:
    rows = run.measured_rows("memory", {"documents_per_second": 9.0}, load_floors(file))
    assert [(row.measure, row.status) for row in rows] == [
        ("memory.documents_per_second", Status.FREE),
        ("memory.peak_mb", Status.UNMEASURED),
    ]


class TestCommand:
    def test_rows_without_their_corpora_are_skipped(self, tmp_path: Path) -> None:
        done = _run_benchmarks("--only", "attribution", "--only", "attribution_rules", corpora=tmp_path)
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
        done = _run_benchmarks("--only", "attribution_rules", corpora=tmp_path)
        assert done.returncode == 1, done.stderr
        assert "CORPUS CHANGED" in done.stdout

    def test_lowering_without_a_reason_is_refused(self) -> None:
        before = floors.FLOORS.read_bytes()
        done = _run_benchmarks("--set-floor", "memory.add.peak_mb", "100000", corpora=Path())
        assert done.returncode == 1
        assert "--because" in done.stderr
        assert floors.FLOORS.read_bytes() == before


@pytest.mark.skipif(not (corpora.CORPORA / corpora.SCORER).exists(), reason="the scorer is not at hand")
class TestAttribution:
    GOLD: Mapping[str, object] = {"id": "1", "text": NEWS, "statements": STATEMENTS}

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

    @pytest.mark.parametrize(("speaker", "share"), [(Span(32, 42), 1), (Span(22, 26), 0)])
    def test_direct_right_takes_the_right_speaker(self, speaker: Span, share: float) -> None:
        unquoted = {"content": [[27, 42]], "speaker_span": [[22, 26]]}
        gold = {"id": "1", "text": NEWS, "statements": [*STATEMENTS, unquoted]}
        found = attribution.scored_row("1", [_statement(Span(0, 21), None, speaker)])
        assert attribution.score(corpora.load_scorer(), [gold], [found])["direct_right"] == share

    def test_of_two_statements_with_one_content_the_one_with_its_speaker_is_right(self) -> None:
        found = attribution.scored_row(
            "1",
            [
                _statement(Span(0, 21), None, Span(22, 26), 0.7),
                _statement(Span(0, 21), None, Span(32, 42), 0.8),
                _statement(Span(22, 42), None, Span(32, 42), 0.9),
            ],
        )
        assert attribution.judged(corpora.load_scorer(), [dict(self.GOLD)], [found]) == [
            Judged(0.7, False),
            Judged(0.8, True),
            Judged(0.9, False),
        ]

    @pytest.mark.parametrize("name", attribution.SETS)
    def test_as_many_are_right_as_the_scorer_counts(self, name: str) -> None:
        if not (file := corpora.CORPORA / attribution.SETS[name]).exists():
            pytest.skip(f"{file} is not at hand")
        scorer, gold = corpora.load_scorer(), corpora.read_rows(file)
        # Each content cut in half, and every other one given another's speaker: some are still right.
        found = [row | {"statements": _spoilt(row["statements"])} for row in gold]
        right = [right for _, right in attribution.judged(scorer, gold, found)]
        assert 0 < sum(right) < len(right)
        assert sum(right) / len(right) == attribution.score(scorer, gold, found)["precision"]

    def test_the_calibration_of_the_dev_sets_is_of_all_their_statements(self, tmp_path: Path) -> None:
        (tmp_path / "tools").mkdir()
        (tmp_path / corpora.SCORER).write_bytes((corpora.CORPORA / corpora.SCORER).read_bytes())
        mistaken = {"id": "1", "text": NEWS, "statements": [{**STATEMENTS[0], "speaker_span": [[22, 26]]}]}
        for name, row in {"ky-dev": self.GOLD, "ru-dev": mistaken, "seeds": mistaken}.items():
            path = tmp_path / attribution.SETS[name]
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps(row), encoding="utf-8")
        figures = attribution.measure(tmp_path, Engine.RULES)
        error = {
            name: figures[f"{name}.expected_calibration_error"] for name in ("ky-dev", "ru-dev", "seeds")
        }
        confidence = error["seeds"]
        assert 0 < confidence < 1
        assert error == pytest.approx({"ky-dev": 1 - confidence, "ru-dev": confidence, "seeds": confidence})
        assert figures["dev-sets.expected_calibration_error"] == pytest.approx(abs(confidence - 0.5))
        assert (figures["ky-dev.f1"], figures["ru-dev.f1"]) == (1, 0)


@pytest.mark.parametrize(
    ("statements", "error"),
    [
        ([(1.0, True), (0.0, False)], 0),
        ([(0.95, True), (0.05, True)], 0.5),
        # Of one bin, and right as often as they say together.
        ([(0.71, True), (0.75, True), (0.79, True), (0.75, False)], 0),
        # Of two bins: a difference in one is not made up for by another.
        ([(0.55, True), (0.65, False)], 0.55),
        ([(0.85, True), (0.85, False), (0.25, False), (0.25, False)], 0.3),
    ],
    ids=["sure", "one in two wrong", "one bin", "two bins", "weighted"],
)
def test_expected_calibration_error(statements: list[tuple[float, bool]], error: float) -> None:
    figures = expected_calibration_error([Judged(*statement) for statement in statements])
    assert figures == {"expected_calibration_error": pytest.approx(error)}


def test_no_statements_have_no_calibration() -> None:
    assert expected_calibration_error([]) == {}


def test_a_ratio_says_how_many_times_as_fast_an_engine_is() -> None:
    seconds = {"tagger": 8.0, "rules": 2.0, "documented": 20.0, "tuned": 10.0}
    assert speed.speeds(seconds, words=40) == {
        "tagger.ratio_documented": 2.5,
        "tagger.ratio_tuned": 1.25,
        "tagger.words_per_second": 5,
        "rules.ratio_documented": 10,
        "rules.ratio_tuned": 5,
        "rules.words_per_second": 20,
        "textacy.documented_words_per_second": 2,
        "textacy.tuned_words_per_second": 4,
    }


@pytest.mark.parametrize("engine", Engine)
def test_a_worker_answers_each_round(engine: Engine) -> None:
    command = [sys.executable, "-m", "benchmarks.onrecord_statements", engine]
    with closing(Worker(command, corpora.ROOT, [NEWS, ""])) as worker:
        assert [[each["content"] for each in found] for found in worker.statements] == [[[[0, 21]]], []]
        assert [worker.round() >= 0 for _ in range(2)] == [True, True]


@pytest.mark.skipif(not speed.TEXTACY_PYTHON.exists(), reason="textacy's environment is not built")
@pytest.mark.parametrize(("setting", "found"), [("documented", [1, 0]), ("tuned", [1, 1])])
def test_textacy_in_both_settings(setting: str, found: list[int]) -> None:
    odd = f'{NEWS}\n"It opened on Monday, the ministry wrote.'
    command: list[str | Path] = [speed.TEXTACY_PYTHON, "-m", "benchmarks.textacy_quotations", setting]
    with closing(Worker(command, corpora.ROOT, [NEWS, odd])) as worker:
        assert [len(statements) for statements in worker.statements] == found


@pytest.mark.parametrize(
    "texts", [[NEWS], [NEWS * 100_000]], ids=["before it reads", "while it is written to"]
)
def test_a_worker_that_cannot_start_says_so(texts: list[str]) -> None:
    with pytest.raises(RuntimeError, match="nowhere"):
        Worker([sys.executable, "-m", "benchmarks.nowhere"], corpora.ROOT, texts)


@pytest.mark.parametrize("engine", Engine)
def test_the_first_text_is_analysed_by_a_fresh_process(engine: Engine) -> None:
    assert load.first_text(engine) > 0


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_the_memory_of_both_commands_is_measured() -> None:
    figures = memory.measure(added=3, extracted=3)
    assert set(figures) == {
        f"{command}.{figure}"
        for command in ("add", "extract")
        for figure in ("peak_mb", "growth", "documents_per_second")
    }
    assert 20 < figures["add.peak_mb"] < figures["extract.peak_mb"]


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


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_names_are_looked_up_by_fresh_processes() -> None:
    figures = lookup.measure(actors=1_000)
    assert set(figures) == {
        *("build.seconds", "build.peak_mb", "open.seconds", "peak_mb", "recall"),
        *("median_us", "p95_us", "any_language.median_us"),
    }
    assert 0.9 < figures["recall"] <= 1
    assert 0 < figures["median_us"] < figures["p95_us"]


def test_a_long_record_is_invented_and_asked(tmp_path: Path) -> None:
    figures = reading.measure(statements=300, questions=13)
    assert {name.removesuffix(".p95_ms") for name in figures} == {
        *("build.seconds", "build.megabytes", "search"),
        *("page.actor", "page.actor.most_quoted", "page.actors", "page.document", "page.documents"),
        *("page.history", "page.issue", "page.issues", "page.map", "page.position", "page.positions"),
        *("page.queue", "page.statement"),
    }
    for name in ("a", "b"):
        write_record(tmp_path / f"{name}.record", 300)
    with open_record(tmp_path / "a.record") as one, open_record(tmp_path / "b.record") as other:
        assert list(problems(one)) == []
        said = _all_statements(one)
        assert 300 <= len(said) < 310
        assert said == _all_statements(other)


def _all_statements(record: Record) -> list[tuple[Statement, DocumentLabel]]:
    return [
        (each.statement, each.document) for each in statements(record, StatementFilter(all_versions=True))
    ]


def test_invented_actors_are_always_the_same(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_actors(tmp_path / f"{name}.jsonl", tmp_path / f"{name}-mentions.jsonl", 2_000, 100)
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    rows = {row["id"]: row for row in corpora.read_rows(tmp_path / "a.jsonl")}
    assert len(rows) == 2_000
    assert {row["kind"] for row in rows.values()} == {"country", "organisation", "person"}
    mentions = (tmp_path / "a-mentions.jsonl").read_text(encoding="utf-8").splitlines()
    mentioned = [json.loads(line) for line in mentions]
    assert {language for _, language, _ in mentioned} == {"ky", "ru", "en"}
    assert {identifier for *_, identifier in mentioned} <= set(rows)


def test_synthetic_texts_are_short_news_and_always_the_same(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        write_corpus(tmp_path / name, 300)
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    texts = [row["text"] for row in corpora.read_rows(tmp_path / "a.jsonl")]
    assert len(set(texts)) == 300
    assert all(50 <= len(text.split()) <= 110 for text in texts)


def test_each_language_of_the_synthetic_texts_has_every_length(tmp_path: Path) -> None:
    write_corpus(tmp_path / "a.jsonl", 3 * len(REALISTIC), REALISTIC)
    lengths = [len(row["text"].split("\n\n")) for row in corpora.read_rows(tmp_path / "a.jsonl")]
    for language in range(3):
        assert sorted(lengths[language::3]) == sorted(REALISTIC)


def _statement(
    content: Span, name: str | None, speaker: tuple[int, int] = (27, 42), confidence: float = 1.0
) -> Statement:
    actor = None if name is None else ActorReference("a", name)
    spans = (content,), (Span(22, 26),), (Span(*speaker),)
    return Statement("s", Kind.DIRECT, *spans, actor, (), confidence, "test")


def _spoilt(statements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "content": [[start, (start + end) // 2 + 1] for start, end in statement["content"]],
            "speaker_span": statements[number // 2]["speaker_span"]
            if number % 2
            else statement["speaker_span"],
            "confidence": 0.5,
        }
        for number, statement in enumerate(statements)
    ]


def _run_benchmarks(*arguments: str, corpora: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.run", *arguments],
        cwd=floors.FLOORS.parents[1],
        env=os.environ | {"ONRECORD_CORPORA": str(corpora)},
        capture_output=True,
        text=True,
        check=False,
    )
