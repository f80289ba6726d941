"""From opinions and stands on issues to positions: whose, toward whom or what, according to whom."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.languages import Language
from onrecord.positions.named import Named
from onrecord.positions.opinions import Opinion
from onrecord.records import (
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
_NOT_SLUG = re.compile(r"\W+")
_SENTENCE_END = re.compile(r"[.!?…]+[»”\"’)]*(?=\s|$)|\n")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an opinion, where the text names them, and who says so if somebody else does."""

    who: ActorReference
    span: Spans
    claimed_by: ActorReference | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of a document before positions are read."""

    document: Document
    statements: Sequence[Statement]
    named: Named

    def saying(self, span: Span) -> Statement | None:
        """The statement whose content, or else whose cue, holds a span; of several the shortest."""
        for parts in ("content", "cue"):
            holding = [
                statement
                for statement in self.statements
                if any(part.start < span.end and span.start < part.end for part in getattr(statement, parts))
            ]
            if holding:
                return min(holding, key=lambda each: each.content[-1].end - each.content[0].start)
        return None

    def said_in(self, statement: Statement, span: Span) -> bool:
        """Whether the content of a statement holds a span."""
        return any(part.start < span.end and span.start < part.end for part in statement.content)

    def speaking(self, span: Span) -> ActorReference | None:
        """The speaker of the statement whose speaker is named at ``span``."""
        for statement in self.statements:
            if any(part.start < span.end and span.start < part.end for part in statement.speaker_span):
                return statement.speaker
        return None


def holder(scene: Scene, opinion: Opinion, statement: Statement | None, language: Language) -> Holder | None:
    """Whose an opinion is; ``None`` where the text does not tell."""
    said = statement is not None and scene.said_in(statement, opinion.expression)
    speaker = statement.speaker if statement else None
    if opinion.holder:
        who = _who(scene, opinion.holder, language)
        if who is None and said and not _touches(opinion.holder, statement.content if statement else ()):
            who = speaker
        if who is not None:
            claimed_by = speaker if said and speaker and speaker.id != who.id else None
            return Holder(who, (opinion.holder,), claimed_by)
        if not (said and _is_first_person(scene.document.text, opinion.holder, language)):
            return None
    if statement and speaker and (said or opinion.holder is None):
        return Holder(speaker, statement.speaker_span)
    return None


def _touches(span: Span, parts: Spans) -> bool:
    return any(part.start < span.end and span.start < part.end for part in parts)


def _who(scene: Scene, span: Span, language: Language) -> ActorReference | None:
    actor = scene.named.meant(span, language.code)
    return scene.named.reference(actor) if actor else scene.speaking(span)


def _is_first_person(text: str, span: Span, language: Language) -> bool:
    return language.roles.get(text[span.start : span.end].lower()) in ("I", "we")


def target(scene: Scene, span: Span, language: Language) -> Target | None:
    """What stands at ``span``: an actor, or an issue by its words; ``None`` for words that name nothing."""
    if actor := scene.named.meant(span, language.code):
        return Target(TargetKind.ACTOR, actor.id, actor.name)
    words = scene.document.text[span.start : span.end].split()
    if all(word.lower() in language.words or word.lower() in language.roles for word in words):
        return None
    name = " ".join(words)[:_LONGEST_ISSUE]
    return Target(TargetKind.ISSUE, "issue/" + _NOT_SLUG.sub("-", fold(name)).strip("-"), name)


def evidence(text: str, opinion: Opinion) -> Span:
    """The expression, with the target where both stand in one sentence."""
    hull = Span(
        min(opinion.expression.start, opinion.target.start), max(opinion.expression.end, opinion.target.end)
    )
    return opinion.expression if _SENTENCE_END.search(text, hull.start, hull.end - 1) else hull


def position(  # noqa: PLR0913, PLR0917 - the fields of a position
    scene: Scene,
    who: Holder,
    about: Target,
    target_span: Spans,
    polarity: Polarity,
    shown: Spans,
    statement: Statement | None,
    confidence: float,
    method: str,
) -> Position:
    """A position with its id, which follows from what it says."""
    identity = hashlib.sha256(
        repr((scene.document.id, who.who.id, about.id, int(polarity), tuple(map(tuple, shown)))).encode()
    ).hexdigest()[:16]
    return Position(
        id=identity,
        holder=who.who,
        holder_span=who.span,
        target=about,
        target_span=target_span,
        polarity=polarity,
        evidence=shown,
        statement=statement.id if statement else None,
        claimed_by=who.claimed_by,
        past=False,
        condition=(),
        confidence=round(confidence, 3),
        method=method,
    )
