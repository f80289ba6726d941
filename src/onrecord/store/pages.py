"""Parts of lists: each begins where the one before ended, whatever has been added in between."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

from onrecord.store.errors import RecordError
from onrecord.store.rows import Page

_PLACE = re.compile("[0-9a-f]{1,15}")
_Item = TypeVar("_Item")


def page(found: Iterable[tuple[int, _Item]], limit: int) -> Page[_Item]:
    """The first ``limit`` of what was found; each comes with its key, by which the list is ordered."""
    part = list(islice(found, limit + 1))
    more = len(part) > limit
    return Page(tuple(item for _, item in part[:limit]), f"{part[limit - 1][0]:x}" if more else None)


def place_after(after: str | None) -> int:
    """The key that ``after``, a page's ``next``, stands for; 0 is before all.

    Raises:
        RecordError: it comes from no page.
    """
    if after is None:
        return 0
    if not _PLACE.fullmatch(after):
        raise RecordError(f"{after!r} is no place in a list; begin with its first page.")
    return int(after, 16)
