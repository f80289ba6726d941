"""Trains a reader of opinions or of attitudes, on all or but a fold; stopped at any time, it goes on.

Of a fold's reader everything is kept that is in the sentences of the fold, whichever corpus has them.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from onrecord.positions.labels import HOLDER, LANGUAGES, TARGET
from onrecord.tagging.pieces import END
from training import checkpoints, opinions
from training.attitude_batches import (
    Batch,
    Example,
    all_examples,
    attitude_examples,
    collated,
    epoch,
    fold,
)
from training.attitude_model import PARTS, AttitudeReader, OpinionReader
from training.learning import Course, Losses, Rates, learn
from training.model import Shape
from training.opinions import Source
from training.settings import WORK

_LINKS = 0.3


def sources() -> dict[str, list[Source]]:
    """All annotated texts, by corpus."""
    every: Iterable[Source] = chain(
        opinions.rusentne(),
        opinions.newsmtsc(),
        opinions.ruopinionne(),
        *map(opinions.own, LANGUAGES),
        *map(opinions.written, opinions.WRITTEN),
    )
    found: dict[str, list[Source]] = {}
    for source in every:
        found.setdefault(source.corpus, []).append(source)
    return found


def opinion_loss(reader: AttitudeReader, drawn: list[Example]) -> Losses:
    """Distance from annotated opinions, or from attitudes."""
    if drawn[0].attitude is not None:
        return attitude_loss(reader, drawn)
    assert isinstance(reader, OpinionReader)
    batch = collated(drawn)
    with torch.autocast("cpu", torch.bfloat16):
        found = reader.opinions(reader.encoder.words(batch.pieces), batch.mask)
    expressions, parts, links = (each.float() for each in found)
    return {
        "expressions": _labels(expressions, batch, [each.expressions for each in drawn]),
        "targets": _labels(parts[..., : len(PARTS)], batch, [[a for a, _ in each.parts] for each in drawn]),
        "holders": _labels(parts[..., len(PARTS) :], batch, [[b for _, b in each.parts] for each in drawn]),
        "links": _LINKS * _linked(links, drawn),
    }


def attitude_loss(reader: AttitudeReader, drawn: list[Example]) -> Losses:
    """Distance from annotated attitudes."""
    batch = collated(drawn)
    with torch.autocast("cpu", torch.bfloat16):
        scores = reader(batch.pieces, batch.mask, batch.target, batch.leanings)
    return {"toward": functional.cross_entropy(scores.float(), batch.attitudes)}


def _labels(scores: Tensor, batch: Batch, labels: Sequence[Sequence[int]]) -> Tensor:
    rows = [row[each.window.firsts] for row, each in zip(scores, batch.examples, strict=True)]
    return functional.cross_entropy(torch.cat(rows), torch.tensor(list(chain(*labels))))


def _linked(links: Tensor, drawn: Sequence[Example]) -> Tensor:
    terms = []
    for scores, each in zip(links, drawn, strict=True):
        firsts = each.window.firsts
        for start, targets, holder in each.links:
            if targets:
                logs = functional.log_softmax(scores[TARGET, start, firsts], -1)
                terms.append(-torch.logsumexp(logs[[firsts.index(each) for each in targets]], 0))
            columns = [0, each.pieces.index(END, start), *firsts]
            logs = functional.log_softmax(scores[HOLDER, start, columns], -1)
            terms.append(-logs[columns.index(holder)])
    return torch.stack(terms).mean() if terms else links.new_zeros(())


@dataclass(frozen=True, slots=True)
class Task:
    """What is learnt: network, number of layers, checkpoint to begin with, examples, loss, course."""

    network: type[AttitudeReader]
    layers: int
    start: str
    examples: Callable[[Source, Tokenizer], Iterator[Example]]
    loss: Callable[[AttitudeReader, list[Example]], Losses]
    course: Course


TASKS = {
    "opinions": Task(
        OpinionReader,
        6,
        "name-teacher",
        all_examples,
        opinion_loss,
        Course(
            {
                "rusentne": 0.4,
                "newsmtsc": 0.4,
                "ruopinionne": 1.0,
                "own-en": 1.0,
                "own-ky": 2.0,
                "own-ru": 1.0,
            },
            epochs=4,
            pieces=1200,
            rates=Rates(body=1.2e-4, heads=8e-4, warm_up=0.1),
            seed=7,
        ),
    ),
    "attitudes": Task(
        AttitudeReader,
        6,
        "",
        attitude_examples,
        attitude_loss,
        Course(
            {
                "rusentne": 1.0,
                "newsmtsc": 1.0,
                "ruopinionne": 1.0,
                "own-en": 1.0,
                "own-ky": 2.0,
                "own-ru": 1.0,
            },
            epochs=2,
            pieces=1200,
            rates=Rates(body=1e-4, heads=5e-4, warm_up=0.1),
            seed=7,
        ),
    ),
}


def begun(work: Path, task: Task) -> AttitudeReader:
    """A reader over the lower layers of the starting encoder, or of that of a tagger's checkpoint."""
    if task.start:
        saved = checkpoints.read(work, task.start)
        state, shape = saved["model"], Shape(**saved["shape"] | {"layers": task.layers})
    else:
        start = torch.load(work / "encoder" / "encoder.pt")
        state = {f"encoder.{key}": value for key, value in start["state"].items()}
        shape = Shape(len(start["state"]["words.weight"]), task.layers)
    return checkpoints.fill(task.network(shape), state, work)


def train(work: Path, name: str, task: Task, held_out: int | None) -> None:
    """Trains a reader on all but a fold, or goes on; writes its checkpoint."""
    torch.set_num_threads(1)
    course = task.course
    torch.manual_seed(course.seed)
    tokenizer = Tokenizer.from_file(str(work / "encoder" / "tokenizer.json"))
    reader = begun(work, task)
    learnt = {
        corpus: [
            each for source in found if fold(source) != held_out for each in task.examples(source, tokenizer)
        ]
        for corpus, found in sources().items()
    }
    batches = [
        batch
        for number in range(course.epochs)
        for batch in epoch(learnt, course.times, course.pieces, course.seed + number)
    ]
    learn(reader, batches, len(batches), lambda drawn: task.loss(reader, drawn), course.rates, (work, name))


def main() -> None:
    """Trains, or goes on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=TASKS, help="also names the checkpoint, with the fold behind")
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--fold", type=int, help="leave this one out")
    given = parser.parse_args()
    name = given.task if given.fold is None else f"{given.task}-{given.fold}"
    train(given.work, name, TASKS[given.task], given.fold)


if __name__ == "__main__":
    main()
