"""Places in a text as a user names them: by offsets, or by the words that stand there."""

from __future__ import annotations

import re

import click

from onrecord.cli.terminal import one_line
from onrecord.records import Span, Spans

_OFFSETS = re.compile(r"\d+[-–]\d+(?:\s*,\s*\d+[-–]\d+)*", re.ASCII)
_SHOWN, _BESIDE = 5, 20


def places(text: str, asked: str, *, within: Span | None = None) -> Spans:
    """The spans that ``asked`` names in ``text``: "12-40, 55-60", words with … for a gap, or "" for none.

    Words that stand several times are those in ``within``, where they stand there once.

    Raises:
        click.UsageError: the words do not stand in the text, or several times.
    """
    if not asked.strip():
        return ()
    if _OFFSETS.fullmatch(asked.strip()):
        pairs = re.findall(r"(\d+)[-–](\d+)", asked, re.ASCII)
        return tuple(Span(int(start), int(end)) for start, end in pairs)
    pieces = filter(None, map(str.strip, asked.split("…")))
    return tuple(_place(text, words, within) for words in pieces)


def _place(text: str, words: str, within: Span | None) -> Span:
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = [Span(*match.span()) for match in re.finditer(pattern, text)]
    near = [each for each in found if within and within.start <= each.start and each.end <= within.end]
    if len(near) == 1:
        return near[0]
    if len(found) == 1:
        return found[0]
    shown = one_line(words, 60)
    if not found:
        raise click.UsageError(f"“{shown}” does not stand in the text; copy the words as they are printed.")
    listed = "; ".join(_with_neighbours(text, each) for each in found[:_SHOWN])
    more = "; …" if len(found) > _SHOWN else ""
    raise click.UsageError(f"“{shown}” stands in several places; give offsets, one of: {listed}{more}")


def _with_neighbours(text: str, span: Span) -> str:
    before, after = text[max(0, span.start - _BESIDE) : span.start], text[span.end : span.end + _BESIDE]
    return f"{span.start}-{span.end} (…{one_line(before)} ⟦⟧ {one_line(after)}…)"
