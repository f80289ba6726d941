"""From drafts to statements: kind, speaker, confidence, identity."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence

from onrecord.actors.resolution import Resolved, SpeakerPhrase, resolve, unnamed_actor
from onrecord.attribution.discourse import document_drafts
from onrecord.attribution.drafts import Draft
from onrecord.languages import Language
from onrecord.records import Actor, ActorReference, Document, Kind, Span, Spans, Statement
from onrecord.version import VERSION

_MARKS = re.compile(r"[«»‹›“”„‟\"]|''|``")
_QUOTED = re.compile(r"(?:[«“„\"‟]|''|``)([^«»“”„\"]*)")
_ENGINE = f"rules {VERSION}"


def attribute(
    document: Document, paragraphs: Sequence[tuple[Span, Language]]
) -> tuple[tuple[Statement, ...], tuple[Actor, ...]]:
    """The statements of a document in the order of its text, and the actors who make them."""
    text = document.text
    found = document_drafts(text, paragraphs)
    phrases = [_phrase(draft, paragraphs) for draft in found]
    resolved, actors = resolve(text, paragraphs, phrases)
    outlet = unnamed_actor(document.outlet, document.language) if document.outlet else None
    via = (ActorReference(outlet.id, outlet.name),) if outlet else ()
    statements = tuple(
        _statement(document, draft, who, via) for draft, who in zip(found, resolved, strict=True)
    )
    known = {actor.id for actor in actors}
    reporters = [outlet] if outlet and statements and outlet.id not in known else []
    return statements, (*actors, *reporters)


def _phrase(draft: Draft, paragraphs: Sequence[tuple[Span, Language]]) -> SpeakerPhrase:
    index = bisect_right(paragraphs, draft.extent.start, key=lambda each: each[0].start) - 1
    language = paragraphs[index][1]
    span = Span(draft.speaker[0].start, draft.speaker[-1].end) if draft.speaker else None
    return SpeakerPhrase(span, draft.clause, draft.content, draft.source, language)


def _statement(document: Document, draft: Draft, who: Resolved, via: tuple[ActorReference, ...]) -> Statement:
    return Statement(
        id=_identity(document.id, draft.content, draft.cue),
        kind=_kind(document.text, draft),
        content=draft.content,
        cue=draft.cue,
        speaker_span=draft.speaker,
        speaker=who.actor,
        via=via,
        confidence=round(draft.reliability * who.certainty, 3),
        method=f"{_ENGINE} {draft.frame}",
    )


def _kind(text: str, draft: Draft) -> Kind:
    if draft.direct:
        return Kind.DIRECT
    quoted = [
        bool(_MARKS.match(text, start)) and bool(_MARKS.search(text, end - 2, end))
        for start, end in draft.content
    ]
    if all(quoted):
        return Kind.DIRECT
    # Capitalised quotations are names of things: «Ата Журт».
    words = [inner[:1] for start, end in draft.content for inner in _QUOTED.findall(text, start, end)]
    return Kind.MIXED if any(quoted) or any(first.islower() for first in words) else Kind.INDIRECT


def _identity(document_id: str, content: Spans, cue: Spans) -> str:
    return hashlib.sha256(
        repr((document_id, tuple(map(tuple, content)), tuple(map(tuple, cue)))).encode()
    ).hexdigest()[:16]
