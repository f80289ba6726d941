"""Interviews and transcripts, in which dashes or names before a colon tell who speaks, not cues."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.actors.scene import Source
from onrecord.attribution.drafts import Draft
from onrecord.records import Span

_DASH = re.compile(r"[—–―-]\s*")
_OPENING_MARK = re.compile(r"[«“„\"]")
_NAME = re.compile(r"((?:[^\W\d_a-zа-яёңөү][\w.’'-]*[ \u00a0]?){1,4}):\s+(?=\S)")
_WORDS = re.compile(r"[^\W\d_]{2}")
_FEWEST_TURNS = 3
_RELIABILITY = 0.9
_QUESTION = ("interview-question", Source.INTERVIEWER)
_ANSWER = ("interview-answer", Source.INTERVIEWEE)


def interview_turns(text: str, paragraphs: Sequence[Span]) -> Iterator[Draft]:
    """The turns of an interview, each paragraph a statement without cue or speaker; none if it is none.

    The first paragraph with a dash is the interviewer's. Later ones ask if they end in a question mark, or
    lead with a dash after an answer; whatever opens with a quotation mark answers.
    """
    dashes = [_DASH.match(text, *paragraph) for paragraph in paragraphs]
    asks = [text[paragraph.end - 1] == "?" for paragraph in paragraphs]
    led = [dash is not None for dash in dashes]
    if sum(led) < _FEWEST_TURNS or not any(dash and ask for dash, ask in zip(led, asks, strict=True)):
        return
    first = led.index(True)
    asking = False
    for index in range(first, len(paragraphs)):
        paragraph, dash = paragraphs[index], dashes[index]
        answers = bool(_OPENING_MARK.match(text, *paragraph))
        asking = index == first or (not answers and (asks[index] or (led[index] and not asking)))
        content = Span(dash.end(), paragraph.end) if dash else paragraph
        if content.start < content.end:
            name, source = _QUESTION if asking else _ANSWER
            yield Draft((content,), (), (), name, _RELIABILITY, source, direct=True)


def transcript_turns(text: str, paragraphs: Sequence[Span]) -> dict[Span, Draft]:
    """The paragraphs that begin with a name and a colon, each with what is said; none if it is no transcript.

    A transcript has at least three such paragraphs, in which one name comes twice. The first paragraph is a
    headline. Single letters (Q, A) name nobody: the first of them asks.
    """
    named = {paragraph: _NAME.match(text, *paragraph) for paragraph in paragraphs[1:]}
    turns = {
        paragraph: name
        for paragraph, name in named.items()
        if name and _WORDS.search(text, name.end(), paragraph.end)
    }
    names = [name[1] for name in turns.values()]
    if len(turns) < _FEWEST_TURNS or len(set(names)) == len(names):
        return {}
    return {paragraph: _turn(paragraph, name, asks=name[1] == names[0]) for paragraph, name in turns.items()}


def _turn(paragraph: Span, name: re.Match[str], *, asks: bool) -> Draft:
    content = (Span(name.end(), paragraph.end),)
    if len(name[1]) > 1:
        return Draft(content, (), (Span(*name.span(1)),), "transcript", _RELIABILITY, direct=True)
    label, source = _QUESTION if asks else _ANSWER
    return Draft(content, (), (), label, _RELIABILITY, source, direct=True)
