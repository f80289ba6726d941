"""Who may correct from the pages, and that it is the pages that ask."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias
from urllib.parse import quote, unquote, urlsplit

from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.exceptions import PermissionDeniedException, ValidationException

from onrecord.access import Caller, Role
from onrecord.web.page import AnyRequest, kept

Form: TypeAlias = Mapping[str, str]
_AUTHOR = "author"
_LONGEST_AUTHOR = 200


@dataclass(frozen=True, slots=True)
class Desk:
    """Where corrections are made: whether it is open, and the token that its forms carry.

    The token is new each time the program starts. No other site can read it out of a page.
    """

    open: bool
    token: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    def check(self, request: AnyRequest, form: Form) -> None:
        """Refuse what does not come from a form of these pages.

        Raises:
            PermissionDeniedException: the desk is closed, or another site or an older page asks.
        """
        if not self.open:
            raise PermissionDeniedException("This record is for reading only here.")
        if not _is_same_origin(request):
            raise PermissionDeniedException("Corrections are made from the pages of this record only.")
        if not secrets.compare_digest(form.get("token", "").encode(), self.token.encode()):
            raise PermissionDeniedException("The page is from before onrecord was started; load it again.")


AtDesk: TypeAlias = NamedDependency[Desk]


def caller_of(request: AnyRequest) -> Caller | None:
    """Who asks, where one has to sign in."""
    caller: Caller | None = request.scope.get("auth")
    return caller


def at_desk(request: AnyRequest, desk: Desk) -> Desk:
    """The desk for who asks: where one has to sign in it is open to reviewers."""
    caller = caller_of(request)
    return replace(desk, open=caller.role.allows(Role.REVIEWER)) if caller else desk


def author_of(request: AnyRequest) -> str:
    """Who corrects, by their token, or as they once said; empty where they have not."""
    if caller := caller_of(request):
        return caller.name
    return unquote(request.cookies.get(_AUTHOR, ""))[:_LONGEST_AUTHOR]


def signed(request: AnyRequest, form: Form) -> tuple[str, Cookie]:
    """Who signs a correction, and the cookie that remembers it.

    Raises:
        ValidationException: nobody does.
    """
    caller = caller_of(request)
    said = "" if caller else form.get(_AUTHOR, "").strip()[:_LONGEST_AUTHOR]
    author = said or author_of(request)
    if not author:
        raise ValidationException("Say who you are: a correction has an author.")
    return author, kept(_AUTHOR, quote(author, safe=""))


def _is_same_origin(request: AnyRequest) -> bool:
    if site := request.headers.get("sec-fetch-site"):
        return site == "same-origin"
    # Older browsers; what sends neither is no browser and carries nobody's cookies.
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
