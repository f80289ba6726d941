"""From drafts to statements: kind, speaker, confidence, identity."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from onrecord.actors.catalogue import Catalogue, shipped
from onrecord.actors.document_actors import outlet_actor
from onrecord.actors.gathering import gather
from onrecord.actors.name_rules import rule_mentions
from onrecord.actors.recognised_mentions import recognised_mentions
from onrecord.actors.resolution import resolve
from onrecord.actors.scene import Resolved, Source, SpeakerPhrase
from onrecord.attribution.discourse import document_drafts
from onrecord.attribution.drafts import Draft
from onrecord.attribution.identity import statement_id
from onrecord.attribution.weighing import Judge, default_weights
from onrecord.languages import Language
from onrecord.records import Actor, ActorReference, Document, Kind, Span, Spans, Statement
from onrecord.tagging.tagger import Tagger
from onrecord.version import VERSION

_QUOTED = re.compile(r"(?:[«“„\"‟]|''|``)([^«»“”„\"]*)")
_LONGEST_NAME = 4
_LEAST_CONFIDENCE = 0.001


def attribute(
    document: Document,
    paragraphs: Sequence[tuple[Span, Language]],
    tagger: Tagger | None,
    catalogue: Catalogue | None = None,
) -> tuple[tuple[Statement, ...], tuple[Actor, ...]]:
    """The statements of a document in the order of its text, and the actors whom it names.

    Without a ``tagger`` rules alone find them; without a ``catalogue`` that of the package is used.
    """
    text, catalogue = document.text, catalogue or shipped()
    judge = None
    if tagger and paragraphs:
        tagging = tagger.tag(text, [span for span, _ in paragraphs])
        judge = Judge(text, tagging, default_weights())
        mentions = recognised_mentions(text, paragraphs, tagging, tagger.evidence, catalogue)
    else:
        mentions = rule_mentions(text, paragraphs)
    found = document_drafts(text, paragraphs, judge)
    phrases = [phrase for draft in found for phrase in _phrases(draft, paragraphs)]
    resolved, scene = resolve(text, mentions, phrases, catalogue, document.published)
    gather(scene, paragraphs)
    outlet = (
        outlet_actor(document.outlet, document.language, catalogue) if document.outlet and found else None
    )
    answers = iter(resolved)
    statements: list[Statement] = []
    for draft in found:
        reporters = [outlet, next(answers).actor if draft.reporter else None]
        via = tuple(ActorReference(each.id, each.name) for each in reporters if each)
        statements.append(_statement(document, draft, next(answers), via, _method(draft, tagger)))
    unlisted = [outlet] if outlet and outlet.id not in scene.actors else []
    return tuple(statements), (*scene.found(), *unlisted)


def _phrases(draft: Draft, paragraphs: Sequence[tuple[Span, Language]]) -> Iterator[SpeakerPhrase]:
    """Where to look for who reports a statement, if somebody does, and for who makes it."""
    index = bisect_right(paragraphs, draft.extent.start, key=lambda each: each[0].start) - 1
    language = paragraphs[index][1]
    if draft.reporter:
        yield SpeakerPhrase(_hull(draft.reporter), None, draft.content, Source.NAMED, language)
    speaker = _hull(draft.speaker)
    yield SpeakerPhrase(speaker, draft.clause, draft.content, draft.source, language, draft.narrated)


def _hull(spans: Spans) -> Span | None:
    return Span(spans[0].start, spans[-1].end) if spans else None


def _method(draft: Draft, tagger: Tagger | None) -> str:
    """The readers that found a draft: “rules 0.3.0 quote-subject-cue + tagger 2”."""
    found = [f"rules {VERSION} {draft.frame}"] if draft.frame else []
    return " + ".join([*found, f"tagger {tagger.version}"] if tagger and draft.tagged else found)


def _statement(
    document: Document, draft: Draft, who: Resolved, via: tuple[ActorReference, ...], method: str
) -> Statement:
    return Statement(
        id=statement_id(document.id, draft.content, draft.cue),
        kind=Kind.DIRECT if draft.direct else _indirect_or_mixed(document.text, draft.content),
        content=draft.content,
        cue=draft.cue,
        speaker_span=draft.speaker,
        speaker=who.actor,
        via=via,
        # Words and person can both be in doubt, mostly for the same reasons: their product would be too low.
        confidence=max(_LEAST_CONFIDENCE, round(min(draft.sureness, who.certainty), 3)),
        method=method,
    )


def _indirect_or_mixed(text: str, content: Spans) -> Kind:
    """Mixed where words are quoted; a few that begin with a capital letter are the name of a thing."""
    quoted = [inner for start, end in content for inner in _QUOTED.findall(text, start, end)]
    borrowed = any(inner[:1].islower() or len(inner.split()) > _LONGEST_NAME for inner in quoted)
    return Kind.MIXED if borrowed else Kind.INDIRECT
