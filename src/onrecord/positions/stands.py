"""From opinions and stands on issues to positions: whose, toward whom or what, according to whom."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.actors.document_actors import INTERVIEWER
from onrecord.actors.phrases import PRONOUNS
from onrecord.languages import Language
from onrecord.positions.named import Named
from onrecord.positions.opinions import Opinion, Pointed
from onrecord.positions.places import Places
from onrecord.positions.pointing import officer
from onrecord.positions.qualifiers import Qualifiers, first_person
from onrecord.records import (
    Actor,
    ActorReference,
    Document,
    Polarity,
    Position,
    Span,
    Spans,
    Statement,
    Target,
    TargetKind,
)
from onrecord.romanisation import fold

_LONGEST_ISSUE = 160
_SURE_OF_HOLDER = 0.7
"""How sure it must be that an opinion in a speech is that of somebody whom nothing else names."""
_NOT_SLUG = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an opinion, where the text names them, and who says so if somebody else does.

    ``who`` is ``None`` where the words at ``span`` name no known actor.
    """

    who: ActorReference | None
    span: Spans
    claimed_by: ActorReference | None = None


class Scene:
    """What is known of a document before positions are read."""

    def __init__(self, document: Document, statements: Sequence[Statement], actors: Sequence[Actor]) -> None:
        self.document, self.statements = document, statements
        self.named = Named(document.text, actors)
        self._contents, self._cues, self._speakers = (
            Places((part, each) for each in statements for part in getattr(each, parts))
            for parts in ("content", "cue", "speaker_span")
        )

    def saying(self, span: Span) -> Statement | None:
        """The statement whose content, or else whose cue, holds a span; of several the shortest."""
        for places in (self._contents, self._cues):
            holding = [statement for _, statement in places.touching(span)]
            if holding:
                return min(holding, key=lambda each: each.content[-1].end - each.content[0].start)
        return None

    def speaking(self, span: Span) -> ActorReference | None:
        """The speaker of the statement whose speaker is named by words of which ``span`` is part."""
        for place, statement in self._speakers.touching(span):
            if place.start <= span.start and span.end <= place.end:
                return statement.speaker
        return None

    def is_said(self, sentence: Span) -> bool:
        """Whether a statement has a part in a sentence."""
        return any(True for places in (self._contents, self._cues) for _ in places.touching(sentence))

    def may_show(self, sentence: Span) -> bool:
        """Whether a sentence can show a position: it is said, or names two actors."""
        return self.is_said(sentence) or len({actor.id for _, actor in self.named.touching(sentence)}) > 1

    def writes(self, who: ActorReference) -> bool:
        """Whether an actor is the outlet or an author of the document, or asks for them in an interview."""
        writers = (self.document.outlet, *self.document.authors)
        return who.id == INTERVIEWER or who.name.casefold() in {each.casefold() for each in writers if each}


def holder(scene: Scene, opinion: Opinion, statement: Statement | None, language: Language) -> Holder | None:
    """Whose an opinion is; ``None`` where the text does not tell, or where it is the writer's."""
    found = _holder(scene, opinion, statement, language)
    return None if found is None or (found.who and scene.writes(found.who)) else found


def _holder(scene: Scene, opinion: Opinion, statement: Statement | None, language: Language) -> Holder | None:
    said = is_said(opinion, statement)
    speaker = statement.speaker if statement else None
    spoken = speaking_holder(scene, statement) if statement else None
    if opinion.holder is None:
        return spoken if said or not opinion.authors else None
    if who := _who(scene, opinion.holder, language):
        claimed_by = speaker if said and speaker and speaker.id != who.id else None
        return Holder(who, (opinion.holder,), claimed_by)
    named = scene.document.text[slice(*opinion.holder)].lower()
    within = statement is not None and _touches(opinion.holder, statement.content)
    # “He” beside the speech is its speaker; in the speech it is somebody else.
    speaks = named in first_person(language.code) if within else language.roles.get(named) in PRONOUNS
    doubtful = opinion.holder_sureness < _SURE_OF_HOLDER
    if said and spoken and (speaks or doubtful):
        return spoken
    writers = not said and named in first_person(language.code)
    return None if doubtful or writers else Holder(None, (opinion.holder,), speaker if within else None)


def speaking_holder(scene: Scene, statement: Statement) -> Holder | None:
    """The speaker of a statement, with the words that name them there, else those that named them last."""
    speaker = statement.speaker
    if speaker is None:
        return Holder(None, statement.speaker_span) if statement.speaker_span else None
    return Holder(speaker, statement.speaker_span or scene.named.nearest(speaker, statement.content[0].start))


