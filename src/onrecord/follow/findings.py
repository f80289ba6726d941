"""What a saved search has found, as it goes out: plain values, and words for people."""

from __future__ import annotations

import msgspec

from onrecord.records import ActorReference, Polarity, Span, Target
from onrecord.store import Match
from onrecord.store.rows import RecordedPosition, RecordedStatement

_GAP = " … "
_SIDES = {Polarity.FOR: "for", Polarity.NEUTRAL: "neutral on", Polarity.AGAINST: "against"}
_HEADLINE = 140


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A statement or position that a saved search has found.

    ``id`` is a UUID, the same wherever and whenever this is told; ``subject`` is the id of the statement or
    position in ``document``. ``who`` speaks or stands so; ``target`` and ``polarity`` are a position's.
    ``words`` are the content or the evidence, with offsets in code points of the text.
    """

    id: str
    type: str
    found: str
    document: str
    subject: str
    who: ActorReference | None
    words: tuple[str, ...]
    offsets: tuple[Span, ...]
    confidence: float
    method: str
    language: str
    target: Target | None = None
    polarity: Polarity | None = None
    claimed_by: ActorReference | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None


def finding_of(match: Match) -> Finding:
    """What was found, as plain values."""
    recorded, label = match.recorded, match.recorded.document
    if isinstance(recorded, RecordedStatement):
        return Finding(
            id=match.key,
            type="statement",
            found=match.found.isoformat(timespec="seconds"),
            document=label.id,
            subject=recorded.statement.id,
            who=recorded.speaker,
            words=recorded.words["content"],
            offsets=recorded.statement.content,
            confidence=recorded.statement.confidence,
            method=recorded.statement.method,
            language=label.language,
            title=label.title,
            url=label.url,
            outlet=label.outlet,
            published=label.published,
        )
    return _held(match, recorded)


def _held(match: Match, recorded: RecordedPosition) -> Finding:
    position, label = recorded.position, recorded.document
    return Finding(
        id=match.key,
        type="position",
        found=match.found.isoformat(timespec="seconds"),
        document=label.id,
        subject=position.id,
        who=recorded.holder,
        words=recorded.words["evidence"],
        offsets=position.evidence,
        confidence=position.confidence,
        method=position.method,
        language=label.language,
        target=recorded.target,
        polarity=position.polarity,
        claimed_by=recorded.claimed_by,
        title=label.title,
        url=label.url,
        outlet=label.outlet,
        published=label.published,
    )


def headline_of(finding: Finding) -> str:
    """Who says or holds what, on one line."""
    who = plain(finding.who.name) if finding.who else "Not settled who"
    words = words_of(finding)
    line = f"{who}: {words}"
    if finding.target and finding.polarity is not None:
        side = f"{_SIDES[finding.polarity]} {plain(finding.target.name or finding.target.id)}"
        line = f"{who}, {side}: {words}"
    return line if len(line) <= _HEADLINE else line[: _HEADLINE - 1] + "…"


def words_of(finding: Finding) -> str:
    """The words of the source, the gap where something interrupts them marked."""
    return plain(_GAP.join(finding.words))


def source_of(finding: Finding) -> str:
    """Where and when it was printed, how sure it is, where it stands in the text."""
    parts = [finding.outlet or "no outlet", finding.published or "no date", f"{finding.confidence:.0%} sure"]
    if finding.claimed_by:
        parts.append(f"according to {finding.claimed_by.name}")
    parts.append("characters " + ", ".join(f"{start}–{end}" for start, end in finding.offsets))
    return " · ".join(map(plain, parts))


def plain(text: str) -> str:
    """``text`` on one line, without characters that steer a screen or that XML cannot hold."""
    line = " ".join(text.split())
    return "".join(character if character.isprintable() else "\ufffd" for character in line)
