"""Where a document takes stands on defined issues: in what is said, and in narration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from onrecord.languages import Language
from onrecord.positions.issue_reader import IssueReader, Stand
from onrecord.positions.places import Places, common, moved
from onrecord.positions.stands import Scene
from onrecord.records import Span, Statement, Target, TargetKind


class Sentence(NamedTuple):
    """A sentence of a document."""

    span: Span
    language: Language


class IssueStand(NamedTuple):
    """A stand on an issue.

    ``part`` of a sentence takes it, all of it in narration; ``span`` names the issue; ``statement`` says it,
    ``None`` in narration.
    """

    stand: Stand
    part: Span
    span: Span | None
    sentence: Sentence
    statement: Statement | None

    @property
    def key(self) -> tuple[str, Span]:
        """The issue, and where it is taken a stand on."""
        return self.stand.issue, self.part


class IssueStands:
    """The stands of a document, by place; those of narration are read when somebody asks for them."""

    def __init__(self, scene: Scene, sentences: Places[Sentence], reader: IssueReader) -> None:
        self._scene, self._sentences, self._reader = scene, sentences, reader
        self._targets = {
            issue.key: Target(TargetKind.ISSUE, issue.key, issue.names["en"]) for issue in reader.issues
        }
        self._narrated: dict[Span, list[IssueStand]] = {}
        self.said = list(self._speeches())
        self._places = Places((each.part, each) for each in self.said)

    def target(self, taken: IssueStand) -> Target:
        """The issue, as a target."""
        return self._targets[taken.stand.issue]

    def within(self, span: Span) -> Iterator[IssueStand]:
        """Those that overlap a span."""
        yield from (each for _, each in self._places.touching(span))
        for _, sentence in self._sentences.touching(span):
            if not self._scene.is_said(sentence.span):
                yield from self._told(sentence)

    def named_at(self, span: Span, sentence: Sentence) -> IssueStand | None:
        """The stand in a sentence on the issue that is named at ``span``."""
        here = [each for _, each in self._places.touching(sentence.span)] or self._told(sentence)
        return next((each for each in here if each.span and common(each.span, span)), None)

    def _speeches(self) -> Iterator[IssueStand]:
        """Those in what is said; what one speaker says one after the other is one speech."""
        speaking = [each for each in self._scene.statements if each.speaker]
        for _, run in groupby(speaking, key=lambda each: each.speaker):
            spoken = [
                (part, sentence, statement)
                for statement in run
                for content in statement.content
                for _, sentence in self._sentences.touching(content)
                if (part := common(content, sentence.span))
            ]
            for _, speech in groupby(spoken, key=lambda each: each[1].language.code):
                for stands in self._read(list(speech)):
                    yield from stands

    def _told(self, sentence: Sentence) -> list[IssueStand]:
        if sentence.span not in self._narrated:
            self._narrated[sentence.span] = next(self._read([(sentence.span, sentence, None)]))
        return self._narrated[sentence.span]

    def _read(self, spoken: Sequence[tuple[Span, Sentence, Statement | None]]) -> Iterator[list[IssueStand]]:
        """The stands in each of some parts of sentences in one language."""
        speech = [self._scene.named.words(part) for part, _, _ in spoken]
        read = self._reader.read_speech(speech, spoken[0][1].language.code)
        for (part, sentence, statement), stands in zip(spoken, read, strict=True):
            yield [
                IssueStand(each, part, each.span and moved(each.span, part.start), sentence, statement)
                for each in stands
            ]
