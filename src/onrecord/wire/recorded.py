"""The JSON forms of what a record gives back: those of ``--json`` and of the API."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from msgspec import Meta, Struct, structs

from onrecord.actors.catalogue import Role
from onrecord.records import (
    ActorKind,
    ActorReference,
    Kind,
    Polarity,
    Position,
    Spans,
    Statement,
    Target,
)
from onrecord.store.actor_rows import ActorProfile, ActorTitle, MetWith, RecordedActor, WrittenName
from onrecord.store.decision_rows import Correction, Decision, Subject, Verdict
from onrecord.store.reviewing import QueueItem, Reason
from onrecord.store.rows import (
    DocumentLabel,
    Mark,
    Printing,
    RecordedDocument,
    RecordedPosition,
    RecordedStatement,
    Ruling,
    SearchHit,
)
from onrecord.store.side_rows import Change, Course, IssueSides, MonthSides, Stand
from onrecord.store.side_rows import Sides as FoundSides
from onrecord.store.snippets import Snippet
from onrecord.wire import document_fields

SIDES = {Polarity.FOR: "for", Polarity.NEUTRAL: "neutral", Polarity.AGAINST: "against"}

Confidence = Annotated[float, Meta(ge=0, le=1, description="Estimated probability that it is right.")]
Words = Annotated[
    Mapping[str, tuple[str, ...]], Meta(description="The words of its spans as they were stored, by role.")
]
Method = Annotated[str, Meta(description="The engine and the rule that found it.")]
AnalysedWith = Annotated[str, Meta(description="The version of onrecord that found it, and with what.")]
CorrectedBy = Annotated[
    Mark | None, Meta(description="The correction that it follows from; null: it is as it was found.")
]

Worth = Annotated[float, Meta(description="What orders the queue, the most first.")]


class Labelled(Struct, kw_only=True, frozen=True):
    """Something that stands in a document, with what names the document."""

    id: Annotated[str, Meta(description="Unique within its document.")]
    document: Annotated[str, Meta(description="The document's id.")]
    current: Annotated[bool, Meta(description="Whether no other text has replaced the document's.")]
    title: str | None
    url: str | None
    outlet: str | None
    published: Annotated[str | None, Meta(description="ISO 8601 or EDTF, as precise as it is known.")]
    language: Annotated[str, Meta(description="BCP 47; und where unknown.")]


class StatementObject(Labelled, kw_only=True, frozen=True):
    """One attributed utterance. Offsets are half-open code-point offsets into the document's text."""

    kind: Kind
    speaker: Annotated[
        ActorReference | None, Meta(description="Who speaks, by the decisions of users; null: not settled.")
    ]
    found_speaker: Annotated[ActorReference | None, Meta(description="Who was found to speak.")]
    via: Annotated[tuple[ActorReference, ...], Meta(description="Who reports it, outermost first.")]
    words: Words
    content: Spans
    cue: Spans
    speaker_span: Spans
    confidence: Confidence
    method: Method
    analysed_with: AnalysedWith
    correction: CorrectedBy


class PositionObject(Labelled, kw_only=True, frozen=True):
    """One stand that a text shows: who is for or against what. Offsets are as those of statements."""

    holder: Annotated[
        ActorReference | None,
        Meta(description="Who stands so, by the decisions of users; null: not settled."),
    ]
    found_holder: ActorReference | None
    target: Target
    found_target: Target
    polarity: Polarity
    past: Annotated[bool, Meta(description="Whether the text speaks of the past only.")]
    claimed_by: Annotated[ActorReference | None, Meta(description="Who says so, where somebody else does.")]
    found_claimed_by: ActorReference | None
    words: Words
    holder_span: Spans
    target_span: Spans
    evidence: Annotated[Spans, Meta(description="The words that show it.")]
    condition: Annotated[Spans, Meta(description="The words on which it depends.")]
    statement: Annotated[str | None, Meta(description="The statement that holds the evidence.")]
    confidence: Confidence
    method: Method
    analysed_with: AnalysedWith
    correction: CorrectedBy


