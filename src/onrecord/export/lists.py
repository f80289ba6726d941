"""One JSON document that holds a long list, written as its items come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from onrecord import wire


def json_with_list(around: Mapping[str, object], name: str, items: Iterable[object]) -> Iterator[str]:
    """An object with the fields of ``around``, and under ``name`` the items, a line each."""
    yield wire.encode(around)[:-1] + f",{wire.encode(name)}:["
    yield from json_items(items)
    yield "]}\n"


def json_list(items: Iterable[object]) -> Iterator[str]:
    """An array of the items, a line each."""
    yield "["
    yield from json_items(items)
    yield "]\n"


def json_items(items: Iterable[object]) -> Iterator[str]:
    """The items with commas between them, a line each."""
    before = "\n"
    for item in items:
        yield before + wire.encode(item)
        before = ",\n"
    yield "\n"


def json_lines(items: Iterable[object]) -> Iterator[str]:
    """The items, a line of JSON each."""
    return (wire.encode(item) + "\n" for item in items)
