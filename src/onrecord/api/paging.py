"""Lists in parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

from litestar import Response
from msgspec import Meta, Struct

from onrecord.api.problems import AnyRequest
from onrecord.api.questions import Part
from onrecord.store import Page

NOTHING: Page[Any] = Page((), None)
_Item = TypeVar("_Item")
_Object = TypeVar("_Object")


class Listed(Struct, Generic[_Object], frozen=True):
    """A part of a list; ``next`` is the cursor of the part after it, null at the end."""

    items: tuple[_Object, ...]
    next: Annotated[str | None, Meta(description="The cursor of the next part; null: this is the last.")]


def listed(
    request: AnyRequest, page: Page[_Item], formed: Callable[[_Item], _Object]
) -> Response[Listed[_Object]]:
    """The page as an answer, with a link to the next."""
    headers = {}
    if page.next:
        others = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
        # Relative to where it was asked for, wherever a proxy puts that.
        headers["Link"] = f'<?{urlencode([*others, ("cursor", page.next)])}>; rel="next"'
    return Response(Listed(tuple(map(formed, page.items)), page.next), headers=headers)


def place(part: Part) -> str | None:
    """The cursor, if one is given."""
    return part.cursor or None


def enough(part: Part) -> int:
    """How many of a list from its beginning tell all of a part, and whether there is another."""
    return int(part.cursor or "0", 16) + part.limit + 1


def counted(found: Iterable[_Item], part: Part) -> Page[_Item]:
    """The part of a list whose order no key tells, as that of the best fit: its cursor counts."""
    begin = int(part.cursor or "0", 16)
    some = list(islice(found, begin, begin + part.limit + 1))
    more = len(some) > part.limit
    return Page(tuple(some[: part.limit]), f"{begin + part.limit:x}" if more else None)
