"""Teaches the joined student the Kyrgyz names; stopped at any time, it goes on.

They are few, so they are gone over often, also with other names in their place, amid some of everything
else, lest that be forgotten. What this is worth is measured in folds: five students learn four fifths of the
articles each, and what they find in the last fifth is written down for the benchmark, as offsets. The one
that ships learns them all. Either is averaged with what it began as (`training.average`).
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor

from onrecord.actors.evidence import FEATURES
from onrecord.actors.recognition import recognised
from onrecord.languages import language
from onrecord.tagging.segmentation import paragraphs
from onrecord.tagging.tagger import Evidence, tagging
from training import checkpoints, prepare, states
from training.average import SHARES, averaged
from training.batches import Example, epoch
from training.corpora import Article, articles
from training.distil import divergence
from training.evaluate import Exact, read, tokenizer
from training.join import PIECES, statement_losses
from training.learning import Losses, Rates, learn
from training.losses import collated, hidden, name_loss
from training.model import Tagger
from training.prepare import Prepared
from training.settings import CORPORA, FOLDS, TRAIN, WORK
from training.states import States
from training.teach import HIDDEN

_TIMES = {"ky": 6.0, "ky-renamed": 1.0, "nerel": 0.4, "polnear": 0.03, "polnear-renamed": 0.05, "ru": 0.2}
_EPOCHS = 1
_SEED = 177
_RATES = Rates(body=2.5e-4, heads=1e-3, warm_up=0.1)
_FOLDS = 5
_NAMES, _NAME_TEACHER = 0.5, 0.5  # shares where there is a teacher
_OTHERS = {name: share for name, share in SHARES.items() if name != "adapted"}
_KYRGYZ = frozenset(("ky", "ky-renamed"))


def loss(
    tagger: Tagger, before: Tagger, teacher: Tagger, found: Mapping[str, States], examples: list[Example]
) -> Losses:
    """Distance from the gold, from the teacher where it knows better, and from what was known before."""
    terms: dict[str, Tensor] = {}
    for kyrgyz in (True, False):
        part = [example for example in examples if (example.corpus in _KYRGYZ) is kyrgyz]
        if not part:
            continue
        batch = collated(part)
        own = tagger.encoder(hidden(batch, HIDDEN), batch.mask)
        names = tagger.named(batch.of_words(own), batch.evidence)
        new = statement_losses(tagger, before, own, batch)
        if kyrgyz:
            new["kyrgyz names"] = name_loss(names, batch)
        else:
            theirs, _ = states.of_pieces(found, part, batch.mask)
            told = teacher.named(batch.of_words(theirs), batch.evidence).detach()
            new["names"] = _NAMES * name_loss(names, batch)
            new["teacher"] = _NAME_TEACHER * divergence(names, told)
        terms |= {name: (terms[name] + term if name in terms else term) for name, term in new.items()}
    return terms


def weights(tagger: Tagger) -> Evidence:
    """How much evidence counts for a tagger, as its model folder says it."""
    rows = tagger.evidence.weight.detach().T
    return Evidence(FEATURES, tuple(tuple(round(float(each), 4) for each in row) for row in rows))


def adapted(work: Path, start: str, name: str, held_out: frozenset[str]) -> Tagger:
    """A joined student with the Kyrgyz names, but for those of the articles held out."""
    torch.manual_seed(2)
    before, teacher = (checkpoints.load(work, each).eval() for each in ("student", "name-teacher"))
    tagger = checkpoints.load(work, start)
    found_states = {each: states.read(work, "name-teacher", each) for each in _TIMES if each not in _KYRGYZ}
    corpora = {each: prepare.read(work, each) for each in _TIMES}
    for each in _KYRGYZ:
        corpora[each] = [
            prepare.without_names(document) if document.id.partition("#")[0] in held_out else document
            for document in corpora[each]
        ]
    batches = [batch for number in range(_EPOCHS) for batch in epoch(corpora, _TIMES, PIECES, _SEED + number)]
    learn(
        tagger,
        batches,
        len(batches),
        lambda batch: loss(tagger, before, teacher, found_states, batch),
        _RATES,
        (work, name),
    )
    return tagger


def folds(documents: Sequence[Prepared]) -> Iterator[frozenset[str]]:
    """The ids of each fold."""
    named = sorted(document.id for document in documents if document.names is not None)
    for number in range(_FOLDS):
        yield frozenset(named[number::_FOLDS])


def found(tagger: Tagger, article: Article, work: Path) -> list[tuple[int, int, str]]:
    """The names that a tagger finds in a Kyrgyz article: offsets and kind."""
    text, kyrgyz = article["text"], language("ky")
    assert kyrgyz
    read_text = tagging(read(article, tokenizer(work)), Exact(tagger))
    lines = [(span, kyrgyz) for span in paragraphs(text)]
    return [(*name.span, name.kind) for name in recognised(text, lines, read_text, weights(tagger))]


def main() -> None:
    """Adapts, or goes on; with --folds writes what each fold's student finds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--folds", action="store_true", help="measure: five students instead of one")
    parser.add_argument("--start", default="joined", help="names the checkpoint to begin with")
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    work: Path = given.work
    if not given.folds:
        adapted(work, given.start, "adapted", frozenset())
        checkpoints.save(work, "averaged", averaged(work, SHARES))
        return
    texts = {article["id"]: article for article in articles(CORPORA / TRAIN["ky"])}
    rows = []
    for number, held_out in enumerate(folds(prepare.read(work, "ky"))):
        adapted(work, given.start, f"fold-{number}", held_out)
        tagger = averaged(work, {f"fold-{number}": SHARES["adapted"], **_OTHERS})
        rows += [{"id": name, "names": found(tagger, texts[name], work)} for name in sorted(held_out)]
    FOLDS.write_text(
        "".join(json.dumps(row) + "\n" for row in sorted(rows, key=lambda row: row["id"])), "utf-8"
    )


if __name__ == "__main__":
    main()
