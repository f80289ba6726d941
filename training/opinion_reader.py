"""Trains the reader of opinions, on all or but a fold: two teachers, then their student.

One teacher begins with the pretrained encoder, one with that of a teacher of statements and names;
attitudes toward targets are learnt beside, by the same encoder. The student begins as the second, pruned,
and learns from the annotation and from the mean of what both say of it and of sentences that nobody has
annotated. The annotation of a fold is kept from its readers, whichever corpus has it; as text alone the
pretrained encoder has read its sentences.
"""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from tokenizers import Tokenizer

from training import checkpoints, opinions, unlabelled
from training.attitude_batches import Batch as AttitudeBatch
from training.attitude_batches import Example as AttitudeExample
from training.attitude_batches import attitude_examples, epoch
from training.attitude_batches import collated as collated_attitudes
from training.attitude_model import OpinionReader
from training.attitude_reader import gold_loss as attitude_loss
from training.batches import cut
from training.folds import checkpoint, command, fold
from training.learning import Losses, Rates, begin, frozen, learn
from training.learning import collated as in_turn
from training.opinion_batches import Batch, OpinionExample, collated, opinion_examples, unannotated
from training.opinion_losses import distilled_loss, gold_loss, scores
from training.pretrain import NAME as PRETRAINED
from training.prune import importance, pruned
from training.teach import NAMES

_NAME = "opinions"
_TEACHERS = ((PRETRAINED, 7), (NAMES[0], 8))
"""The checkpoint that each begins with, its seed."""
_TIMES = {
    "ruopinionne": 1.0,
    "own-en": 1.0,
    "own-ky": 2.0,
    "own-ru": 1.0,
    "written-ky": 1.0,
    "written-ru": 1.0,
}
_BESIDE = {"rusentne": 0.4, "newsmtsc": 0.4}
_TEACHER_EPOCHS = 4
_TEACHER_PIECES = 2400
_TEACHER_RATES = Rates(body=1.2e-4, heads=8.4e-4, warm_up=0.1)
_MEASURED_ON = {"ruopinionne": 0.5, "own-en": 0.5, "written-ky": 0.3}
_MEASURED = 80  # batches
_HEADS, _INNER = 6, 768  # of 12 and 1536
_SEED = 31
_EPOCHS = 8
_PIECES = 8192
_RATES = Rates(body=6e-4, heads=1.8e-3, warm_up=0.04)
_GOLD_TIMES = 2  # how often an epoch of the student holds the annotated sentences
_KYRGYZ_TIMES = 4  # and the Kyrgyz ones that nobody has annotated, which are few

Gold = Mapping[str, Sequence[OpinionExample]]
Mixed = Sequence[OpinionExample] | Sequence[AttitudeExample]


def collated_either(drawn: Mixed) -> Batch | AttitudeBatch:
    """The batch of some examples, all of opinions or all of attitudes."""
    opinions_only = [each for each in drawn if isinstance(each, OpinionExample)]
    if opinions_only:
        return collated(opinions_only)
    return collated_attitudes([each for each in drawn if isinstance(each, AttitudeExample)])


def teacher_loss(reader: OpinionReader, batch: Batch | AttitudeBatch) -> Losses:
    """Distance from annotated opinions, or from attitudes."""
    if isinstance(batch, AttitudeBatch):
        return attitude_loss(reader, batch)
    return gold_loss(scores(reader, batch), batch)


def teach(
    work: Path,
    begun: tuple[str, int],
    gold: Gold,
    beside: Mapping[str, Sequence[AttitudeExample]],
    limit: int | None,
) -> OpinionReader:
    """A reader of full size; `begun` names the checkpoint that it begins with, and its seed."""
    start, seed = begun
    begin(seed)
    batches: list[Mixed] = []
    for number in range(seed, seed + _TEACHER_EPOCHS):
        mixed: list[Mixed] = [
            *epoch(gold, _TIMES, _TEACHER_PIECES, number),
            *epoch(beside, _BESIDE, _TEACHER_PIECES, number),
        ]
        random.Random(number).shuffle(mixed)
        batches += mixed
    reader = checkpoints.over(OpinionReader, work, start)
    learn(reader, batches, collated_either, lambda batch: teacher_loss(reader, batch), _TEACHER_RATES, limit)
    return reader


def begun_as(teacher: OpinionReader, gold: Gold, work: Path) -> OpinionReader:
    """The student as it begins."""
    drawn = epoch(gold, _MEASURED_ON, 2000, 99)[:_MEASURED]
    matters = importance(
        teacher, in_turn(drawn, collated), lambda batch: gold_loss(scores(teacher, batch), batch)
    )
    shape, state = pruned(teacher, matters, _HEADS, _INNER)
    return checkpoints.fill(OpinionReader(shape), state, work)


def _student_batches(gold: Gold, sentences: Sequence[unlabelled.Sentence]) -> list[list[OpinionExample]]:
    more = [unannotated(each.window) for each in sentences]
    kyrgyz = [example for example, each in zip(more, sentences, strict=True) if each.source.language == "ky"]
    batches = []
    for number in range(_EPOCHS):
        mixed = epoch(gold, _TIMES, _PIECES, number) * _GOLD_TIMES
        mixed += cut(more + kyrgyz * (_KYRGYZ_TIMES - 1), _PIECES, random.Random(number))
        random.Random(number).shuffle(mixed)
        batches += mixed
    return batches


def train(work: Path, held_out: int | None, limit: int | None) -> None:
    """Trains teachers and student on all but a fold; writes the student's checkpoint."""
    tokenizer = Tokenizer.from_file(str(work / "encoder" / "tokenizer.json"))
    learnt = {
        corpus: [source for source in found if fold(source) != held_out]
        for corpus, found in opinions.sources().items()
    }
    gold = {
        corpus: [each for source in learnt[corpus] for each in opinion_examples(source, tokenizer)]
        for corpus in _TIMES
    }
    beside = {
        corpus: [each for source in learnt[corpus] for each in attitude_examples(source, tokenizer)]
        for corpus in _BESIDE
    }
    teachers = [teach(work, begun, gold, beside, limit) for begun in _TEACHERS]
    begin(_SEED)
    student = begun_as(teachers[-1], gold, work)
    for teacher in teachers:
        frozen(teacher)
    batches = _student_batches(gold, unlabelled.sentences(work, tokenizer, held_out))
    effort = learn(
        student, batches, collated, lambda batch: distilled_loss(student, teachers, batch), _RATES, limit
    )
    checkpoints.save(work, checkpoint(_NAME, held_out), student, effort)


if __name__ == "__main__":
    command(__doc__, train)
