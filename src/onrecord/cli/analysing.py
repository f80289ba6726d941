"""Documents analysed in their order, by one process or several, a few held at a time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TypeVar

import click

from onrecord.actors.catalogue import Catalogue
from onrecord.pipeline import Engine, analyze_document
from onrecord.records import Analysis, Document
from onrecord.version import VERSION

jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Processes that analyse, each on one core and with the model in its own memory.",
)
engine_option = click.option(
    "--engine",
    type=click.Choice([each.value for each in Engine]),
    default=Engine.TAGGER.value,
    callback=lambda _context, _option, value: Engine(value),
    envvar="ONRECORD_ENGINE",
    show_default=True,
    show_envvar=True,
    help="What finds statements. tagger: a neural model and the rules, weighed against each other. "
    "rules: the rules alone, about six times as fast and without the model; they find less.",
)

Item = TypeVar("Item")
_WAITING_PER_JOB = 4


@dataclass(frozen=True, slots=True)
class Means:
    """With what documents are analysed."""

    engine: Engine
    catalogue: Catalogue

    @property
    def analysed_with(self) -> str:
        """Version, engine and, where a user's own was given, catalogue: all that can change what is found."""
        return " ".join([VERSION, self.engine, *self._own()])

    @property
    def named_with(self) -> str:
        """Version and catalogue: all that can change what an actor is called."""
        return " ".join([VERSION, *self._own()])

    def _own(self) -> tuple[str, ...]:
        fingerprint = self.catalogue.fingerprint
        return (f"catalogue {fingerprint}",) if fingerprint else ()


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document could not be analysed."""

    error: str


def analyses(
    items: Iterable[tuple[Item, Document | None]], jobs: int, means: Means
) -> Generator[tuple[Item, Analysis | Failure | None], None, None]:
    """Each item with the analysis of its document, if it has one; close the iterator to stop the workers.

    A process opens the model once, with the first document.
    """
    if jobs == 1:
        for item, document in items:
            yield item, _analyse(document, means) if document else None
        return
    # Spawned, not forked: the progress line runs in a thread, and a fork copies its locks as they stand.
    pool = ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_become_worker
    )
    waiting: deque[tuple[Item, Future[Analysis | Failure] | None]] = deque()
    try:
        for item, document in items:
            waiting.append((item, pool.submit(_analyse, document, means) if document else None))
            if len(waiting) > jobs * _WAITING_PER_JOB:
                yield _finished(*waiting.popleft())
        while waiting:
            yield _finished(*waiting.popleft())
    except BrokenProcessPool as error:
        raise click.ClickException(
            "A process that analyses died, perhaps for want of memory; try again with fewer --jobs."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _finished(
    item: Item, future: Future[Analysis | Failure] | None
) -> tuple[Item, Analysis | Failure | None]:
    return item, future.result() if future else None


def _analyse(document: Document, means: Means) -> Analysis | Failure:
    try:
        return analyze_document(document, means.engine, means.catalogue)
    except Exception as error:
        return Failure(f"could not be analysed: {type(error).__name__}: {error}")


def _become_worker() -> None:
    # Ctrl-C reaches every process of the terminal; the first one decides what to finish.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    # A killed parent cannot stop its workers, and they would wait for work for ever.
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
