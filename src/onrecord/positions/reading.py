"""All positions of a document: what the reader of attitudes finds, and where speakers stand on issues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile
from typing import NamedTuple

from onrecord.languages import Language
from onrecord.positions.attitude_reader import AttitudeReader, words_in
from onrecord.positions.issue_reader import IssueReader, Stand
from onrecord.positions.opinions import Opinion, OpinionScores, Pointed, holder_at
from onrecord.positions.places import Places
from onrecord.positions.pointing import Taken, taken_up
from onrecord.positions.qualifiers import LONGEST_SENTENCE, qualifiers
from onrecord.positions.stance import cues, expressed, nearest_cue
from onrecord.positions.stands import (
    Finding,
    Holder,
    Scene,
    evidence,
    holder,
    is_said,
    issue_holders,
    position,
    target,
    targets,
    together,
)
from onrecord.positions.weighing import confidence, default_weights, features
from onrecord.records import (
    Actor,
    ActorReference,
    Document,
    Polarity,
    Position,
    Span,
    Statement,
    Target,
    TargetKind,
)
from onrecord.tagging.pieces import Tokenizer, Window, units, windows
from onrecord.tagging.segmentation import sentences

LEAST = 0.1
"""The confidence below which nothing is a position."""


@dataclass(frozen=True, slots=True)
class Readers:
    """What reads: the tokenizer of the tagger, whose pieces all share, attitudes, and issues."""

    tokenizer: Tokenizer
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


class Candidate(NamedTuple):
    """A position with what was seen of it (`weighing.FEATURES`), ``None`` where issues were read."""

    position: Position
    seen: tuple[float, ...] | None


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
    found = [each.position for each in candidates(document, lines, statements, actors, readers)]
    probable = [each for each in found if each.confidence >= LEAST]
    return tuple(_surest(sorted(probable, key=lambda each: each.evidence)))


def candidates(
    document: Document,
    lines: Sequence[tuple[Span, Language]],
    statements: Sequence[Statement],
    actors: Sequence[Actor],
    readers: Readers,
) -> list[Candidate]:
    """All positions that a document may show, however improbable."""
    text = document.text
    spoken = [
        _Sentence(span, language)
        for line, language in lines
        for span in sentences(text, line, (), language.abbreviations)
        if span.end - span.start <= LONGEST_SENTENCE
    ]
    scene = Scene(document, statements, actors)
    cut = units(text, [span for span, _ in spoken if scene.may_show(span)], readers.tokenizer)
    reading = _Reading(
        scene,
        [window for unit in cut for window in windows([unit])],
        Places((each.span, each) for each in spoken),
        readers,
    )
    return list(reading.candidates())


@dataclass(frozen=True, slots=True)
class _Reading:
    """A document being read, with its windows and sentences, and the stands found in narration so far."""

    scene: Scene
    windows: Sequence[Window]
    sentences: Places[_Sentence]
    readers: Readers
    narrated: dict[Span, list[_Taken]] = field(default_factory=dict)
    met: list[Taken] = field(default_factory=list)

    def candidates(self) -> Iterator[Candidate]:
        """All that the document may show."""
        said = list(self._said())
        taken = Places((each.sentence, each) for each, _ in said)
        told: set[tuple[str, Span]] = set()
        holders: dict[_Taken, Pointed] = {}
        for window, scores in self.readers.attitudes.scores(self.windows):
            for opinion in self.readers.attitudes.opinions(window, scores, self._cues(window)):
                sentence = self._sentence(opinion.expression)
                if sentence and not self.scene.named.is_in_name(opinion.expression):
                    yield from self._held(opinion, sentence, taken, told)
            for each in self._taken_in(window, taken):
                if pointed := self._pointed(each, window, scores):
                    holders[each] = pointed
        statements: dict[_Taken, Statement | None] = dict.fromkeys(holders) | dict(said)
        for each, statement in statements.items():
            # Without a side it is only known that the sentence is about the issue.
            if each.stand.side and (each.stand.issue, each.sentence) not in told:
                yield from self._taken(each, statement, holders.get(each))

    def _held(
        self,
        opinion: Opinion,
        sentence: _Sentence,
        said: Places[_Taken],
        told: set[tuple[str, Span]],
    ) -> Iterator[Candidate]:
        """The positions that an opinion shows, if it is plain whose it is and toward what."""
        statement = self.scene.saying(opinion.expression)
        who = holder(self.scene, opinion, statement, sentence.language)
        about, side = self._about(opinion, who, sentence, said, told)
        if who is None or about is None:
            return
        self.met.append((opinion.target, about, self.scene.named.kind(about.id)))
        listed, code = self._listed(opinion, sentence), sentence.language.code
        seen = features(
            opinion, about, code, said=is_said(opinion, statement), listed=listed is opinion.polarity
        )
        polarity, shown = side or listed or opinion.polarity, evidence(opinion, sentence.span)
        sure = confidence(default_weights().weights, seen)
        for each in together(self.scene, who, sentence.span, sentence.language):
            for what, span in targets(self.scene, about, opinion.target, sentence.span, sentence.language):
                if each.who is None or each.who.id != what.id:
                    found = Finding(each, what, span, polarity, shown, statement, sure, self._method)
                    yield Candidate(self._position(found, sentence, shown), seen)

    def _about(
        self,
        opinion: Opinion,
        who: Holder | None,
        sentence: _Sentence,
        said: Places[_Taken],
        told: set[tuple[str, Span]],
    ) -> tuple[Target | None, Polarity | None]:
        """What an opinion is about, and the side that its sentence takes if that is a defined issue."""
        about = target(self.scene, opinion.target, sentence.language)
        # A pronoun names nothing by itself, but may point back to an issue.
        if (about is None or about.kind is TargetKind.ISSUE) and (
            taken := self._issue_at(opinion.target, sentence, said)
        ):
            told.add((taken.stand.issue, taken.sentence))
            return self._issue(taken.stand), taken.stand.side or None
        if about is None and who:
            others = {each.id for each in (who.who, who.claimed_by) if each}
            about = taken_up(self.scene.named, opinion.target, sentence.language, self.met, others)
        return about, None

    def _cues(self, window: Window) -> set[int]:
        """The numbers of the words of a window by which one takes a side, as lists know."""
        return {
            number
            for _, sentence in self.sentences.touching(_extent(window))
            for cue in cues(self.scene.named.words(sentence.span), sentence.language)
            for number in words_in(window, _moved(cue, sentence.span.start))
        }

    def _listed(self, opinion: Opinion, sentence: _Sentence) -> Polarity | None:
        """The side that the words of an expression take by themselves, if any."""
        words = _moved(opinion.expression, -sentence.span.start)
        return expressed(self.scene.named.words(sentence.span), words, sentence.language)

    @property
    def _method(self) -> str:
        return f"attitudes {self.readers.attitudes.version}"

    def _taken_in(self, window: Window, said: Places[_Taken]) -> Iterator[_Taken]:
        """The stands in a window, be they said or told."""
        yield from (each for _, each in said.touching(_extent(window)))
        for _, sentence in self.sentences.touching(_extent(window)):
            if not self.scene.is_said(sentence.span):
                yield from self._narrated(sentence)

    def _pointed(self, taken: _Taken, window: Window, scores: OpinionScores) -> Pointed | None:
        """Whose a stand in a window is, by the word of stance nearest to the issue, or by the issue."""
        words = self.scene.named.words(taken.sentence)
        near = _moved(taken.span or taken.sentence, -taken.sentence.start)
        sentence = self._sentence(taken.sentence)
        cue = (nearest_cue(words, near, sentence.language) if sentence else None) or near
        numbers = words_in(window, _moved(cue, taken.sentence.start))
        return holder_at(window, scores, numbers[0]) if numbers else None

    def _taken(
        self, taken: _Taken, statement: Statement | None, pointed: Pointed | None
    ) -> Iterator[Candidate]:
        """The positions of those who take a side on an issue in a sentence."""
        sentence = self._sentence(taken.sentence)
        if sentence is None:
            return
        # Whether it is told, of whom, and on which side.
        witness = statement.confidence if statement else pointed.sureness if pointed else 0.0
        place = sentence.span, sentence.language
        for who in issue_holders(self.scene, statement, pointed, taken.span, *place):
            if who.who and not self.scene.writes(who.who):
                found = Finding(
                    who,
                    self._issue(taken.stand),
                    taken.span,
                    taken.stand.side,
                    taken.sentence,
                    statement,
                    taken.stand.score * witness,
                    "issues",
                )
                yield Candidate(self._position(found, sentence, taken.span or taken.sentence), None)

    def _position(self, found: Finding, sentence: _Sentence, stand: Span) -> Position:
        text, code = self.scene.document.text, sentence.language.code
        return position(self.scene, found, qualifiers(text, sentence.span, stand, found.target_span, code))

    def _sentence(self, span: Span) -> _Sentence | None:
        """The sentence in which a span begins."""
        return next((each for _, each in self.sentences.touching(Span(span.start, span.start + 1))), None)

    def _issue_at(self, span: Span, sentence: _Sentence, said: Places[_Taken]) -> _Taken | None:
        """The stand on a defined issue whose name stands at ``span``."""
        here = [each for _, each in said.touching(sentence.span)] or self._narrated(sentence)
        return next((each for each in here if each.span and _common(each.span, span)), None)

    def _said(self) -> Iterator[tuple[_Taken, Statement]]:
        """The stands in what is said; what one speaker says one after the other is one speech."""
        speaking = [each for each in self.scene.statements if each.speaker]
        for _, run in groupby(speaking, key=lambda each: each.speaker):
            spoken = [
                (_Sentence(part, sentence.language), statement)
                for statement in run
                for content in statement.content
                for _, sentence in self.sentences.touching(content)
                if (part := _common(content, sentence.span))
            ]
            for code, speech in groupby(spoken, key=lambda each: each[0].language.code):
                parts = list(speech)
                taken = self._stands([each for each, _ in parts], code)
                for (_, statement), stands in zip(parts, taken, strict=True):
                    yield from ((each, statement) for each in stands)

    def _narrated(self, sentence: _Sentence) -> list[_Taken]:
        if sentence.span not in self.narrated:
            self.narrated[sentence.span] = next(self._stands([sentence], sentence.language.code))
        return self.narrated[sentence.span]

    def _stands(self, spoken: Sequence[_Sentence], code: str) -> Iterator[list[_Taken]]:
        text = self.scene.document.text
        speech = [text[span.start : span.end] for span, _ in spoken]
        read = self.readers.issues.read_speech(speech, code)
        for (sentence, _), stands in zip(spoken, read, strict=True):
            yield [_Taken(each, sentence, each.span and _moved(each.span, sentence.start)) for each in stands]

    def _issue(self, stand: Stand) -> Target:
        known = next(issue for issue in self.readers.issues.issues if issue.key == stand.issue)
        return Target(TargetKind.ISSUE, known.key, known.names["en"])


def _extent(window: Window) -> Span:
    return Span(window.words[0].start, window.words[-1].end)


def _common(one: Span, other: Span) -> Span | None:
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start, end) if start < end else None


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _surest(found: Iterable[Position]) -> list[Position]:
    """Of a holder's positions on one target by overlapping words the surest; ``found`` goes by the evidence.

    The same words do not show a stand for and one against.
    """
    kept: dict[tuple[ActorReference | None, str], list[Position]] = defaultdict(list)
    for each in found:
        same = kept[each.holder, each.target.id]
        alike = _overlapping(same, each)
        if all(each.confidence > other.confidence for other in alike):
            del same[len(same) - len(alike) :]
            same.append(each)
    return sorted((each for same in kept.values() for each in same), key=lambda each: each.evidence)


def _overlapping(kept: Sequence[Position], new: Position) -> list[Position]:
    """Those at the end of what was kept, which do not overlap one another, that overlap a later one."""
    before = reversed(kept)
    return list(takewhile(lambda other: other.evidence[0].end > new.evidence[0].start, before))
