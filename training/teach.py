"""Trains a teacher of statements and names, of the encoder's full size.

Three are trained, alike but for what chance decides: the mean of what they say is better than any of them,
and it is what the student learns. The Kyrgyz names are kept from them, so that those that measure in folds
are unknown to whoever learns from them.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from training import checkpoints, prepare
from training.batches import Example, epoch
from training.learning import Losses, Rates, arguments, begin, learn
from training.losses import LINKS_WEIGHT, Batch, collated, hidden, label_loss, link_loss, name_loss
from training.model import Tagger
from training.prepare import Prepared
from training.pretrain import NAME as PRETRAINED

NAMES = ("teacher-1", "teacher-2", "teacher-3")
HIDDEN = 0.08
"""The share of words that the learner must do without."""
KYRGYZ = frozenset(("ky", "ky-renamed"))
_SEEDS = (3, 4, 5)
_TIMES = {"polnear": 1.0, "polnear-renamed": 0.3, "ky": 4.0, "ru": 4.0, "nerel": 1.0, "nerel-renamed": 1.0}
_EPOCHS = 9
_PIECES = 4096
_RATES = Rates(body=3e-4, heads=2.4e-3, warm_up=0.06)


def loss(tagger: Tagger, batch: Batch, share: float = HIDDEN) -> Losses:
    """Distance from the annotated statements and names, of a share of the words hidden."""
    states = tagger.encoder(hidden(batch, share), batch.mask)
    emissions, links = tagger.heads(tagger.dropout(states))
    return {
        "labels": label_loss(batch.of_words(emissions), batch.labels),
        "links": LINKS_WEIGHT * link_loss(links, batch),
        "names": name_loss(tagger.named(batch.of_words(states), batch.evidence), batch.names),
    }


def corpora(work: Path, times: Mapping[str, float]) -> dict[str, list[Prepared]]:
    """Some prepared corpora, as if nobody had annotated Kyrgyz names."""
    return {
        name: [
            prepare.without_names(document) if name in KYRGYZ else document
            for document in prepare.read(work, name)
        ]
        for name in times
    }


def epochs(
    learnt: Mapping[str, Sequence[Prepared]], times: Mapping[str, float], pieces: int, seeds: range
) -> list[list[Example]]:
    """The batches of an epoch for each seed."""
    return [batch for seed in seeds for batch in epoch(learnt, times, pieces, seed)]


def main() -> None:
    """Trains one teacher."""
    parser = arguments(__doc__)
    parser.add_argument("number", type=int, choices=range(1, 1 + len(NAMES)))
    given = parser.parse_args()
    seed = _SEEDS[given.number - 1]
    begin(seed)
    batches = epochs(corpora(given.work, _TIMES), _TIMES, _PIECES, range(100 * seed, 100 * seed + _EPOCHS))
    tagger = checkpoints.over(Tagger, given.work, PRETRAINED)
    effort = learn(tagger, batches, collated, lambda batch: loss(tagger, batch), _RATES, given.steps)
    checkpoints.save(given.work, NAMES[given.number - 1], tagger, effort)


if __name__ == "__main__":
    main()