class Mentions(Struct, frozen=True):
    """Where a document names an actor."""

    actor: str
    spans: Spans


class DocumentObject(Struct, kw_only=True, frozen=True):
    """One text as it was read, never changed, with what it says of itself and where it was printed."""

    id: str
    language: str
    title: str | None
    url: str | None
    outlet: str | None
    authors: tuple[str, ...]
    published: str | None
    text: str
    boilerplate: Annotated[Spans, Meta(description="Parts of the text that are not the article.")]
    sha256: Annotated[str, Meta(description="Of the text in UTF-8.")]
    analysed_with: AnalysedWith
    current: bool
    replaced_by: Annotated[tuple[str, ...], Meta(description="Ids of documents that took its places.")]
    printings: tuple[Printing, ...]
    mentions: tuple[Mentions, ...]


class ActorObject(Struct, kw_only=True, frozen=True):
    """All that a record holds of one actor and those that decisions make one with it."""

    id: str
    name: str
    kind: ActorKind | None
    members: Annotated[tuple[RecordedActor, ...], Meta(description="Itself first.")]
    names: Annotated[tuple[WrittenName, ...], Meta(description="As documents write it, most frequent first.")]
    called: Annotated[tuple[WrittenName, ...], Meta(description="Other words for it where it speaks.")]
    titles: Annotated[tuple[ActorTitle, ...], Meta(description="Roles that texts give it beside its name.")]
    roles: Annotated[tuple[Role, ...], Meta(description="Offices that the catalogue knows.")]
    statements: int
    documents: int
    # JSON has no null for a key.
    outlets: Annotated[Mapping[str, int], Meta(description='Statements by outlet; "" where there is none.')]
    languages: Annotated[Mapping[str, int], Meta(description="Statements by language.")]
    first: str | None
    last: str | None
    met_with: Annotated[tuple[MetWith, ...], Meta(description="Who is named in the same documents.")]
    positions: Annotated[tuple[Course, ...], Meta(description="Its positions by target.")]
    positions_on: Annotated[tuple[Course, ...], Meta(description="The positions of others on it.")]
    decisions: tuple[Decision, ...]


class ChangeObject(Struct, kw_only=True, frozen=True):
    """Two positions of one holder on one target that differ: did the line change? Read both."""

    holder: ActorReference
    target: Target
    before: PositionObject
    after: PositionObject
    in_order: Annotated[bool, Meta(description="Whether the dates tell which came first.")]


class Sides(Struct, kw_only=True, frozen=True, rename={"favour": "for"}):
    """Numbers of positions by side."""

    favour: int
    neutral: int
    against: int


class CellObject(Struct, kw_only=True, frozen=True, rename={"favour": "for"}):
    """How one holder stands to one target, in numbers of positions."""

    holder: ActorReference
    target: Target
    favour: int
    neutral: int
    against: int
    qualified: Annotated[Sides, Meta(description="Those of the past, on a condition or claimed by others.")]
    latest: Stand


class SidesObject(Struct, kw_only=True, frozen=True, rename={"favour": "for"}):
    """How one holder stands to one target, in numbers of positions, with the latest of each side."""

    holder: ActorReference
    target: Target
    favour: int
    neutral: int
    against: int
    latest: tuple[Stand, ...]


class IssueObject(Struct, kw_only=True, frozen=True, rename={"favour": "for"}):
    """An issue, in numbers of positions."""

    issue: Annotated[str, Meta(description="Its key.")]
    name: str
    favour: int
    neutral: int
    against: int


class MonthObject(Struct, kw_only=True, frozen=True, rename={"favour": "for"}):
    """The positions of a month, in numbers."""

    month: Annotated[str | None, Meta(description="YYYY-MM; null: without a date.")]
    favour: int
    neutral: int
    against: int


class HitObject(Struct, kw_only=True, frozen=True):
    """A document in which the words stand, and those of its statements in which all of them do."""

    label: DocumentLabel
    snippet: Snippet
    statements: tuple[StatementObject, ...]


class QueuedStatement(StatementObject, kw_only=True, frozen=True, tag_field="subject", tag="statement"):
    """A statement to check, and why."""

    reasons: tuple[Reason, ...]
    worth: Worth


