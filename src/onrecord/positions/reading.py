"""All positions of a document: what the reader of attitudes finds, and where speakers stand on issues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import NamedTuple

from onrecord.languages import Language
from onrecord.positions.attitude import attitude_odds
from onrecord.positions.attitude_reader import AttitudeReader, Odds
from onrecord.positions.named import Named
from onrecord.positions.opinions import Opinion
from onrecord.positions.reader import IssueReader, Stand
from onrecord.positions.stands import Holder, Scene, evidence, holder, position, target
from onrecord.records import Actor, Document, Position, Span, Statement, Target, TargetKind
from onrecord.tagging.pieces import Window, units, windows
from onrecord.tagging.segmentation import sentences
from onrecord.tagging.tagger import Tagger


@dataclass(frozen=True, slots=True)
class Readers:
    """What reads: the tagger, whose pieces and words all share, attitudes, and issues."""

    tagger: Tagger
    attitudes: AttitudeReader
    issues: IssueReader


class _Sentence(NamedTuple):
    span: Span
    language: Language


class _Taken(NamedTuple):
    """A stand on an issue, with the place in the document of the sentence and of what names the issue."""

    stand: Stand
    sentence: Span
    span: Span | None


def read_positions(
    document: Document,
    lines: Sequence[tuple[Span, Language]],
    statements: Sequence[Statement],
    actors: Sequence[Actor],
    readers: Readers,
) -> tuple[Position, ...]:
    """The positions that a document shows, in the order of its text.

    ``lines`` are its readable paragraphs; ``statements`` and ``actors`` what was found in them.
    """
    text = document.text
    scene = Scene(document, statements, Named(text, actors))
    spoken = [
        _Sentence(span, language)
        for line, language in lines
        for span in sentences(text, line, (), language.abbreviations)
    ]
    cut = units(text, [span for span, _ in spoken], readers.tagger.tokenizer)
    read = [window for unit in cut for window in windows([unit])]
    document_reading = _Reading(scene, read, spoken, readers)
    found = sorted(document_reading.positions(), key=lambda each: each.evidence)
    return tuple(_surest(found))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A document being read, with its windows and sentences."""

    scene: Scene
    windows: Sequence[Window]
    sentences: Sequence[_Sentence]
    readers: Readers

    def positions(self) -> Iterator[Position]:
        said = list(self._said())
        told: set[tuple[str, Span]] = set()
        for opinion in chain.from_iterable(map(self.readers.attitudes.opinions, self.windows)):
            sentence = next((each for each in self.sentences if _within(opinion.expression, each.span)), None)
            if sentence:
                yield from self._held(opinion, sentence, said, told)
        for taken, statement in said:
            # Without a side it is only known that the sentence is about the issue.
            seen = taken.stand.side and (taken.stand.issue, taken.sentence) not in told
            if seen and statement.speaker:
                yield position(
                    self.scene,
                    Holder(statement.speaker, statement.speaker_span),
                    self._issue(taken.stand),
                    (taken.span,) if taken.span else (),
                    taken.stand.side,
                    (taken.sentence,),
                    statement,
                    taken.stand.score,
                    "issues",
                )

    def _held(
        self,
        opinion: Opinion,
        sentence: _Sentence,
        said: Sequence[tuple[_Taken, Statement]],
        told: set[tuple[str, Span]],
    ) -> Iterator[Position]:
        """The position that an opinion shows, if it is plain whose it is."""
        statement = self.scene.saying(opinion.expression)
        who = holder(self.scene, opinion, statement, sentence.language)
        about, polarity = target(self.scene, opinion.target, sentence.language), opinion.polarity
        if who is None or who.who.id == about.id:
            return
        if about.kind is TargetKind.ISSUE:
            here = [each for each, _ in said if _overlap(each.sentence, sentence.span)]
            for taken in here or self._narrated(sentence):
                if taken.span and _overlap(taken.span, opinion.target):
                    about, polarity = self._issue(taken.stand), taken.stand.side or polarity
                    told.add((taken.stand.issue, taken.sentence))
                    break
        shown = (evidence(self.scene.document.text, opinion),)
        method = f"attitudes {self.readers.attitudes.version}"
        yield position(
            self.scene, who, about, (opinion.target,), polarity, shown, statement, opinion.sureness, method
        )

    def _said(self) -> Iterator[tuple[_Taken, Statement]]:
        """The stands in what is said; what one speaker says one after the other is one speech."""
        speaking = [each for each in self.scene.statements if each.speaker]
        for _, run in groupby(speaking, key=lambda each: each.speaker):
            spoken = [
                (_Sentence(part, sentence.language), statement)
                for statement in run
                for content in statement.content
                for sentence in self.sentences
                if (part := _common(content, sentence.span))
            ]
            for code, speech in groupby(spoken, key=lambda each: each[0].language.code):
                parts = list(speech)
                taken = self._stands([each for each, _ in parts], code)
                for (_, statement), stands in zip(parts, taken, strict=True):
                    yield from ((each, statement) for each in stands)

    def _narrated(self, sentence: _Sentence) -> list[_Taken]:
        return next(self._stands([sentence], sentence.language.code))

    def _stands(self, spoken: Sequence[_Sentence], code: str) -> Iterator[list[_Taken]]:
        text = self.scene.document.text
        speech = [text[span.start : span.end] for span, _ in spoken]
        read = self.readers.issues.read_speech(speech, code, self._odds)
        for (sentence, _), stands in zip(spoken, read, strict=True):
            yield [_Taken(each, sentence, _moved(each.span, sentence.start)) for each in stands]

    def _odds(self, sentence: str, span: Span, code: str) -> Odds:
        return attitude_odds(sentence, span, code, self.readers.tagger.tokenizer, self.readers.attitudes)

    def _issue(self, stand: Stand) -> Target:
        known = next(issue for issue in self.readers.issues.issues if issue.key == stand.issue)
        return Target(TargetKind.ISSUE, known.key, known.names["en"])


def _common(one: Span, other: Span) -> Span | None:
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start, end) if start < end else None


def _moved(span: Span | None, by: int) -> Span | None:
    return Span(span.start + by, span.end + by) if span else None


def _within(span: Span, outer: Span) -> bool:
    return outer.start <= span.start < outer.end


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _surest(found: Sequence[Position]) -> list[Position]:
    """Of positions that say one thing by overlapping words the surest."""
    kept: list[Position] = []
    for each in found:
        alike = [other for other in kept if _is_same(each, other)]
        if all(each.confidence > other.confidence for other in alike):
            kept = [other for other in kept if other not in alike]
            kept.append(each)
    return kept


def _is_same(one: Position, other: Position) -> bool:
    return (
        one.holder == other.holder
        and one.target.id == other.target.id
        and one.polarity == other.polarity
        and any(_overlap(a, b) for a in one.evidence for b in other.evidence)
    )
