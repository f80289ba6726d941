"""Trains the reader of attitudes, or one for each fold to measure it; stopped at any time, it goes on.

One encoder learns both to find tuples and to tell the attitude toward a target: there are few tuples and many
targets. Of a fold's reader everything is kept that is in the sentences of the fold, whichever corpus has them.
"""

import argparse
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from onrecord.positions.labels import HOLDER, LANGUAGES, PARTS, TARGET
from training import checkpoints, opinions
from training.attitude_batches import Batch, Example, collated, epoch, examples, fold
from training.attitude_model import AttitudeReader
from training.learning import Course, Losses, Rates, learn
from training.model import Shape
from training.opinions import Source
from training.settings import WORK

TIMES = {
    "rusentne": 1.0,
    "newsmtsc": 1.0,
    "ruopinionne": 2.0,
    "own-en": 2.0,
    "own-ky": 4.0,
    "own-ru": 2.0,
}
"""How often an epoch holds each corpus."""
_COURSE = Course(TIMES, epochs=2, pieces=1200, rates=Rates(body=1.2e-4, heads=8e-4, warm_up=0.1), seed=7)
_LINKS, _TOWARD = 0.3, 0.5


def sources() -> dict[str, list[Source]]:
    """All annotated texts, by corpus."""
    every: Iterable[Source] = chain(
        opinions.rusentne(), opinions.newsmtsc(), opinions.ruopinionne(), *map(opinions.own, LANGUAGES)
    )
    found: dict[str, list[Source]] = {name: [] for name in TIMES}
    for source in every:
        found[source.corpus].append(source)
    return found


def begun(work: Path, start: str, layers: int) -> AttitudeReader:
    """A reader over the lower layers of the encoder of a tagger's checkpoint."""
    saved = checkpoints.read(work, start)
    reader = AttitudeReader(Shape(**saved["shape"] | {"layers": layers}), len(LANGUAGES))
    return checkpoints.fill(reader, saved["model"], work)


def loss(reader: AttitudeReader, drawn: list[Example]) -> Losses:
    """Distance from the annotation."""
    batch = collated(drawn)
    with torch.autocast("cpu", torch.bfloat16):
        states = reader.states(batch.pieces, batch.mask, batch.target)
        found = None if batch.target is not None else reader.tuples(states)
    if found is None:
        assert batch.target is not None
        scores = reader.attitudes(states, batch.mask, batch.target) + reader.leaning(batch.languages)
        return {"toward": _TOWARD * functional.cross_entropy(scores.float(), batch.attitudes)}
    expressions, parts, links = (each.float() for each in found)
    return {
        "expressions": _labels(expressions, batch, [each.expressions for each in drawn]),
        "targets": _labels(parts[..., : len(PARTS)], batch, [[a for a, _ in each.parts] for each in drawn]),
        "holders": _labels(parts[..., len(PARTS) :], batch, [[b for _, b in each.parts] for each in drawn]),
        "links": _LINKS * _linked(links, drawn),
    }


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
            if holder is not None:
                end = next(at for at in range(start, len(each.window.pieces)) if each.window.pieces[at] == 2)
                columns = [0, end, *firsts]
                logs = functional.log_softmax(scores[HOLDER, start, columns], -1)
                terms.append(-logs[columns.index(holder)])
    return torch.stack(terms).mean() if terms else links.new_zeros(())


def trained(work: Path, name: str, start: str, layers: int, course: Course, held_out: int | None) -> None:
    """Trains a reader on all but a fold, or goes on; writes its checkpoint."""
    torch.set_num_threads(1)
    torch.manual_seed(course.seed)
    tokenizer = Tokenizer.from_file(str(work / "encoder" / "tokenizer.json"))
    reader = begun(work, start, layers)
    learnt = {
        corpus: [each for source in found if fold(source) != held_out for each in examples(source, tokenizer)]
        for corpus, found in sources().items()
    }
    batches = [
        batch
        for number in range(course.epochs)
        for batch in epoch(learnt, course.times, course.pieces, course.seed + number)
    ]
    learn(reader, batches, len(batches), lambda drawn: loss(reader, drawn), course.rates, (work, name))


def main() -> None:
    """Trains, or goes on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--name", default="attitudes", help="names the checkpoint")
    parser.add_argument("--start", default="name-teacher", help="names the checkpoint to begin with")
    parser.add_argument("--layers", type=int, default=6, help="how many of its lower layers to keep")
    parser.add_argument("--fold", type=int, help="leave this one out")
    given = parser.parse_args()
    trained(given.work, given.name, given.start, given.layers, _COURSE, given.fold)


if __name__ == "__main__":
    main()
