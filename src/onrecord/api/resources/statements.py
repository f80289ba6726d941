"""Statements: asked for, counted, corrected."""

from __future__ import annotations

from http import HTTPStatus

from litestar import Response
from litestar.status_codes import HTTP_201_CREATED

from onrecord.access import Caller, Role
from onrecord.api.correcting import corrected
from onrecord.api.opening import reading, writing
from onrecord.api.operations import reads, said, writes
from onrecord.api.paging import NOTHING, Listed, listed, place
from onrecord.api.problems import AnyRequest
from onrecord.api.questions import StatementFields, StatementQuestion, are_wordless, period, versions
from onrecord.api.rulings import NewStatement, StatementRuling, address, statement_change
from onrecord.api.settings import Settings
from onrecord.store import (
    Facet,
    Facets,
    NotFoundError,
    Record,
    StatementFilter,
    add_statement,
    facets,
    find_statement,
    rejected_statements,
    statement_page,
)
from onrecord.store.rows import RecordedStatement
from onrecord.store.signs import BANDS
from onrecord.wire.recorded import StatementObject, statement_object


@reads("/statements", "statements")
def list_statements(
    request: AnyRequest, settings: Settings, asked: StatementQuestion
) -> Response[Listed[StatementObject]]:
    """Who said what, in whose words, where; the latest published first, those without a date last.

    A date leaves out what has none.
    """
    if are_wordless(asked.speaker, asked.about, asked.outlet):
        return listed(request, NOTHING, statement_object)
    with reading(settings) as record:
        page = statement_page(record, _filter(asked), limit=asked.limit, after=place(asked))
    return listed(request, page, statement_object)


@reads("/statements/counts", "statements")
def count_statements(settings: Settings, asked: StatementFields) -> Facets:
    """How many statements there are, by speaker, outlet, language, year, month, issue, kind and confidence.

    Of very many the latest are counted, and `more` is true.
    """
    if are_wordless(asked.speaker, asked.about, asked.outlet):
        return Facets(0, more=False, values={})
    with reading(settings) as record:
        return facets(record, _filter(asked))


@reads("/statements/{document:str}/{statement:str}", "statements")
def get_statement(settings: Settings, document: str, statement: str) -> StatementObject:
    """One statement of one document; a rejected one as it was, with the mark of who rejected it."""
    with reading(settings) as record:
        return statement_object(_found(record, document, statement))


@writes("POST", "/statements", "corrections", Role.REVIEWER, HTTPStatus.CONFLICT, made=True)
def add_missed_statement(settings: Settings, caller: Caller, sent: NewStatement) -> Response[StatementObject]:
    """Add a statement that nothing found."""
    with writing(settings) as record:
        change = statement_change(record, sent)
        made = add_statement(record, sent.document, change, author=caller.name, because=sent.because or None)
        added = statement_object(find_statement(record, made.id, made.document))
    location = address("statements", added.document, added.id)
    return Response(added, status_code=HTTP_201_CREATED, headers={"Location": location})


@writes(
    "PATCH",
    "/statements/{document:str}/{statement:str}",
    "corrections",
    Role.REVIEWER,
    HTTPStatus.CONFLICT,
    upon=True,
)
def correct_statement(
    request: AnyRequest,
    settings: Settings,
    caller: Caller,
    document: str,
    statement: str,
    sent: StatementRuling,
) -> StatementObject:
    """Accept, reject or change a statement, upon what you have seen of it (If-Match)."""
    with writing(settings) as record:
        corrected(request, record, _found(record, document, statement), sent, caller)
        return statement_object(_found(record, document, statement))


def _found(record: Record, document: str, statement: str) -> RecordedStatement:
    try:
        return find_statement(record, statement, document)
    except NotFoundError:
        for rejected in rejected_statements(record, document):
            if rejected.statement.id == statement:
                return rejected
        raise


def _filter(asked: StatementFields) -> StatementFilter:
    given = dict(said(asked))
    chosen: dict[Facet, tuple[str, ...]] = {}
    if "issue" in given:
        chosen[Facet.ISSUE] = (given["issue"],)
    if "confidence" in given:
        least = float(given["confidence"])
        chosen[Facet.CONFIDENCE] = tuple(f"{band:g}" for band in BANDS if band >= least)
    kept = {name: value for name, value in given.items() if name in _PLAIN}
    return StatementFilter(**kept | period(given) | versions(given), chosen=chosen)


_PLAIN = ("speaker", "about", "outlet", "language", "kind", "document")
