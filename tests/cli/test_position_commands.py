from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from cli.conftest import Run
from onrecord.records import Polarity
from onrecord.store import SURE, open_record
from store.holding import NEUTRALITY, SARIEV, holding, hostile, leaves, opposes, position, put, stays
from store.making import analysis


@pytest.fixture
def held(run: Run, tmp_path: Path) -> Run:
    """The program, in a folder with a record of positions."""
    with open_record(tmp_path / "onrecord.record", create=True) as record:
        put(record, stays(), leaves(), opposes())
    return run


@pytest.fixture
def attacked(run: Run, tmp_path: Path) -> Run:
    """The program, in a folder with a record of a text that would steer a terminal."""
    with open_record(tmp_path / "onrecord.record", create=True) as record:
        put(record, hostile())
    return run


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("  ") if cell.strip()]


def test_positions_for_reading(held: Run) -> None:
    lines = held("positions", "--holder", "Сариевдин", "--issue", "neutrality").stdout.splitlines()
    assert [cells(line) for line in lines] == [
        ["Date", "Holder", "Side", "Target", "Evidence", "Note", "Where", "Sure", "Id"],
        ["2024-10-16", "Aibek Sariev", "+ for", "neutrality of Toluk", "It was right that we were neutral",
         "past", "Kemar Daily · en-2", "70%", "p1"],
        ["2024-10-16", "Aibek Sariev", "− against", "neutrality of Toluk", "now we must choose a side",
         "Kemar Daily · en-2", "85%", "p2"],
        ["2024-10-16", "Aibek Sariev", "− against", "neutrality of Toluk", "give neutrality up",
         "according to Kanat Borubaev", "Kemar Daily · en-2", "75%", "p4"],
        ["2022-03-09", "Aibek Sariev", "+ for", "neutrality of Toluk", "has served Toluk well",
         "Ak-Sai Courier · en-1", "90%", "p1"],
    ]  # fmt: skip
    unsettled = held("positions", "--side", "neutral").stdout
    assert "not settled who (“Депутаттар”)" in unsettled
    assert "0 neutral" in unsettled
    assert "on a condition: “If Kemar pays”" in held("positions", "--target", "Kemar").stdout
    assert held("positions", "--holder", "Nobody").stdout == "No positions found.\n"


def run_help(run: Run, command: str) -> str:
    return " ".join(run(command, "--help").stdout.split())


def test_sure_keeps_to_the_threshold(held: Run) -> None:
    shown = held("positions", "--sure", "--issue", "neutrality", "--json").stdout
    assert [each["confidence"] for each in json.loads(shown)] == [0.85, 0.75, 0.9]
    for command in ("positions", "changes"):
        assert f"confidence of {SURE} and above" in run_help(held, command)


def test_positions_of_a_time_and_a_document(held: Run) -> None:
    for arguments in (["--since", "2024-11"], ["--from", "2024-11"], ["--document", "ky"]):
        found = json.loads(held("positions", *arguments, "--json").stdout)
        assert [each["id"] for each in found] == ["q1", "q2"]
    assert len(json.loads(held("positions", "--until", "2024-10", "--json").stdout)) == 5
    assert held("positions", "--since", "soon").exit_code == 2


def test_positions_as_json(held: Run) -> None:
    [found] = json.loads(held("positions", "--id", "p4", "--json").stdout)
    assert found["holder"] == {"id": "person/aibek-sariev", "name": "Aibek Sariev"}
    assert found["target"] == {"kind": "issue", "id": "neutrality", "name": "neutrality of Toluk"}
    assert (found["polarity"], found["past"], found["statement"]) == (-1, False, "s3")
    assert found["claimed_by"]["name"] == "Kanat Borubaev"
    assert found["words"]["evidence"] == ["give neutrality up"]
    assert found["evidence"] == [[227, 245]]
    assert (found["document"], found["outlet"], found["published"]) == ("en-2", "Kemar Daily", "2024-10-16")
    assert json.loads(held("positions", "--holder", "Nobody", "--json").stdout) == []


def test_positions_as_csv(held: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(held("positions", "--csv").stdout)))
    assert [row["side"] for row in rows] == ["against", "neutral", "for", "against", "for", "against", "for"]
    assert (rows[4]["condition"], rows[4]["evidence_offsets"]) == ("If Kemar pays", "140–159")
    assert rows[5]["claimed_by"] == "Kanat Borubaev"