class QueuedPosition(PositionObject, kw_only=True, frozen=True, tag_field="subject", tag="position"):
    """A position to check, and why."""

    reasons: tuple[Reason, ...]
    worth: Worth


AnyQueued = QueuedStatement | QueuedPosition


class Said(Struct, kw_only=True, frozen=True, tag_field="subject"):
    """What somebody said, and whether it was taken back; ``subject`` tells of what."""

    number: Annotated[int, Meta(description="Decisions and corrections have one row of numbers, from 1.")]
    author: str
    decided: Annotated[str, Meta(description="When, UTC.")]
    because: str | None
    undone: str | None
    undone_by: str | None


class DecisionObject(Said, kw_only=True, frozen=True, tag="actors"):
    """That two actors are one, or are not, named as they were then."""

    verdict: Verdict
    a: ActorReference
    b: ActorReference


class _Correction(Said, kw_only=True, frozen=True):
    ruling: Ruling
    document: str
    id: str
    revision: Annotated[int, Meta(description="The correction that stood last then; 0: none did.")]
    words: Annotated[
        Mapping[str, Mapping[str, tuple[str, ...]]], Meta(description="The words of both sides, by role.")
    ]
    analysed_with: AnalysedWith


class StatementCorrection(_Correction, kw_only=True, frozen=True, tag="statement"):
    """What somebody said of a statement: ``upon`` was shown then, ``becomes`` is since."""

    upon: Annotated[Statement | None, Meta(description="null: it was added.")]
    becomes: Annotated[Statement | None, Meta(description="null: it was rejected.")]


class PositionCorrection(_Correction, kw_only=True, frozen=True, tag="position"):
    """What somebody said of a position, as of a statement."""

    upon: Position | None
    becomes: Position | None


AnySaid = DecisionObject | StatementCorrection | PositionCorrection


def label_fields(label: DocumentLabel) -> dict[str, Any]:
    """The document in which something stands, as fields of :class:`Labelled`."""
    return {
        "document": label.id,
        "current": label.current,
        "title": label.title,
        "url": label.url,
        "outlet": label.outlet,
        "published": label.published,
        "language": label.language,
    }


def statement_object(recorded: RecordedStatement) -> StatementObject:
    """A statement in its JSON form."""
    found = recorded.statement
    return StatementObject(
        id=found.id,
        **label_fields(recorded.document),
        kind=found.kind,
        speaker=recorded.speaker,
        found_speaker=found.speaker,
        via=recorded.via,
        words=recorded.words,
        content=found.content,
        cue=found.cue,
        speaker_span=found.speaker_span,
        confidence=found.confidence,
        method=found.method,
        analysed_with=recorded.analysed_with,
        correction=recorded.mark,
    )


def position_object(recorded: RecordedPosition) -> PositionObject:
    """A position in its JSON form."""
    found = recorded.position
    return PositionObject(
        id=found.id,
        **label_fields(recorded.document),
        holder=recorded.holder,
        found_holder=found.holder,
        target=recorded.target,
        found_target=found.target,
        polarity=found.polarity,
        past=found.past,
        claimed_by=recorded.claimed_by,
        found_claimed_by=found.claimed_by,
        words=recorded.words,
        holder_span=found.holder_span,
        target_span=found.target_span,
        evidence=found.evidence,
        condition=found.condition,
        statement=found.statement,
        confidence=found.confidence,
        method=found.method,
        analysed_with=recorded.analysed_with,
        correction=recorded.mark,
    )


def document_object(recorded: RecordedDocument, replaced_by: tuple[str, ...]) -> DocumentObject:
    """A document in its JSON form."""
    return DocumentObject(
        **document_fields(recorded.document),
        sha256=recorded.text_sha256,
        analysed_with=recorded.analysed_with,
        current=recorded.current,
        replaced_by=replaced_by,
        printings=recorded.printings,
        mentions=tuple(Mentions(actor, spans) for actor, spans in recorded.mentions),
    )


