"""How long questions to a long record take: those behind each page of the reader, at the 95th percentile.

The record is invented (``synthetic_record.py``) and long; so are the questions, always the same: of whom and
of what is asked is drawn as unevenly as it stands in the record, so that what is asked most is what there is
most of. ``page.*.p95_ms`` are the milliseconds of processor time, on one core, of all that one page asks,
from opening the record on; ``search.p95_ms`` those of a search with facets. ``build.seconds`` is what making
the record takes, ``build.megabytes`` its size.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from statistics import quantiles

from benchmarks.synthetic_record import write_record
from onrecord.store import (
    Facet,
    PositionFilter,
    Record,
    StatementFilter,
    actor_profile,
    actors,
    changes,
    document_page,
    facets,
    find_document,
    issue_sides,
    open_record,
    positions,
    positions_of,
    sides,
    sides_between,
    sides_by_month,
    statement_page,
    statements_by_month,
    statements_of,
)

_LATEST, _PAGE, _LISTED = 200, 25, 100
_Ask = Callable[[Record], object]


def measure(statements: int = 1_000_000, questions: int = 100) -> dict[str, float]:
    """Every figure, of a record with so many statements and so many questions to each page."""
    with tempfile.TemporaryDirectory(prefix="onrecord-reading-") as folder:
        path = Path(folder, "long.record")
        start = time.process_time()
        write_record(path, statements)
        built = {
            "build.seconds": time.process_time() - start,
            "build.megabytes": path.stat().st_size / 1e6,
        }
        return built | ask(path, questions)


def ask(path: Path, questions: int) -> dict[str, float]:
    """The figures of questions to the record at ``path``."""
    with open_record(path) as record:
        asked = _asked(record, random.Random(1))
        figures = {}
        for name, drawn in asked.items():
            figures[f"{name}.p95_ms"] = _p95(path, islice(drawn, questions))
    return figures


def _p95(path: Path, questions: Iterator[_Ask]) -> float:
    milliseconds = []
    for number, question in enumerate(questions):
        start = time.process_time()
        # As a server does for each request.
        with open_record(path) as record:
            question(record)
        # The first one loads what the others find in memory: grammars, cues, code.
        if number:
            milliseconds.append((time.process_time() - start) * 1e3)
    return quantiles(milliseconds, n=20)[-1]


def _asked(record: Record, rng: random.Random) -> Mapping[str, Iterator[_Ask]]:
    """For each page questions without end."""
    world = _World(record, rng)
    return {
        "search": (_searched(wanted) for wanted in world.searches()),
        "page.actor": (_actor(actor) for actor in world.drawn(Facet.SPEAKER)),
        "page.actors": (_listed for _ in iter(int, 1)),
        "page.document": (_document(document) for document in world.documents()),
        "page.documents": (_document_list(after) for after in world.places()),
        "page.issue": (_issue(issue) for issue in world.drawn(Facet.ISSUE)),
        "page.issues": (issue_sides for _ in iter(int, 1)),
        "page.map": (_map(sure) for sure in iter(lambda: rng.random() < 0.5, None)),
    }


class _World:
    """What can be asked for."""

    def __init__(self, record: Record, rng: random.Random) -> None:
        self._rng = rng
        counted = facets(record).values
        self._values = {
            facet: tuple(zip(*((each.value, each.statements) for each in found if each.value), strict=True))
            for facet, found in counted.items()
        }
        latest = statement_page(record, limit=500).items
        self._words = [word for said in latest for text in said.words["content"] for word in text.split()]
        self._documents = [said.document.id for said in latest]
        self._places: list[str | None] = [None]
        for _ in range(20):
            if after := document_page(record, limit=50, after=self._places[-1]).next:
                self._places.append(after)

    def drawn(self, facet: Facet) -> Iterator[str]:
        values, weights = self._values[facet]
        while True:
            yield self._rng.choices(values, weights)[0]

    def searches(self) -> Iterator[StatementFilter]:
        """Words, values of facets, or both; the words are as frequent as in the texts."""
        of = {facet: self.drawn(facet) for facet in Facet}
        rng = self._rng
        while True:
            facets_chosen = rng.sample(list(Facet), rng.choice((0, 0, 1, 1, 2, 3)))
            words = rng.sample(self._words, rng.choice((0, 1, 1, 2)))
            long_enough = [word.strip("«»“”,") for word in words if len(word) > 3]
            yield StatementFilter(
                about=" ".join(long_enough) or None,
                chosen={facet: {next(of[facet])} for facet in facets_chosen},
            )

    def documents(self) -> Iterator[str]:
        while True:
            yield self._rng.choice(self._documents)

    def places(self) -> Iterator[str | None]:
        while True:
            yield self._rng.choice(self._places)


def _searched(wanted: StatementFilter) -> _Ask:
    return lambda record: (statement_page(record, wanted, limit=_PAGE), facets(record, wanted))


def _actor(actor: str) -> _Ask:
    said = StatementFilter(chosen={Facet.SPEAKER: {actor}})
    return lambda record: (
        actor_profile(record, actor, latest=_LATEST),
        statement_page(record, said, limit=_PAGE),
        statements_by_month(record, said),
        sides(record, holder=actor, limit=_LISTED),
        sides(record, target=actor, limit=_LISTED),
    )


def _listed(record: Record) -> object:
    return list(actors(record, limit=_LISTED))


def _document(document: str) -> _Ask:
    return lambda record: (
        find_document(record, document),
        list(statements_of(record, document)),
        list(positions_of(record, document)),
    )


def _document_list(after: str | None) -> _Ask:
    return lambda record: document_page(record, limit=_LISTED, after=after)


def _issue(issue: str) -> _Ask:
    latest = PositionFilter(issue=issue, latest=_LATEST)
    return lambda record: (
        sides(record, issue=issue, limit=_LISTED),
        sides_by_month(record, issue=issue),
        changes(record, latest, 20),
        list(positions(record, latest, _PAGE)),
    )


def _map(sure: bool) -> _Ask:
    return lambda record: sides_between(record, sure=sure, limit=_LISTED)
