from __future__ import annotations

from pathlib import Path

import pytest

from marked import Marks, parse, read_cases
from onrecord.records import Span, Spans


def pieces(text: str, spans: Spans) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_marks_are_taken_out_and_their_spans_kept() -> None:
    case = parse("[content:«Биз даярбыз»], — [cue:деди] [speaker:Айбек Сариев]. => Айбек Сариев")
    assert case.text == "«Биз даярбыз», — деди Айбек Сариев."
    assert case.statements == (Marks((Span(0, 13),), (Span(17, 21),), (Span(22, 34),)),)
    assert case.names == {1: "Айбек Сариев"}


def test_a_repeated_mark_is_a_further_piece() -> None:
    case = parse("[content:“We came,”] [speaker:she] [cue:said], [content:“and we left.”]")
    assert case.text == "“We came,” she said, “and we left.”"
    assert pieces(case.text, case.statements[0].content) == ["“We came,”", "“and we left.”"]


def test_numbers_keep_statements_apart() -> None:
    case = parse(
        "[speaker1:A] [cue1:said] [content1:one]; [content2:two], [cue2:said] [speaker2:B]. => 2 Bo B; 1 Al A"
    )
    assert [pieces(case.text, statement.speaker) for statement in case.statements] == [["A"], ["B"]]
    assert case.names == {1: "Al A", 2: "Bo B"}


def test_line_breaks_count_as_one_character_inside_and_outside_marks() -> None:
    case = parse("A.⏎[content:“B.⏎C”]⏎[cue:said] [speaker:D]")
    assert case.text == "A.\n“B.\nC”\nsaid D"
    assert case.statements[0].content == (Span(3, 9),)
    assert pieces(case.text, case.statements[0].cue) == ["said"]


def test_absent_fields_are_empty() -> None:
    assert parse("[content:B.]").statements == (Marks((Span(0, 2),), (), ()),)


def test_a_line_without_marks_holds_no_statement() -> None:
    assert parse("The “Friendship” bridge [sic] is shut.") == (
        "The “Friendship” bridge [sic] is shut.",
        (),
        {},
    )


@pytest.mark.parametrize(
    "line",
    [
        "[contnet:A] [cue:said] [speaker:B]",
        "[content0:A] [cue0:said]",
        "[content:] [cue:said]",
        "[content:A ] [cue:said]",
        "[cue:said] [speaker:B]",
        "[content1:A] [content3:B]",
        "[content:A [cue:said]",
        "[content:A] [cue:said] [speaker:B] =>Bo",
        "[content:A] [cue:said] [speaker:B] => 2 Bo",
        "Nobody speaks. => Bo",
    ],
)
def test_a_wrongly_marked_line_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"mark|number|content|name"):
        parse(line)


def test_comments_and_empty_lines_are_no_cases(tmp_path: Path) -> None:
    path = tmp_path / "en.txt"
    path.write_text("# Heading\n\nOne.\n# Another\nTwo.\n", encoding="utf-8")
    assert read_cases(path) == [(3, "One."), (5, "Two.")]
