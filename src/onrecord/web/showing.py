"""Text of others, safe to stand in a page: escaped, its hidden and steering characters made visible."""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup, escape

_BIDI_CONTROLS = "\u202a-\u202e\u2066-\u2069"
# Tabs and line breaks are what they seem; of a carriage return see below.
_STEERING = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029{_BIDI_CONTROLS}]")
_WHITE_SPACE = re.compile(r"\s+")


def shown(text: str) -> Markup:
    """``text`` as HTML whose text content is ``text``, code point for code point.

    A character that would steer the page or reorder a line stands in an element of its own, which CSS
    isolates and labels with its name. NUL, which HTML cannot hold, becomes U+2400. A carriage return is
    written as a reference, because a parser would drop it.
    """
    pieces: list[Markup] = []
    done = 0
    for match in _STEERING.finditer(text):
        pieces += [_escaped(text[done : match.start()]), _control(match[0])]
        done = match.end()
    pieces.append(_escaped(text[done:]))
    return Markup("").join(pieces)


def plain(text: str) -> str:
    """``text`` on one line for where no element can stand: titles, attributes, files."""
    line = _WHITE_SPACE.sub(" ", text.replace("\0", "\u2400")).strip()
    return _STEERING.sub("\ufffd", line)


def _escaped(text: str) -> Markup:
    return Markup(str(escape(text)).replace("\r", "&#13;"))


def _control(character: str) -> Markup:
    label = f"U+{ord(character):04X}"
    name = unicodedata.name(character, label)
    return Markup('<span class="control" data-label="{}" title="{}">{}</span>').format(
        label, name, character.replace("\0", "\u2400")
    )
