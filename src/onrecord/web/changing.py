"""From the fields of a form to what is to change."""

from __future__ import annotations

import re
from typing import Any

from litestar.exceptions import ValidationException

from onrecord.records import ActorReference, Kind, Span, Spans, Target, TargetKind
from onrecord.store import (
    NotFoundError,
    PositionChange,
    Record,
    StatementChange,
    find_actor,
    find_issue,
    new_actor,
)
from onrecord.web.desk import Form
from onrecord.web.stands import POLARITIES

_PIECE = re.compile(r"\s*([0-9]{1,9})\s*[-–—]\s*([0-9]{1,9})\s*")
_SPANS = ("content", "cue", "speaker_span")


def statement_change(record: Record, form: Form) -> StatementChange:
    """What the form says of a statement; fields that it lacks stay as they are.

    Raises:
        AmbiguousActorError: several actors go by the name of the speaker.
        NotFoundError: nobody goes by it, and the form does not say that somebody new is meant.
        ValidationException: offsets or kind are none.
    """
    given: dict[str, Any] = {name: spans(form[name]) for name in _SPANS if name in form}
    if "kind" in form:
        given["kind"] = _one_of(Kind, form["kind"])
    if "speaker" in form:
        given["speaker"] = _actor(record, form["speaker"], form)
    return StatementChange(**given)


def position_change(record: Record, form: Form) -> PositionChange:
    """What the form says of a position, as of a statement."""
    given: dict[str, Any] = {}
    if "polarity" in form:
        if form["polarity"] not in POLARITIES:
            raise ValidationException(f"There is no side {form['polarity']!r}.")
        given["polarity"] = POLARITIES[form["polarity"]]
    if "holder" in form:
        given["holder"] = _actor(record, form["holder"], form)
    if "target" in form:
        given["target"] = _target(record, form)
    return PositionChange(**given)


def spans(written: str) -> Spans:
    """Offsets as a form writes them: 12–40, 52–60; nothing is no span.

    Raises:
        ValidationException: it is something else.
    """
    if not written.strip():
        return ()
    pieces = [_PIECE.fullmatch(piece) for piece in written.split(",")]
    found = [Span(int(piece[1]), int(piece[2])) for piece in pieces if piece]
    if len(found) < len(pieces):
        raise ValidationException(f"{written[:100]!r} are no offsets; write 12–40, or 12–40, 52–60.")
    return tuple(sorted(found))


def _actor(record: Record, name: str, form: Form) -> ActorReference | None:
    name = name.strip()
    if not name:
        return None
    try:
        return find_actor(record, name).actor
    except NotFoundError:
        if "new" not in form:
            raise
        return new_actor(record, name)


def _target(record: Record, form: Form) -> Target:
    written = form["target"].strip()
    if form.get("target_kind") == TargetKind.ISSUE:
        if not written:
            raise ValidationException("An issue needs its key or its name.")
        return find_issue(record, written)
    actor = _actor(record, written, form)
    if actor is None:
        raise ValidationException("A position is about somebody or something; name it.")
    return Target(TargetKind.ACTOR, actor.id, actor.name)


def _one_of(kinds: type[Kind], written: str) -> Kind:
    if written not in list(kinds):
        raise ValidationException(f"There is no kind {written!r}.")
    return kinds(written)
