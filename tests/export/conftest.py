"""A record with all that an export has to carry, and a document that would harm whoever trusts it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from onrecord.records import Actor, ActorKind, Kind, Span
from onrecord.store import Record
from onrecord.store.database import as_made
from store.holding import hostile, leaves, opposes, put, stays
from store.making import READY, analysis

HOSTILE = (
    "[content1:“=cmd|' /C calc'!A0</script><img src=x onerror=alert(1)>] [cue1:said]"
    " [speaker1:=Ann <b>Böse</b>], [content1:\u202eNever\x00\x1b {\\input} 100% & $5\t“😀” ))>”].⏎"
    "[content2:Sie kommt\u2028nicht]. => =Ann <b>Böse</b>"
)


@pytest.fixture
def told() -> Iterator[Record]:
    with closing(as_made()) as record:
        harmful = analysis(
            HOSTILE,
            id='../"x"\n<y>',
            language="und",
            title="</title><script>alert(1)</script>\n\\write18{ls} @end{",
            outlet='=HYPERLINK("http://x")',
            url="javascript:alert(1)",
            authors=("Eve} and {Eve", "\x07"),
            published="2024-10-16T10:00:00Z",
        )
        indirect = replace(harmful.statements[1], kind=Kind.INDIRECT)
        named = analysis(READY, id="en-3", outlet="Courier", published="2024-10-17")
        capital = Actor("country/toluk", "Toluk", ActorKind.COUNTRY, {"en": "Toluk"}, (Span(47, 53),))
        put(record, stays(), leaves(), opposes(), hostile())
        put(record, replace(named, actors=(*named.actors, capital)))
        put(record, replace(harmful, statements=(harmful.statements[0], indirect)))
        yield record