def test_one_position_in_its_sentence(held: Run) -> None:
    assert held("positions", "--id", "p3").stdout.splitlines() == [
        "Toluk to choose",
        "Kemar Daily · 2024-10-16 · en · en-2",
        "",
        "+ for · Aibek Sariev → Kemar · 60% sure",
        "  on a condition: “If Kemar pays”",
        "",
        "  “⟦If ⟦Kemar⟧[target] pays⟧[condition], ⟦we will stand by it⟧[evidence],” he added.",
        "",
        "Statement",
        "  not settled who · 75% sure of the words · direct · cue “he added” · 124–161",
        "    “If Kemar pays, we will stand by it,”",
        "",
        "target 128–133 · condition 125–138 · evidence 140–159 · position p3",
        "by hand · onrecord show en-2",
    ]
    narrated = held("positions", "--id", "q2").stdout
    assert "  ⟦Депутаттар⟧[holder] көпүрө үчүн төлөмгө ⟦кайдыгер⟧[evidence]." in narrated.splitlines()
    assert "In the writer's own words" in narrated
    assert "Neutrality" in held("positions", "--id", "p1", "--document", "en-1").stdout


def test_a_very_long_sentence_is_cut_around_the_evidence(run: Run, tmp_path: Path) -> None:
    text = f"{'word ' * 400}we are for it{' word' * 400}."
    made = position(text, "long", SARIEV, Polarity.FOR, NEUTRALITY, "we are for it")
    with open_record(tmp_path / "onrecord.record", create=True) as record:
        put(record, holding(analysis(text, id="x"), made))
    shown = run("positions", "--id", "long").stdout
    assert "word ⟦we are for it⟧[evidence] word" in shown
    assert len(shown) < 1200


