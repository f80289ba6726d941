"""A record about invented people, as long as asked for and always the same, to measure questions to it.

Nothing is analysed: the texts are put together here, so that it is known who says what in them, and rows go
through the functions by which records are written. What is frequent is spread as unevenly as in news: a few
speakers make a large share of the statements, a few words stand in most texts, later years have more. Some
texts were printed twice, some were replaced by another, and some have no date or a vague one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from benchmarks.synthetic import read_syllables
from onrecord.records import (
    ActorKind,
    ActorReference,
    Document,
    Kind,
    Polarity,
    Position,
    Span,
    Statement,
    Target,
    TargetKind,
)
from onrecord.store import (
    Record,
    Ruling,
    Subject,
    Verdict,
    actors,
    correct,
    decide,
    open_record,
    statement_page,
    transaction,
    writing,
)
from onrecord.store.actor_rows import RecordedActor
from onrecord.store.rows import Printing
from onrecord.store.showing import show_all

_LANGUAGES = ("ru", "ky", "en")
_OUTLETS, _ISSUES, _WORDS = 40, 30, 20_000
_YEARS = range(2012, 2032)
_STATEMENTS_OF_A_TEXT = (1, 2, 2, 3, 3, 4, 4, 5, 7, 9)  # four in the mean
_STATEMENTS_OF_AN_ACTOR = 30
_DOCUMENTS_AT_A_TIME = 5_000
_SENTENCES = {
    ("ru", Kind.DIRECT): ("«{}»", ", — ", "заявил", " {}."),
    ("ky", Kind.DIRECT): ("«{}»", ", — ", "деди", " {}."),
    ("en", Kind.DIRECT): ("“{}”", ", ", "said", " {}."),
    ("ru", Kind.INDIRECT): ("{}", ", ", "сообщил", " {}."),
    ("ky", Kind.INDIRECT): ("{}", " деп ", "билдирди", " {}."),
    ("en", Kind.INDIRECT): ("{}", ", ", "according to", " {}."),
    ("ru", Kind.MIXED): ("что {} — «да»", ", ", "отметил", " {}."),
    ("ky", Kind.MIXED): ("{} — «ооба»", ", — ", "белгиледи", " {}."),
    ("en", Kind.MIXED): ("that {} is “fine”", ", ", "noted", " {}."),
}
_KINDS = (Kind.DIRECT, Kind.DIRECT, Kind.DIRECT, Kind.INDIRECT, Kind.INDIRECT, Kind.MIXED)
_METHOD = "by hand"
_DECISIONS, _SELDOM, _CORRECTIONS, _AUTHOR = 30, 500, 300, "Aida"

_Item = TypeVar("_Item")


class _Skewed(Generic[_Item]):
    """Things of which the first are drawn far more often than the last."""

    def __init__(self, rng: random.Random, items: Sequence[_Item], flatness: float) -> None:
        self._rng, self.items = rng, items
        self._weights = list(accumulate(1 / (rank + flatness) for rank in range(len(items))))

    def draw(self, count: int) -> list[_Item]:
        return self._rng.choices(self.items, cum_weights=self._weights, k=count)

    def one(self) -> _Item:
        return self.draw(1)[0]


class _Text(NamedTuple):
    document: Document
    statements: list[Statement]
    positions: list[Position]
    mentions: dict[str, list[Span]]


def write_record(path: Path, statements: int) -> None:
    """Write a new record at ``path`` with at least so many statements, and not ten more."""
    with open_record(path, create=True) as record:
        # Whatever interrupts this, it can be made again.
        record.execute("PRAGMA synchronous = OFF")
        world = _World(random.Random(0), statements)
        with transaction(record):
            for actor in world.actors:
                writing.save_actor(record, actor)
        texts = world.texts(statements)
        while part := [text for text, _ in zip(texts, range(_DOCUMENTS_AT_A_TIME), strict=False)]:
            with transaction(record):
                for text in part:
                    _write(record, text, world)
        with transaction(record):
            show_all(record)
        record.execute("ANALYZE")
        review(record)


def review(record: Record) -> None:
    """What people say of a record: some of its actors are one, its latest statements are right."""
    lines = list(actors(record, limit=_SELDOM + _DECISIONS))
    # One is mostly seldom quoted: a name that was written otherwise.
    for line, other in zip(lines, lines[-_DECISIONS:], strict=False):
        pair = (ActorReference(each.id, each.name) for each in (line, other))
        decide(record, Verdict.SAME, *pair, author=_AUTHOR)
    for said in statement_page(record, limit=_CORRECTIONS).items:
        place = (Subject.STATEMENT, said.document.id, said.statement.id)
        correct(record, *place, Ruling.ACCEPT, revision=said.revision, author=_AUTHOR)


def _write(record: Record, text: _Text, world: _World) -> None:
    document = text.document
    number = writing.insert_document(record, document, sha256(document.text.encode()).hexdigest(), _METHOD)
    for printing in world.printings(document):
        writing.insert_printing(record, number, printing)
    for actor, spans in text.mentions.items():
        writing.insert_mentions(record, number, document.text, actor, tuple(spans))
    for statement in text.statements:
        writing.insert_statement(record, number, document.text, statement, _METHOD)
    for position in text.positions:
        writing.insert_position(record, number, document.text, position, _METHOD)


class _World:
    """Whoever and whatever texts are about."""

    def __init__(self, rng: random.Random, statements: int) -> None:
        self._rng = rng
        self._syllables = read_syllables()
        self.actors = [
            self._actor(number) for number in range(max(100, statements // _STATEMENTS_OF_AN_ACTOR))
        ]
        self._speakers = _Skewed(rng, self.actors, 12)
        self._words = {
            language: _Skewed(rng, [self._word(language) for _ in range(_WORDS)], 2)
            for language in _LANGUAGES
        }
        self._issues = _Skewed(rng, [f"issue-{number}" for number in range(_ISSUES)], 2)
        self._outlets = {
            language: _Skewed(
                rng, [f"{self._name(language)} {number}" for number in range(_OUTLETS // 3 + 1)], 2
            )
            for language in _LANGUAGES
        }

    def texts(self, statements: int) -> Iterator[_Text]:
        """Texts with so many statements in all."""
        number = 0
        while statements > 0:
            text = self._text(number)
            yield text
            statements -= len(text.statements)
            number += 1

    def printings(self, document: Document) -> Iterator[Printing]:
        """Where a text appeared: mostly in one place, and stood there."""
        number = int(document.id)
        places = 2 if number % 33 == 0 else 1
        for place in range(places):
            current = number % 50 != 7
            yield Printing(
                given_id=None,
                url=f"https://news.example/{number}/{place}",
                outlet=self._outlets[document.language].one(),
                title=document.title,
                authors=(),
                published=self._date(),
                source_path=None,
                added="2031-12-31T00:00:00+00:00",
                current=current,
                replaces=None,
            )

    def _text(self, number: int) -> _Text:
        rng = self._rng
        language = _LANGUAGES[number % 3]
        sentences: list[str] = []
        text = _Text(Document(str(number), "", language), [], [], {})
        length = 0
        here = self._speakers.draw(rng.choice((1, 2, 3)))
        for order in range(rng.choice(_STATEMENTS_OF_A_TEXT)):
            speaker = rng.choice(here) if rng.random() < 0.95 else None
            length += self._say(text, sentences, length, order, speaker)
        for actor in self._speakers.draw(rng.randint(1, 5)):
            name = actor.names[language]
            text.mentions.setdefault(actor.id, []).append(Span(length, length + len(name)))
            sentences.append(name)
            length += len(name) + 2
        title = " ".join(self._words[language].draw(6)).capitalize()
        document = Document(str(number), "\n\n".join(sentences), language, title=title)
        return text._replace(document=document)

    def _say(
        self, text: _Text, sentences: list[str], start: int, order: int, speaker: RecordedActor | None
    ) -> int:
        """Add a sentence that begins at ``start``; how far the next one begins after it."""
        rng, language = self._rng, text.document.language
        kind = rng.choice(_KINDS)
        content, between, cue, end = _SENTENCES[language, kind]
        content = content.format(" ".join(self._words[language].draw(rng.randint(6, 18))))
        name = speaker.names[language] if speaker else "кто-то"
        said = Span(start, start + len(content))
        cued = Span(said.end + len(between), said.end + len(between) + len(cue))
        who = Span(cued.end + 1, cued.end + 1 + len(name))
        sentences.append(f"{content}{between}{cue}{end.format(name)}")
        reference = ActorReference(speaker.id, speaker.name) if speaker else None
        identifier = f"{text.document.id}-s{order}"
        confidence = round(1 - rng.random() ** 2 * 0.8, 3)
        text.statements.append(
            Statement(identifier, kind, (said,), (cued,), (who,), reference, (), confidence, _METHOD)
        )
        if reference:
            text.mentions.setdefault(reference.id, []).append(who)
        if rng.random() < 0.4:
            text.positions.append(self._position(text.document.id, order, reference, who, said))
        return len(sentences[-1]) + 2

    def _position(
        self, document: str, order: int, holder: ActorReference | None, who: Span, said: Span
    ) -> Position:
        rng = self._rng
        if rng.random() < 0.5:
            issue = self._issues.one()
            target = Target(TargetKind.ISSUE, issue, issue.replace("-", " of Toluk "))
        else:
            actor = self._speakers.one()
            target = Target(TargetKind.ACTOR, actor.id, actor.name)
        return Position(
            id=f"{document}-p{order}",
            holder=holder,
            holder_span=(who,),
            target=target,
            target_span=(),
            polarity=rng.choice((Polarity.FOR, Polarity.AGAINST, Polarity.AGAINST, Polarity.NEUTRAL)),
            evidence=(said,),
            statement=f"{document}-s{order}",
            claimed_by=None,
            past=rng.random() < 0.1,
            condition=(),
            confidence=round(0.4 + rng.random() * 0.6, 3),
            method=_METHOD,
        )

    def _date(self) -> str | None:
        rng = self._rng
        year = max(rng.choice(_YEARS), rng.choice(_YEARS))
        chance = rng.random()
        if chance < 0.02:
            return None
        date = f"{year}-{rng.randint(1, 12):02}"
        return date if chance < 0.04 else f"{date}-{rng.randint(1, 28):02}"

    def _actor(self, number: int) -> RecordedActor:
        kind = ActorKind.ORGANISATION if number % 5 == 0 else ActorKind.PERSON
        names = {language: self._name(language) for language in _LANGUAGES}
        return RecordedActor(f"{kind}/{number}", names["en"], kind, names, _METHOD)

    def _name(self, language: str) -> str:
        return f"{self._word(language).capitalize()} {self._word(language).capitalize()}"

    def _word(self, language: str) -> str:
        return "".join(self._rng.choices(self._syllables[language], k=self._rng.randint(1, 4)))
