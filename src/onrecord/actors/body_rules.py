"""Where a text names bodies, as far as a word for a body beside a proper name tells: МИД Толука."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.actors.word_roles import word_role
from onrecord.languages import Language
from onrecord.records import Span

_QUOTED = r"«[^«»\n]{2,60}»|“[^“”\n]{2,60}”|\"[^\"\n]{2,60}\""
_PROPER = rf"(?:{_QUOTED}|[A-ZА-ЯЁҢӨҮ][\w-]*(?:[ \u00a0][A-ZА-ЯЁҢӨҮ][\w-]*)*)"
# The word for what it is stands before the proper name, in Kyrgyz behind it.
_BEFORE = re.compile(rf"(?P<word>[^\W\d_][\w-]+)[ \u00a0]{_PROPER}")
_BEHIND = re.compile(rf"(?:{_QUOTED})[ \u00a0](?P<word>[^\W\d_][\w-]+)")


def body_spans(text: str, paragraphs: Sequence[tuple[Span, Language]]) -> Iterator[Span]:
    """The places of the names of bodies in the paragraphs to be read, each with its language."""
    for span, language in paragraphs:
        if language.code == "en":  # There the word may stand before, behind or amid the name.
            continue
        for match in (_BEHIND if language.code == "ky" else _BEFORE).finditer(text, *span):
            if word_role(match["word"], language) == "organisation":
                yield Span(*match.span())
