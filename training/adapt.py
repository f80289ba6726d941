"""Teaches the joined student the Kyrgyz names; stopped at any time, it goes on.

They are few, so they are gone over often, also with other names in their place, amid some of everything
else, lest that be forgotten. What this is worth is measured in folds: five students learn four fifths of the
articles each, and what they find in the last fifth is written down for the benchmark, as offsets. The one
that ships learns them all.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from onrecord.actors.evidence import FEATURES
from onrecord.actors.recognition import recognised
from onrecord.languages import language
from onrecord.tagging.segmentation import paragraphs
from onrecord.tagging.tagger import Evidence, tagging
from training import checkpoints, prepare
from training.batches import Example, epoch
from training.corpora import Article, articles
from training.evaluate import Exact, read, tokenizer
from training.join import PIECES, statement_losses
from training.learning import Losses, Rates, learn
from training.losses import collated, hidden, name_loss
from training.model import Tagger
from training.prepare import Prepared
from training.settings import CORPORA, FOLDS, TRAIN, WORK
from training.teach import HIDDEN

_TIMES = {"ky": 5.0, "ky-renamed": 1.0, "nerel": 0.15, "polnear": 0.04, "polnear-renamed": 0.05, "ru": 0.3}
_EPOCHS = 2
_SEED = 177
_RATES = Rates(body=3e-4, heads=1e-3, warm_up=0.1)
_FOLDS = 5


def loss(tagger: Tagger, before: Tagger, examples: list[Example]) -> Losses:
    """Distance from the gold, and from what was known of statements."""
    batch = collated(examples)
    own = tagger.encoder(hidden(batch, HIDDEN), batch.mask)
    names = name_loss(tagger.named(batch.of_words(own), batch.evidence), batch)
    return statement_losses(tagger, before, own, batch) | {"names": names}


def weights(tagger: Tagger) -> Evidence:
    """How much evidence counts for a tagger, as its model folder says it."""
    rows = tagger.evidence.weight.detach().T
    return Evidence(FEATURES, tuple(tuple(round(float(each), 4) for each in row) for row in rows))


def adapted(work: Path, name: str, held_out: frozenset[str]) -> Tagger:
    """The joined student with the Kyrgyz names, but for those of the articles held out."""
    torch.manual_seed(2)
    before = checkpoints.load(work, "student").eval()
    tagger = checkpoints.load(work, "joined")
    corpora = {each: prepare.read(work, each) for each in _TIMES}
    for each in ("ky", "ky-renamed"):
        corpora[each] = [
            prepare.without_names(document) if document.id.partition("#")[0] in held_out else document
            for document in corpora[each]
        ]
    batches = [batch for number in range(_EPOCHS) for batch in epoch(corpora, _TIMES, PIECES, _SEED + number)]
    learn(tagger, batches, len(batches), lambda batch: loss(tagger, before, batch), _RATES, (work, name))
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
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    work: Path = given.work
    if not given.folds:
        adapted(work, "adapted", frozenset())
        return
    texts = {article["id"]: article for article in articles(CORPORA / TRAIN["ky"])}
    rows = []
    for number, held_out in enumerate(folds(prepare.read(work, "ky"))):
        tagger = adapted(work, f"fold-{number}", held_out)
        rows += [{"id": name, "names": found(tagger, texts[name], work)} for name in sorted(held_out)]
    FOLDS.write_text(
        "".join(json.dumps(row) + "\n" for row in sorted(rows, key=lambda row: row["id"])), "utf-8"
    )


if __name__ == "__main__":
    main()
