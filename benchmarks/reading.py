"""How long the pages of a long record take to make: each kind of page, at the 95th percentile.

The record is invented (``synthetic_record.py``) and long; so are the requests, always the same: of whom and
of what is asked is drawn as unevenly as it stands in the record, so that what is asked most is what there is
most of. ``page.*.p95_ms`` are the milliseconds of processor time, on one core, from the request to the last
byte of what ``onrecord serve`` answers, what the client does included; ``search.p95_ms`` those of a search,
with words and values of facets or without. ``build.seconds`` is what making the record takes,
``build.megabytes`` its size.
"""

from __future__ import annotations

import gc
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import islice, repeat
from pathlib import Path
from statistics import quantiles
from typing import Any, TypeVar
from urllib.parse import urlencode

from litestar.testing import TestClient

from benchmarks.synthetic_record import write_record
from onrecord.cli.serve import application
from onrecord.records import ActorKind, TargetKind
from onrecord.store import (
    Facet,
    Record,
    StatementFilter,
    days,
    facets,
    open_record,
    positions_of,
    statement_page,
)
from onrecord.store.rows import RecordedPosition, RecordedStatement
from onrecord.store.signs import day_key
from onrecord.web import addresses
from onrecord.web.interface import LANGUAGES
from onrecord.wire.recorded import SIDES

_MONTHS, _OF_A_MONTH, _WITH_POSITIONS = 40, 25, 300  # of the sample that is asked for
_LANGUAGES = tuple(LANGUAGES)
# Requests that load what the others find in memory: templates, grammars, code.
_LOADING = 10
_Drawn = TypeVar("_Drawn")


def measure(statements: int = 1_000_000, questions: int = 100) -> dict[str, float]:
    """Every figure, of a record with so many statements and so many requests for each kind of page."""
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
    """The figures of requests to the record at ``path``."""
    with open_record(path) as record:
        asked = _World(record, random.Random(1)).asked()
    # To look for garbage in what other benchmarks left in memory takes a tenth of a second.
    gc.collect()
    gc.freeze()
    try:
        with TestClient(application(path), base_url="http://127.0.0.1") as client:
            return {f"{name}.p95_ms": _p95(client, islice(drawn, questions)) for name, drawn in asked.items()}
    finally:
        gc.unfreeze()


def _p95(client: TestClient[Any], drawn: Iterator[str]) -> float:
    milliseconds = []
    for number, address in enumerate(drawn):
        language = _LANGUAGES[number % len(_LANGUAGES)]
        start = time.process_time()
        answer = client.get(address, headers={"accept-language": language})
        taken = time.process_time() - start
        if answer.status_code != 200:
            raise RuntimeError(f"{address} is answered with {answer.status_code}")
        if number >= _LOADING:
            milliseconds.append(taken * 1e3)
    return quantiles(milliseconds, n=20)[-1]


class _World:
    """What can be asked for: a sample of all that the record holds, and what is most frequent there."""

    def __init__(self, record: Record, rng: random.Random) -> None:
        self._rng = rng
        self._values = {
            facet: tuple(zip(*((each.value, each.statements) for each in found if each.value), strict=True))
            for facet, found in facets(record).values.items()
        }
        months = sorted(set(islice(self._drawn(Facet.MONTH), _MONTHS)))
        wanted = [StatementFilter(chosen={Facet.MONTH: {month}}) for month in months]
        self._said = [
            said for each in wanted for said in statement_page(record, each, limit=_OF_A_MONTH).items
        ]
        self._words = [word for said in self._said for text in said.words["content"] for word in text.split()]
        some = rng.sample(self._said, min(_WITH_POSITIONS, len(self._said)))
        documents = dict.fromkeys(said.document.id for said in some)
        self._held = [held for document in documents for held in positions_of(record, document)]

    def asked(self) -> Mapping[str, Iterator[str]]:
        """For each kind of page addresses without end."""
        statements, positions = self._each(self._statement), self._each(self._position)
        return {
            "search": self._each(self._search),
            "page.documents": self._each(self._documents),
            "page.document": (addresses.document(said.document.id) for said in statements),
            "page.statement": (
                addresses.statement(said.document.id, said.statement.id) for said in statements
            ),
            "page.positions": self._each(self._positions),
            "page.position": (addresses.position(held.position.id) for held in positions),
            "page.actors": self._each(self._actors),
            "page.actor": (addresses.actor(said.speaker.id) for said in statements if said.speaker),
            "page.actor.most_quoted": map(addresses.actor, self._drawn(Facet.SPEAKER)),
            "page.issues": repeat("/issues"),
            "page.issue": map(addresses.issue, self._drawn(Facet.ISSUE)),
            "page.map": self._each(lambda: addresses.query("/map", sure=self._rng.choice((None, 1)))),
            "page.queue": self._each(self._queue),
            "page.history": self._each(self._history),
        }

    def _each(self, drawn: Callable[[], _Drawn]) -> Iterator[_Drawn]:
        while True:
            yield drawn()

    def _drawn(self, facet: Facet) -> Iterator[str]:
        values, weights = self._values[facet]
        return self._each(lambda: self._rng.choices(values, weights)[0])

    def _statement(self) -> RecordedStatement:
        return self._rng.choice(self._said)

    def _position(self) -> RecordedPosition:
        return self._rng.choice(self._held)

    def _place(self) -> str | None:
        """Where a list goes on: at its beginning or at any day."""
        day = days(self._statement().document.published or "")
        return f"{day_key(day[0]):x}" if day and self._rng.random() < 0.5 else None

    def _search(self) -> str:
        """Words, values of facets, both or neither; the words are as frequent as in the texts."""
        rng = self._rng
        asked = rng.sample(
            [each for each in Facet if each is not Facet.MONTH], rng.choice((0, 0, 1, 1, 2, 3))
        )
        words = rng.sample(self._words, rng.choice((0, 1, 1, 2)))
        long_enough = [word.strip("«»“”,") for word in words if len(word) > 3]
        chosen = [(facet.value, next(self._drawn(facet))) for facet in asked]
        return f"/?{urlencode([('q', ' '.join(long_enough)), *chosen])}"

    def _documents(self) -> str:
        return addresses.query("/documents", after=self._place())

    def _positions(self) -> str:
        """What the tables of actors and issues lead to."""
        held, rng = self._position(), self._rng
        issue = held.target.id if held.target.kind is TargetKind.ISSUE else None
        whole = issue is not None and rng.random() < 0.5
        return addresses.query(
            "/positions",
            holder=held.holder.id if held.holder and not whole else None,
            target=None if issue else held.target.id,
            issue=issue,
            side=None if whole and rng.random() < 0.5 else SIDES[held.position.polarity],
            after=self._place() if whole else None,
        )

    def _actors(self) -> str:
        speaker = self._statement().speaker
        if speaker and self._rng.random() < 0.5:
            return addresses.query("/actors", name=speaker.name.split()[0])
        kind = self._rng.choice((None, ActorKind.PERSON, ActorKind.ORGANISATION))
        return addresses.query("/actors", kind=kind, after=self._rng.choice((None, 100, 1_000)))

    def _queue(self) -> str:
        document = self._statement().document.id if self._rng.random() < 0.5 else None
        return addresses.query("/queue", document=document)

    def _history(self) -> str:
        return addresses.query("/history", before=self._rng.choice((None, 100)))
