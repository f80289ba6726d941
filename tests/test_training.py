"""Training's texts, cut as the package cuts them: what is learnt stands where the gold says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from tokenizers import Tokenizer
from training import prepare
from training.batches import Example, epoch, examples
from training.corpora import IGNORED, Article
from training.prepare import Preparation, Prepared, read
from training.settings import MODEL

from marked import parse
from onrecord.records import Spans
from onrecord.tagging.decoding import LABELS
from onrecord.tagging.pieces import END, START

QUOTED = "[content1:“We are ready”], [cue1:said] [speaker1:Aibek Sariev], [content1:“and glad.”]"
BARE = "[content1:Мост тез бүтөт]."
TWO = (
    "[speaker1:Министр Айбек Сариев] [cue1:билдирди]: [content1:жол ачык]. "
    "[content2:«Жол жабык»], — [cue2:деди] [speaker2:Санжар Борубаев]."
)
LONG = "⏎".join(
    f"[content{n}:“Road {n} is open,”] [cue{n}:said] [speaker{n}:Aibek Sariev]." for n in range(1, 41)
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(MODEL / "tokenizer.json"))


def pairs(spans: Spans) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def prepared(line: str, tokenizer: Tokenizer) -> tuple[str, Prepared]:
    case = parse(line)
    statements = [
        {"content": pairs(said.content), "cue": pairs(said.cue), "speaker_span": pairs(said.speaker)}
        for said in case.statements
    ]
    article: Article = {"id": "a", "text": case.text, "statements": statements}
    return case.text, Preparation("en", tokenizer, {}).labelled(article)


def plain(text: str, tokenizer: Tokenizer) -> Prepared:
    return Preparation("ky", tokenizer, {}).unlabelled("b", text)


def written(text: str, document: Prepared, field: str) -> list[str]:
    """The words labelled as a field, a list entry for each run."""
    found: list[str] = []
    words = [word for unit in document.units for word in unit.words]
    for (start, end), label in zip(words, document.labels or [], strict=True):
        if LABELS[label] == f"B-{field}":
            found.append(text[start:end])
        elif LABELS[label] == f"I-{field}":
            found[-1] += " " + text[start:end]
    return found


def test_words_that_a_statement_touches_are_labelled(tokenizer: Tokenizer) -> None:
    text, document = prepared(QUOTED, tokenizer)
    assert written(text, document, "content") == ["“ We are ready ”", "“ and glad . ”"]
    assert written(text, document, "cue") == ["said"]
    assert written(text, document, "source") == ["Aibek Sariev"]


def test_each_content_points_to_its_own_source_and_cue(tokenizer: Tokenizer) -> None:
    text, document = prepared(TWO, tokenizer)
    words = [text[slice(*word)] for unit in document.units for word in unit.words]
    named = [[None if number is None else words[number] for number in part] for part in parts(document)]
    assert named == [["жол", "Министр", "билдирди"], ["«", "Санжар", "деди"]]


def test_a_statement_without_source_points_to_nothing(tokenizer: Tokenizer) -> None:
    _, document = prepared(BARE, tokenizer)
    assert parts(document) == [(0, None, None)]


def parts(document: Prepared) -> list[tuple[int, int | None, int | None]]:
    return [(link.content, link.source, link.cue) for link in document.links]


def test_what_is_prepared_is_read_back(tokenizer: Tokenizer, tmp_path: Path) -> None:
    documents = [prepared(TWO, tokenizer)[1], plain("Жол ачык.\nКөпүрө жабык.", tokenizer)]
    (tmp_path / "prepared").mkdir()
    prepare.write(tmp_path, "ky", documents)
    assert read(tmp_path, "ky") == documents


def unmarked(found: Sequence[Example]) -> list[int]:
    return [piece for example in found for piece in example.pieces if piece not in {START, END}]


def gathered(found: Sequence[Sequence[int]]) -> list[int]:
    return [each for row in found for each in row]


@pytest.mark.parametrize("first_room", [40, 158])
def test_windows_hold_every_label_and_every_piece_once(tokenizer: Tokenizer, first_room: int) -> None:
    _, document = prepared(LONG, tokenizer)
    found = list(examples(document, first_room))
    assert len(found) > 1
    assert gathered([example.labels for example in found]) == document.labels
    assert unmarked(found) == gathered([unit.pieces for unit in document.units])


def test_links_are_positions_of_word_starts(tokenizer: Tokenizer) -> None:
    _, document = prepared(LONG, tokenizer)
    for example in examples(document):
        label = {at: LABELS[label] for at, label in zip(example.firsts, example.labels, strict=True)}
        for content, source, cue in example.links:
            assert (label[content], label[source], label[cue]) == ("B-content", "B-source", "B-cue")


def test_what_lies_outside_the_window_is_not_learnt(tokenizer: Tokenizer) -> None:
    filler = "⏎".join(["The road to the north of Ak-Sai is long and the bridge is old."] * 12)
    line = f"[speaker:Aibek Sariev] [cue:said].⏎{filler}⏎[content:“The road is open.”]"
    _, document = prepared(line, tokenizer)
    assert [link[1:] for example in examples(document) for link in example.links] == [(IGNORED, IGNORED)]


def test_nothing_is_learnt_from_texts_without_annotation(tokenizer: Tokenizer) -> None:
    document = plain("Жол ачык.", tokenizer)
    (example,) = examples(document)
    assert set(example.labels) == {IGNORED}


def test_an_epoch_holds_each_corpus_as_often_as_asked(tokenizer: Tokenizer) -> None:
    many, few = prepared(LONG, tokenizer)[1], prepared(TWO, tokenizer)[1]
    corpora = {"en": [many, few], "ky": [few], "plain": [few] * 10}
    times = {"en": 1, "ky": 3, "plain": 0.4}
    batches = epoch(corpora, times, 400, seed=1)
    labels = Counter(gathered([example.labels for batch in batches for example in batch]))
    assert labels == Counter([*(many.labels or []), *(few.labels or []) * (1 + 3 + 4)])
    assert all(len(batch) * max(len(each.pieces) for each in batch) <= 400 for batch in batches)
    assert batches == epoch(corpora, times, 400, seed=1)
    assert batches != epoch(corpora, times, 400, seed=2)