def issue_holders(
    scene: Scene,
    statement: Statement | None,
    pointed: Pointed | None,
    issue: Span | None,
    sentence: Span,
    language: Language,
) -> list[Holder]:
    """Whose a stand on an issue is, which a statement takes in a sentence, or else the writer tells.

    It is of whomever the words point to, but for the words for the issue itself; else the speaker's.
    """
    told = _told_of(scene, statement, pointed, language)
    series = list(together(scene, told, sentence, language)) if told else []
    if series and not (issue and any(_touches(issue, each.span) for each in series)):
        return series
    speaker = speaking_holder(scene, statement) if statement else None
    return list(together(scene, speaker, sentence, language)) if speaker else []


def _told_of(
    scene: Scene, statement: Statement | None, pointed: Pointed | None, language: Language
) -> Holder | None:
    """Whom a sentence says to stand so, if it is an actor and not who speaks."""
    named = pointed.holder if pointed else None
    if named is None or (statement and not _touches(named, statement.content)):
        return None
    actor, claimant = scene.named.meant(named, language), statement.speaker if statement else None
    if actor is None or (claimant and claimant.id == actor.id):
        return None
    return Holder(scene.named.reference(actor), (named,), claimant)


def is_said(opinion: Opinion, statement: Statement | None) -> bool:
    """Whether an opinion stands in what a statement says."""
    return statement is not None and _touches(opinion.expression, statement.content)


def _touches(span: Span, parts: Spans) -> bool:
    return any(part.start < span.end and span.start < part.end for part in parts)


def _who(scene: Scene, span: Span, language: Language) -> ActorReference | None:
    actor = scene.named.meant(span, language)
    return scene.named.reference(actor) if actor else scene.speaking(span)


def target(scene: Scene, span: Span, language: Language) -> Target | None:
    """What stands at ``span``: an actor, or an issue by its words; ``None`` for words that name nothing."""
    if actor := scene.named.meant(span, language) or officer(scene.named, span, language):
        return Target(TargetKind.ACTOR, actor.id, actor.name)
    words = scene.document.text[slice(*span)][: 2 * _LONGEST_ISSUE].split()
    name = " ".join(words)[:_LONGEST_ISSUE]
    key = _NOT_SLUG.sub("-", fold(name)).strip("-")
    if not key or all(_names_nothing(word.lower(), language) for word in words):
        return None
    return Target(TargetKind.ISSUE, "issue/" + key, name)


def _names_nothing(word: str, language: Language) -> bool:
    closed = word in language.words or word in first_person(language.code)
    return closed or language.roles.get(word) in PRONOUNS


def together(scene: Scene, who: Holder, sentence: Span, language: Language) -> Iterator[Holder]:
    """A holder, and whoever is named in one series with it."""
    yield who
    if who.who and len(who.span) == 1 and who.span[0].start >= sentence.start:
        for span, actor in scene.named.beside(who.span[0], sentence, language):
            claims = who.claimed_by is not None and who.claimed_by.id == actor.id
            if not claims and not scene.named.is_governed(span, language):
                yield Holder(scene.named.reference(actor), (span,), who.claimed_by)


def targets(
    scene: Scene, about: Target, span: Span, sentence: Span, language: Language
) -> Iterator[tuple[Target, Span]]:
    """A target at ``span``, and, where it is an actor, whoever is named in one series with it."""
    yield about, span
    if about.kind is TargetKind.ACTOR:
        for other, actor in scene.named.beside(span, sentence, language):
            yield Target(TargetKind.ACTOR, actor.id, actor.name), other


def evidence(opinion: Opinion, sentence: Span) -> Span:
    """The expression, with the target where both stand in one sentence."""
    expression, about = opinion.expression, opinion.target
    if sentence.start <= about.start and about.end <= sentence.end:
        return Span(min(expression.start, about.start), max(expression.end, about.end))
    return expression


@dataclass(frozen=True, slots=True)
class Finding:
    """A stand as it was found; ``statement`` holds it if it was said."""

    holder: Holder
    target: Target
    target_span: Span | None
    polarity: Polarity
    evidence: Span
    statement: Statement | None
    confidence: float
    method: str


def position(scene: Scene, found: Finding, qualified: Qualifiers) -> Position:
    """A position with its id, which follows from what it says."""
    who, about, shown = found.holder, found.target, (found.evidence,)
    identity = (
        scene.document.id,
        who.who and who.who.id,
        about.id,
        int(found.polarity),
        tuple(map(tuple, shown)),
    )
    return Position(
        id=hashlib.sha256(repr(identity).encode()).hexdigest()[:16],
        holder=who.who,
        holder_span=who.span,
        target=about,
        target_span=(found.target_span,) if found.target_span else (),
        polarity=found.polarity,
        evidence=shown,
        statement=found.statement.id if found.statement else None,
        claimed_by=who.claimed_by,
        past=qualified.past,
        condition=qualified.condition,
        confidence=round(found.confidence, 3),
        method=found.method,
    )
