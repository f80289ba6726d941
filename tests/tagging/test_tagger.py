"""The tagger that ships: what it reads, and that it is whole."""

from __future__ import annotations

import json
import shutil
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import pytest

from onrecord.records import Span
from onrecord.tagging.decoding import CONTENT, CUE, LABELS, LINKS, NAME_LABELS, SOURCE
from onrecord.tagging.pieces import Window, units, windows
from onrecord.tagging.segmentation import paragraphs
from onrecord.tagging.tagger import PROTOCOL, Tagger, Tagging, WindowScores, default_tagger, tagging

LARGEST = 45_000_000


def tag(text: str) -> Tagging:
    return default_tagger().tag(text, paragraphs(text))


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        (
            "The old bridge is to be repaired before winter, Transport Minister Aibek Sariev said on Monday.",
            "Transport Minister Aibek Sariev",
            "said",
        ),
        ("Министр транспорта Айбек Сариев сообщил, что мост откроют в ноябре.", "Айбек Сариев", "сообщил"),
        ("Транспорт министри Айбек Сариев көпүрө ноябрда ачыларын билдирди.", "Айбек Сариев", "билдирди"),
    ],
)
def test_reads_three_languages(text: str, speaker: str, cue: str) -> None:
    (found,) = tag(text).statements
    assert speaker in text[slice(*found.speaker[0])]
    assert text[slice(*found.cue[0])] == cue
    assert 0 < found.score <= 1


def test_support_is_high_for_what_it_found() -> None:
    text = "Transport Minister Aibek Sariev said that the bridge would be open before the winter."
    said = tag(text)
    (found,) = said.statements
    for field, spans in ((SOURCE, found.speaker), (CUE, found.cue), (CONTENT, found.content)):
        assert said.support(field, spans) > 0.5
        assert said.support(field, (Span(len(text) - 1, len(text)),)) < 0.5
    assert said.support(CONTENT, ()) == 1.0
    assert 0.5 < said.edges(found.content) <= 1
    assert said.edges(()) == 0.0


class AllContent:
    """A model to which every word of a line goes on with one content."""

    def scores(self, window: Window) -> WindowScores:
        size = len(window.pieces)
        emissions = np.zeros((size, len(LABELS)), np.float32)
        emissions[:, LABELS.index("I-content")] = 9.0
        links = np.zeros((len(LINKS), size, size), np.float32)
        return WindowScores(emissions, links, np.zeros((size, len(NAME_LABELS)), np.float32))


def test_a_content_may_be_longer_than_a_window() -> None:
    line = "The bridge over the river was opened by the ministers of both countries on Monday. " * 20
    text = line + "\n" + line
    read = list(windows(units(text, paragraphs(text), default_tagger().tokenizer)))
    assert len(read) > 2
    found = tagging(read, AllContent()).statements
    assert [text[slice(*each.content[0])] for each in found] == [line.rstrip()] * 2


def test_nothing_to_read() -> None:
    nothing = default_tagger().tag("", [])
    assert nothing.statements == []
    assert nothing.support(CONTENT, (Span(0, 0),)) == 1.0


def test_the_same_text_has_the_same_scores() -> None:
    text = "Aibek Sariev said that the bridge was open.\n" * 30
    one, other = tag(text), Tagger(model_folder()).tag(text, paragraphs(text))
    assert one.statements == other.statements
    assert np.array_equal(one.sums, other.sums)


def test_the_folder_is_plain_data_and_small() -> None:
    held = {path.name: path.stat().st_size for path in model_folder().iterdir()}
    assert set(held) == {
        "model.onnx",
        "model.json",
        "tokenizer.json",
        "words.npy",
        "scales.npy",
        "card.md",
    }
    assert sum(held.values()) <= LARGEST


def test_another_protocol_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(model_folder(), folder)
    about = json.loads((folder / "model.json").read_text("utf-8"))
    (folder / "model.json").write_text(json.dumps(about | {"protocol": PROTOCOL + 1}), "utf-8")
    with pytest.raises(ValueError, match=f"protocol {PROTOCOL + 1}"):
        Tagger(folder)


def model_folder() -> Path:
    with as_file(files("onrecord.tagging").joinpath("model")) as folder:
        return folder
