"""Files of issues are read, and faults in them are told so that they can be mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.positions import IssuesError, load_issues, shipped_issues, with_examples
from onrecord.positions.issues import LARGEST_FILE, MOST_ISSUES, read_issues
from onrecord.records import Polarity

TOLL = """
[bridge-toll]
names = { en = "The bridge toll", ru = "Плата за мост", ky = "Көпүрөнүн акысы" }
means.for = "Whoever crosses the bridge should pay."
means.against = "The bridge should be free."
terms = ["bridge toll", "акы* + көпүрө"]
opposites = ["free bridge"]
for = ["Without a toll the bridge would fall down."]
against = ["Көпүрө элдики, ал бекер болушу керек."]
neither = ["The toll will be discussed on Monday."]
"""


def fault(text: str) -> str:
    with pytest.raises(IssuesError) as caught:
        read_issues(text.encode(), "own.toml")
    return str(caught.value)


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text("\ufeff" + TOLL, encoding="utf-8")
    (issue,) = load_issues(path)
    assert issue.key == "bridge-toll"
    assert issue.names == {"en": "The bridge toll", "ru": "Плата за мост", "ky": "Көпүрөнүн акысы"}
    assert issue.means[Polarity.AGAINST] == "The bridge should be free."
    assert issue.terms == ("bridge toll", "акы* + көпүрө")
    assert issue.opposites == ("free bridge",)
    assert [example.side for example in issue.examples] == [
        Polarity.FOR,
        Polarity.AGAINST,
        Polarity.NEUTRAL,
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("bridge-toll", "Bridge_Toll"), ["'Bridge_Toll'", "small Latin letters"]),
        (('ky = "Көпүрөнүн акысы"', 'kk = "Көпір ақысы"'), ["'bridge-toll'", "$.names"]),
        (("means.for", "means.pro"), ["'bridge-toll'", "pro", "means"]),
        (('terms = ["bridge toll", "акы* + көпүрө"]', "terms = []"), ["'bridge-toll'", "$.terms"]),
        (("neither =", "niether ="), ["'bridge-toll'", "niether", "neither"]),
        (("terms = [", "terms = "), ["own.toml", "line 6"]),
        (("The toll will be discussed on Monday.", "Without a toll the bridge would fall down."), ["sides"]),
        (('for = ["Without', 'for = [3, "Without'), ["'bridge-toll'", "$.for[0]"]),
    ],
)
def test_a_fault_is_told_with_file_issue_and_key(change: tuple[str, str], told: list[str]) -> None:
    assert change[0] in TOLL
    message = fault(TOLL.replace(*change))
    assert message.startswith("own.toml")
    for each in told:
        assert each in message


def test_files_that_are_none(tmp_path: Path) -> None:
    assert "no issue" in fault("# nothing\n")
    assert "'key'" in fault("key = 3\n")
    with pytest.raises(IssuesError, match="UTF-8"):
        read_issues("[плата]".encode("cp1251"), "own.toml")
    with pytest.raises(IssuesError, match="cannot be read"):
        load_issues(tmp_path / "absent.toml")
    with pytest.raises(IssuesError, match="cannot be read"):
        load_issues(tmp_path)


def test_sizes_are_bounded() -> None:
    with pytest.raises(IssuesError, match="MB"):
        read_issues(b"#" * (LARGEST_FILE + 1), "own.toml")
    assert "too many" in fault("".join(f"[issue-{number}]\n" for number in range(MOST_ISSUES + 1)))
    assert "nesting" in fault("a = " + "[" * 100_000) or "own.toml" in fault("a = " + "[" * 100_000)


def test_the_shipped_pack() -> None:
    issues = shipped_issues()
    assert len(issues) == 10
    for issue in issues:
        assert set(issue.names) == {"en", "ru", "ky"}
        assert {example.side for example in issue.examples} == set(Polarity)


def test_with_examples() -> None:
    issues = read_issues(TOLL.encode(), "own.toml")
    said = "The toll will be discussed on Monday."
    (changed,) = with_examples(issues, "bridge-toll", Polarity.AGAINST, [said, "No toll, never!"])
    sides = {example.text: example.side for example in changed.examples}
    assert sides[said] is sides["No toll, never!"] is Polarity.AGAINST
    assert len(sides) == len(changed.examples) == 4
    with pytest.raises(KeyError):
        with_examples(issues, "tunnel-toll", Polarity.FOR, [said])
