"""What a text shows of a name in one place holds for it throughout."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from onrecord.actors.mentions import Name
from onrecord.languages import Language
from onrecord.records import Span
from onrecord.romanisation import fold_word

_WORD = re.compile(r"[^\W\d_][\w’'ʼ-]*")
_CAPITALISED = re.compile(r"(?<![\w’'ʼ-])[A-ZÀ-ÞА-ЯЁҢӨҮІ][\w’'ʼ-]{3,}")
_AGAIN = frozenset(("person", "country", "city"))
_SURE = 0.9
_PLACES = frozenset(("country", "city", "place"))


def of_one_kind(text: str, names: Sequence[Name]) -> list[Name]:
    """The names, those written in the same way being of one kind: the one that is surest."""
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for span, kind, certainty in names:
        votes[text[span.start : span.end]][kind] += certainty
    surest = {written: max(sums, key=sums.__getitem__) for written, sums in votes.items()}
    return [name._replace(kind=surest[text[name.span.start : name.span.end]]) for name in names]


def with_places(text: str, names: Sequence[Name]) -> list[Name]:
    """The names, a body and the place right behind it being one: МВД Толука, полиция Ак-Сая."""
    found: list[Name] = []
    for name in names:
        last = found[-1] if found else None
        joined = last and last.kind == "organisation" and name.kind in _PLACES
        if last and joined and text[last.span.end : name.span.start] == " ":
            found[-1] = last._replace(span=Span(last.span.start, name.span.end))
        else:
            found.append(name)
    return found


def named_again(
    text: str, paragraphs: Sequence[tuple[Span, Language]], names: Sequence[Name]
) -> Iterator[Name]:
    """Further places of family names, countries and cities that the text surely names elsewhere."""
    known = {language: _known(text, names, language) for language in {language for _, language in paragraphs}}
    taken = [name.span for name in names]
    for paragraph, language in paragraphs:
        if not known[language]:
            continue
        for word in _CAPITALISED.finditer(text, *paragraph):
            last = bisect_right(taken, word.start(), key=lambda span: span.start) - 1
            if last >= 0 and taken[last].end > word.start():
                continue
            folded = map(fold_word, language.nominatives(word[0]))
            if kind := next((known[language][form] for form in folded if form in known[language]), None):
                yield Name(Span(*word.span()), kind, _SURE)


def _known(text: str, names: Sequence[Name], language: Language) -> Mapping[str, str]:
    """The folded bare forms of the last words of sure names, with their kinds."""
    found: dict[str, str] = {}
    for span, kind, certainty in names:
        words = _WORD.findall(text, *span) if kind in _AGAIN and certainty > _SURE else []
        if words and (kind == "person" or len(words) == 1):
            for form in language.nominatives(words[-1]):
                found.setdefault(fold_word(form), kind)
    return found
