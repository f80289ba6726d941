"""A statement or position as somebody else can look it up: outlet, date, words, offsets, addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.records import Spans
from onrecord.store.rows import DocumentLabel
from onrecord.web import addresses
from onrecord.web.interface import Interface
from onrecord.web.showing import plain

GAP = " … "
"""Between the pieces of what the text interrupts."""


@dataclass(frozen=True, slots=True)
class Citation:
    """``text`` is the whole in a sentence; ``source`` leads to the words in the outlet's own page, if any."""

    text: str
    address: str
    source: str | None


def cited(
    interface: Interface, label: DocumentLabel, who: str, words: tuple[str, ...], spans: Spans, address: str
) -> Citation:
    """The citation of words of a document; ``address`` is that of their page here."""
    source = addresses.text_fragment(label.url, words[0]) if words else None
    where = (
        interface("cite.title-quoted", title=plain(label.title)) if label.title else None,
        plain(label.outlet) if label.outlet else None,
        interface.date(label.published),
        interface("cite.characters", offsets=offsets(spans), document=_short(plain(label.id))),
    )
    said = interface("cite.quoted", who=plain(who), words=plain(GAP.join(words)))
    parts = (said, ", ".join(part for part in where if part) + ".", source, address)
    return Citation(" ".join(part for part in parts if part), address, source)


def offsets(spans: Spans) -> str:
    """Half-open code-point offsets, as everywhere: 12–40, 52–60."""
    return ", ".join(f"{start}–{end}" for start, end in spans)


def _short(identifier: str) -> str:
    # The address has a hash in full.
    return identifier[:12] if re.fullmatch("[0-9a-f]{64}", identifier) else identifier
