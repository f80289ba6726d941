"""What the forms send: statements and positions accepted, rejected, changed, added; actors joined; undone."""

from __future__ import annotations

from typing import Annotated

from litestar import Response, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import PermissionDeniedException, ValidationException
from litestar.params import Body
from litestar.response import Redirect

from onrecord.records import Kind
from onrecord.store import (
    CorrectedMeanwhileError,
    Correction,
    Decision,
    PositionChange,
    Record,
    Ruling,
    StatementChange,
    Subject,
    Verdict,
    add_statement,
    correct,
    decide,
    find_actor,
    find_position,
    find_said,
    open_record,
    undo,
)
from onrecord.store.correcting import current_state
from onrecord.web import addresses
from onrecord.web.changing import position_change, statement_change
from onrecord.web.desk import AtDesk, Desk, Form, author_of, caller_of, signed
from onrecord.web.page import AnyRequest, Page, RecordPath, page, rest, statement_of

Sent = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
Answer = Response[str] | Redirect

_SAID = (
    "ruling", "kind", "content", "cue", "speaker_span", "speaker", "polarity", "holder", "target", "because",
)  # fmt: skip
_CARRIED = ("document", "target_kind", "new", "author", "back")
_RULINGS = {ruling.value: ruling for ruling in (Ruling.ACCEPT, Ruling.REJECT, Ruling.CHANGE)}


@post("/statements/{identifier:path}", sync_to_thread=True)
def correct_statement(request: AnyRequest, record_path: RecordPath, desk: AtDesk, data: Sent) -> Answer:
    """Accept, reject or change a statement."""
    desk.check(request, data)
    document, identifier = statement_of(request)
    with open_record(record_path) as record:
        change = statement_change(record, data) if data.get("ruling") == Ruling.CHANGE else None
        return _correct(request, record, desk, data, Subject.STATEMENT, document, identifier, change)


@post("/positions/{identifier:path}", sync_to_thread=True)
def correct_position(request: AnyRequest, record_path: RecordPath, desk: AtDesk, data: Sent) -> Answer:
    """Accept, reject or change a position."""
    desk.check(request, data)
    identifier = rest(request, "/positions/")
    with open_record(record_path) as record:
        document = data.get("document") or find_position(record, identifier).document.id
        change = position_change(record, data) if data.get("ruling") == Ruling.CHANGE else None
        return _correct(request, record, desk, data, Subject.POSITION, document, identifier, change)


@post("/documents/{identifier:path}", sync_to_thread=True)
def add_a_statement(request: AnyRequest, record_path: RecordPath, desk: AtDesk, data: Sent) -> Answer:
    """Add a statement that nothing found."""
    desk.check(request, data)
    author, cookie = signed(request, data)
    document = rest(request, "/documents/")
    with open_record(record_path) as record:
        made = add_statement(
            record, document, statement_change(record, data), author=author, because=_because(data)
        )
    return _done(addresses.statement(document, made.id), made, cookie)


@post("/actors/{identifier:path}", sync_to_thread=True)
def decide_on_actors(request: AnyRequest, record_path: RecordPath, desk: AtDesk, data: Sent) -> Answer:
    """Say that an actor and another one are one, or two."""
    desk.check(request, data)
    author, cookie = signed(request, data)
    if data.get("verdict") not in list(Verdict):
        raise ValidationException("Two actors are the same, or they differ.")
    with open_record(record_path) as record:
        one = find_actor(record, rest(request, "/actors/")).actor
        other = find_actor(record, data.get("other", "").strip()).actor
        made = decide(record, Verdict(data["verdict"]), one, other, author=author, because=_because(data))
    return _done(_back(data, addresses.actor(one.id)), made, cookie)


@post("/undo", sync_to_thread=True)
def undo_one(request: AnyRequest, record_path: RecordPath, desk: AtDesk, data: Sent) -> Answer:
    """Take a correction or decision back."""
    desk.check(request, data)
    author, cookie = signed(request, data)
    if not data.get("number", "").isdecimal():
        raise ValidationException("Which one? A correction has a number.")
    number, caller = int(data["number"][:9]), caller_of(request)
    with open_record(record_path) as record:
        if caller and not caller.may_undo(find_said(record, number).author):
            raise PermissionDeniedException("You can take back what you said yourself.")
        made = undo(record, number, author=author)
    return _done(_back(data, "/history"), made, cookie)


def _correct(  # noqa: PLR0913, PLR0917 - what a correction is made of
    request: AnyRequest,
    record: Record,
    desk: Desk,
    form: Form,
    subject: Subject,
    document: str,
    identifier: str,
    change: StatementChange | PositionChange | None,
) -> Answer:
    author, cookie = signed(request, form)
    ruling = _RULINGS.get(form.get("ruling", ""))
    if ruling is None or not form.get("revision", "").isdecimal():
        raise ValidationException("A correction accepts, rejects or changes what was shown.")
    try:
        made = correct(
            record,
            subject,
            document,
            identifier,
            ruling,
            change,
            revision=int(form["revision"][:9]),
            author=author,
            because=_because(form),
        )
    except CorrectedMeanwhileError as conflict:
        now = current_state(record, subject, document, identifier)
        return _conflict(request, desk, form, conflict, now.revision)
    return _done(_back(form, request.url.path), made, cookie)


def _conflict(
    request: AnyRequest, desk: Desk, form: Form, conflict: CorrectedMeanwhileError, revision: int
) -> Page:
    """What somebody else said in between, and what was to be said, ready to be said upon that."""
    said = {name: form[name] for name in _SAID if name in form}
    carried = {name: form[name] for name in _CARRIED if name in form}
    return page(
        request,
        "conflict.html",
        status=409,
        desk=desk,
        author=author_of(request),
        other=conflict.other,
        said=said,
        kinds=list(Kind),
        carried=carried,
        revision=revision,
    )


def _done(back: str, made: Correction | Decision, cookie: object) -> Redirect:
    path, _, fragment = back.partition("#")
    joint = "&" if "?" in path else "?"
    address = f"{path}{joint}done={made.number}" + (f"#{fragment}" if fragment else "")
    return Redirect(address, status_code=303, cookies=[cookie])  # type: ignore[list-item]


def _back(form: Form, otherwise: str) -> str:
    """Where to go on: a page of this site and no other."""
    back = form.get("back", "")
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) else otherwise


def _because(form: Form) -> str | None:
    return form.get("because", "").strip() or None