def actor_object(profile: ActorProfile, roles: tuple[Role, ...]) -> ActorObject:
    """An actor in its JSON form; ``roles`` are those of the catalogue."""
    line, speaker = profile.line, profile.speaker
    return ActorObject(
        id=line.id,
        name=line.name,
        kind=line.kind,
        members=profile.members,
        names=profile.names,
        called=profile.called,
        titles=profile.titles,
        roles=roles,
        statements=line.statements,
        documents=line.documents,
        outlets={outlet or "": count for outlet, count in speaker.outlets.items()} if speaker else {},
        languages=speaker.languages if speaker else {},
        first=speaker.first if speaker else None,
        last=speaker.last if speaker else None,
        met_with=profile.met_with,
        positions=profile.courses,
        positions_on=profile.courses_on,
        decisions=profile.decisions,
    )


def change_object(change: Change) -> ChangeObject:
    """A change in its JSON form."""
    return ChangeObject(
        holder=change.holder,
        target=change.target,
        before=position_object(change.before),
        after=position_object(change.after),
        in_order=change.in_order,
    )


def hit_object(hit: SearchHit) -> HitObject:
    """What a search found, in its JSON form."""
    return HitObject(
        label=hit.label, snippet=hit.snippet, statements=tuple(map(statement_object, hit.statements))
    )


def queue_object(item: QueueItem) -> AnyQueued:
    """Something to check, in its JSON form."""
    why: dict[str, Any] = {"reasons": item.reasons, "worth": round(item.worth, 3)}
    if isinstance(item.recorded, RecordedStatement):
        return QueuedStatement(**structs.asdict(statement_object(item.recorded)), **why)
    return QueuedPosition(**structs.asdict(position_object(item.recorded)), **why)


def said_object(said: Decision | Correction) -> AnySaid:
    """A decision or correction in its JSON form."""
    common: dict[str, Any] = {
        name: getattr(said, name)
        for name in ("number", "author", "decided", "because", "undone", "undone_by")
    }
    if isinstance(said, Decision):
        return DecisionObject(verdict=said.verdict, a=said.a, b=said.b, **common)
    kind = StatementCorrection if said.subject is Subject.STATEMENT else PositionCorrection
    common |= {
        name: getattr(said, name)
        for name in ("ruling", "document", "id", "revision", "words", "analysed_with", "upon", "becomes")
    }
    return kind(**common)


def cell_object(course: Course) -> CellObject:
    """A course in numbers, in its JSON form."""
    return CellObject(
        holder=course.holder,
        target=course.target,
        **_counted(course.stands),
        qualified=Sides(**_counted([stand for stand in course.stands if stand.qualified])),
        latest=latest(course.stands),
    )


def sides_object(found: FoundSides) -> SidesObject:
    """Sides in their JSON form."""
    stands = tuple(found.latest[side] for side in SIDES if side in found.latest)
    return SidesObject(holder=found.holder, target=found.target, latest=stands, **_sides(found.counts))


def issue_object(found: IssueSides) -> IssueObject:
    """An issue in its JSON form."""
    name, key = found.target.name, found.target.id
    return IssueObject(issue=key, name=name or key, **_sides(found.counts))


def month_object(found: MonthSides) -> MonthObject:
    """A month in its JSON form."""
    return MonthObject(month=found.month, **_sides(found.counts))


def latest(stands: Sequence[Stand]) -> Stand:
    """The latest that has a date; of those of one date the last that is not qualified."""
    dated = [stand for stand in stands if stand.published] or stands
    of_one_date = [stand for stand in dated if stand.published == dated[-1].published]
    return next((stand for stand in reversed(of_one_date) if not stand.qualified), of_one_date[-1])


def _counted(stands: Sequence[Stand]) -> dict[str, int]:
    return _sides(Counter(stand.polarity for stand in stands))


def _sides(counts: Mapping[Polarity, int]) -> dict[str, int]:
    return {
        "favour": counts.get(Polarity.FOR, 0),
        "neutral": counts.get(Polarity.NEUTRAL, 0),
        "against": counts.get(Polarity.AGAINST, 0),
    }
