"""Teaches the student the Kyrgyz names.

They are few, so they are gone over often, also with other names in their place, amid some of everything
else, lest that be forgotten; of statements it is told by its teachers. What this is worth is measured in
folds: five students learn four fifths of the articles each, and what they find in the last fifth is written
down for the benchmark, as offsets. The one that ships learns them all. Either is averaged with what it
began as: between the weights before and after lie some that know both (Wortsman et al. 2022, "Robust
fine-tuning of zero-shot models").
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.actors.evidence import FEATURES
from onrecord.actors.recognition import recognised
from onrecord.languages import language
from onrecord.tagging.segmentation import paragraphs
from onrecord.tagging.tagger import Evidence, tagging
from training import checkpoints, prepare
from training.corpora import Article, articles
from training.distil import HIDDEN, statement_losses, told
from training.distil import NAME as STUDENT
from training.evaluate import Exact, read, tokenizer
from training.learning import Effort, Losses, Rates, arguments, begin, frozen, learn
from training.losses import Batch, collated, hidden, name_loss
from training.model import Tagger
from training.prepare import Prepared
from training.settings import CORPORA, FOLDS, TRAIN
from training.teach import KYRGYZ, NAMES, epochs

NAME = "averaged"
_TEACHERS = NAMES[:2]
_TIMES = {"ky": 6.0, "ky-renamed": 1.0, "nerel": 0.4, "nerel-renamed": 0.2, "polnear": 0.06, "ru": 0.6}
_PIECES = 1600
_EPOCHS = range(177, 178)
_SEED = 2
_RATES = Rates(body=3e-4, heads=1.2e-3, warm_up=0.1)
_SHARE = 0.65  # of the weights after, in the mean
_FOLDS = 5


def loss(tagger: Tagger, teachers: Sequence[Tagger], batch: Batch) -> Losses:
    """Distance from the annotated names, and from what annotation and teachers say of statements."""
    states = tagger.encoder(hidden(batch, HIDDEN), batch.mask)
    names = tagger.named(batch.of_words(states), batch.evidence)
    return {
        **statement_losses(tagger, states, told(teachers, batch), batch),
        "names": name_loss(names, batch.names),
    }


def weights(tagger: Tagger) -> Evidence:
    """How much evidence counts for a tagger, as its model folder says it."""
    rows = tagger.evidence.weight.detach().T
    return Evidence(FEATURES, tuple(tuple(round(float(each), 4) for each in row) for row in rows))


def adapted(work: Path, held_out: frozenset[str], limit: int | None) -> tuple[Tagger, Effort]:
    """The student with the Kyrgyz names, but for those of the articles held out, and what that took."""
    begin(_SEED)
    tagger = checkpoints.load(work, STUDENT)
    before = {key: value.clone() for key, value in tagger.state_dict().items()}
    teachers = [frozen(checkpoints.load(work, name)) for name in _TEACHERS]
    corpora = {name: prepare.read(work, name) for name in _TIMES}
    for name in KYRGYZ:
        corpora[name] = [
            prepare.without_names(document) if document.id.partition("#")[0] in held_out else document
            for document in corpora[name]
        ]
    batches = epochs(corpora, _TIMES, _PIECES, _EPOCHS)
    effort = learn(tagger, batches, collated, lambda batch: loss(tagger, teachers, batch), _RATES, limit)
    after = tagger.cpu().state_dict()
    tagger.load_state_dict({key: _SHARE * after[key] + (1 - _SHARE) * before[key] for key in before})
    return tagger, effort


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


def _measured(work: Path, limit: int | None) -> list[dict[str, object]]:
    """What the student of each fold finds in the articles that it has not learnt, by id."""
    texts = {article["id"]: article for article in articles(CORPORA / TRAIN["ky"])}
    rows: dict[str, list[tuple[int, int, str]]] = {}
    for held_out in folds(prepare.read(work, "ky")):
        tagger, _ = adapted(work, held_out, limit)
        rows |= {name: found(tagger, texts[name], work) for name in held_out}
    return [{"id": name, "names": rows[name]} for name in sorted(rows)]


def main() -> None:
    """Adapts; with --folds writes what each fold's student finds."""
    parser = arguments(__doc__)
    parser.add_argument("--folds", action="store_true", help="measure: five students instead of one")
    parser.add_argument("--output", type=Path, default=FOLDS, help="where what the folds find is written")
    given = parser.parse_args()
    if given.folds:
        rows = _measured(given.work, given.steps)
        given.output.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    else:
        tagger, effort = adapted(given.work, frozenset(), given.steps)
        checkpoints.save(given.work, NAME, tagger, effort)


if __name__ == "__main__":
    main()
