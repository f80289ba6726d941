"""All positions of a document: what the reader of attitudes finds, and where speakers stand on issues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

from onrecord.languages import Language
from onrecord.positions.attitude_reader import AttitudeReader, words_in
from onrecord.positions.issue_reader import IssueReader
from onrecord.positions.issue_stands import IssueStand, IssueStands, Sentence
from onrecord.positions.opinions import Opinion, OpinionScores, Pointed, holder_at
from onrecord.positions.places import Places, moved
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
    spoken = [
        Sentence(span, language)
        for line, language in lines
        for span in sentences(document.text, line, (), language.abbreviations)
        if span.end - span.start <= LONGEST_SENTENCE
    ]
    scene = Scene(document, statements, actors)
    cut = units(document.text, [span for span, _ in spoken if scene.may_show(span)], readers.tokenizer)
    places = Places((each.span, each) for each in spoken)
    reading = _Reading(scene, places, IssueStands(scene, places, readers.issues), readers.attitudes)
    return list(reading.candidates([window for unit in cut for window in windows([unit])]))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A document being read, with its sentences, its stands on issues, and the targets met so far."""

    scene: Scene
    sentences: Places[Sentence]
    issues: IssueStands
    reader: AttitudeReader
    met: list[Taken] = field(default_factory=list)

    def candidates(self, windows: Sequence[Window]) -> Iterator[Candidate]:
        """All that the document may show in some windows."""
        told: set[tuple[str, Span]] = set()
        holders: dict[IssueStand, Pointed | None] = dict.fromkeys(self.issues.said)
        for window, scores in self.reader.scores(windows):
            for opinion in self.reader.opinions(window, scores, self._cues(window)):
                sentence = self._sentence(opinion.expression)
                if sentence and not self.scene.named.is_in_name(opinion.expression):
                    yield from self._held(opinion, sentence, told)
            for each in self.issues.within(_extent(window)):
                holders[each] = self._pointed(each, window, scores) or holders.get(each)
        for each, pointed in holders.items():
            # Without a side it is only known that the sentence is about the issue.
            if each.stand.side and each.key not in told:
                yield from self._taken(each, pointed)

    def _held(self, opinion: Opinion, sentence: Sentence, told: set[tuple[str, Span]]) -> Iterator[Candidate]:
        """The positions that an opinion shows, if it is plain whose it is and toward what."""
        statement = self.scene.saying(opinion.expression)
        who = holder(self.scene, opinion, statement, sentence.language)
        about, side = self._about(opinion, who, sentence, told)
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
        sentence: Sentence,
        told: set[tuple[str, Span]],
    ) -> tuple[Target | None, Polarity | None]:
        """What an opinion is about, and the side that its sentence takes if that is a defined issue."""
        about = target(self.scene, opinion.target, sentence.language)
        # A pronoun names nothing by itself, but may point back to an issue.
        if (about is None or about.kind is TargetKind.ISSUE) and (
            taken := self.issues.named_at(opinion.target, sentence)
        ):
            told.add(taken.key)
            return self.issues.target(taken), taken.stand.side or None
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
            for number in words_in(window, moved(cue, sentence.span.start))
        }

    def _listed(self, opinion: Opinion, sentence: Sentence) -> Polarity | None:
        """The side that the words of an expression take by themselves, if any."""
        words = moved(opinion.expression, -sentence.span.start)
        return expressed(self.scene.named.words(sentence.span), words, sentence.language)

    @property
    def _method(self) -> str:
        return f"attitudes {self.reader.version}"

    def _pointed(self, taken: IssueStand, window: Window, scores: OpinionScores) -> Pointed | None:
        """Whose a stand in a window is, by the word of stance nearest to the issue, or by the issue."""
        words = self.scene.named.words(taken.part)
        near = moved(taken.span or taken.part, -taken.part.start)
        cue = nearest_cue(words, near, taken.sentence.language) or near
        numbers = words_in(window, moved(cue, taken.part.start))
        return holder_at(window, scores, numbers[0]) if numbers else None

    def _taken(self, taken: IssueStand, pointed: Pointed | None) -> Iterator[Candidate]:
        """The positions of those who take a side on an issue in a sentence."""
        statement, sentence = taken.statement, taken.sentence
        # Whether it is told, of whom, and on which side.
        witness = statement.confidence if statement else pointed.sureness if pointed else 0.0
        for who in issue_holders(self.scene, statement, pointed, taken.span, *sentence):
            if who.who and not self.scene.writes(who.who):
                found = Finding(
                    who,
                    self.issues.target(taken),
                    taken.span,
                    taken.stand.side,
                    taken.part,
                    statement,
                    taken.stand.score * witness,
                    "issues",
                )
                yield Candidate(self._position(found, sentence, taken.span or taken.part), None)

    def _position(self, found: Finding, sentence: Sentence, stand: Span) -> Position:
        text, code = self.scene.document.text, sentence.language.code
        return position(self.scene, found, qualifiers(text, sentence.span, stand, found.target_span, code))

    def _sentence(self, span: Span) -> Sentence | None:
        """The sentence in which a span begins."""
        return next((each for _, each in self.sentences.touching(Span(span.start, span.start + 1))), None)


def _extent(window: Window) -> Span:
    return Span(window.words[0].start, window.words[-1].end)


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