@pytest.mark.parametrize(
    ("arguments", "status", "complaint"),
    [
        (["--issue", "prices"], 1, "Those most spoken of: neutrality (neutrality of Toluk)"),
        (["--issue", "x", "--target", "y"], 2, "ask with --issue or with --target"),
        (["--id", "p2", "--sure"], 2, "--id names one position"),
        (["--id", "p2", "--timeline"], 2, "--id names one position"),
        (["--id", "p1"], 1, "add --document, one of: en-2, en-1"),
        (["--id", "zz"], 1, "There is no position zz"),
        (["--timeline", "--matrix"], 2, "Ask for --timeline or for --matrix"),
        (["--json", "--csv"], 2, "Ask for --json or for --csv"),
        (["--from", "2024", "--to", "2023"], 2, "--from is after --to"),
        (["--holder", "—"], 1, "no letter or digit"),
        (["--document", "zz"], 1, "No document goes by 'zz'"),
        (["--side", "both"], 2, "for"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    held: Run, arguments: list[str], status: int, complaint: str
) -> None:
    done = held("positions", *arguments)
    assert (done.exit_code, done.stdout) == (status, "")
    assert complaint in " ".join(done.stderr.split())


def test_the_list_for_reading_is_bounded(run: Run, tmp_path: Path) -> None:
    text = "Aibek Sariev is for it."
    many = [position(text, f"m{n}", SARIEV, Polarity.FOR, NEUTRALITY, "is for it") for n in range(130)]
    with open_record(tmp_path / "onrecord.record", create=True) as record:
        put(record, holding(analysis(text, id="x"), *many))
    done = run("positions")
    assert len(done.stdout.splitlines()) == 101
    assert "Shown are 100; more with --limit" in done.stderr
    assert len(run("positions", "--limit", "120").stdout.splitlines()) == 121
    assert len(json.loads(run("positions", "--json").stdout)) == 130
    assert run("positions", "--timeline").stdout == "Aibek Sariev → neutrality of Toluk: + no date ×130\n"


def test_what_has_no_date_is_told(attacked: Run) -> None:
    assert "no date: 1" in attacked("positions", "--since", "2020").stderr


def test_timeline(held: Run) -> None:
    assert held("positions", "--timeline").stdout.splitlines() == [
        "Aibek Sariev → Kemar: + 2024-10-16 (on a condition)",
        "Aibek Sariev → neutrality of Toluk: + 2022-03-09, + 2024-10-16 (past), − 2024-10-16, − 2024-10-16"
        " (according to Kanat Borubaev)",
        "Aida Sarieva → Aibek Sariev: − 2024-11",
    ]
    plain = held("positions", "--timeline", "--sure", "--issue", "neutrality", "--holder", "Sariev").stdout
    assert plain.startswith(
        "Aibek Sariev → neutrality of Toluk: + 2022-03-09, − 2024-10-16, − 2024-10-16 (acc"
    )
    [course] = json.loads(held("positions", "--timeline", "--target", "Kemar", "--json").stdout)
    assert [stand["id"] for stand in course["stands"]] == ["p3"]
    rows = list(csv.DictReader(io.StringIO(held("positions", "--timeline", "--csv").stdout)))
    assert [row["positions"] for row in rows] == ["1", "4", "1"]
    assert held("positions", "--timeline", "--holder", "Nobody").stdout == "No positions found.\n"


def test_a_long_timeline_shows_its_end(run: Run, tmp_path: Path) -> None:
    with open_record(tmp_path / "onrecord.record", create=True) as record:
        for year in range(2000, 2020):
            text = f"In {year} he is of a side."
            side = Polarity.FOR if year % 2 else Polarity.AGAINST
            found = analysis(text, id=str(year), published=str(year))
            put(record, holding(found, position(text, f"y{year}", SARIEV, side, NEUTRALITY, "of a side")))
    line = run("positions", "--timeline").stdout
    assert line.startswith("Aibek Sariev → neutrality of Toluk: … 8 earlier, − 2008, + 2009, ")
    assert line.endswith(", + 2019\n")


def test_matrix(held: Run) -> None:
    heading, sariev, sarieva, star = held("positions", "--matrix").stdout.splitlines()
    assert cells(heading) == ["neutrality of Toluk", "Aibek Sariev", "Kemar"]
    assert cells(sariev) == [
        "Aibek Sariev",
        "2 for*, 2 against*; last − 2024-10-16",
        "1 for*; last + 2024-10-16 (on a condition)",
    ]
    assert cells(sarieva) == ["Aida Sarieva", "1 against; last − 2024-11"]
    assert star.startswith("* some only of the past")
    found = json.loads(held("positions", "--matrix", "--json").stdout)
    assert [(cell["target"]["id"], cell["for"], cell["against"]) for cell in found] == [
        ("neutrality", 2, 2),
        ("country/kemar", 1, 0),
        ("person/aibek-sariev", 0, 1),
    ]
    assert found[0]["latest"]["id"] == "p2"
    rows = list(csv.DictReader(io.StringIO(held("positions", "--matrix", "--csv").stdout)))
    assert (rows[0]["holder"], rows[0]["for"], rows[0]["latest"]) == ("Aibek Sariev", "2", "2024-10-16")
    assert held("positions", "--matrix", "--holder", "Nobody").stdout == "No positions found.\n"


def test_a_wide_matrix_tells_what_it_leaves_out(run: Run, tmp_path: Path) -> None:
    text = "He is of a side."
    targets = [NEUTRALITY.__class__(NEUTRALITY.kind, f"i{n}", f"issue {n}") for n in range(9)]
    many = [
        position(text, f"w{n}", SARIEV, Polarity.FOR, each, "of a side") for n, each in enumerate(targets)
    ]
    with open_record(tmp_path / "onrecord.record", create=True) as record:
        put(record, holding(analysis(text, id="x"), *many))
    done = run("positions", "--matrix")
    assert cells(done.stdout.splitlines()[0]) == [f"issue {n}" for n in range(6)]
    assert "Left out: 0 holders and 3 targets" in done.stderr
    assert len(json.loads(run("positions", "--matrix", "--json").stdout)) == 9


def test_changes_are_questions(held: Run) -> None:
    shown = held("changes").stdout
    assert shown.splitlines() == [
        "Aibek Sariev → neutrality of Toluk: did the line change? Read both.",
        "  + for · 2022-03-09 · Ak-Sai Courier · en-1 · 90% sure · 12–33 · p1",
        "    “Neutrality ⟦has served Toluk well⟧,”",
        "  − against · 2024-10-16 · Kemar Daily · en-2 · 85% sure · 68–93 · p2",
        "    “It was right that we were neutral, but ⟦now we must choose a side⟧,”",
        "",
        "Aibek Sariev → neutrality of Toluk: did the line change? Read both.",
        "  + for · 2024-10-16 · Kemar Daily · en-2 · 70% sure · past · 29–62 · p1",
        "    “⟦It was right that we were neutral⟧, but now we must choose a side,”",
        "  − against · 2024-10-16 · Kemar Daily · en-2 · 85% sure · 68–93 · p2",
        "    “It was right that we were neutral, but ⟦now we must choose a side⟧,”",
        "  Both stand in one text.",
    ]
    assert held("changes", "--target", "Kemar").stdout == "Nobody's positions on one target differ here.\n"
    assert len(held("changes", "--sure", "--holder", "Сариев", "--issue", "Толук").stdout.splitlines()) == 5
    assert "ask with --issue or with --target" in held("changes", "--issue", "x", "--target", "y").stderr
    assert "more with --limit" in held("changes", "--limit", "1").stderr


def test_changes_for_programs(held: Run) -> None:
    first, second = json.loads(held("changes", "--json").stdout)
    assert (first["before"]["published"], first["after"]["published"]) == ("2022-03-09", "2024-10-16")
    assert (first["in_order"], second["before"]["past"]) == (True, True)
    rows = list(csv.DictReader(io.StringIO(held("changes", "--csv").stdout)))
    assert (rows[0]["before_side"], rows[0]["after_side"]) == ("for", "against")
    assert rows[0]["after_document"] == "en-2"


def test_the_page_of_an_actor_tells_of_positions(held: Run) -> None:
    lines = held("actor", "Aibek").stdout.splitlines()
    at = lines.index("Positions")
    assert lines[at + 1 : at + 5] == [
        "  neutrality of Toluk: 2 for*, 2 against*; last − 2024-10-16",
        "  Kemar: 1 for*; last + 2024-10-16 (on a condition)",
        "  * some only of the past, on a condition or according to somebody else",
        "  onrecord positions --holder person/aibek-sariev",
    ]
    at = lines.index("Positions of others on it")
    assert lines[at + 1 : at + 3] == [
        "  Aida Sarieva: 1 against; last − 2024-11",
        "  onrecord positions --target person/aibek-sariev",
    ]
    found = json.loads(held("actor", "Aibek", "--json").stdout)
    assert [course["target"]["id"] for course in found["positions"]] == ["neutrality", "country/kemar"]
    assert [course["holder"]["name"] for course in found["positions_on"]] == ["Aida Sarieva"]
    assert "Positions" not in held("actor", "Borubaev").stdout


def test_show_lists_positions(held: Run) -> None:
    shown = held("show", "en-1").stdout.splitlines()
    assert shown[-2:] == [
        "Positions",
        "+ for · Aibek Sariev → neutrality of Toluk · “has served Toluk well” · 90% sure · 12–33 · p1",
    ]


def test_a_decision_is_told(held: Run) -> None:
    held("same", "Aibek Sariev", "Aida Sarieva", "--author", "Nurlan")
    shown = held("positions", "--id", "q1").stdout
    assert "− against · Aibek Sariev → Aibek Sariev" in shown
    assert "by decision, found as Aida Sarieva" in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ["positions"],
        ["positions", "--id", "h\x1b1"],
        ["positions", "--timeline"],
        ["positions", "--matrix"],
        ["positions", "--issue", "prices"],
        ["positions", "--id", "\x1b[2J"],
        ["actor", "Osmonova"],
        ["show", "ru-1"],
    ],
)
def test_news_cannot_steer_the_terminal(attacked: Run, arguments: list[str]) -> None:
    output = attacked(*arguments).output
    assert not {"\x1b", "\u202e", "\u2066", "\x9b", "\u2028"} & set(output)
    assert "␛" in output


def test_changes_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    made = hostile()
    [against] = made.positions
    text = made.document.text
    other = position(text, "h\x1b2", against.holder, Polarity.FOR, against.target, "\x9b.\u2028Never")
    with open_record(tmp_path / "onrecord.record", create=True) as record:
        put(record, holding(made, against, other))
    output = run("changes").output
    assert not {"\x1b", "\u202e", "\u2066", "\x9b", "\u2028"} & set(output)
    assert "⟦␛[2Jrefuse\ufffd it⟧" in output
