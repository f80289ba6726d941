"""Question-and-answer interviews, in which dashes and not cues tell who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.actors.scene import Source
from onrecord.attribution.drafts import Draft
from onrecord.records import Span

_DASH = re.compile(r"[—–―-]\s*")
_OPENING_MARK = re.compile(r"[«“„\"]")
_FEWEST_TURNS = 3
_RELIABILITY = 0.9
_QUESTION = ("interview-question", Source.UNKNOWN)
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
