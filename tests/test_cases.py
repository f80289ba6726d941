"""Every line of ``cases/*.txt`` is analysed by rules, and found as it is marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from marked import parse, read_cases
from onrecord.pipeline import Engine, analyze_document
from onrecord.records import Document, Spans

CASES = [
    pytest.param(path.stem, line, id=f"{path.stem}:{number}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.txt"))
    for number, line in read_cases(path)
]


@pytest.mark.parametrize(("language", "line"), CASES)
def test_case(language: str, line: str) -> None:
    case = parse(line)
    found = analyze_document(Document("case", case.text, language=language), Engine.RULES).statements

    def shown(content: Spans, cue: Spans, speaker: Spans) -> str:
        fields = {"content": content, "cue": cue, "speaker": speaker}
        return "; ".join(
            f"{name}: " + " + ".join(f"{start}-{end} {case.text[start:end]!r}" for start, end in spans)
            for name, spans in fields.items()
        )

    names = {
        shown(statement.content, statement.cue, statement.speaker_span): statement.speaker
        and statement.speaker.name
        for statement in found
    }
    expected = [shown(*marks) for marks in case.statements]
    assert sorted(names) == sorted(expected)
    assert len(found) == len(expected), "a statement was found twice"
    assert {number: names[expected[number - 1]] for number in case.names} == case.names
