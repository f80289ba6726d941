"""Documents are read for positions: what is found is put together, and no document takes long.

In the place of the neural model stands a reader of a few words, so that what is made of opinions can be told.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import as_file, files
from typing import cast

import numpy as np
import pytest

from onrecord.languages import language
from onrecord.positions import shipped_reader
from onrecord.positions.attitude_reader import AttitudeReader, Odds
from onrecord.positions.labels import EXPRESSIONS, LINKS
from onrecord.positions.opinions import Opinion, OpinionScores
from onrecord.positions.reading import Readers, read_positions
from onrecord.records import (
    Actor,
    ActorKind,
    ActorReference,
    Document,
    Kind,
    Polarity,
    Position,
    Span,
    Statement,
    TargetKind,
)
from onrecord.tagging.pieces import Tokenizer, Window
from onrecord.tagging.segmentation import paragraphs

with as_file(files("onrecord.tagging").joinpath("model", "tokenizer.json")) as path:
    TOKENIZER = Tokenizer.from_file(str(path))
SARIEV = ActorReference("person/sariev", "Sariev")


class FewWords:
    """Takes “back” and “harms” for expressions, and the words on either side for holder and target."""

    version = "0"

    def __init__(self, text: str) -> None:
        self._text = text

    def scores(self, windows: Iterable[Window]) -> Iterator[tuple[Window, OpinionScores]]:
        """Nobody is pointed to."""
        for window in windows:
            size = len(window.pieces)
            expressions = np.zeros((size, len(EXPRESSIONS)), np.float32)
            yield window, OpinionScores(expressions, np.zeros((len(LINKS), size, size), np.float32))

    def opinions(self, window: Window, *_: object) -> Iterator[Opinion]:
        words = window.words
        for at in range(1, len(words) - 1):
            written = self._text[words[at].start : words[at].end]
            if written in ("back", "harms"):
                side = Polarity.FOR if written == "back" else Polarity.AGAINST
                yield Opinion(words[at], words[at + 1], words[at - 1], False, side, 0.8, 0.8)

    def attitude(self, *_: object) -> Odds:
        return Odds(0.3, 0.4, 0.3)


def positions(text: str, said: Sequence[str]) -> tuple[Position, ...]:
    """Those of an English text in which Sariev says some parts; Osmonova and Kemar are named."""
    english = language("en")
    assert english
    statements, at = [], 0
    for number, part in enumerate(said):
        at = text.index(part, at)
        content = (Span(at, at + len(part)),)
        statements.append(Statement(f"s{number}", Kind.DIRECT, content, (), (), SARIEV, (), 0.9, "test"))
        at += len(part)
    actors = []
    kinds = {"Sariev": ActorKind.PERSON, "Osmonova": ActorKind.PERSON, "Kemar": ActorKind.COUNTRY}
    for name, kind in kinds.items():
        places, at = [], text.find(name)
        while at >= 0:
            places.append(Span(at, at + len(name)))
            at = text.find(name, at + 1)
        actors.append(Actor(f"{kind}/{name.lower()}", name, kind, {}, tuple(places)))
    readers = Readers(TOKENIZER, cast(AttitudeReader, FewWords(text)), shipped_reader())
    lines = [(line, english) for line in paragraphs(text)]
    return read_positions(Document("d1", text, language="en"), lines, statements, actors, readers)


def test_a_position_with_its_condition() -> None:
    text = "“We back Kemar if Kemar pays us,” Sariev said."
    (found,) = positions(text, ["We back Kemar if Kemar pays us,"])
    assert (found.holder, found.target.id, found.polarity) == (SARIEV, "country/kemar", Polarity.FOR)
    assert [text[start:end] for start, end in found.condition] == ["if Kemar pays us"]
    assert not found.past
    assert found.statement == "s0"


def test_according_to_the_speaker() -> None:
    (found,) = positions("“Today Osmonova harms Kemar,” Sariev said.", ["Today Osmonova harms Kemar,"])
    assert found.holder and found.holder.name == "Osmonova"
    assert found.claimed_by == SARIEV


def test_words_that_lists_know_tell_the_side() -> None:
    (found,) = positions("Osmonova never back Kemar.", [])
    assert found.polarity == Polarity.AGAINST


def test_a_pronoun_takes_up_what_somebody_stands_on() -> None:
    found = positions(
        "“We back Kemar. Osmonova harms it,” Sariev said.", ["We back Kemar. Osmonova harms it,"]
    )
    assert [(each.holder and each.holder.name, each.target.name) for each in found] == [
        ("Sariev", "Kemar"),
        ("Osmonova", "Kemar"),
    ]


def test_what_is_no_opinion_but_takes_a_side_on_an_issue() -> None:
    text = "“It was right that we kept our neutrality,” Sariev said."
    (found,) = positions(text, ["It was right that we kept our neutrality,"])
    assert (found.target.kind, found.target.id) == (TargetKind.ISSUE, "neutrality")
    assert found.past
    assert found.method == "issues"


def test_narration_without_a_known_holder_leaves_it_open() -> None:
    found = positions("Then they back Kemar. The base harms Kemar.", [])
    assert {each.holder for each in found} <= {None}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "“We back Kemar and neutrality.” He smiled. " * 4_000,
            ["We back Kemar and neutrality."] * 4_000,
        ),
        ("We back Kemar and neutrality, " * 7_000, ["We back Kemar and neutrality, " * 7_000]),
        ("Osmonova back Kemar’s neutrality. " * 6_000, []),
        ("“Osmonova back Kemar. " * 9_000, []),
        (("Osmonova back Kemar, " * 138 + "and so. ") * 60, []),
        ("a" * 200_000, []),
        ("." * 20_000 + "\n" * 100_000, []),
    ],
    ids=["statements", "giant line", "narration", "open quotations", "long sentences", "giant word", "marks"],
)
def test_no_document_takes_long(text: str, said: Sequence[str]) -> None:
    began = time.process_time()
    positions(text, said)
    assert time.process_time() - began < 10


def test_whoever_is_named_in_one_series_stands_alike() -> None:
    found = positions("Sariev and Osmonova back Kemar.", [])
    assert {(each.holder and each.holder.name, each.target.name) for each in found} == {
        ("Sariev", "Kemar"),
        ("Osmonova", "Kemar"),
    }
    found = positions("Kemar harms Sariev, Osmonova and the port.", [])
    assert [each.target.name for each in found] == ["Sariev", "Osmonova"]
