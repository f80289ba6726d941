"""From a request to the HTML or CSV that answers it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import unquote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import HttpMethod, MediaType, Request, Response, route
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.status_codes import HTTP_200_OK, HTTP_304_NOT_MODIFIED

from onrecord.store import open_record
from onrecord.store.rows import DocumentLabel, RecordedStatement
from onrecord.web import addresses, showing
from onrecord.web.calling import Calling
from onrecord.web.citing import GAP, offsets
from onrecord.web.interface import LANGUAGES, Interface, chosen
from onrecord.web.stands import SIGNS
from onrecord.web.tables import Table, as_csv
from onrecord.wire.recorded import SIDES

AnyRequest: TypeAlias = Request[Any, Any, Any]
Page: TypeAlias = Response[str]
RecordPath: TypeAlias = NamedDependency[Path]
"""Where the record lies; each request opens it anew."""

RECORD_PATH = "record_path"
"""Among the options of the pages' routes: the same path, for what a template asks the record."""
shows = partial(route, http_method=[HttpMethod.GET, HttpMethod.HEAD], sync_to_thread=True)
"""Marks what answers at an address that one can read, with or without the body."""

THEMES = ("light", "dark")
_KEPT_S = 365 * 24 * 3600
_LANGUAGE, _THEME = "lang", "theme"
_PASSING = (_LANGUAGE, _THEME, "csv", "done")
"""What an address says once, and no link from its page repeats."""


@dataclass(frozen=True, slots=True)
class Here:
    """What a template knows of the request; ``path`` is as it was sent."""

    path: str
    parameters: tuple[tuple[str, str], ...]
    theme: str | None
    done: str
    """The number of the correction that led here."""

    def with_(self, **values: str | int | None) -> str:
        """The address of this page with other parameters; ``None`` takes one away."""
        new = [(key, str(value)) for key, value in values.items() if value not in (None, "")]
        return self._address([pair for pair in self.parameters if pair[0] not in values] + new)

    def toggled(self, name: str, value: str) -> str:
        """The address of this page with this value of a parameter, or without it where it has it."""
        others = [pair for pair in self.parameters if pair != (name, value) and pair[0] != "after"]
        is_on = (name, value) in self.parameters
        return self._address(others if is_on else [*others, (name, value)])

    def _address(self, parameters: list[tuple[str, str]]) -> str:
        said = [pair for pair in parameters if pair[1]]
        return f"{self.path}?{urlencode(said)}" if said else self.path


def page(request: AnyRequest, template: str, *, status: int = 200, **context: object) -> Page:
    """The template in the language and theme that the reader wants, which are kept if chosen by address."""
    asked = request.query_params
    speech = language_of(request)
    theme = asked.get(_THEME) or request.cookies.get(_THEME)
    here = Here(
        raw_rest(request, ""),
        tuple((key, value) for key, value in asked.multi_items() if key not in _PASSING),
        theme if theme in THEMES else None,
        asked.get("done", ""),
    )
    with ExitStack() as opened:
        reading = cache(lambda: opened.enter_context(open_record(_record_path(request))))
        call = Calling(speech.code, reading)
        html = _templates().get_template(template).render(t=speech, here=here, call=call, **context)
    tag = f'"{hashlib.sha256(html.encode()).hexdigest()[:24]}"'
    if status == HTTP_200_OK and request.headers.get("if-none-match") == tag:
        html, status = "", HTTP_304_NOT_MODIFIED
    # Kept, but asked for again each time: a record changes.
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Cookie, Accept-Language"}
    return Response(
        html, media_type=MediaType.HTML, status_code=status, cookies=list(_choices(request)), headers=headers
    )


def _record_path(request: AnyRequest) -> Path:
    path: Path = request.route_handler.opt[RECORD_PATH]
    return path


def csv_of(request: AnyRequest, tables: Iterable[Table]) -> Page | None:
    """The table that the address asks for (``?csv=NAME``) as a file; ``None`` where it asks for none."""
    name = request.query_params.get("csv")
    table = next((each for each in tables if each.name == name), None)
    if table is None:
        return None
    return Response(
        as_csv(table),
        media_type="text/csv",
        headers={"Content-Disposition": f'attachment; filename="onrecord-{table.name}.csv"'},
    )


def is_taken(request: AnyRequest) -> bool:
    """Whether a table is asked for as a file, which holds more than a page."""
    return "csv" in request.query_params


def language_of(request: AnyRequest) -> Interface:
    """By the address, else by what was chosen before, else by what the browser accepts."""
    wishes = (request.query_params.get(_LANGUAGE), request.cookies.get(_LANGUAGE))
    return chosen(wishes, request.headers.get("accept-language", ""))


def rest(request: AnyRequest, before: str) -> str:
    """What the address holds after ``before``, decoded; a slash that is part of an id may be encoded."""
    return unquote(raw_rest(request, before))


def raw_rest(request: AnyRequest, before: str) -> str:
    """What the address holds after ``before``, as it was sent."""
    raw: bytes = request.scope["raw_path"]
    return raw.partition(b"?")[0].decode("ascii", "replace").removeprefix(before)


def number(request: AnyRequest, name: str) -> int:
    """A place in a list or a text that the address gives; what is no number is the beginning."""
    written = request.query_params.get(name, "")
    return int(written) if re.fullmatch(r"[0-9]{1,9}", written) else 0


def statement_of(request: AnyRequest) -> tuple[str, str]:
    """The ids of the document and the statement that an address names."""
    document, _, identifier = raw_rest(request, "/statements/").rpartition("/")
    return unquote(document), unquote(identifier)


def short(text: str, most: int = 420) -> str:
    """``text`` cut where a word ends, if one does in the latter half, with what shows that it was."""
    if len(text) <= most:
        return text
    words = text[:most].rpartition(" ")[0]
    return (words if len(words) > most / 2 else text[:most]) + "…"


@cache
def version_of(name: str) -> str:
    """What changes with a static file: part of its address, so that browsers may keep it for good."""
    return hashlib.sha256(files("onrecord.web").joinpath("static", name).read_bytes()).hexdigest()[:12]


def _choices(request: AnyRequest) -> Iterable[Cookie]:
    asked = request.query_params
    if asked.get(_LANGUAGE) in LANGUAGES:
        yield kept(_LANGUAGE, asked[_LANGUAGE])
    if _THEME in asked:
        # Any other word is back to what the system says.
        value = asked[_THEME] if asked[_THEME] in THEMES else "system"
        yield kept(_THEME, value)


def kept(name: str, value: str) -> Cookie:
    """A cookie that remembers what a reader chose."""
    return Cookie(key=name, value=value, path="/", max_age=_KEPT_S, samesite="lax", httponly=True)


@cache
def _templates() -> Environment:
    # What is not named in a template is a mistake, never an empty place.
    templates = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals.update(
        a=addresses, LANGUAGES=LANGUAGES, SIDES=SIDES, SIGNS=SIGNS, GAP=GAP, offsets=offsets, static=_static
    )
    templates.filters.update(
        shown=showing.shown,
        plain=showing.plain,
        short=short,
        groupby_document=lambda found: [(label, list(each)) for label, each in groupby(found, _document)],
    )
    return templates


def _document(recorded: RecordedStatement) -> DocumentLabel:
    return recorded.document


def _static(name: str) -> str:
    return f"/static/{name}?v={version_of(name)}"
