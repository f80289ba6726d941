"""Narrows the reader of opinions to the tagger's width: a student of the reader that `opinion_reader` trains.

Confidence is to be fitted on articles that the reader has not learnt, yet what ships should have learnt them
all. So the student first learns without the printed Kyrgyz articles and without a fold of the single
sentences (checkpoint “narrow-base”); from there go on the one that ships, over everything (“narrow”), and
two that measure, each without half of the Kyrgyz articles (“narrow-0”, “narrow-1”).
"""

import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from training import checkpoints, opinions, unlabelled
from training.attitude_batches import epoch, fold
from training.attitude_export import load
from training.attitude_model import OpinionReader
from training.batches import cut
from training.learning import Rates, arguments, begin, frozen, learn
from training.learning import collated as in_turn
from training.model import Shape
from training.opinion_batches import OpinionExample, collated, opinion_examples, unannotated
from training.opinion_losses import distilled_loss, gold_loss, scores
from training.opinions import Source
from training.prune import importance, pruned

NAME, BASE = "narrow", "narrow-base"
FOLD = 0
"""Of single sentences, the fold that only what ships has learnt."""
PARTS = 2
_PRINTED = "own-ky"
_TIMES = {"ruopinionne": 1.0, "own-en": 1.0, "own-ru": 1.0, "written-ky": 1.0, "written-ru": 1.0}
_MEASURED_ON = {"ruopinionne": 0.5, "own-en": 0.5, "written-ky": 0.3}
_MEASURED = 60  # batches
_HEADS, _INNER = 4, 384  # of 6 and 768
_LAYERS = range(6)
_PIECES = 4096
_GOLD_TIMES, _KYRGYZ_TIMES = 2, 4  # as for the teacher
_SEED = 31


@dataclass(frozen=True, slots=True)
class _Course:
    """How long and how fast a student learns, how often the printed Kyrgyz articles, and which sentences."""

    epochs: int
    rates: Rates
    printed: float
    share: float  # of the sentences that nobody has annotated, but for the Kyrgyz ones


_FIRST = _Course(6, Rates(body=4.5e-4, heads=1.35e-3, warm_up=0.04), 0.0, 1.0)
_FURTHER = _Course(1, Rates(body=1.5e-4, heads=4.5e-4, warm_up=0.04), 4.0, 0.3)


def part(source: Source) -> int:
    """Which half of the printed Kyrgyz articles one is in."""
    return zlib.crc32(source.id.encode()) % PARTS


def _learns(name: str, source: Source) -> bool:
    if name == NAME:
        return True
    if source.corpus == _PRINTED:
        return name != BASE and name != f"{NAME}-{part(source)}"
    return source.corpus not in ("rusentne", "newsmtsc", "ruopinionne") or fold(source) != FOLD


def _batches(name: str, course: _Course, work: Path, tokenizer: Tokenizer) -> Iterator[list[OpinionExample]]:
    times = _TIMES | ({_PRINTED: course.printed} if course.printed else {})
    gold = {
        corpus: [
            each for source in found if _learns(name, source) for each in opinion_examples(source, tokenizer)
        ]
        for corpus, found in opinions.sources().items()
        if corpus in times
    }
    draw = random.Random(_SEED)
    more: list[OpinionExample] = []
    for each in unlabelled.sentences(work, tokenizer, None):
        kyrgyz = each.source.language == "ky"
        if _learns(name, each.source) and (kyrgyz or draw.random() < course.share):
            more += [unannotated(each.window)] * (_KYRGYZ_TIMES if kyrgyz else 1)
    for number in range(course.epochs):
        mixed = epoch(gold, times, _PIECES, number) * _GOLD_TIMES + cut(more, _PIECES, random.Random(number))
        random.Random(number).shuffle(mixed)
        yield from mixed


def _pruned(teacher: OpinionReader, batches: Sequence[Sequence[OpinionExample]], work: Path) -> OpinionReader:
    matters = importance(
        teacher, in_turn(batches, collated), lambda batch: gold_loss(scores(teacher, batch), batch)
    )
    shape, state = pruned(teacher, matters, _HEADS, _INNER, _LAYERS)
    return checkpoints.fill(OpinionReader(shape), state, work)


def train(name: str, course: _Course, work: Path, limit: int | None) -> None:
    """Trains a student and writes its checkpoint; all but the base begin with that."""
    begin(_SEED)
    tokenizer = Tokenizer.from_file(str(work / "encoder" / "tokenizer.json"))
    batches = list(_batches(name, course, work, tokenizer))
    if name == BASE:
        annotated = [batch for batch in batches if any(each.links for each in batch)][:_MEASURED]
        student = _pruned(load(work, "opinions", OpinionReader), annotated, work)
    else:
        saved = checkpoints.read(work, BASE)
        student = checkpoints.fill(OpinionReader(Shape(**saved["shape"])), saved["model"], work)
    teachers = [frozen(load(work, "opinions", OpinionReader))]
    effort = learn(
        student,
        batches,
        collated,
        lambda batch: distilled_loss(student, teachers, batch),
        course.rates,
        limit,
    )
    checkpoints.save(work, name, student, effort)


def main() -> None:
    """Trains all of them."""
    given = arguments(__doc__).parse_args()
    train(BASE, _FIRST, given.work, given.steps)
    for name in (NAME, *(f"{NAME}-{number}" for number in range(PARTS))):
        train(name, _FURTHER, given.work, given.steps)


if __name__ == "__main__":
    main()
