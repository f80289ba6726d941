"""Documents analysed in their order, by one process or several, a few held at a time."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import click

from onrecord.actors.catalogue import Catalogue
from onrecord.cli.terminal import one_line
from onrecord.pipeline import Engine, analyze_document
from onrecord.positions import Issue, IssueReader, IssuesError, load_issues, shipped_issues
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
class IssuesFile:
    """A user's issues: where they stand, and the hash of what was read there."""

    path: Path
    sha256: str

    def issues(self) -> tuple[Issue, ...]:
        """Those of the package and the user's, of two with one key the user's."""
        own = {issue.key: issue for issue in load_issues(self.path)}
        return tuple(({issue.key: issue for issue in shipped_issues()} | own).values())


@dataclass(frozen=True, slots=True)
class Means:
    """With what documents are analysed."""

    engine: Engine
    catalogue: Catalogue
    issues: IssuesFile | None = None
    positions: bool = True

    @property
    def analysed_with(self) -> str:
        """Version, engine, and a user's own catalogue and issues: all that can change what is found."""
        issues = (f"issues {self.issues.sha256[:16]}",) if self.issues else ()
        without = () if self.positions else ("without positions",)
        return " ".join([VERSION, self.engine, *self._own(), *issues, *without])

    @property
    def named_with(self) -> str:
        """Version and catalogue: all that can change what an actor is called."""
        return " ".join([VERSION, *self._own()])

    def _own(self) -> tuple[str, ...]:
        fingerprint = self.catalogue.fingerprint
        return (f"catalogue {fingerprint}",) if fingerprint else ()


def _issues(_context: click.Context, _option: click.Parameter, given: Path | None) -> IssuesFile | None:
    if given is None:
        return None
    try:
        load_issues(given)
    except IssuesError as error:
        raise click.UsageError(one_line(f"{error}. See docs/issues.md for the form.")) from error
    return IssuesFile(given.absolute(), hashlib.sha256(given.read_bytes()).hexdigest())


issues_option = click.option(
    "--issues",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    envvar="ONRECORD_ISSUES",
    show_envvar=True,
    callback=_issues,
    help="Issues of your own, beside those of the package: on what one can be for or against.",
)


positions_option = click.option(
    "--positions/--no-positions",
    default=True,
    show_default=True,
    help="Whether to look for positions, which takes as long as the rest or longer. The rules find none.",
)


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
        return analysed(document, means)
    except Exception as error:
        return Failure(f"could not be analysed: {type(error).__name__}: {error}")


def analysed(document: Document, means: Means) -> Analysis:
    """What a document says, by these means."""
    issues = _issue_reader(means.issues)
    return analyze_document(document, means.engine, means.catalogue, issues, positions=means.positions)


@lru_cache(maxsize=1)
def _issue_reader(file: IssuesFile | None) -> IssueReader | None:
    return IssueReader(file.issues()) if file else None


def _become_worker() -> None:
    # Ctrl-C reaches every process of the terminal; the first one decides what to finish.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    # A killed parent cannot stop its workers, and they would wait for work for ever.
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
