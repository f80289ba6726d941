"""Folds of the texts with attitudes, and readers that have learnt all of them but one."""

import zlib
from collections.abc import Callable
from pathlib import Path

from training.learning import arguments
from training.opinions import Source

FOLDS = 5


def fold(source: Source) -> int:
    """Which fold a text is in; the same for one sentence in several corpora."""
    return zlib.crc32("".join(source.text.split()).encode()) % FOLDS


def checkpoint(name: str, held_out: int | None) -> str:
    """The name of the checkpoint of a reader that has learnt all, or all but a fold."""
    return name if held_out is None else f"{name}-{held_out}"


def command(description: str | None, train: Callable[[Path, int | None, int | None], None]) -> None:
    """Trains as the command line says: in which work folder, without which fold, how many steps at most."""
    parser = arguments(description)
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="leave this one out, to measure")
    given = parser.parse_args()
    train(given.work, given.fold, given.steps)
